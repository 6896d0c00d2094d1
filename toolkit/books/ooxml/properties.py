"""The list of sheets a workbook's document properties hold, kept true."""

from __future__ import annotations

import copy

from toolkit.books.ooxml.relations import relations
from toolkit.books.ooxml.workbook import Workbook
from toolkit.books.ooxml.xml import Element, child, local_name

__all__ = ["list_sheet"]


def list_sheet(workbook: Workbook, name: str) -> None:
    """Add a sheet to the titles in docProps/app.xml, where these are as Excel writes them.

    The first group of titles is the worksheets, whatever the language calls it. What looks
    different is left alone: programs make the list anew and never depend on it.
    """
    package = workbook.package
    kinds = {r.kind.replace("-", "").casefold(): r.target for r in relations(package)}
    part = kinds.get("extendedproperties")
    if part is None or part not in package:
        return
    root = package.tree(part)
    pairs, titles = _vector(root, "HeadingPairs"), _vector(root, "TitlesOfParts")
    if pairs is None or titles is None or len(pairs) < 2:
        return
    count = next(iter(pairs[1]), None)
    sheets = [sheet.name for sheet in workbook.sheets() if sheet.kind == "worksheet"][:-1]
    listed = [title.text or "" for title in titles][: len(sheets)]
    if count is None or count.text != str(len(sheets)) or listed != sheets or not sheets:
        return
    title = copy.deepcopy(titles[len(sheets) - 1])
    title.text = name
    titles.insert(len(sheets), title)
    titles.set("size", str(len(titles)))
    count.text = str(len(sheets) + 1)


def _vector(root: Element, name: str) -> Element | None:
    holder = child(root, name)
    if holder is None or not len(holder) or local_name(holder[0]) != "vector":
        return None
    return holder[0]
