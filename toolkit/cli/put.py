"""``toolkit put``: any table as a sheet of a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.receipts import show, style_option, write_option

__all__ = ["put"]


@click.command()
@click.argument("book")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", required=True, metavar="NAME", help="The sheet it becomes.")
@style_option
@write_option
@click.pass_context
def put(ctx: click.Context, book: str, table: Path, sheet: str, style: str, write: bool) -> None:
    """Put a table into a workbook as a sheet of its own.

    BOOK is a file, a Google sheet (gsheet:KEY) or a name from agency.toml, TABLE a file such as a
    CSV. Put again, the sheet is replaced. A sheet of that name that somebody else made is left
    alone: the table then goes to NAME (2). Columns of plain numbers or of dates such as 2026-03-10
    become numbers and dates; 0042 stays as it is.

    \b
    Example:
      toolkit put "toolkit-demo/B2B traffic.xlsx" toolkit-demo/harvest_time_report_2026_H1.csv
              --sheet Hours
    """
    from toolkit.actions import writing
    from toolkit.agency import open_named, user_config_folder

    target = open_named(book, user_config_folder())
    plan = writing.table_plan(table, sheet)
    if write:
        show(book, plan, writing.apply(target, plan), style)
        return
    refusal = writing.refusal(target, plan)
    show(book, plan, None, style, refusal)
    ctx.exit(1 if refusal else 0)
