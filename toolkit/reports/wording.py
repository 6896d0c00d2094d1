"""How cells are said in a document: printable text, dates nobody can misread."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from toolkit.table import CellError, Value

__all__ = [
    "NOTHING",
    "clean",
    "day",
    "id_text",
    "in_words",
    "line",
    "long_day",
    "moment",
    "paper",
    "typed",
    "zone",
]

NOTHING = "—"
"""What stands in a document where the workbook says nothing."""

BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNPRINTABLE = re.compile(
    # The order of text can be overridden to show another file name or amount than there is;
    # the rest is what XML and fonts cannot hold.
    "[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str | None) -> str:
    """Return text as it can be printed: its lines trimmed, no blank ones, nothing invisible."""
    if not text:
        return ""
    text = UNPRINTABLE.sub("", BREAKS.sub("\n", text))
    text = "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else " " for c in text)
    lines = (" ".join(part.split()) for part in text.split("\n"))
    return "\n".join(part for part in lines if part)


def line(text: str | None) -> str:
    """Return text on one line."""
    return clean(text).replace("\n", " ")


def day(value: date | None) -> str:
    """Return a date as ``4 Mar 2026``, which reads the same on both sides of the Atlantic."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def moment(value: datetime | None) -> str:
    """Return a moment as ``Wed 4 Mar 2026, 10:30 GMT``; the zone where it has one."""
    if value is None:
        return ""
    name = zone(value)
    return f"{long_day(value)}, {value:%H:%M}" + (f" {name}" if name else "")


def long_day(value: date | None) -> str:
    """Return a date with its day of the week: ``Wed 4 Mar 2026``."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}" if value else ""


def zone(value: datetime) -> str:
    """Return the short name of a moment's time zone; UTC is what nobody chose, and not named."""
    name = value.tzname() or ""
    return "" if name == "UTC" else name


def id_text(value: Value) -> str:
    """Return an id as a person writes it: 42.0 as 42, "0042" as it is."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else line(str(value))


def typed(value: Value) -> str:
    """Return what was typed where it could not be read; an error such as ``#REF!`` says nothing."""
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, date):
        return day(value)
    return id_text(value)


def in_words(items: Iterable[str]) -> str:
    """Return names as a sentence has them: ``A, B and C``."""
    names = [name for item in items if (name := line(item))]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def paper(country: str) -> str:
    """Return the size of paper a country's printers hold, as Typst calls it."""
    return "us-letter" if country.upper() in LETTER else "a4"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LETTER = frozenset(
    ["BO", "CA", "CL", "CO", "CR", "DO", "GT", "MX", "NI", "PA", "PH", "PR", "US", "VE"]
)
"""Countries whose everyday paper is Letter, not A4 (Unicode CLDR, measurementData)."""
