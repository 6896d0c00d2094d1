"""``toolkit init``: an agency.toml to begin with."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["init"]


@click.command()
@click.argument(
    "books", metavar="BOOK...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--write", is_flag=True, help="Write it beside the first book; never over one.")
def init(books: tuple[Path, ...], write: bool) -> None:
    """Print an agency.toml for a workbook, its doubtful columns as comments to settle.

    \b
    Example:
      toolkit init toolkit-demo
    """
    from toolkit.actions import agency_toml_for, write_agency_toml

    text = agency_toml_for(books)
    if write:
        click.echo(f"Written: {write_agency_toml(books[0], text)}")
    else:
        click.echo(text, nl=False)
