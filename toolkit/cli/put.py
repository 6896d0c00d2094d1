"""``toolkit put``: any table as a sheet of a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.receipts import show, style_option, write_option

__all__ = ["put"]


@click.command()
@click.argument("book", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", required=True, metavar="NAME", help="The sheet it becomes.")
@style_option
@write_option
def put(book: Path, table: Path, sheet: str, style: str, write: bool) -> None:
    """Put a table into a workbook as a sheet of its own.

    The table is a file such as a CSV. Put again, the sheet is replaced. A sheet of that name that
    somebody else made is left alone: the table then goes to NAME (2). Columns of plain numbers or
    of dates such as 2026-03-10 become numbers and dates; 0042 stays as it is.

    \b
    Example:
      toolkit put "toolkit-demo/B2B traffic.xlsx" toolkit-demo/harvest_time_report_2026_H1.csv
              --sheet Hours
    """
    from toolkit.actions import writing
    from toolkit.books.file import FileBook

    target = FileBook(book)
    plan = writing.table_plan(table, sheet)
    show(str(book), plan, writing.apply(target, plan) if write else None, style)
