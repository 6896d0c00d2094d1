"""``toolkit inspect``: what is read from a book, and how surely."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.checks.wording import count_of
from toolkit.cli.options import agency_options, progress, read_agency

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from toolkit.model import Source, Unread
    from toolkit.reading.telling import BookTold

__all__ = ["inspect"]

SHOWN = 12
"""Unread cells listed; the rest are counted."""


@click.command()
@agency_options
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def inspect(
    books: tuple[str, ...], config_path: Path | None, as_of: date | None, style: str
) -> None:
    """Show what is read from a workbook, and what cannot be.

    \b
    Example:
      toolkit inspect toolkit-demo
    """
    from toolkit.actions.inspecting import inspect_books, unmatched_settings

    with progress() as report:
        agency = read_agency(books, as_of, config_path, report)
        read = inspect_books(agency)
    if style == "json":
        _print_json(read)
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    for book in read:
        _print_book(console, book)
    for line in unmatched_settings(agency.config, agency.tracker):
        console.print(line)


def _print_json(read: tuple[BookTold, ...]) -> None:
    """Print one object for one book, a list of them for several."""
    import json

    from toolkit.reading.telling import as_json

    shapes = [as_json(book) for book in read]
    click.echo(json.dumps(shapes[0] if len(shapes) == 1 else shapes, ensure_ascii=False, indent=1))


def _print_book(console: Console, book: BookTold) -> None:
    if not book.tables:
        console.print(f"{book.book}: no table was found")
        return
    for source in book.tables:
        console.print(_heading(source))
        console.print(_columns(source))
        for remark in source.remarks:
            console.print(f"  {remark}")
        _print_unread(console, [u for u in book.unread if u.record.source is source])
        console.print()


UNKNOWN = "rows of no kind we know"
SINGULARS = {
    UNKNOWN: "row of no kind we know",
    "people": "person",
    "hours": "time entry",
    "pipeline": "opportunity",
}


def _heading(source: Source) -> str:
    kind = source.kind.replace("_", " ") if source.kind else UNKNOWN
    header = "rows" if len(source.header_rows) > 1 else "row"
    where = f"header in {header} {' and '.join(map(str, source.header_rows))}"
    first, last = source.first_row, source.last_row
    span = f", row {first}" if first == last else f", rows {first} to {last}"
    rows = count_of(source.rows, SINGULARS.get(kind, kind.removesuffix("s")), kind)
    return f"{source.book}, sheet {source.sheet}: {rows} ({where}{span if source.rows else ''})"


def _columns(source: Source) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from toolkit.table import column_letters

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("", "Header", "Read as", "Sure", "Why"):
        table.add_column(name, justify="right" if name == "Sure" else "left", overflow="fold")
    for column in source.columns:
        style = "" if column.field else "dim"
        table.add_row(
            column_letters(column.column),
            Text(column.header or "(no header)", style=style),
            Text(column.field or "–", style="bold" if column.field else "dim"),
            f"{column.confidence:.0%}" if column.field else "",
            Text(column.reason, style="dim"),
        )
    return table


def _print_unread(console: Console, unread: list[Unread]) -> None:
    if not unread:
        return
    cells = "1 cell" if len(unread) == 1 else f"{len(unread)} cells"
    console.print(f"  {cells} could not be read:")
    for cell in unread[:SHOWN]:
        typed = "" if cell.typed is None else f" {cell.typed!s:.40}"
        console.print(f"    {cell.place.cell}{typed}: {cell.detail} ({cell.why})")
    if len(unread) > SHOWN:
        console.print(f"    and {len(unread) - SHOWN} more")
