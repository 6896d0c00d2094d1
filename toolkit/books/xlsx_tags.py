"""Tags of a regular worksheet's bytes: their attributes, and the cell one belongs to."""

from __future__ import annotations

import re
from html import unescape

from toolkit.books.marks import At
from toolkit.table import Area, column_number, parse_a1

__all__ = ["IN_CELL", "IN_TAG", "attributes_of", "cell_at", "parse_area"]

IN_TAG = 400
"""How far a tag's end may be from its start; looking farther would let a bad sheet cost much."""
IN_CELL = 10_000
"""How far a value may be from its cell's tag: a formula of 8,192 characters may stand before it."""

REFERENCE = re.compile(rb'\br="([A-Za-z]{1,3})(\d{1,7})"')


def attributes_of(tag: bytes) -> dict[str, str]:
    """Return a tag's attributes by name."""
    return {
        name.decode("ascii", "replace"): unescape(value.decode("utf-8", "replace"))
        for name, value in re.findall(rb'([\w:]+)="([^"]*)"', tag)
    }


def cell_at(xml: bytes, position: int, back: int = IN_TAG) -> tuple[At, bytes] | None:
    """Return address and tag of the cell whose tag begins at most ``back`` bytes before."""
    start = xml.rfind(b"<c ", max(0, position - back), position)
    tag = xml[start : xml.find(b">", start, start + IN_TAG) + 1] if start >= 0 else b""
    found = REFERENCE.search(tag)
    return ((int(found[2]), column_number(found[1].decode())), tag) if found else None


def parse_area(text: str) -> Area | None:
    """Return the area of ``B2:D9`` or ``B2``; None when it is none."""
    first, _, last = text.partition(":")
    try:
        (top, left), (bottom, right) = parse_a1(first), parse_a1(last or first)
    except ValueError:
        return None
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
