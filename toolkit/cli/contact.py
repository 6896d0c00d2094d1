"""``toolkit contact``: the contact report of one meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toolkit.actions import reporting
from toolkit.cli.options import (
    agency_options,
    formats_option,
    out_option,
    progress,
    read_agency,
    show_made,
)
from toolkit.reports import Format

__all__ = ["contact"]


@click.command()
@agency_options
@out_option
@formats_option
@click.option("--meeting", required=True, help="The meeting's number in the meeting log.")
@click.option("--client", help="Whose meeting, where several carry the number.")
def contact(
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    out: Path | None,
    formats: tuple[Format, ...],
    meeting: str,
    client: str | None,
) -> None:
    """Write the contact report of one meeting.

    Who was there, decisions, budget and next steps by job, the distribution list and the deadline
    by the handbook's rules. What the row lacks is named, never invented.

    \b
    Example:
      toolkit contact toolkit-demo --meeting 370 --format docx
    """
    with progress() as report:
        agency = read_agency(books, as_of, config_path, report)
        made = reporting.contact_report(
            agency, meeting, formats, client=client, out=out, progress=report
        )
    show_made(made)
