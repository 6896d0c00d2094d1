"""``toolkit set``: one cell of a workbook, guarded."""

from __future__ import annotations

import click

from toolkit.cli.receipts import show, style_option, write_option

__all__ = ["set"]


@click.command("set")
@click.argument("book")
@click.argument("cell")
@click.argument("value")
@click.option("--expect", metavar="OLD", help="Write only if the cell holds this now.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["text", "number", "date"]),
    help="What VALUE is; default: what the cell holds.",
)
@style_option
@write_option
@click.pass_context
def set(  # noqa: A001 - the command is called so
    ctx: click.Context,
    book: str,
    cell: str,
    value: str,
    expect: str | None,
    kind: str | None,
    style: str,
    write: bool,
) -> None:
    """Change one cell of a workbook, all else in it kept.

    BOOK is a file, a Google sheet (gsheet:KEY) or a name from agency.toml. VALUE is read as what
    the cell holds now: 1200.50 in a number, 2026-03-10 in a date, TRUE or FALSE, else text; ''
    empties it. In a blank cell a plain number is a number and a date a date. Formulas, merged and
    protected cells are refused.

    \b
    Example:
      toolkit set "toolkit-demo/B2B traffic.xlsx" Traffic!F3 Billed --expect Done
    """
    from toolkit.actions import writing
    from toolkit.agency import open_named, user_config_folder
    from toolkit.books.entry import Entry

    target = open_named(book, user_config_folder())
    try:
        plan = writing.cell_plan(
            target, cell, value, expected=expect, wanted=Entry(kind) if kind else None
        )
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="CELL") from error
    if write:
        show(book, plan, writing.apply(target, plan), style)
        return
    refusal = writing.refusal(target, plan)
    show(book, plan, None, style, refusal)
    ctx.exit(1 if refusal else 0)
