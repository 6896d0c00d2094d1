"""``toolkit fix``: safe changes of single cells, shown first, made on request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import agency_options, progress, read_agency
from toolkit.table import Value, a1, sheet_reference

if TYPE_CHECKING:
    from toolkit.checks.fixes import Fix

__all__ = ["fix"]


@click.command()
@agency_options
@click.option("--write", is_flag=True, help="Make the changes in the books themselves.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def fix(
    ctx: click.Context,
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    write: bool,
    style: str,
) -> None:
    """Put right what nobody could mean otherwise.

    That is: spaces, spellings, dates and numbers as text.

    Without --write the changes are only shown, each with its cell, before and after. Formulas and
    merged cells are left alone, and so is everything that could be meant in two ways.

    \b
    Example:
      toolkit fix toolkit-demo
    """
    from toolkit.actions import fixing
    from toolkit.checks.wording import count_of
    from toolkit.cli.receipts import told

    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        fixes = fixing.safe_fixes(agency)
        receipts = fixing.write_fixes(agency, fixes) if write else ()
    if style == "json":
        click.echo(json.dumps([_shape(one) for one in fixes], ensure_ascii=False, indent=1))
    else:
        _print(fixes, written=write)
        for receipt in receipts:
            for line in told(receipt, f": {count_of(receipt.edits, 'cell')} changed"):
                click.echo(line)
    ctx.exit(1 if fixes and not write else 0)


def _shape(one: Fix) -> dict[str, str]:
    edit = one.edit
    return {
        "book": one.book,
        "sheet": edit.sheet,
        "cell": a1(edit.row, edit.column),
        "before": str(edit.before),
        "after": str(edit.after),
        "why": one.why,
    }


def _print(fixes: Sequence[Fix], *, written: bool) -> None:
    from toolkit.checks.wording import count_of
    from toolkit.cli.findings import clean

    for one in fixes:
        edit = one.edit
        cell = sheet_reference(edit.sheet, a1(edit.row, edit.column))
        click.echo(clean(f"{one.book} {cell}  {_in_words(edit.before, edit.after)}  ({one.why})"))
    if not fixes:
        click.echo("Nothing to fix.")
    elif not written:
        click.echo(f"{count_of(len(fixes), 'cell')} to change; --write makes the changes.")


def _in_words(before: Value, after: Value) -> str:
    """Return a change as a person sees it; the kinds are named where both sides look alike."""
    was, becomes = str(before).strip(), str(after)
    if isinstance(after, str) or was != becomes:
        return f"{before!r} → {after!r}" if isinstance(after, str) else f"{before!r} → {after}"
    return f'text "{before}" → {"date" if isinstance(after, date) else "number"} {after}'
