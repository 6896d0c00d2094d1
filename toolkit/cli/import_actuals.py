"""``toolkit import-actuals``: finance's actuals, taken back in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toolkit.cli.options import agency_options, history_option, progress, read_agency

__all__ = ["import_actuals"]


@click.command("import-actuals")
@agency_options
@history_option
def import_actuals(
    books: tuple[str, ...], config_path: Path | None, as_of: date | None, history: str | None
) -> None:
    """Take finance's actuals into the history.

    BOOK is the file finance exports, with columns for client, month and amount, and for account
    and currency where there are any. A month that was taken in before is replaced whole.

    \b
    Example:
      toolkit import-actuals toolkit-demo/Finance.xlsx --as-of 2026-06-15
    """
    from toolkit.actions import exporting
    from toolkit.actions.remembering import history_address

    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        address = history_address(agency, history)
        found, remarks = exporting.import_actuals(agency, address)
    for line in remarks:
        click.echo(line)
    months = sorted({actual.month for actual in found})
    click.echo(f"{len(found)} actuals of {months[0]:%Y-%m} to {months[-1]:%Y-%m} were taken in")
