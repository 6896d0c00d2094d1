"""``toolkit undo``: the version of a workbook from before our last save."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.receipts import write_option

__all__ = ["undo"]


@click.command()
@click.argument("book", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@write_option
@click.pass_context
def undo(ctx: click.Context, book: Path, write: bool) -> None:
    """Put back a workbook as it was before the last write.

    Again goes one save further back. Refused when somebody saved the workbook since: their work
    would be lost. The last ten versions are kept in your own data folder.

    \b
    Example:
      toolkit undo "toolkit-demo/B2B traffic.xlsx"
    """
    from toolkit.actions import writing

    version = writing.put_back(book) if write else writing.previous_version(book)
    if version is None:
        click.echo(f"No earlier version of {book} is kept")
        ctx.exit(1 if write else 0)
    if write:
        click.echo(f"→ {book} is again as it was in {version.file}")
    else:
        click.echo(f"Nothing is written yet: add --write to put {version.file} back")
