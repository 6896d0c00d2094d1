"""``toolkit export``: the file finance imports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.findings import clean
from toolkit.cli.money import months_option, print_table, scenario_option
from toolkit.cli.options import agency_options, history_option, out_option, progress, read_agency

if TYPE_CHECKING:
    from toolkit.exports.run import Preflight

__all__ = ["export"]

NAMES = ("canonical", "xero", "intacct", "iif", "business-central", "netsuite", "template")


@click.command()
@click.argument("format_name", metavar="FORMAT", type=click.Choice(NAMES))
@agency_options
@months_option
@scenario_option
@out_option
@click.option("--check", "only_check", is_flag=True, help="Only say what would change; no file.")
@click.option("--load", "database", metavar="URL", help="Put the rows into this database as well.")
@history_option
def export(
    format_name: str,
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    months: int | None,
    scenario: str,
    out: Path | None,
    only_check: bool,
    database: str | None,
    history: str | None,
) -> None:
    """Write the forecast as a file finance imports.

    FORMAT is canonical, xero, intacct, iif (QuickBooks Desktop), business-central, netsuite or
    template. Nothing is written while an account is missing, a total does not tie or a currency
    has no rate. The file is read back, compared and recorded; what is gone since the last export
    is written as zero.

    \b
    Example:
      toolkit export xero toolkit-demo --as-of 2026-06-15 --out finance
    """
    from toolkit.actions import exporting, forecasting
    from toolkit.actions.remembering import history_address

    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        tell("Forecasting")
        made = forecasting.make_forecast(agency, months=months)
        address = history_address(agency, history)
        checked = exporting.preflight_export(agency, made, format_name, scenario, address)
        done = []
        if not only_check:
            tell("Writing")
            written = exporting.export_forecast(agency, checked, format_name, address, out=out)
            done += [str(path) for path in written.files]
        if database and not only_check:
            done.append(f"{exporting.load_forecast(checked, database)} rows loaded")
    _tell(checked, made.currency, zeroed=format_name != "canonical")
    for line in done:
        click.echo(f"→ {line}")
    if only_check:
        for problem in checked.problems:
            click.echo(clean(f"In the way: {problem}"))
        if not checked.problems:
            click.echo("Nothing is in the way: the export can be written")
        click.get_current_context().exit(1 if checked.problems else 0)


def _tell(checked: Preflight, currency: str, *, zeroed: bool) -> None:
    """Print totals by period, what changed since the last export, what is gone or left out."""
    rows = [
        [period.label, f"{checked.totals[period.first]:,}", _signed(checked.changed, period.first)]
        for period in checked.batch.periods
    ]
    totals, changes = checked.totals.values(), checked.changed.values()
    rows.append(["In all", f"{sum(totals):,}", f"{sum(changes):+,}" if changes else ""])
    print_table(["Period", currency, "Since the last export"], rows)
    for line in checked.left_out:
        click.echo(clean(f"Left out: {line}"))
    if zeroed:
        for key in checked.gone:
            click.echo(clean(f"Gone, written as zero: {' '.join(part for part in key if part)}"))
    elif checked.gone:
        click.echo(f"Gone since the last export: {len(checked.gone)} rows")


def _signed(changed: Mapping[date, Decimal], first: date) -> str:
    return f"{changed[first]:+,}" if first in changed else ""
