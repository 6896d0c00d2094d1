"""``toolkit forecast``: the monthly revenue forecast from the agency's rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.findings import clean
from toolkit.cli.money import (
    months_option,
    print_table,
    scenario_option,
    style_option,
    whole,
)
from toolkit.cli.options import agency_options, history_option, out_option, progress, read_agency

if TYPE_CHECKING:
    from toolkit.agency import Agency
    from toolkit.forecast.layers import Forecast

__all__ = ["forecast"]

QUARTER = 3


@click.command()
@agency_options
@months_option
@scenario_option
@click.option("--basis", type=click.Choice(["recognised", "billed"]), help="Default: configured.")
@style_option
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
@out_option
@click.option("--sheet", is_flag=True, help="Put the sheet Forecast into a copy of the first book.")
@click.option("--write", is_flag=True, help="Put the sheet Forecast into the first book itself.")
@click.option("--save", is_flag=True, help="Keep the forecast, for bridges and accuracy later.")
@history_option
def forecast(
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    months: int | None,
    scenario: str,
    basis: str | None,
    style: str,
    width: int | None,
    out: Path | None,
    sheet: bool,
    write: bool,
    save: bool,
    history: str | None,
) -> None:
    """Forecast revenue by client and month.

    Its layers tie to the cent. Committed is what is signed, expected what is not yet, weighted
    new business at its probability. Low is committed only, likely weighs the others, high
    counts everything open.

    \b
    Example:
      toolkit forecast toolkit-demo --as-of 2026-06-15 --months 6
    """
    from toolkit.actions import forecasting
    from toolkit.actions.remembering import history_address

    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        tell("Forecasting")
        made = forecasting.make_forecast(agency, months=months, basis=basis)
        done = []
        if save:
            address = history_address(agency, history)
            forecasting.save_forecast(agency, made, address)
            done.append("kept in the history")
        if sheet or write:
            receipt = forecasting.write_forecast(agency, made, scenario, out=out, in_place=write)
            done += [receipt.book, *receipt.remarks]
        if style == "html":
            done.append(str(forecasting.forecast_page(agency, made, scenario, out=out)))
    if style in ("json", "csv"):
        click.echo(_for_programs(agency, made, style), nl=style == "json")
        return
    if style == "text":
        _tell(agency, made, scenario, width)
    for line in done:
        click.echo(f"→ {line}")


def _for_programs(agency: Agency, made: Forecast, style: str) -> str:
    from toolkit.actions import forecasting
    from toolkit.reports.forecast import forecast_csv, forecast_json

    if style == "csv":
        return forecast_csv(made)
    return forecast_json(made, forecasting.beside_of(agency, made))


def _tell(agency: Agency, made: Forecast, scenario: str, width: int | None) -> None:
    from toolkit.actions import forecasting

    beside = forecasting.beside_of(agency, made)
    _print(made, scenario, beside.effect, width)
    _print_wip(forecasting.wip_by_client(made, beside.wip), made.currency, width)
    for goal in beside.goals:
        click.echo(
            clean(f"Goal {goal.year} {goal.client}: {whole(goal.goal)}, gap {whole(goal.gap)}")
        )
    for gap in made.unplaced:
        click.echo(clean(f"Not in any month: {gap.place} {gap.client} {gap.job}: {gap.reason}"))


def _print(made: Forecast, scenario: str, effect: Sequence[Decimal], width: int | None) -> None:
    """Print layers and clients by period: months where they fit, else sums of three."""
    from rich.console import Console

    room = width or Console().width
    length = len(made.periods)

    lines = [("All clients", made.totals(scenario))]
    lines += [(f"  {layer}", row) for (layer,), row in made.by("layer", scenario=scenario).items()]
    clients = sorted(made.by("client", scenario=scenario).items(), key=lambda item: -sum(item[1]))
    lines += [(client or "(no client)", row) for (client,), row in clients]
    if any(effect):
        lines.append(("At today's rates", list(effect)))

    def table(step: int) -> tuple[list[str], list[list[str]]]:
        parts = [slice(n, n + step) for n in range(0, length, step)]
        heads = [made.periods[p.start].label + ("…" if step > 1 else "") for p in parts]
        return ["Client", *heads, "Total"], [
            [name, *(whole(sum(row[p], Decimal(0))) for p in (*parts, slice(None)))]
            for name, row in lines
        ]

    header, rows = table(1)
    if _width_of(header, rows) > room:
        header, rows = table(QUARTER)
    click.echo(f"Forecast as of {made.as_of}, {scenario}, {made.basis}, in {made.currency}")
    print_table(header, rows, width)


def _print_wip(
    wip: Sequence[tuple[str, Decimal, Decimal]], currency: str, width: int | None
) -> None:
    """Print what clients' jobs earned against what was billed, most unbilled first."""
    if not wip:
        return
    click.echo()
    rows = [
        [client or "(no client)", whole(done), whole(sent), whole(done - sent)]
        for client, done, sent in wip
    ]
    earned = sum((row[1] for row in wip), Decimal(0))
    billed = sum((row[2] for row in wip), Decimal(0))
    rows.append(["All clients", whole(earned), whole(billed), whole(earned - billed)])
    print_table(
        [f"Work in progress, {currency}", "Recognised", "Billed", "Not billed"], rows, width
    )
    click.echo()


def _width_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns a table takes, a blank beside each of its own included."""
    return sum(max(map(len, cells)) + 1 for cells in zip(header, *rows, strict=True))
