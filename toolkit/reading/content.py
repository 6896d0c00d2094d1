"""What the cells of a column look like: shares of dates, numbers, names, status words and so on."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from math import isfinite

from toolkit.model import Reads
from toolkit.reading.amounts import looks_numeric
from toolkit.reading.dates import is_clock, looks_dated
from toolkit.reading.durations import looks_like_hours
from toolkit.reading.folding import fold
from toolkit.reading.people import looks_like_people
from toolkit.reading.words import UNDATED, WEEKDAYS, is_blank, read_flag, status_words
from toolkit.table import CellError, Value

__all__ = ["Profile", "fit", "is_empty", "profile", "shape"]

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
PHONE = re.compile(r"[+(]?[\d(][\d\s().\-/x]{6,}")
LINK = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
CENTS = re.compile(r"\d\d[.,]\d\d\b")
CODE = re.compile(r"(?=.*\d)(?:[A-Za-z0-9][\w./#:-]{0,24}|[A-Z0-9]{1,8} [\w./#-]{1,12})")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) of a column's filled cells, by what they look like; they may overlap."""

    filled: int = 0
    """Cells that hold something, of those looked at."""
    seen: int = 0
    dates: float = 0
    undated: float = 0
    """Words such as TBD that stand where a date would."""
    numbers: float = 0
    durations: float = 0
    clocks: float = 0
    """Times of day, or durations written like them."""
    flags: float = 0
    statuses: float = 0
    names: float = 0
    ids: float = 0
    texts: float = 0
    """Words that are neither number, date nor address."""
    emails: float = 0
    phones: float = 0
    links: float = 0
    weekdays: float = 0
    fractions: float = 0
    """Numbers between 0 and 1, or with a % sign."""
    whole: float = 0
    """Whole numbers."""
    odd_cents: float = 0
    """Numbers with more than one decimal, which no id has."""
    distinct: float = 0
    words: float = 0
    """Words in a text, on average."""

    @property
    def share(self) -> float:
        """Filled cells of all cells looked at."""
        return self.filled / self.seen if self.seen else 0.0


def is_empty(value: Value) -> bool:
    """Whether a cell holds nothing a person would see."""
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def shape(value: Value) -> str:
    """Return a letter for what a cell is: date, number, text, h duration, b flag, error; or ""."""
    if isinstance(value, str):
        return _text_shape(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "b"
    if isinstance(value, date):
        return "d"
    if isinstance(value, timedelta | time):
        return "h"
    return "e" if isinstance(value, CellError) else "n"


@functools.lru_cache(maxsize=20_000)
def _text_shape(text: str) -> str:
    if is_blank(text):
        return ""
    if not looks_numeric(text):
        return "d" if looks_dated(text) else "t"
    is_day = (
        looks_dated(text)
        and re.search(r"\d[-/.]\d", text)
        and not text.strip().replace(".", "", 1).isdigit()
    )
    return "d" if is_day else "n"


def profile(values: Sequence[Value]) -> Profile:
    """Return the profile of a column's cells."""
    # Each kind of cell is looked at once: most columns hold few words many times. 1 is no True.
    alike = Counter((type(v), v) for v in values)
    cells = [(v, s, n) for (_, v), n in alike.items() if (s := shape(v)) and s != "e"]
    filled = sum(n for *_, n in cells)
    if not filled:
        return Profile(seen=len(values))
    marks: Counter[str] = Counter()
    words = 0
    for value, kind, count in cells:
        found = _marks(value, kind) | ({"clocks"} if is_clock(value) else set())
        for mark in found:
            marks[mark] += count
        if "texts" in found:
            words += count * len(str(value).split())
    shares = {mark: count / filled for mark, count in marks.items()}
    distinct = len({fold(v) if isinstance(v, str) else v for v, *_ in cells}) / filled
    return Profile(
        filled=filled,
        seen=len(values),
        distinct=distinct,
        words=words / marks["texts"] if words else 0,
        **shares,
    )


def _marks(value: Value, kind: str) -> set[str]:
    """Return the names of the shares a cell counts for."""
    if kind == "d":
        return {"dates"}
    if kind == "h":
        return {"durations"}
    if kind == "b":
        return {"flags"}
    if isinstance(value, str):
        return _text_marks(value.strip(), kind)
    marks = {"numbers"}
    number = float(value)  # type: ignore[arg-type]  # shape "n" is a number
    if not isfinite(number):
        return set()
    if number.is_integer():
        marks.add("whole")
        if number > 0:
            marks.add("ids")
    if 0 <= number <= 1:
        marks.add("fractions")
    if number > ONE_DECIMAL and not round(10 * number, 6).is_integer():
        marks.add("odd_cents")
    if number in (0, 1):
        marks.add("flags")
    return marks


def _text_marks(text: str, kind: str) -> set[str]:
    marks = set()
    if looks_like_hours(text):
        marks.add("durations")
    if kind == "n":
        marks |= {"numbers"} | ({"fractions"} if "%" in text else set())
        marks |= {"whole", "ids"} if text.isdigit() else set()
        marks |= {"odd_cents"} if CENTS.search(text) else set()
        marks |= (
            {"phones"} if PHONE.fullmatch(text) and len(text) > 8 and not text.isdigit() else set()
        )
        return marks | ({"ids"} if CODE.fullmatch(text) else set())
    if EMAIL.search(text):
        return {"emails"}
    if PHONE.fullmatch(text):
        return marks | {"phones"}
    if LINK.match(text):
        return {"links"}
    folded = fold(text)
    for mark, told in (
        ("undated", folded in UNDATED),
        ("weekdays", folded in WEEKDAYS),
        ("flags", read_flag(text) is not None),
        ("statuses", folded in status_words()),
        ("ids", CODE.fullmatch(text) is not None),
        ("names", looks_like_people(text)),
    ):
        if told:
            marks.add(mark)
    return marks if "durations" in marks else marks | {"texts"}


MOST_WORDS_OF_A_ROLE = 4
ONE_DECIMAL = 20
"""Outline numbers such as 3.12 are read as numbers too; they do not go that far."""
MANY_LOOKS = frozenset(
    {"rollover", "adjustments", "pauses", "deficit", "proration", "counted_hours"}
)
"""Text columns whose cells look like hours, per cent, dates, flags or status words: ``10 h``."""


def fit(cells: Profile, reads: Reads, name: str) -> float:
    """Return how well a column's cells suit a field: 1 well, 0 not at all, 0.85 unseen."""
    if not cells.filled:
        return 0.85
    if name in MANY_LOOKS:
        return 1.0
    good = _suiting(cells, reads)
    if name in ("start_time", "end") and reads is Reads.MOMENT:
        good += cells.clocks
    base = 1.0 if good >= 0.6 else 0.75 if good >= 0.35 else 0.35 if good >= 0.1 else 0.12
    if (
        name in ("name", "next_step", "notes", "topics")
        and cells.words < 1.3
        and cells.flags + cells.statuses > 1
    ):
        base *= 0.5
    if name == "name" and cells.ids >= 0.8 and cells.words < 1.5:
        base *= 0.4
    if name == "role" and cells.words > MOST_WORDS_OF_A_ROLE:
        base *= 0.4
    if name in ("name", "number") and cells.filled >= 4 and cells.distinct <= 1.01 / cells.filled:
        base *= 0.55
    elif name == "owner" and cells.filled >= 4 and cells.distinct <= 1.01 / cells.filled:
        base *= 0.9
    elif reads is Reads.TEXT and cells.flags >= 0.7:
        base *= 0.4
    elif name == "name":
        base *= 0.9 + 0.1 * cells.distinct
    return base


def _suiting(cells: Profile, reads: Reads) -> float:
    """Return the share of cells that could be read this way."""
    match reads:
        case Reads.DAY | Reads.MOMENT:
            return cells.dates + 0.8 * cells.undated
        case Reads.MONEY | Reads.COUNT:
            return cells.numbers
        case Reads.HOURS:
            return cells.numbers + cells.durations
        case Reads.PERCENT:
            return cells.numbers
        case Reads.FLAG:
            return cells.flags
        case Reads.STATUS:
            return max(
                min(1.0, cells.statuses + 0.3 * cells.texts),
                0.8 * cells.texts if cells.distinct < 0.5 else 0,
            )
        case Reads.PEOPLE:
            short = 0.4 * cells.texts if cells.words <= 3 else 0.0
            return 0.0 if cells.flags >= 0.7 else max(short, cells.names + cells.emails)
        case Reads.ID:
            return max(cells.ids, 0.6 * cells.numbers) if cells.odd_cents < 0.5 else 0.0
        case Reads.TEXT:
            return cells.texts + cells.emails + cells.phones + cells.links + 0.2 * cells.numbers
