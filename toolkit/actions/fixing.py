"""Putting right what nobody could mean otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.agency import Agency
from toolkit.checks.fixes import Fix, fixes_of
from toolkit.plan import Receipt
from toolkit.writeback import plan_for_fixes

__all__ = ["is_rewritable", "safe_fixes", "write_fixes"]


def safe_fixes(agency: Agency) -> tuple[Fix, ...]:
    """Return the cells that can be put right without anybody meaning otherwise.

    Only of books that can be changed without loss; in a .csv all cells are text by nature.
    """
    return tuple(f for f in fixes_of(agency.tracker) if is_rewritable(agency.paths[f.book]))


def write_fixes(agency: Agency, fixes: Sequence[Fix]) -> tuple[Receipt, ...]:
    """Make the fixes in the books themselves, each book all of them or none.

    Raises ChangedUnderneathError, RefusedError and BookBusyError as books do.
    """
    plans = plan_for_fixes(fixes)
    return tuple(agency.books[name].apply(plan) for name, plan in plans.items())


def is_rewritable(path: Path) -> bool:
    """Whether single cells of a file can be changed while all the rest keeps its bytes."""
    return path.suffix.lower() in (".xlsx", ".xlsm")
