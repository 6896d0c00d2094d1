"""What a retainer's free-text scope names: one reading for the checks and for the burn."""

from __future__ import annotations

import re

from toolkit.model.tracker import name_key

__all__ = ["named_in_scope"]

EVERYTHING = frozenset(["all", "any", "everything", "all services"])


def named_in_scope(text: str | None) -> frozenset[str]:
    """Return the tasks and roles a scope names, as names are compared; none where it is all.

    >>> sorted(named_in_scope("Design, copy and QA"))
    ['copy', 'design', 'qa']
    """
    parts = {name_key(part) for part in re.split(r"[,;/\n]|\band\b", text or "")} - {""}
    return frozenset() if parts & EVERYTHING else frozenset(parts)
