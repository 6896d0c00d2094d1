"""The name a new sheet may take: one rule for files, open books, Google and memory."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["free_sheet_name"]

LONGEST = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED = "history"
"""The name Excel keeps for its own log of changes."""


def free_sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Return ``Checks``, or ``Checks (2)`` where a sheet has that name; upper case makes no other.

    What Excel allows in no name becomes a dash, and no name is longer than its 31 letters: Google
    would take more, but the same sheet is to have the same name everywhere.
    """
    wanted = FORBIDDEN.sub("-", wanted).strip("' ") or "Sheet"
    used = {RESERVED, *(name.casefold() for name in taken)}
    number, name = 1, wanted[:LONGEST]
    while name.casefold() in used:
        number += 1
        ending = f" ({number})"
        name = wanted[: LONGEST - len(ending)] + ending
    return name
