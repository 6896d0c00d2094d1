"""What is shown of a plan before it is written, and of a receipt after."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

import click

from toolkit.plan import Plan, Receipt
from toolkit.table import a1, sheet_reference

__all__ = ["show", "style_option", "write_option"]

F = TypeVar("F", bound=Callable[..., Any])

write_option = click.option("--write", is_flag=True, help="Write it; without, only show the plan.")
style_option = click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text"
)


def show(book: str, plan: Plan, receipt: Receipt | None, style: str) -> None:
    """Print what is planned, or what was done; JSON is the receipt with the plan's cells."""
    changes = [
        {
            "cell": sheet_reference(edit.sheet, a1(edit.row, edit.column)),
            "before": _plain(edit.before),
            "after": _plain(edit.after),
        }
        for edit in plan.edits
    ]
    if style == "json":
        told = asdict(receipt or Receipt(book, written=False))
        click.echo(json.dumps(told | {"changes": changes}, indent=2, ensure_ascii=False))
        return
    for change in changes:
        click.echo(f"{change['cell']}: {change['before']!r} → {change['after']!r}")
    for sheet in plan.sheets:
        rows = sum(len(block.rows) for block in sheet.blocks)
        click.echo(
            f"{(receipt.sheets if receipt else {}).get(sheet.name, sheet.name)}: {rows} rows"
        )
    if receipt is None:
        click.echo(f"Nothing is written yet: add --write to write this into {book}")
        return
    for remark in receipt.remarks:
        click.echo(remark)
    click.echo(f"→ {receipt.book}" if receipt.written else f"{receipt.book} holds it already")
    if receipt.backup:
        click.echo(f"The previous version is kept: toolkit undo {book!r}")


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
