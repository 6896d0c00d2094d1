"""Names of people as they stand in one cell: "JD/KS", "Anna & Ben", "Franklin, Anna"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.reading.folding import squeeze
from toolkit.reading.words import is_blank

__all__ = ["lone_names", "looks_like_people", "read_people"]

BETWEEN = re.compile(r"\s*(?:[/;&+|\n]|\b(?:and|und|et|y|en|og|with|mit|avec)\b)\s*", re.IGNORECASE)
INVERTED = re.compile(
    r"([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3}), ?([^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)?)"
)
NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}")
ADDRESS = re.compile(r"\s*<[^>]*>|\s*\([^)]*\)$")
NOBODY = frozenset({"tbd", "tba", "tbc", "unassigned", "nobody", "none", "open", "vacant"})


def read_people(text: str, lone: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the people a cell names, in order, each once.

    "Franklin, Anna" is one person, unless a part of it is among ``lone``, the names that stand
    alone elsewhere in the column.

    >>> read_people("JD/KS"), read_people("Franklin, Anna"), read_people("Anna & Ben")
    (('JD', 'KS'), ('Anna Franklin',), ('Anna', 'Ben'))
    """
    found: dict[str, None] = {}
    if is_blank(text):
        return ()
    for part in BETWEEN.split(text.strip()):
        for name in _names(squeeze(ADDRESS.sub("", part)), lone):
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


def _names(part: str, lone: frozenset[str]) -> list[str]:
    """Return the names of a part without conjunctions: one inverted, or several with commas."""
    if (found := INVERTED.fullmatch(part)) and not lone & set(found.groups()):
        last, first = found.groups()
        initials = last.isupper() and first.isupper() and len(last) <= 3
        if not initials and (" " not in last or last[0].islower()):
            return [f"{first} {last}"]
    return [p.strip() for p in part.split(",")]
