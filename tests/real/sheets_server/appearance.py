"""Colours and formats as the API gives them back."""

from __future__ import annotations

import struct
from typing import Any

from tests.real.sheets_server.failure import Json
from tests.real.sheets_server.typing_in import whole

__all__ = ["DEFAULT_FORMAT", "THEME", "eight_bit", "mirrored"]

WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: dict[str, Json] = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
COLOURS: dict[str, tuple[float, ...]] = {
    "TEXT": (),
    "BACKGROUND": (1, 1, 1),
    "ACCENT1": (0.25882354, 0.52156866, 0.95686275),
    "ACCENT2": (0.91764706, 0.2627451, 0.20784314),
    "ACCENT3": (0.9843137, 0.7372549, 0.015686275),
    "ACCENT4": (0.20392157, 0.65882355, 0.3254902),
    "ACCENT5": (1, 0.42745098, 0.003921569),
    "ACCENT6": (0.27450982, 0.7411765, 0.7764706),
    "LINK": (0.06666667, 0.33333334, 0.8),
}
THEME: dict[str, Json] = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {
            "colorType": kind,
            "color": {"rgbColor": dict(zip(("red", "green", "blue"), parts, strict=False))},
        }
        for kind, parts in COLOURS.items()
    ],
}


def eight_bit(colour: dict[str, Any]) -> dict[str, Any]:
    """Return a colour with 8-bit channels, zero ones left out, as recorded replies have it."""
    return {
        channel: whole(_single_precision(int(share * 255) / 255))
        for channel, share in colour.items()
        if int(share * 255)
    }


def _single_precision(number: float) -> float:
    """Return the shortest decimal that is the same 32-bit float."""
    wanted = struct.pack("f", number)
    for digits in range(6, 10):
        shortest = float(f"{number:.{digits}g}")
        if struct.pack("f", shortest) == wanted:
            return shortest
    return number


def mirrored(form: dict[str, Any]) -> dict[str, Any]:
    """Return a format in which every colour stands both plain and as a ColorStyle."""
    for key in list(form):
        if key in ("backgroundColor", "foregroundColor", "color") and f"{key}Style" not in form:
            form[key] = eight_bit(form[key])
            form[f"{key}Style"] = {"rgbColor": form[key]}
        elif key.endswith("ColorStyle") and "rgbColor" in form[key]:
            form[key] = {"rgbColor": eight_bit(form[key]["rgbColor"])}
            form[key.removesuffix("Style")] = form[key]["rgbColor"]
        elif isinstance(form[key], dict) and not key.lower().endswith(("color", "style")):
            mirrored(form[key])
    return form
