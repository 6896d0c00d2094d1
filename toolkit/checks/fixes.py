"""Safe fixes: changes of single cells that lose nothing and that nobody could mean otherwise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from toolkit.model import KINDS, FieldSpec, Reads, Record, Source, Tracker, fields_of
from toolkit.plan import Edit
from toolkit.table import Value

__all__ = ["Fix", "fixes_of"]

DATES = (Reads.DAY, Reads.MOMENT)
NUMBERS = (Reads.MONEY, Reads.HOURS, Reads.COUNT)
WORDS = (Reads.TEXT, Reads.ID, Reads.PEOPLE, Reads.STATUS)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = r"[^\W\d_]{3,9}"
DATE_ALONE = re.compile(
    rf"(?:\(?{WEEKDAY}\)?,?\s+)?"
    rf"(?P<day>\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{MONTH}\.?,?[\s-]+\d{{4}}"
    rf"|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
    rf"(?:,?\s+\(?{WEEKDAY}\)?)?",
    re.IGNORECASE,
)
"""A date with its year and nothing else that would be lost but the name of the weekday."""
IN_ORDER_OF_DIGITS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
THOUSAND_OR_DECIMAL = re.compile(r"-?\d{1,3}[.,]\d{3}")


@dataclass(frozen=True, slots=True)
class Fix:
    """One cell to change, in which book, and why."""

    book: str
    edit: Edit
    why: str


def fixes_of(tracker: Tracker) -> tuple[Fix, ...]:
    """Return the safe fixes of every cell that was read, in the order of books, sheets and cells.

    Formulas, merged cells, and cells that could not be read are left alone.
    """
    spellings = _spellings(tracker)
    found: dict[tuple[int, int, int], Fix] = {}
    for kind, record_class in KINDS.items():
        specs = fields_of(record_class)  # type: ignore[arg-type]  # a class of slots is hashable
        for record in getattr(tracker, kind):
            for fix in _of_record(record, specs, spellings):
                found.setdefault((id(record.source), fix.edit.row, fix.edit.column), fix)
    order = {id(source): n for n, source in enumerate(tracker.tables)}
    return tuple(
        fix
        for _, fix in sorted(
            found.items(), key=lambda item: (order[item[0][0]], item[0][1], item[0][2])
        )
    )


def _of_record(
    record: Record, specs: tuple[FieldSpec, ...], spellings: Mapping[tuple[str, str], str]
) -> Iterator[Fix]:
    source, row = record.source, record.row
    for spec in specs:
        column = source.fields.get(spec.name)
        if column is None or (row, spec.name) in source.carried:
            continue
        before = source.grid.value(row, column)
        if not isinstance(before, str) or (row, column) in source.grid.formulas:
            continue
        after, why = _fixed(before, spec, getattr(record, spec.name), source, spellings)
        if after is not None and after != before:
            yield Fix(source.book, _edit(source, row, column, before, after), why)


def _fixed(
    typed: str,
    spec: FieldSpec,
    value: object,
    source: Source,
    spellings: Mapping[tuple[str, str], str],
) -> tuple[Value, str]:
    """Return what a cell should hold instead, and why; (None, "") where it is as it should be."""
    bare = typed.strip()
    if spec.reads in DATES and isinstance(value, date) and _is_certain(bare, source):
        midnight = isinstance(value, datetime) and value.time() == datetime.min.time()
        return (
            value.date() if isinstance(value, datetime) and midnight else value
        ), "a date as text"
    if spec.reads in NUMBERS and isinstance(value, Decimal | int) and _is_plain(bare, value):
        return (int(value) if value == int(value) else value), "a number as text"
    if spec.reads is Reads.STATUS and value is not None:
        usual = spellings.get((source.book, _folded(bare)), bare)
        return usual, "the spelling used most" if usual != bare else "space around it"
    return (bare or None, "space around it") if spec.reads in WORDS else (None, "")


def _is_certain(text: str, source: Source) -> bool:
    """Whether a text is a whole date, and its day and month cannot be taken for each other."""
    if not DATE_ALONE.fullmatch(text):
        return False
    found = IN_ORDER_OF_DIGITS.search(text)
    if not found or source.day_first is not None:
        return True
    first, second = int(found[1]), int(found[2])
    return first == second or first > 12 or second > 12


def _is_plain(text: str, value: Decimal | int) -> bool:
    """Whether a text is the very number that was read, and 1,234 cannot be taken for 1.234.

    Under "Budget (k€)" it is not: 12 reads as 12,000, which must not be written there.
    """
    if not PLAIN_NUMBER.fullmatch(text) or THOUSAND_OR_DECIMAL.fullmatch(text):
        return False
    return Decimal(text.replace(",", "")) == value


def _spellings(tracker: Tracker) -> Mapping[tuple[str, str], str]:
    """Return (book, folded word) → how the book mostly writes that status word.

    A word two spellings of which are used equally often is left out: nobody can say which is meant.
    """
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for job in tracker.jobs:
        for name in ("status", "billing_status"):
            typed = job.typed(name)
            if isinstance(typed, str) and typed.strip():
                counts[job.source.book, _folded(typed)][typed.strip()] += 1
    ranked = {key: several.most_common(2) for key, several in counts.items()}
    return {
        key: most[0][0] for key, most in ranked.items() if len(most) == 1 or most[0][1] > most[1][1]
    }


def _folded(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()


def _edit(source: Source, row: int, column: int, before: str, after: Value) -> Edit:
    """Return the edit, guarded by the row's job number where the row has one."""
    key_column = next((c for name in ("number", "job") if (c := source.fields.get(name))), 0)
    key = source.grid.value(row, key_column) if key_column else None
    guarded = key is not None and key_column != column
    return Edit(
        source.sheet,
        row,
        column,
        before,
        after,
        key if guarded else None,
        key_column if guarded else 0,
    )
