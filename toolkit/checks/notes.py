"""The notes we put on cells, and how they are told from a person's when they are read again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.model import Finding

__all__ = ["is_our_note", "note_text"]

OURS = re.compile(r"[A-Z]{3}\d{3} .* → .", re.DOTALL)


def note_text(findings: Iterable[Finding]) -> str:
    """Return the note of a cell with findings: a line for each."""
    return "\n".join(f"{f.code} {f.message} → {f.fix}" for f in findings)


def is_our_note(text: str) -> bool:
    """Whether a note is one of ours: it neither explains nor excuses anything."""
    return bool(OURS.match(text))
