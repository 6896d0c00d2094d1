"""Safe fixes → the edits of each book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from toolkit.checks.fixes import Fix
from toolkit.plan import Edit, Plan

__all__ = ["plan_for_fixes"]


def plan_for_fixes(fixes: Iterable[Fix]) -> Mapping[str, Plan]:
    """Return book → the edits that are to be made in it."""
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for fix in fixes:
        edits[fix.book].append(fix.edit)
    return {book: Plan(edits=tuple(several)) for book, several in edits.items()}
