"""Cell styles: ours are appended once and found again, existing indexes never move."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from lxml import etree

from toolkit.books.ooxml import sequences
from toolkit.books.ooxml.package import Package
from toolkit.books.ooxml.relations import drop_relation
from toolkit.books.ooxml.workbook import Workbook
from toolkit.books.ooxml.xml import (
    Element,
    child,
    children,
    insert_in_order,
    local_name,
    namespace,
    parse,
)
from toolkit.books.xlsx_styles import BUILT_IN, LITERALS, NumberKind, number_kind
from toolkit.errors import RefusedError
from toolkit.table import Value

__all__ = ["StyleMap", "Styles", "drop_bare_styles"]

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
FIRST_CUSTOM_FORMAT = 164
GENERAL, DAY, CLOCK, MOMENT, SPAN = 0, 14, 21, 22, 46
"""Built-in formats, which every Excel shows as its user's country does."""
CLOCKS = (18, 19, 20, 21, 45, 47)
MOST_CELL_STYLES = 64_000
"""Unique cell formats Excel can hold (Excel specifications and limits)."""

EMPTY = (
    '<styleSheet xmlns="{0}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>'
    '<family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
    '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

Shape = tuple[str, tuple[tuple[str, str], ...], str, tuple["Shape", ...]]


class StyleMap:
    """Where the styles of a scratch workbook stand in the workbook they were merged into."""

    def __init__(self, cells: list[int], differences: list[int]) -> None:
        self.cells = cells
        self.differences = differences


class Styles:
    """The style sheet of a workbook; made where there is none."""

    def __init__(self, workbook: Workbook) -> None:
        self._root = workbook.package.tree(_styles_part(workbook))
        self._known: dict[str, dict[Shape, int]] = {}

    def _tag(self, name: str) -> str:
        return f"{{{namespace(self._root)}}}{name}"

    def _list(self, name: str) -> Element:
        found = child(self._root, name)
        if found is None:
            found = etree.Element(self._tag(name))
            insert_in_order(self._root, found, sequences.STYLES)
        return found

    def _items(self, name: str) -> list[Element]:
        found = child(self._root, name)
        return [] if found is None else list(found.iterchildren("*"))

    def _index(self, name: str, wanted: Element) -> int:
        """Return the place of an entry, appended unless an equal one is there already."""
        if name not in self._known:
            entries = enumerate(self._items(name))
            known: dict[Shape, int] = {}
            for place, entry in entries:
                known.setdefault(_shape(entry), place)
            self._known[name] = known
        known = self._known[name]
        shape = _shape(wanted)
        if shape not in known:
            items = self._list(name)
            items.append(self._adopted(wanted))
            known[shape] = len(self._items(name)) - 1
            _count(items, known[shape] + 1)
            if name == "cellXfs" and known[shape] >= MOST_CELL_STYLES:
                raise RefusedError("it holds as many cell styles as Excel allows")
        return known[shape]

    def _adopted(self, entry: Element) -> Element:
        """Return a copy of an entry in this style sheet's namespace."""
        adopted = etree.Element(self._tag(local_name(entry)))
        adopted.attrib.update(dict(entry.attrib))
        adopted.text = entry.text
        adopted.extend([self._adopted(inner) for inner in entry.iterchildren("*")])
        return adopted

    # Cell formats

    def number_format(self, style: int) -> str | int:
        """Return the format code of a cell style, or the number of a built-in format."""
        formats = self._items("cellXfs")
        if not 0 <= style < len(formats):
            return 0
        number = int(formats[style].get("numFmtId", "0"))
        for entry in self._items("numFmts"):
            if entry.get("numFmtId") == str(number):
                return entry.get("formatCode", "")
        return number

    def kind(self, style: int) -> NumberKind:
        """Return what a cell style makes of a number: a number, a date or time, a duration."""
        code = self.number_format(style)
        if isinstance(code, int):
            return BUILT_IN.get(code, NumberKind.NUMBER)
        return number_kind(code)

    def fitting(self, style: int, value: Value) -> int:
        """Return the style to show a number, date or time in: the given one where it does."""
        kind, letters = self.kind(style), self._letters(style)
        if isinstance(value, timedelta):
            return style if kind is NumberKind.DURATION else self._formatted(style, SPAN)
        if isinstance(value, date | time):
            needed = "hs" if isinstance(value, time) else "dy"
            if kind is NumberKind.DATE and any(letter in letters for letter in needed):
                return style
            midnight = not isinstance(value, datetime) or value.time() == time.min
            wanted = CLOCK if isinstance(value, time) else DAY if midnight else MOMENT
            return self._formatted(style, wanted)
        return style if kind is NumberKind.NUMBER else self._formatted(style, GENERAL)

    def _letters(self, style: int) -> str:
        code = self.number_format(style)
        if isinstance(code, int):
            return "hs" if code in CLOCKS else "dyhs" if code == MOMENT else "dy"
        return LITERALS.sub("", code.split(";")[0]).casefold()

    def _formatted(self, style: int, number: int) -> int:
        """Return the style that is like another but for a built-in number format."""
        formats = self._items("cellXfs")
        if not formats:  # the first is what every cell without a style has
            self._index("cellXfs", etree.Element(self._tag("xf"), {"numFmtId": str(GENERAL)}))
        if 0 <= style < len(formats):
            wanted = copy.deepcopy(formats[style])
        else:
            wanted = etree.Element(self._tag("xf"))
        wanted.set("numFmtId", str(number))
        wanted.set("applyNumberFormat", "1")
        return self._index("cellXfs", wanted)

    # Differences that conditional formats show

    def difference(self, entry: Element) -> int:
        """Return the index of a differential format, appended unless it is there already."""
        return self._index("dxfs", entry)

    def last_difference(self, entry: Element) -> int | None:
        """Return the index of a differential format if it is the last, else None."""
        items = self._items("dxfs")
        is_last = bool(items) and _shape(items[-1]) == _shape(entry)
        return len(items) - 1 if is_last else None

    def forget_last_difference(self) -> None:
        """Take the last differential format away: no other index moves."""
        items = self._list("dxfs")
        items.remove(self._items("dxfs")[-1])
        _count(items, len(self._items("dxfs")))
        if not len(items) and items.get("count") is None:
            self._root.remove(items)
        self._known.pop("dxfs", None)

    # Another workbook's styles

    def merge(self, scratch: Package, part: str) -> StyleMap:
        """Bring in every style of a scratch workbook and return where each one stands now."""
        other = parse(scratch.read(part), part)
        numbers = {
            int(entry.get("numFmtId", "0")): self._format_number(entry.get("formatCode", ""))
            for entry in _entries(other, "numFmts")
        }
        places = {
            name: [self._index(name, entry) for entry in _entries(other, name)]
            for name in ("fonts", "fills", "borders")
        }
        cells = []
        for entry in _entries(other, "cellXfs"):
            entry.set("xfId", "0")
            _renumber(entry, "numFmtId", lambda n: numbers.get(n, n))
            for key, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                moved = places[name]
                _renumber(entry, key, moved.__getitem__)
            cells.append(self._index("cellXfs", entry))
        differences = []
        for entry in _entries(other, "dxfs"):
            for inner in children(entry, "numFmt"):
                _renumber(inner, "numFmtId", lambda n: numbers.get(n, n))
            differences.append(self.difference(entry))
        return StyleMap(cells, differences)

    def _format_number(self, code: str) -> int:
        numbers = [FIRST_CUSTOM_FORMAT - 1]
        for entry in self._items("numFmts"):
            if entry.get("formatCode") == code:
                return int(entry.get("numFmtId", "0"))
            numbers.append(int(entry.get("numFmtId", "0")))
        entry = etree.Element(self._tag("numFmt"))
        entry.set("numFmtId", str(max(numbers) + 1))
        entry.set("formatCode", code)
        items = self._list("numFmts")
        items.append(entry)
        _count(items, len(self._items("numFmts")))
        return max(numbers) + 1


def _styles_part(workbook: Workbook) -> str:
    part = workbook.part_of("styles")
    if part is None:
        part = workbook.package.fresh(f"{workbook.folder}styles", ".xml")
        content = EMPTY.format(namespace(workbook.root)).encode()
        workbook.add_part("styles", part, STYLES_TYPE, content)
    return part


def drop_bare_styles(workbook: Workbook) -> None:
    """Take away a style sheet that we made and that has nothing of ours or anybody's in it."""
    arrow = workbook.relation("styles")
    if arrow is None or arrow.target not in workbook.package:
        return
    bare = parse(EMPTY.format(namespace(workbook.root)).encode(), arrow.target)
    if _shape(workbook.package.tree(arrow.target)) == _shape(bare):
        drop_relation(workbook.package, workbook.part, arrow.id)
        workbook.package.drop(arrow.target)


def _entries(root: Element, name: str) -> Iterator[Element]:
    found = child(root, name)
    return iter([] if found is None else list(found.iterchildren("*")))


def _count(items: Element, count: int) -> None:
    """Keep the count of a list true where it has one; a list we began has none, as it may."""
    if items.get("count") is not None:
        items.set("count", str(count))


def _renumber(entry: Element, key: str, moved: Callable[[int], int]) -> None:
    entry.set(key, str(moved(int(entry.get(key, "0")))))


def _shape(entry: Element) -> Shape:
    """Return an entry as a value: equal whatever the namespace, prefix or order of attributes."""
    inner = tuple(_shape(e) for e in entry.iterchildren("*"))
    attributes = tuple(sorted((str(k), str(v)) for k, v in entry.attrib.items()))
    return (local_name(entry), attributes, (entry.text or "").strip(), inner)
