"""A report as plain text, wrapped and aligned for an e-mail."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from toolkit.reports.templates import Templates

__all__ = ["WIDTH", "hang", "pad", "render_text", "width_of", "wrap"]

WIDTH = 72
"""Columns of a line, so that a quoted reply still fits into 80."""


def render_text(report: str, values: dict[str, Any], templates: Templates) -> bytes:
    """Return the text, UTF-8, lines ended by a line feed.

    Templates have the filters ``hang(indent)``, ``pad(columns)``, ``under(mark)`` and
    ``apart(right)``.
    """
    # Nothing of it is ever markup: escaping would put &amp; into the mail.
    environment = templates.environment(autoescape=False)
    environment.filters |= {"hang": hang, "pad": pad, "under": under, "apart": apart}
    text = templates.run(environment, f"{report}.txt.j2", values)
    lines = (line.rstrip() for line in text.split("\n"))
    return (re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n").encode("utf-8")


def hang(text: str, indent: int, width: int = WIDTH) -> str:
    """Return text wrapped to the width, every line but the first indented."""
    return ("\n" + " " * indent).join(wrap(text, width - indent))


def under(text: str, mark: str = "-") -> str:
    """Return text with a line under it."""
    return f"{text}\n{mark * min(width_of(text), WIDTH)}"


def apart(left: str, right: str) -> str:
    """Return two texts at both ends of a line, or on two lines where they do not fit."""
    gap = WIDTH - width_of(left) - width_of(right)
    return f"{left}{' ' * gap}{right}" if gap > 1 else f"{hang(left, 0)}\n{right}"


def pad(text: str, columns: int) -> str:
    """Return text filled up with blanks to so many columns."""
    return text + " " * (columns - width_of(text))


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of text, broken at blanks, inside a word only where it is too long.

    Runs of blanks inside a line are kept, for they align columns.

    Letters of double width count as two columns, combining ones as none.
    """
    lines = []
    for paragraph in text.split("\n"):
        current = ""
        for word in paragraph.split(" "):
            joined = f"{current} {word}" if current else word
            if width_of(joined) <= width:
                current = joined
                continue
            if current:
                lines.append(current)
            *whole, current = _pieces(word, width)
            lines += whole
        lines.append(current)
    return lines


def width_of(text: str) -> int:
    """Return how many columns a text takes in a fixed-width font."""
    return sum(_columns(c) for c in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(word: str, width: int) -> list[str]:
    """Return a word cut into pieces that fit; the last one is the shortest."""
    pieces, current, used = [], "", 0
    for character in word:
        columns = _columns(character)
        if current and used + columns > width:
            pieces.append(current)
            current, used = "", 0
        current, used = current + character, used + columns
    return [*pieces, current]
