"""Dates as people type them: the grammar of one cell, and the day/month order of a column."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from toolkit.model import Why
from toolkit.reading.folding import fold, squeeze
from toolkit.reading.words import MONTHS, UNDATED, WEEKDAYS
from toolkit.table import Value

__all__ = [
    "EARLIEST",
    "LATEST",
    "Refusal",
    "day_order",
    "from_serial",
    "is_clock",
    "looks_dated",
    "read_clock",
    "read_day",
    "read_moment",
]

EPOCH = date(1899, 12, 30)
EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)
"""Outside of these a number or a text is no date of an agency's work."""

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}:\d{2}.*))?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,]+(\d{1,2}:\d{2}.*))?")
SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})\.?")
YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
QUARTER = re.compile(
    r"(?:q|t)\s*([1-4])\W*(\d{4}|\d{2})|(\d{4})\W*(?:q|t)\s*([1-4])", re.IGNORECASE
)
CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.|uhr)?", re.IGNORECASE
)
LEAD = re.compile(
    (
        r"(?:w/?\s?c|week (?:of|commencing|beginning)|wc|kw ab|woche ab|by|due|before|on|"
        r"bis|am|avant|le|el|antes del|voor|op|senest|den|c\.|ca\.?|approx\.?|~)\s+"
    ),
    re.IGNORECASE,
)
TRAIL = re.compile(r"\s*(?:\((?P<inside>[^()]*)\)|\?+|\*+|[ap]m|eod|cob)\s*$", re.IGNORECASE)
NAMED = re.compile(r"[0-9]+|[^\W\d_]+")
DAYTIME = re.compile(
    r"(?<=\w)[ ,T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?\s*$",
    re.IGNORECASE,
)
"""The time of day that exports put behind a date: "12/Jun/24 12:00 AM"."""
MONTH_STARTS = frozenset(name[:2] for name in MONTHS)
ORDINAL = frozenset(
    {"st", "nd", "rd", "th", "er", "e", "o", "de", "of", "del", "den", "d", "des", "le"}
)


class Refusal(Exception):  # noqa: N818  (a value is refused; nothing failed)
    """A cell that is not read, and why."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(detail)
        self.why, self.detail = why, detail


def day_order(texts: Iterable[str]) -> bool | None:
    """Return whether the texts of one column put the day first; None where nothing tells.

    One date such as 25/3/2026 settles it; a column that holds both orders settles nothing.
    """
    day = month = dotted = False
    for text in texts:
        bare = _bare(text)
        if found := NUMERIC.match(bare) or SHORT.fullmatch(bare):
            first = int(found[1])
            second = int(found[3] if found.re is NUMERIC else found[2])
            day |= 12 < first <= 31 and second <= 12
            month |= 12 < second <= 31 and first <= 12
            dotted |= "." in found[0]
    if day != month:
        return day
    return True if dotted and not month else None


def read_day(value: Value, as_of: date, day_first: bool | None) -> date | None:
    """Return the day a cell names; None where it says that there is none yet.

    A quarter, month or year alone is its last day, a week its first. Raises Refusal.
    """
    if isinstance(value, str):
        return _text_day(value, as_of, day_first)
    if isinstance(value, datetime):
        return _possible(value.date(), value)
    if isinstance(value, date):
        return _possible(value, value)
    if isinstance(value, time):
        raise Refusal(Why.IMPOSSIBLE, "day 0, a time without a date")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refusal(Why.UNREADABLE, "no date")
    return from_serial(value).date()


def read_moment(value: Value, as_of: date, day_first: bool | None) -> datetime | None:
    """Return the day and time a cell names; midnight where it names no time. Raises Refusal."""
    if isinstance(value, datetime):
        _possible(value.date(), value)
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return from_serial(value)
    at = time.min
    if isinstance(value, str):
        value, at = _split_clock(value)
    day = read_day(value, as_of, day_first)
    return None if day is None else datetime.combine(day, at)


def read_clock(value: Value) -> time | None:
    """Return the time of day a cell names and nothing else: 11:30, "9.15 am", 0.5; else None."""
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:
        return (datetime.combine(EPOCH, time.min) + timedelta(seconds=round(value * 86400))).time()
    found = CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    return _clock(found[0]) if found and (found[2] or found[4]) else None


def is_clock(value: Value) -> bool:
    """Whether a cell names a time of day and nothing else."""
    try:
        return not isinstance(value, float) and read_clock(value) is not None
    except Refusal:
        return False


def from_serial(number: float) -> datetime:
    """Return the moment of a spreadsheet's day number (1900 system). Raises Refusal."""
    if not 1 <= number < 120_000:
        raise Refusal(Why.IMPOSSIBLE, f"{number} is no day number of a date")
    moment = datetime.combine(EPOCH, time.min) + timedelta(seconds=round(number * 86400))
    _possible(moment.date(), number)
    return moment


@functools.lru_cache(maxsize=20_000)
def looks_dated(text: str) -> bool:
    """Whether a text is a date, its order aside; a word for "no date yet" is none."""
    if len(text) > 40 or not any(map(str.isdigit, text)):
        return False
    try:
        return _text_day(text, date(2000, 7, 1), day_order([text]) is not False) is not None
    except Refusal as refusal:
        return refusal.why is Why.IMPOSSIBLE and bool(NUMERIC.match(_bare(text)))


def _possible(day: date, typed: Value) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise Refusal(Why.IMPOSSIBLE, f"{typed} is {day:%Y-%m-%d}, which is no working date")


@functools.lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    """Return a text without weekday, "w/c", brackets and question marks around the date."""
    text = squeeze(text).strip(" .,;:")
    while (
        (found := TRAIL.search(text))
        and found.start() > 0
        and not CLOCK.fullmatch(text[-7:].strip())
    ):
        text = text[: found.start()]
    text = LEAD.sub("", text) if LEAD.match(text) else text
    first, _, rest = text.partition(" ")
    if rest and fold(first) in WEEKDAYS:
        text = rest.lstrip(" ,")
    last = text.rpartition(" ")
    if last[0] and fold(last[2]) in WEEKDAYS:
        text = last[0].rstrip(" ,")
    return text.strip(" ,")


def _split_clock(text: str) -> tuple[str, time]:
    """Return a text without its time of day, and that time (a range's start)."""
    text = squeeze(text)
    found = re.search(
        r"[T ,@]+(?:at |um |à |a las |"
        r"kl\.? ?)?(\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|a\.m\.|p\.m\.|"
        r"uhr)?|\d{1,2}\s*(?:am|pm))"
        r"(?:\s*[-–]\s*\d{1,2}[:.h]?\d{0,2}\s*(?:am|pm|uhr)?)?(?:Z|[+-]\d{2}:?\d{2})?$",
        text,
        re.IGNORECASE,
    )
    if not found:
        return text, time.min
    return text[: found.start()], _clock(found[1])


def _clock(text: str) -> time:
    found = CLOCK.fullmatch(text.strip())
    if not found:
        raise Refusal(Why.UNREADABLE, f"{text} is no time of day")
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[4] or "").replace(".", "").casefold()
    if half in ("am", "pm"):
        hour = hour % 12 + 12 * (half == "pm")
    try:
        return time(hour, minute, int(found[3] or 0))
    except ValueError as error:
        raise Refusal(Why.IMPOSSIBLE, f"{text} is no time of day") from error


def _text_day(typed: str, as_of: date, day_first: bool | None) -> date | None:
    if fold(typed) in UNDATED:
        return None
    text = _bare(DAYTIME.sub("", typed))
    if found := ISO.fullmatch(text) or COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), typed)
    if found := NUMERIC.fullmatch(text):
        year = _year(found[4])
        return _ordered(
            int(found[1]), int(found[3]), year, day_first or found[2] == ".", typed, day_first
        )
    if found := QUARTER.fullmatch(text):
        year, quarter = _year(found[2] or found[3]), int(found[1] or found[4])
        return _month_end(year, quarter * 3, typed)
    if found := YEAR_MONTH.fullmatch(text):
        return _month_end(int(found[1] or found[4]), int(found[2] or found[3]), typed)
    if found := SHORT.fullmatch(text):
        return _nearest_ordered(
            int(found[1]), int(found[2]), as_of, day_first or "." in text, typed, day_first
        )
    return _named(text, typed, as_of)


def _ordered(
    first: int, second: int, year: int, day_leads: bool, typed: str, settled: bool | None
) -> date:
    """Return the date of two numbers and a year, by what is possible and the column's order."""
    if first == second or (settled is not None) or day_leads:
        day, month = (first, second) if day_leads or first == second else (second, first)
        if month > 12 and day <= 12:
            raise Refusal(
                Why.IMPOSSIBLE, f"{typed} has no month {month}, as this column writes dates"
            )
        return _day(year, month, day, typed)
    if first > 12:
        return _day(year, second, first, typed)
    if second > 12:
        return _day(year, first, second, typed)
    raise Refusal(
        Why.AMBIGUOUS, f"{typed} may be {first} as day or as month; nothing in the column tells"
    )


def _nearest_ordered(
    first: int, second: int, as_of: date, day_leads: bool, typed: str, settled: bool | None
) -> date:
    found = _ordered(first, second, 2000, day_leads, typed, settled)
    return _nearest(found.month, found.day, as_of, typed)


def _nearest(month: int, day: int, as_of: date, typed: str) -> date:
    """Return the day of the year that is nearest to ``as_of``."""
    near = []
    for year in (as_of.year - 1, as_of.year, as_of.year + 1):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    if not near:
        raise Refusal(Why.IMPOSSIBLE, f"{typed} is no day of any near year")
    return min(near, key=lambda d: abs((d - as_of).days))


def _named(text: str, typed: str, as_of: date) -> date:
    """Read a date with the month as a word: 5 Mar, March 2026, 9-Nove-07, 3. März 2026."""
    parts = [p for p in NAMED.findall(fold(text)) if p not in ORDINAL and p not in WEEKDAYS]
    words = [p for p in parts if p.isalpha()]
    numbers = [p for p in parts if p.isdigit()]
    if len(words) != 1 or not 1 <= len(numbers) <= 2:
        if fold(text) in (
            "eom",
            "end of month",
            "month end",
            "eoq",
            "eoy",
            "end of year",
            "eow",
            "end of week",
        ):
            raise Refusal(Why.AMBIGUOUS, f"{typed} does not say of which one")
        raise Refusal(Why.UNREADABLE, f"{typed} is no date")
    month = _month(words[0], typed)
    years = [n for n in numbers if len(n) == 4]
    if len(numbers) == 1:
        if years or "'" in text or "’" in text:
            return _month_end(_year(numbers[0]), month, typed)
        return _nearest(month, int(numbers[0]), as_of, typed)
    year = years[0] if years else numbers[1]
    day = numbers[1] if year is numbers[0] else numbers[0]
    return _day(_year(year), month, int(day), typed)


def _month(word: str, typed: str) -> int:
    """Return the month a word names, a slip of the finger forgiven where only one comes near."""
    if word in MONTHS:
        return MONTHS[word]
    if word[:2] not in MONTH_STARTS:
        raise Refusal(Why.UNREADABLE, f"{typed} names no month")
    near = {
        number
        for name, number in MONTHS.items()
        if len(word) > 3 and (name.startswith(word) or (len(name) > 3 and _is_slip(word, name)))
    }
    if len(near) != 1:
        near = {MONTHS[word[:3]]} if len(word) in (4, 5) and word[:3] in MONTHS else near
    if len(near) == 1:
        return near.pop()
    raise Refusal(Why.UNREADABLE, f"{typed} names no month")


def _is_slip(word: str, name: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(word, name) >= 80


def _year(text: str) -> int:
    year = int(text)
    return year + (2000 if year < 70 else 1900) if year < 100 else year


def _month_end(year: int, month: int, typed: str) -> date:
    first = _day(year, month, 1, typed)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _day(year: int, month: int, day: int, typed: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise Refusal(Why.IMPOSSIBLE, f"{typed} is no day of the calendar") from error
    return _possible(found, typed)
