"""``toolkit check``: what is wrong in the agency's workbooks, row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toolkit import actions
from toolkit.cli.options import agency_options, progress, read_agency

__all__ = ["check"]


@click.command()
@agency_options
@click.pass_context
def check(
    ctx: click.Context,
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
) -> None:
    """Find what is wrong in job trackers and their companions, row by row.

    Each finding names its cell, says why it matters and what to do.

    \b
    Example:
      toolkit check toolkit-demo --as-of 2026-06-15
    """
    with progress() as report:
        agency = read_agency(books, as_of, config_path, report)
        report("Checking")
        result = actions.check(agency)
    for finding in result.findings:
        click.echo(f"{finding.place}  {finding.code}  {finding.message}")
    ctx.exit(1 if result.findings else 0)
