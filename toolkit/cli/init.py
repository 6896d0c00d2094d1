"""``toolkit init``: an agency.toml to begin with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toolkit.cli.options import agency_options, progress, read_agency

__all__ = ["init"]


@click.command()
@agency_options
@click.option("--write", is_flag=True, help="Write it beside the first book; never over one.")
def init(books: tuple[str, ...], config_path: Path | None, as_of: date | None, write: bool) -> None:
    """Print an agency.toml for a workbook.

    Its doubtful columns are comments to settle.

    \b
    Example:
      toolkit init toolkit-demo
    """
    from toolkit.actions.inspecting import agency_toml_for, write_agency_toml

    with progress() as report:
        agency = read_agency(books, as_of, config_path, report)
    text = agency_toml_for(agency)
    if write:
        click.echo(f"Written: {write_agency_toml(agency.folder, text)}")
    else:
        click.echo(text, nl=False)
