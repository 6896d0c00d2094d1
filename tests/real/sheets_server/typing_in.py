"""What Google Sheets makes of typed text, and how it shows a value (locale en_US)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.real.sheets_server.failure import Json

__all__ = ["ERRORS", "Entered", "SheetError", "entered", "shown", "whole"]

EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
ERRORS = ("#DIV/0!", "#NAME?", "#REF!", "#VALUE!", "#N/A", "#ERROR!", "#NUM!", "#NULL!")
NUMBER = re.compile(r"([+-]?)(\$?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?)(%?)")
DATES = (
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"), "yyyy-mm-dd"),
    (re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"), "m/d/yyyy"),
    (re.compile(r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})"), "m/d"),
)
CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp][Mm])?")
PLAIN = re.compile(r'(?:"?(\$)"?)?(#,##)?0(?:\.(0+))?(%?)')


class SheetError(str):
    """The error a formula came to, such as ``#REF!``; the same text typed in is text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """What a cell holds after something was typed into it."""

    value: Json = None
    formula: str | None = None
    number_format: dict[str, str] | None = None


def whole(number: Json) -> Json:
    """Return a number without decimals as JSON shows it: 2.0 is 2."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return int(number)
    return number


def entered(text: Json) -> Entered:
    """Return what typing a text comes to: a number, a date, a truth value, a formula, or text."""
    if not isinstance(text, str):
        return Entered(text)
    if text.startswith("'"):
        return Entered(text[1:])
    if len(text) > 1 and text[0] in "=+" and not re.fullmatch(r"\+[\d.,]+", text):
        return Entered(formula="=" + text[1:])
    typed = text.strip()
    if typed.upper() in ("TRUE", "FALSE"):
        return Entered(typed.upper() == "TRUE")
    return _number(typed) or _date(typed) or _clock(typed) or Entered(text)


def _number(typed: str) -> Entered | None:
    found = NUMBER.fullmatch(typed)
    if not found or not re.search(r"\d", found[3]) or found[3][0] in "eE":
        return None
    sign, money, digits, percent = found.groups()
    value = float(digits.replace(",", "")) * (-1 if sign == "-" else 1)
    decimals = "." in digits
    if percent:
        return _as(value / 100, "PERCENT", "0.00%" if decimals else "0%")
    if money:
        return _as(value, "CURRENCY", '"$"#,##0.00' if decimals else '"$"#,##0')
    if "," in digits:
        return _as(value, "NUMBER", "#,##0.00" if decimals else "#,##0")
    return Entered(whole(value))


def _as(value: float, kind: str, pattern: str) -> Entered:
    return Entered(whole(value), None, {"type": kind, "pattern": pattern})


def _date(typed: str) -> Entered | None:
    for pattern, shown_as in DATES:
        found = pattern.fullmatch(typed)
        if not found:
            continue
        year = int(found.groupdict().get("y") or datetime.now(UTC).year)
        try:
            day = datetime(year, int(found["m"]), int(found["d"]), tzinfo=UTC)
        except ValueError:
            continue
        return _as((day - EPOCH).days, "DATE", shown_as)
    return None


def _clock(typed: str) -> Entered | None:
    found = CLOCK.fullmatch(typed)
    if not found:
        return None
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + 12 * (found[4].lower() == "pm")
    seconds = hour * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    return _as(seconds / 86400, "TIME", "h:mm am/pm")


def shown(value: Json, number_format: Json) -> str:
    """Return a value as a person sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return str(value)
    kind = (number_format or {}).get("type")
    pattern = (number_format or {}).get("pattern", "")
    if kind in ("DATE", "DATE_TIME", "TIME"):
        default = {"DATE": "m/d/yyyy", "DATE_TIME": "m/d/yyyy h:mm:ss", "TIME": "h:mm:ss am/pm"}
        return _moment(float(value), pattern or default[kind])
    if found := PLAIN.fullmatch(pattern):
        scaled = value * 100 if found[4] else value
        digits = len(found[3] or "")
        body = f"{abs(scaled):{',' if found[2] else ''}.{digits}f}"
        return f"{'-' if scaled < 0 else ''}{found[1] or ''}{body}{found[4]}"
    if isinstance(value, int):
        return str(value)
    return re.sub(r"e([+-])0*(\d+)", r"E\1\2", f"{value:.10g}")


def _moment(days: float, pattern: str) -> str:
    moment = EPOCH + timedelta(days=days)
    halves = "am/pm" in pattern.lower()
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    text, after_hours = "", False
    for part in re.findall(r'y+|m+|d+|h+|s+|am/pm|AM/PM|"[^"]*"|.', pattern):
        word = part.lower()
        if word[0] == "h":
            text, after_hours = text + f"{hour:0{len(word)}d}", True
        elif word[0] == "m" and after_hours:
            text, after_hours = text + f"{moment.minute:0{len(word)}d}", False
        else:
            text += _part(moment, word, part)
    return text


def _part(moment: datetime, word: str, part: str) -> str:
    words = {
        "yyyy": f"{moment.year}",
        "yy": f"{moment.year % 100:02d}",
        "mmmm": f"{moment:%B}",
        "mmm": f"{moment:%b}",
        "mm": f"{moment.month:02d}",
        "m": str(moment.month),
        "dddd": f"{moment:%A}",
        "ddd": f"{moment:%a}",
        "dd": f"{moment.day:02d}",
        "d": str(moment.day),
        "ss": f"{moment.second:02d}",
        "am/pm": "AM" if moment.hour < 12 else "PM",
    }
    return words.get(word, part.strip('"'))
