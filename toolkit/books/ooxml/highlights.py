"""Highlights of ours: conditional formats, so that no cell's own style is ever touched.

What a cell looked like needs no remembering, and Excel may renumber styles as it likes.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from toolkit.books.ooxml.comments import AUTHOR, Cell
from toolkit.books.ooxml.sequences import WORKSHEET
from toolkit.books.ooxml.xml import (
    Element,
    child,
    children,
    insert_in_order,
    namespace,
)
from toolkit.table import a1, parse_a1

__all__ = ["HIGHLIGHT", "clear_highlights", "highlighted", "set_highlights"]

HIGHLIGHT = b'<dxf><fill><patternFill><bgColor rgb="FFFFE699"/></patternFill></fill></dxf>'
RULE = f'LEN("{AUTHOR}")>0'
"""Always true; it is by this formula that our highlights are known among other formats."""


def highlighted(frame: Element) -> set[Cell]:
    """Return the cells we highlight now."""
    found: set[Cell] = set()
    for formatting, _ in _rules(frame):
        references = (formatting.get("sqref") or "").replace(":", " ").split()
        found |= {parse_a1(reference) for reference in references}
    return found


def _rules(frame: Element) -> Iterator[tuple[Element, Element]]:
    for formatting in children(frame, "conditionalFormatting"):
        for rule in children(formatting, "cfRule"):
            formula = child(rule, "formula")
            if formula is not None and AUTHOR in (formula.text or ""):
                yield formatting, rule


def clear_highlights(frame: Element) -> None:
    """Take our highlights away."""
    for formatting, rule in list(_rules(frame)):
        formatting.remove(rule)
        if child(formatting, "cfRule") is None:
            frame.remove(formatting)


def set_highlights(frame: Element, cells: set[Cell], look: int) -> None:
    """Highlight exactly these cells; ``look`` is the number of the differential format."""
    clear_highlights(frame)
    priorities = [
        int(rule.get("priority", "0"))
        for rule in frame.iter("{*}cfRule")
        if (rule.get("priority") or "").isdecimal()
    ]
    main = namespace(frame)
    formatting = etree.Element(f"{{{main}}}conditionalFormatting")
    formatting.set("sqref", " ".join(a1(*cell) for cell in sorted(cells)))
    rule = etree.SubElement(formatting, f"{{{main}}}cfRule")
    rule.set("type", "expression")
    rule.set("dxfId", str(look))
    rule.set("priority", str(max(priorities, default=0) + 1))
    etree.SubElement(rule, f"{{{main}}}formula").text = RULE
    insert_in_order(frame, formatting, WORKSHEET)
