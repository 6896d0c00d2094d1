"""``toolkit bridge``: how one forecast became another."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.money import months_option, print_table, scenario_option
from toolkit.cli.options import history_option, out_option, progress, read_agency

if TYPE_CHECKING:
    from toolkit.agency import Agency
    from toolkit.forecast.bridge import Bridge

__all__ = ["bridge"]

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--config", "config_path", type=click.Path(exists=True, path_type=Path))
@click.option("--old-as-of", type=DAY, metavar="DATE", help="The day of the older one.")
@click.option("--as-of", type=DAY, metavar="DATE", help="The day of the newer one; default: now.")
@months_option
@scenario_option
@click.option("--format", "style", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
@out_option
@history_option
def bridge(
    old: str,
    new: str,
    config_path: Path | None,
    old_as_of: date | None,
    as_of: date | None,
    months: int | None,
    scenario: str,
    style: str,
    width: int | None,
    out: Path | None,
    history: str | None,
) -> None:
    """Show what changed between two forecasts, by cause.

    OLD is an earlier version of the book or folder NEW, or the day of a forecast kept with
    toolkit forecast --save. Opening + new + increased + decreased + slipped + lost + recognised +
    exchange = closing.

    \b
    Example:
      toolkit bridge toolkit-demo toolkit-demo --old-as-of 2026-05-15 --as-of 2026-06-15
    """
    from toolkit.actions import forecasting
    from toolkit.actions.remembering import history_address

    with progress() as tell:
        newer = read_agency([new], _day(as_of), config_path, tell)
        kept = _kept_day(old)
        tell("Comparing")
        if kept:
            address = history_address(newer, history)
            found = forecasting.compare_with_kept(
                newer, kept, address, months=months, scenario=scenario
            )
        else:
            older = read_agency([old], _day(old_as_of) or newer.as_of, config_path, tell)
            found = forecasting.compare(older, newer, months=months, scenario=scenario)
    _show(newer, found, style, width, out)


def _show(agency: Agency, found: Bridge, style: str, width: int | None, out: Path | None) -> None:
    if style == "json":
        from toolkit.reports.forecast import bridge_json

        click.echo(bridge_json(found))
        return
    if style == "html":
        from toolkit.actions import forecasting

        click.echo(f"→ {forecasting.bridge_page(agency, found, out=out)}")
        return
    print_table(["Step", found.currency], [[n, f"{a:,}"] for n, a in found.steps()], width)
    click.echo()
    rows = [
        [client or "(no client)", str(cause), f"{amount:,}"]
        for client, causes in found.by_client().items()
        for cause, amount in causes.items()
    ]
    print_table(["Client", "Cause", found.currency], rows, width)


def _day(moment: date | None) -> date | None:
    return date(moment.year, moment.month, moment.day) if moment else None


def _kept_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
