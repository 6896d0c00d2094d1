"""``toolkit accuracy``: how kept forecasts came true."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.findings import clean
from toolkit.cli.money import print_table
from toolkit.cli.options import agency_options, history_option, out_option, progress, read_agency

if TYPE_CHECKING:
    from toolkit.reports.forecast import Accuracy

__all__ = ["accuracy"]


@click.command()
@agency_options
@click.option("--format", "style", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
@out_option
@history_option
def accuracy(
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    style: str,
    width: int | None,
    out: Path | None,
    history: str | None,
) -> None:
    """Score kept forecasts against finance's actuals.

    By lag, client, owner and layer: WAPE is the share of actual revenue that was forecast wrong,
    bias above nothing promised too much, MASE below 1 beats repeating last year, a tracking
    signal beyond 4 or -4 leans to one side. Forecasts are kept with toolkit forecast --save,
    actuals come from the books and toolkit import-actuals.

    \b
    Example:
      toolkit accuracy toolkit-demo --as-of 2026-06-15
    """
    from toolkit.actions import forecasting
    from toolkit.actions.remembering import history_address
    from toolkit.reports.forecast import scores_json

    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        found = forecasting.scores(agency, history_address(agency, history))
    if style == "json":
        click.echo(scores_json(found))
        return
    if style == "html":
        click.echo(f"→ {forecasting.accuracy_page(agency, found, out=out)}")
        return
    _print_scores(found, width)
    _print_calibration(found, width)
    _print_band(found, width)
    for place in found.left_out:
        click.echo(clean(f"Left out: {place}: forecast.rates has no rate for its currency"))


def _print_scores(found: Accuracy, width: int | None) -> None:
    if not found.scores:
        click.echo(
            "No kept forecast meets an actual yet: keep one each month with toolkit forecast"
            " --save, and take finance's figures in with toolkit import-actuals"
        )
        return
    rows = [
        [
            f"{s.by} {s.name or '(none)'}",
            str(s.points),
            _percent(s.wape),
            _percent(s.bias),
            _plain(s.mase),
            _plain(s.tracking_signal),
        ]
        for s in found.scores
    ]
    print_table(["", "Points", "WAPE", "Bias", "MASE", "Tracking"], rows, width)


def _print_calibration(found: Accuracy, width: int | None) -> None:
    rows = [
        [
            f"{c.by} {c.name or '(none)'}",
            f"{c.won}/{c.decided}",
            _percent(c.stated),
            _percent(c.recalibrated),
            _plain(c.brier),
        ]
        for c in found.calibration
    ]
    if rows:
        click.echo()
        print_table(["New business", "Won", "Stated", "Recalibrated", "Brier"], rows, width)


def _print_band(found: Accuracy, width: int | None) -> None:
    click.echo()
    if found.band is None:
        click.echo(f"{found.months} months of actuals are too short for a band; it needs 24")
        return
    rows = [
        [
            month.label,
            *(f"{value:,.0f}" for value in month.band),
            "–" if month.forecast is None else f"{month.forecast:,.0f}",
            month.word,
        ]
        for month in found.band
    ]
    header = ["From history alone", "Low", "Theta", "Last year", "High", "Forecast", ""]
    print_table(header, rows, width)


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1%}"


def _plain(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
