"""What an xlsx workbook's styles mean for a reader: dates, strike-through, fills."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar
from xml.etree.ElementTree import Element

from toolkit.books.package import Package, local

__all__ = ["NumberKind", "Styles", "number_kind", "read_styles"]


class NumberKind(Enum):
    """What a number format makes of a number."""

    NUMBER = 0
    DATE = 1
    DURATION = 2


@dataclass(frozen=True, slots=True)
class Styles:
    """Cell format index → what it means; formats that mean nothing are not in the maps."""

    kinds: Mapping[int, NumberKind] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()
    filled: Mapping[int, str] = field(default_factory=dict)
    """Fill colour as RRGGBB; white and patterns do not count."""


BUILT_IN = {
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(50, 59)), NumberKind.DATE),
    46: NumberKind.DURATION,
    45: NumberKind.DATE,
    47: NumberKind.DATE,
}
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?:\$[^\]]*|[^\]hms]+|[^\]]{4,})\]', re.IGNORECASE)
DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
DATE = re.compile(r"[dmyhs]", re.IGNORECASE)

T = TypeVar("T")

# The palette of ECMA-376 part 1, 18.8.27, from index 8 on.
PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080"
    "C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF"
    "8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC"
    "99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
)
# A theme lists dark before light, cells count light before dark.
THEME_ORDER = (1, 0, 3, 2)


def number_kind(code: str) -> NumberKind:
    """Return what a number format's code shows: a number, a date or time, or a duration."""
    shown = LITERALS.sub("", code.split(";")[0])
    if DURATION.search(shown):
        return NumberKind.DURATION
    return NumberKind.DATE if DATE.search(shown.replace("General", "")) else NumberKind.NUMBER


def read_styles(package: Package, styles: str, theme: str) -> Styles:
    """Return the meaning of every cell format; nothing when the package has no styles part."""
    if styles not in package:
        return Styles()
    root = package.xml(styles)
    sections = {local(section): section for section in root}
    fonts = [_is_struck(font) for font in sections.get("fonts", ())]
    colours = _theme_colours(package, theme) if theme in package else []
    fills = [_fill_colour(fill, colours) for fill in sections.get("fills", ())]
    codes = {
        _number(element, "numFmtId"): element.get("formatCode", "")
        for element in sections.get("numFmts", ())
    }
    kinds, struck, filled = {}, set(), {}
    for index, xf in enumerate(sections.get("cellXfs", ())):
        format_id = _number(xf, "numFmtId")
        code = codes.get(format_id)
        kind = BUILT_IN.get(format_id, NumberKind.NUMBER) if code is None else number_kind(code)
        if kind is not NumberKind.NUMBER:
            kinds[index] = kind
        if _nth(fonts, _number(xf, "fontId")):
            struck.add(index)
        if colour := _nth(fills, _number(xf, "fillId")):
            filled[index] = colour
    return Styles(kinds, frozenset(struck), filled)


def _number(element: Element, attribute: str) -> int:
    text = element.get(attribute, "")
    return int(text) if text.isdecimal() else 0


def _nth(items: list[T], index: int) -> T | None:
    return items[index] if index < len(items) else None


def _is_struck(font: Element) -> bool:
    return any(
        local(mark) == "strike" and mark.get("val", "1") not in ("0", "false") for mark in font
    )


def _fill_colour(fill: Element, theme: list[str]) -> str:
    for pattern in fill:
        if pattern.get("patternType") == "solid":
            for colour in pattern:
                if local(colour) == "fgColor":
                    shown = _colour(colour, theme)
                    return "" if shown == "FFFFFF" else shown
    return ""


def _colour(element: Element, theme: list[str]) -> str:
    if rgb := element.get("rgb"):
        return rgb[-6:].upper() if re.fullmatch(r"[0-9A-Fa-f]{6,8}", rgb) else ""
    if element.get("indexed") is not None:
        start = (_number(element, "indexed") - 8) * 6
        return PALETTE[start : start + 6] if start >= 0 else ""
    if element.get("theme") is not None:
        index = _number(element, "theme")
        base = _nth(theme, THEME_ORDER[index] if index < len(THEME_ORDER) else index)
        return _tinted(base, element.get("tint", "0")) if base else ""
    return ""


def _tinted(colour: str, tint: str) -> str:
    """Return a colour made lighter or darker as Excel does (ECMA-376 part 1, 18.8.19)."""
    try:
        share = max(-1.0, min(1.0, float(tint)))
    except ValueError:
        share = 0.0
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    parts = colorsys.hls_to_rgb(hue, min(1.0, light), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def _theme_colours(package: Package, theme: str) -> list[str]:
    """Return the theme's colours in its own order: dark 1, light 1, dark 2, light 2, accents."""
    for scheme in package.xml(theme).iter():
        if local(scheme) == "clrScheme":
            return [_slot_colour(slot) for slot in scheme]
    return []


def _slot_colour(slot: Element) -> str:
    for colour in slot:
        shown = colour.get("lastClr", colour.get("val", ""))
        if re.fullmatch(r"[0-9A-Fa-f]{6}", shown):
            return shown
    return ""
