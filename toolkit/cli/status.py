"""``toolkit status``: a status report for each client."""

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

__all__ = ["status"]


@click.command()
@agency_options
@out_option
@formats_option
@click.option("--client", help="Only this client's report.")
def status(
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    out: Path | None,
    formats: tuple[Format, ...],
    client: str | None,
) -> None:
    """Write a status report for each client.

    Open jobs, new work and work to be billed: job number and name, status, next steps and
    milestone dates. It holds no internal figure.

    \b
    Example:
      toolkit status toolkit-demo --client "Tideway Water" --format pdf
    """
    with progress() as report:
        agency = read_agency(books, as_of, config_path, report)
        made = reporting.status_reports(agency, formats, client=client, out=out, progress=report)
    show_made(made)
