"""The look of own sheets: colours that read in black and white too, formats, cell styles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from toolkit.plan import Column, Format, Tone
from toolkit.table import Value

__all__ = ["INK", "RIGHT", "SERIES", "Brush", "Look", "Palette", "number_format"]

INK = "#1F3A4D"
SERIES = ("#1F3A4D", "#6FA8AE", "#C9A227", "#8C8C8C", "#B4D2D6", "#5B4A72")
"""Colours of chart series: each also differs from its neighbours in lightness."""
RULE = "#C9D1D6"
FILLS = {Tone.GOOD: "#EAF3E8", Tone.WARN: "#FFF3D1", Tone.BAD: "#F6D9D5"}
EDGES = {Tone.WARN: (2, "#B98900"), Tone.BAD: (5, "#A3281C")}
"""Left edge of a row, as border style and colour: thick is bad, medium is a warning."""

DATE, MOMENT, CLOCK, SPAN = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm"
FORMATS = {
    Format.MONEY: "#,##0.00",
    Format.HOURS: "#,##0.00",
    Format.PERCENT: "0%",
    Format.DATE: DATE,
}
RIGHT = frozenset({Format.DATE, Format.NUMBER, Format.MONEY, Format.HOURS, Format.PERCENT})


class Look(NamedTuple):
    """How one cell looks, before it is a style of a workbook."""

    number: str = "General"
    tone: Tone = Tone.PLAIN
    edge: bool = False
    wrap: bool = False
    right: bool = False
    link: bool = False
    total: bool = False


def number_format(value: Value, wanted: Format, *, whole: bool) -> str:
    """Return the format code that shows a value in a column; dates are never bare numbers.

    ``whole``: the numbers of the column have no decimals.
    """
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return DATE if wanted is Format.DATE and midnight else MOMENT
    if isinstance(value, date):
        return DATE
    if isinstance(value, time):
        return CLOCK
    if isinstance(value, timedelta):
        return SPAN
    if isinstance(value, str):
        return "@"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        if wanted is Format.NUMBER:
            return "#,##0" if whole else "#,##0.00"
        if wanted is not Format.DATE:
            return FORMATS.get(wanted, "General")
    return "General"


class Palette:
    """The styles of one scratch workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[Look, Any] = {}
        self.title = workbook.add_format({"bold": True, "font_size": 15, "font_color": INK})
        self.line = workbook.add_format({"font_color": "#55626B"})
        self.block = workbook.add_format({"bold": True, "font_size": 12, "font_color": INK})
        self._headers = {right: self._header(right) for right in (False, True)}

    def header(self, wanted: Format) -> Any:
        """Return the style of a column's header, which stands where its numbers do."""
        return self._headers[wanted in RIGHT]

    def _header(self, right: bool) -> Any:
        look: dict[str, object] = {"bold": True, "bg_color": INK, "font_color": "#FFFFFF"}
        look |= {"text_wrap": True, "valign": "vcenter"}
        look |= {"align": "right" if right else "left", "indent": 1}
        return self._workbook.add_format(look)

    def style(self, look: Look) -> Any:
        """Return the style of a look."""
        made = self._made.get(look)
        if made is None:
            made = self._made[look] = self._workbook.add_format(_properties(look))
        return made


class Brush:
    """The styles of one column's body, each looked up once."""

    def __init__(self, palette: Palette, column: Column, *, edge: bool, whole: bool) -> None:
        self._palette = palette
        self._column = column
        self._edge = edge
        self._whole = whole
        self._made: dict[tuple[type | str, Tone, bool], Any] = {}

    def style(self, value: Value, tone: Tone, *, link: bool = False) -> Any:
        """Return the style of a cell that holds a value, in a row of that tone."""
        # Only a moment's format hangs on the value itself: midnight is shown as a day.
        kind = self._code(value) if isinstance(value, datetime) else type(value)
        made = self._made.get((kind, tone, link))
        if made is None:
            right = self._column.format in RIGHT
            look = Look(self._code(value), tone, self._edge, self._column.wrap, right, link)
            made = self._made[kind, tone, link] = self._palette.style(look)
        return made

    def _code(self, value: Value) -> str:
        return number_format(value, self._column.format, whole=self._whole)


def _properties(look: Look) -> Mapping[str, object]:
    found: dict[str, object] = {"num_format": look.number, "valign": "top"}
    found |= {"bottom": 1, "bottom_color": RULE}
    if look.tone in FILLS:
        found["bg_color"] = FILLS[look.tone]
    if look.edge and look.tone in EDGES:
        found["left"], found["left_color"] = EDGES[look.tone]
    if look.edge and look.tone is Tone.BAD:
        found["bold"] = True
    if look.wrap:
        found["text_wrap"] = True
    found |= {"align": "right" if look.right else "left", "indent": 1}
    if look.link:
        found |= {"font_color": "#0B5394", "underline": 1}
    if look.total:
        found |= {"bold": True, "top": 1, "top_color": INK, "bottom": 6, "bottom_color": INK}
    return found
