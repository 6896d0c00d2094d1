"""Options that several commands share."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from toolkit.actions.reporting import Made
from toolkit.agency import Agency, open_agency, user_config_folder
from toolkit.reports import FORMATS
from toolkit.table import Progress

__all__ = [
    "agency_options",
    "as_of_option",
    "books_argument",
    "config_option",
    "formats_option",
    "history_option",
    "out_option",
    "progress",
    "read_agency",
    "show_made",
]

F = TypeVar("F", bound=Callable[..., Any])


books_argument = click.argument("books", nargs=-1, required=True, metavar="BOOK...")
out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what is made; default: toolkit-output beside the workbook.",
)


def _day(_: click.Context, __: click.Parameter, typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise click.BadParameter(
            f"{typed!r} is no day; write year, month and day, such as 2026-11-24"
        ) from error


config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The agency.toml to use instead of the one found beside the book.",
)
as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    callback=_day,
    help="Judge as on the morning of this day, such as 2026-06-15; default: now.",
)


def agency_options(command: F) -> F:
    """Add BOOK…, --as-of and --config to a command."""
    for option in (config_option, as_of_option, books_argument):
        command = option(command)
    return command


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """Show on standard error what is being done, where a person is looking."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield status.update


def read_agency(
    books: Sequence[str], as_of: date | None, config_path: Path | None, report: Progress
) -> Agency:
    """Read the books as one agency, as of a day or today."""
    return open_agency(
        books,
        now=datetime.now(UTC),
        as_of=as_of,
        config_path=config_path,
        user_folder=user_config_folder(),
        progress=report,
    )


history_option = click.option(
    "--history",
    "history",
    envvar="TOOLKIT_HISTORY",
    metavar="ADDRESS",
    help="Where earlier runs are kept: a path or postgresql://; default: as configured.",
)
formats_option = click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    default=("html",),
    show_default=True,
    help="May be given several times.",
)


def show_made(made: Made) -> None:
    """Print what was written, and on standard error what is still to be settled for it."""
    for path in made.paths:
        click.echo(path)
    for item in made.missing:
        click.echo(f"to settle: {item.what} ({item.place})", err=True)
    if made.due_at:
        late = ", which is over" if made.is_late else ""
        click.echo(f"to be sent by {made.due_at:%a %d %b %Y, %H:%M %Z}{late}", err=True)
