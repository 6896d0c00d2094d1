"""Names of people as they stand in one cell: "JD/KS", "Anna & Ben", "Franklin, Anna"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.reading.folding import fold, squeeze
from toolkit.reading.words import is_blank

__all__ = ["lone_names", "looks_like_people", "puts_last_name_first", "read_people"]

BETWEEN = re.compile(r"\s*(?:[/;&+|\n]|\b(?:and|und|et|y|en|og|with|mit|avec)\b)\s*", re.IGNORECASE)
INVERTED = re.compile(
    r"([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3}), ?([^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)?)"
)
LAST_FIRST = re.compile(
    r"\b(?:last|sur|family|nachname|nom|apellidos?|achternaam|efternavn)(?: ?name)?"
    r" (?:first|given|vorname|prenom|nombre|voornaam|fornavn)\b"
)
"""A folded header that says so: "Employee (Last, First)"."""
SEVERAL = 3
"""Different cells a column needs before its shape alone says that last names come first."""
NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}")
ADDRESS = re.compile(r"\s*<[^>]*>|\s*\([^)]*\)$")
NOBODY = frozenset({"tbd", "tba", "tbc", "unassigned", "nobody", "none", "open", "vacant"})


def read_people(
    text: str, lone: frozenset[str] = frozenset(), *, last_first: bool = False
) -> tuple[str, ...]:
    """Return the people a cell names, in order, each once.

    A comma parts two people. With ``last_first`` "Franklin, Anna" is one person, unless a part of
    it is among ``lone``, the names that stand alone elsewhere in the column.

    >>> read_people("JD/KS"), read_people("Anna & Ben"), read_people("Hannah, Tom")
    (('JD', 'KS'), ('Anna', 'Ben'), ('Hannah', 'Tom'))
    >>> read_people("Franklin, Anna", last_first=True)
    ('Anna Franklin',)
    """
    found: dict[str, None] = {}
    if is_blank(text):
        return ()
    for part in BETWEEN.split(text.strip()):
        for name in _names(squeeze(ADDRESS.sub("", part)), lone, last_first):
            if name and not is_blank(name) and name.casefold() not in NOBODY:
                found[name] = None
    return tuple(found)


def looks_like_people(text: str) -> bool:
    """Whether a text could be a name or a list of them: short, capitalised, no digits."""
    parts = [p.strip() for p in re.split(r"[,/;&+]", text) if p.strip()]
    if len(text) < 2 or any(map(str.isdigit, text)) or len(text) > 40 * max(1, len(parts) - 1):
        return False
    return bool(parts) and all(
        NAME.fullmatch(p)
        and len(p.split()) <= 3
        and all(
            not w[0].islower() or w in ("de", "van", "der", "von", "di", "la") for w in p.split()
        )
        for p in parts
    )


def lone_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the single words that stand alone as a whole cell, or in a list of three and more."""
    found: set[str] = set()
    for text in texts:
        parts = [p.strip() for p in text.split(",")]
        if len(parts) != 2:
            found.update(p for p in parts if p and " " not in p)
    return frozenset(found)


def puts_last_name_first(texts: Iterable[str], header: str = "") -> bool:
    """Whether a column says that its names are "Last, First": in its header, or in every cell.

    Every cell has that shape, several differ, and no name stands on both sides of a comma.
    """
    if LAST_FIRST.search(fold(header)):
        return True
    pairs = set()
    for text in filter(None, map(squeeze, texts)):
        if not is_blank(text):
            found = INVERTED.fullmatch(text)
            if not found or not _is_inverted(*found.groups()):
                return False
            pairs.add(found.groups())
    return len(pairs) >= SEVERAL and not {a for a, _ in pairs} & {b for _, b in pairs}


def _names(part: str, lone: frozenset[str], last_first: bool) -> list[str]:
    """Return the names of a part without conjunctions: one inverted, or several with commas."""
    found = INVERTED.fullmatch(part) if last_first else None
    if found and not lone & set(found.groups()) and _is_inverted(*found.groups()):
        return [f"{found[2]} {found[1]}"]
    return [p.strip() for p in part.split(",")]


def _is_inverted(last: str, first: str) -> bool:
    """Whether two names about a comma may be one person: no initials, no two full names."""
    initials = last.isupper() and first.isupper() and len(last) <= 3
    return not initials and (" " not in last or last[0].islower())
