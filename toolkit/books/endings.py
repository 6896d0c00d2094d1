"""Which files are rewritten in place, told by the ending of their names."""

from __future__ import annotations

from pathlib import PurePath

__all__ = ["REWRITABLE", "copy_ending", "is_rewritable"]

REWRITABLE = (".xlsx", ".xlsm", ".xltx", ".xltm")
"""Excel's workbooks and templates: parts can be changed while all others keep their bytes."""


def is_rewritable(path: PurePath) -> bool:
    """Whether single cells of a file can be changed while all the rest keeps its bytes."""
    return path.suffix.casefold() in REWRITABLE


def copy_ending(path: PurePath) -> str:
    """Return the ending a copy of a file needs: its own where it is rewritten, else ``.xlsx``.

    Excel refuses a template that is called .xlsx, and a workbook that is called .xltx.
    """
    return path.suffix if is_rewritable(path) else ".xlsx"
