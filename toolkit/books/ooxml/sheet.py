"""A worksheet's XML, cut so that only the rows that are touched are ever parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from lxml import etree

from toolkit.books.ooxml.package import Piece
from toolkit.books.ooxml.xml import Element, child, children, markup, parse, serialise
from toolkit.errors import RefusedError
from toolkit.table import Area, parse_a1

__all__ = ["SheetPart", "areas"]

NAME = rb"(?:[A-Za-z_][\w.-]*:)?"
ATTRIBUTES = rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
ROOT = re.compile(rb"<" + NAME + rb"worksheet(?=[\s>])" + ATTRIBUTES + rb">")
OPENING = re.compile(rb"<(" + NAME + rb")sheetData(?=[\s/>])(" + ATTRIBUTES + rb")>")
EMPTY_ROWS = re.compile(rb"<" + NAME + rb"sheetData\s*/>")
NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']")
ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
MARKUP_TEXT = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)


class SheetPart:
    """One worksheet part: everything around the rows parsed, the rows as bytes.

    A hundred thousand rows are found by their numbers and never become objects.
    """

    def __init__(self, content: bytes, part: str) -> None:
        self._part = part
        self._content = _as_utf8(content, part)
        root, opening = ROOT.search(self._content), OPENING.search(self._content)
        if root is None or opening is None:
            raise RefusedError(f"its part {part} is no worksheet that is understood")
        self._root_tag = root[0]
        self._prefix = opening[1]
        self._start, self._stop = opening.end(), opening.end()
        after = opening.end()
        if not opening[2].endswith(b"/"):
            self._stop = self._content.rfind(b"</" + self._prefix + b"sheetData")
            after = self._content.find(b">", self._stop) + 1
        if self._stop < self._start:
            raise RefusedError(f"its part {part} is cut off")
        self._edges = (opening.start(), after)
        self._is_bare = opening[2].endswith(b"/")
        rows = b"<%bsheetData />" % self._prefix
        self._around = self._content[: opening.start()] + rows + self._content[after:]
        self.frame = parse(self._around, part)
        """The worksheet without its rows: change it and it is written, leave it and it is not."""
        self._frame_before = markup(self.frame)
        self._rows: dict[int, Element] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        self._rows_before: dict[int, bytes] = {}

    # What is there

    @cached_property
    def _odd_text(self) -> list[tuple[int, int]]:
        """Comments and CDATA among the rows, in which markup is text."""
        if self._content.find(b"<!", self._start, self._stop) < 0:
            return []
        found = MARKUP_TEXT.finditer(self._content, self._start, self._stop)
        return [match.span() for match in found]

    def has_formulas(self) -> bool:
        """Whether any cell holds a formula."""
        tag = b"<" + self._prefix + b"f"
        return any(
            self._content.find(tag + ending, self._start, self._stop) >= 0
            for ending in (b">", b" ", b"/", b"\n")
        )

    def array_areas(self) -> list[Area]:
        """Return the areas that array formulas, spills and what-if tables fill."""
        if not any(
            self._content.find(word, self._start, self._stop) >= 0
            for word in (b"array", b"dataTable")
        ):
            return []
        formula = re.compile(rb"<" + self._prefix + rb"f(?=\s)(" + ATTRIBUTES + rb")>")
        kind = re.compile(rb"\st\s*=\s*[\"'](?:array|dataTable)[\"']")
        place = re.compile(rb"\sref\s*=\s*[\"']([A-Z0-9:$]+)[\"']")
        found = []
        for match in formula.finditer(self._content, self._start, self._stop):
            reference = place.search(match[1])
            if kind.search(match[1]) and reference:
                found += areas(reference[1].decode())
        return found

    def merged_areas(self) -> list[Area]:
        """Return the merged areas."""
        merged = child(self.frame, "mergeCells")
        if merged is None:
            return []
        return [area for cell in children(merged, "mergeCell") for area in areas(cell.get("ref"))]

    def is_protected(self) -> bool:
        """Whether the sheet is protected against changes."""
        protection = child(self.frame, "sheetProtection")
        return protection is not None and protection.get("sheet", "0") in ("1", "true", "on")

    def column_style(self, column: int) -> str | None:
        """Return the style index a new cell of the column takes, None for the default."""
        for columns in children(self.frame, "cols"):
            for entry in children(columns, "col"):
                first, last = int(entry.get("min", "0")), int(entry.get("max", "0"))
                if first <= column <= last:
                    return entry.get("style")
        return None

    # Rows

    def load(self, numbers: Iterable[int]) -> None:
        """Find and parse the rows of these numbers; those not there become empty new ones."""
        wanted = sorted(set(numbers) - set(self._rows))
        for number, (start, stop) in self._found(wanted):
            row = self._parsed(number, self._content[start:stop])
            self._spans[number] = (start, stop)
            self._rows[number] = row
            self._rows_before[number] = self._serialised(row)

    def row(self, number: int) -> Element:
        """Return a loaded row; change it and it is written."""
        return self._rows[number]

    def _parsed(self, number: int, content: bytes) -> Element:
        name = self._root_tag[1:].split(maxsplit=1)[0].rstrip(b">")
        if not content:
            content = b'<%brow r="%d"/>' % (self._prefix, number)
        return parse(self._root_tag + content + b"</" + name + b">", self._part)[0]

    def _found(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield number → where the row stands; an empty stretch where a new row belongs."""
        if quick := self._quickly_found(wanted):
            yield from quick
            return
        left = list(wanted)
        for number, start, stop in self._all_rows():
            while left and left[0] < number:
                yield left.pop(0), (start, start)
            if left and left[0] == number:
                yield left.pop(0), (start, stop)
            if not left:
                return
        for number in left:
            yield number, (self._stop, self._stop)

    def _quickly_found(self, wanted: Sequence[int]) -> list[tuple[int, tuple[int, int]]]:
        """Return where the rows stand when each is there, written as all programs write it."""
        found = []
        position = self._start
        for number in wanted if not self._odd_text else ():
            tag = b'<%brow r="%d"' % (self._prefix, number)
            position = self._content.find(tag, position, self._stop)
            if position < 0:
                return []
            stop = self._row_end(position)
            found.append((number, (position, stop)))
            position = stop
        return found

    def _all_rows(self) -> Iterator[tuple[int, int, int]]:
        """Yield number, start and end of every row; one without a number follows the last."""
        tag, number, position = b"<" + self._prefix + b"row", 0, self._start
        while (position := self._next(tag, position)) >= 0:
            closing = self._content.find(b">", position)
            attributes = self._content[position + len(tag) : closing]
            given = NUMBER.search(b" " + attributes)
            number = int(given[1]) if given else number + 1
            stop = self._row_end(position)
            yield number, position, stop
            position = stop

    def _row_end(self, start: int) -> int:
        closing = self._content.find(b">", start)
        if self._content[closing - 1 : closing] == b"/":
            return closing + 1
        end = self._next(b"</" + self._prefix + b"row", closing)
        if end < 0:
            raise RefusedError(f"its part {self._part} is cut off")
        return self._content.find(b">", end) + 1

    def _next(self, tag: bytes, position: int) -> int:
        """Return where a tag next stands as markup, -1 where it does not."""
        while (position := self._content.find(tag, position, self._stop)) >= 0:
            follows = self._content[position + len(tag) : position + len(tag) + 1]
            inside = any(start <= position < stop for start, stop in self._odd_text)
            if follows in b" \t\r\n/>" and not inside:
                return position
            position += len(tag)
        return -1

    # Writing

    def pieces(self) -> list[Piece]:
        """Return the part as it is to be written: all but loaded rows and frame as it was."""
        view = memoryview(self._content)
        head, tail = view[: self._edges[0]], view[self._edges[1] :]
        if markup(self.frame) != self._frame_before:
            frame = serialise(self.frame, self._around)
            before, after = EMPTY_ROWS.split(frame, maxsplit=1)
            head, tail = memoryview(before), memoryview(after)
        opening, closing = view[self._edges[0] : self._start], view[self._stop : self._edges[1]]
        changed = list(self._changed_rows())
        if self._is_bare and changed:
            name = self._prefix + b"sheetData>"
            opening, closing = memoryview(b"<" + name), memoryview(b"</" + name)
        out: list[Piece] = [head, opening]
        position = self._start
        for (start, stop), content in changed:
            out += [view[position:start], content]
            position = stop
        return [*out, view[position : self._stop], closing, tail]

    def _changed_rows(self) -> Iterator[tuple[tuple[int, int], bytes]]:
        """Yield where each changed row stood, and what it is now, in their order."""
        for number in sorted(self._rows):
            content = self._serialised(self._rows[number])
            if content != self._rows_before[number]:
                yield self._spans[number], content

    def _serialised(self, row: Element) -> bytes:
        # The namespaces stand on the root, so the row is cut out of it instead of repeating them.
        root = row.getparent()
        content = etree.tostring(row if root is None else root, encoding="UTF-8")
        return content[content.index(b">") + 1 : content.rindex(b"</")]


def areas(references: str | None) -> list[Area]:
    """Return the areas a list of references names: ``A1:B2 D4``; odd ones are left out."""
    found = []
    for reference in (references or "").split():
        first, _, last = reference.rpartition("!")[2].partition(":")
        try:
            (top, left), (bottom, right) = parse_a1(first), parse_a1(last or first)
        except ValueError:
            continue
        found.append(Area(top, left, bottom, right))
    return found


def _as_utf8(content: bytes, part: str) -> bytes:
    """Return a part in UTF-8, in which markup can be searched as bytes."""
    declared = ENCODING.search(content[:200])
    encoding = BYTE_ORDER_MARKS.get(content[:2]) or (declared[1].decode() if declared else "utf-8")
    if encoding.casefold() in ("utf-8", "utf8", "us-ascii", "ascii"):
        return content
    try:
        text = content.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise RefusedError(f"its part {part} is written in {encoding}, or damaged") from error
    return re.sub(r"<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL).encode()
