"""``toolkit chase``: who owes what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toolkit.cli.options import agency_options, history_option, out_option, progress, read_agency

__all__ = ["chase"]


@click.command()
@agency_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "csv", "files"]),
    default="text",
    help="files: write both, a text and a CSV file.",
)
@out_option
@history_option
@click.pass_context
def chase(
    ctx: click.Context,
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    style: str,
    out: Path | None,
    history: str | None,
) -> None:
    """List who owes what.

    Overdue work, next steps, approvals, contact reports, timesheets, papers, bills to write,
    payments and reviews, by the person who has to see to each. The exit code is 1 while anything
    is owed.

    \b
    Example:
      toolkit chase toolkit-demo --as-of 2026-06-15
    """
    from toolkit.actions import chasing, checking, remembering
    from toolkit.cli.findings import clean

    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        tell("Looking for what is owed")
        owed = chasing.chase(agency, remembering.earlier_reading(agency, history))
    for line in checking.without_rows(agency):
        click.echo(clean(line), err=True)
    if style == "files":
        for path in chasing.write_chase(agency, owed, out=out):
            click.echo(path)
    elif style == "csv":
        click.echo(chasing.chase_as_csv(owed), nl=False)
    else:
        for line in chasing.chase_as_text(agency, owed).splitlines():
            click.echo(clean(line))
    if not checking.is_readable(agency):
        ctx.exit(2)  # nothing was looked through: a script must not take that for nothing owed
    ctx.exit(1 if owed else 0)
