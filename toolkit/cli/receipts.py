"""What is shown of a plan before it is written, and of a receipt after."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

import click

from toolkit.checks.wording import count_of
from toolkit.plan import Plan, Receipt
from toolkit.table import a1, sheet_reference

__all__ = ["show", "style_option", "told", "write_option"]

F = TypeVar("F", bound=Callable[..., Any])

write_option = click.option("--write", is_flag=True, help="Write it; without, only show the plan.")
style_option = click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text"
)


def show(
    book: str, plan: Plan, receipt: Receipt | None, style: str, refusal: str | None = None
) -> None:
    """Print what is planned, or what was done; JSON is the receipt with the plan's cells.

    ``refusal`` is why the plan cannot be written, where it was not.
    """
    changes = [
        {
            "cell": sheet_reference(edit.sheet, a1(edit.row, edit.column)),
            "before": _plain(edit.before),
            "after": _plain(edit.after),
        }
        for edit in plan.edits
    ]
    if style == "json":
        shape = asdict(receipt or Receipt(book, written=False))
        more = {"changes": changes} | ({"refused": refusal} if refusal else {})
        click.echo(json.dumps(shape | more, indent=2, ensure_ascii=False))
        return
    for change in changes:
        click.echo(f"{change['cell']}: {_shown(change['before'])} → {_shown(change['after'])}")
    for sheet in plan.sheets:
        rows = sum(len(block.rows) for block in sheet.blocks)
        click.echo(
            f"{(receipt.sheets if receipt else {}).get(sheet.name, sheet.name)}: "
            f"{count_of(rows, 'row')}"
        )
    if refusal:
        click.echo(f"This cannot be written: {refusal}")
        return
    if receipt is None:
        click.echo(f"Nothing is written yet: add --write to write this into {book}")
        return
    for line in told(receipt):
        click.echo(line)


def told(receipt: Receipt, done: str = "") -> tuple[str, ...]:
    """Return the lines that say where a result stands and how it is taken back."""
    undo = (
        f'The previous version is kept in {receipt.backup}: toolkit undo "{receipt.book}" --write'
    )
    return (
        *receipt.remarks,
        f"→ {receipt.book}{done}" if receipt.written else f"→ {receipt.book} holds it already",
        *([undo] if receipt.backup else []),
    )


def _shown(value: object) -> str:
    """Return a value as a person reads it: texts quoted, so that "0042" is not taken for 42."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "nothing" if value is None else f'"{value}"' if isinstance(value, str) else str(value)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
