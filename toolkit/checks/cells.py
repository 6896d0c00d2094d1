"""CEL and the reading half of DAT: cells whose contents could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, rule
from toolkit.checks.wording import quoted
from toolkit.model import Reads, Record, Severity, Unread, Why

__all__ = ["RULES"]

DATES = (Reads.DAY, Reads.MOMENT)
CELL = (Why.CELL_ERROR, Why.UNCALCULATED)


def _unread(context: Context, *whys: Why) -> Iterator[Unread]:
    return (u for u in context.tracker.unread if u.why in whys)


def _flaw(unread: Unread, says: str, fix: str) -> Flaw:
    header = _header(unread.record, unread.field)
    typed = unread.typed
    if isinstance(typed, str) and unread.detail.startswith(typed.strip()):
        says = quoted(typed) + unread.detail.removeprefix(typed.strip())
    return Flaw(unread.record, unread.field, f"{header}: {says}.", fix)


def _header(record: Record, name: str) -> str:
    """Return the column's own header, on one line; the field's name where it has none."""
    source = record.source
    column = source.fields.get(name, 0)
    found = source.grid.value(source.header_rows[-1], column) if source.header_rows else None
    header = " ".join(str(found).split()) if isinstance(found, str) else ""
    return header or name.replace("_", " ").capitalize()


@rule("DAT201", Severity.ERROR)
def unreadable_date(context: Context) -> Iterator[Flaw]:
    """A cell of a date column holds something that is no date.

    Why: a due date nobody can sort by is a deadline nobody will meet.

    Wrong:  Due “mid-ish June?”
    Right:  Due 2026-06-15
    Configure: nothing.
    """
    for unread in _unread(context, Why.UNREADABLE, Why.UNKNOWN_WORD):
        if unread.reads in DATES:
            says = f"{quoted(unread.typed)} is not a date that can be read"
            yield _flaw(unread, says, "Type the date, as in 2026-06-15.")


@rule("DAT202", Severity.ERROR)
def ambiguous_date(context: Context) -> Iterator[Flaw]:
    """A date is written as text, and nothing in its column tells day from month.

    Why: 3/4 is read as March by one office and as April by the other.

    Wrong:  Due “3/4/2026”, in a column where no other date settles the order
    Right:  Due 2026-04-03
    Configure: agency.day_first = true or false settles the order for all such columns.
    """
    for unread in _unread(context, Why.AMBIGUOUS):
        if unread.reads in DATES:
            says = f"{quoted(unread.typed)} may be day/month or month/day"
            fix = "Type it as a real date, or set agency.day_first in agency.toml."
            yield _flaw(unread, says, fix)


@rule("DAT203", Severity.ERROR)
def impossible_date(context: Context) -> Iterator[Flaw]:
    """A date cannot be meant: day 0, the year 1900, a month 13, a year off by a century.

    Why: such a date is a slip or an empty formula, and every plan built on it is wrong.

    Wrong:  Due 1900-01-00, Due 2062-06-15 for 2026-06-15
    Right:  Due 2026-06-15
    Configure: nothing; dates within 25 years of today are taken as meant.
    """
    for unread in _unread(context, Why.IMPOSSIBLE):
        if unread.reads in DATES:
            says = f"{quoted(unread.typed)} is a date that cannot be"
            yield _flaw(unread, says, "Type the date that is meant.")
    for record, name, day in context.odd_dates:
        says = f"{_header(record, name)}: the year {day.year} cannot be meant."
        yield Flaw(record, name, says, "Type the date that is meant.")


@rule("STA101", Severity.WARNING)
def unknown_status(context: Context) -> Iterator[Flaw]:
    """A status word is not one of those we know.

    Why: reports sort jobs by status; a job with a status of its own drops out of all of them.

    Wrong:  Status “Percolating”
    Right:  Status “In progress”
    Configure: [status] in agency.toml, as in "Percolating" = "in progress".
    """
    for unread in context.tracker.unread:
        if unread.reads is Reads.STATUS and unread.why not in CELL:
            word = quoted(unread.typed)
            fix = f"Use a known word, or say under [status] in agency.toml what {word} means."
            yield _flaw(unread, f"the word {word} is not known", fix)


@rule("CEL101", Severity.ERROR)
def unreadable_amount(context: Context) -> Iterator[Flaw]:
    """An amount, hours, a per cent, a number or a yes/no cannot be read.

    Why: what is not read is not counted; a total without it looks right and is not.

    Wrong:  Estimate “12k-ish, see mail”
    Right:  Estimate 12,000
    Configure: nothing.
    """
    for unread in context.tracker.unread:
        if unread.reads not in (*DATES, Reads.STATUS) and unread.why not in CELL:
            says = f"{quoted(unread.typed)} cannot be read as {_kind(unread.reads)}"
            yield _flaw(unread, says, "Type the plain value; put remarks into the notes.")


def _kind(reads: Reads) -> str:
    return {
        Reads.MONEY: "an amount",
        Reads.HOURS: "hours",
        Reads.PERCENT: "a per cent",
        Reads.COUNT: "a whole number",
        Reads.FLAG: "yes or no",
        Reads.PEOPLE: "names",
        Reads.ID: "a number or code",
    }.get(reads, "text")


@rule("CEL102", Severity.ERROR)
def cell_error(context: Context) -> Iterator[Flaw]:
    """A cell shows an error of the spreadsheet, such as #REF!.

    Why: what it should show is gone, and everything that adds it up is an error too.

    Wrong:  Estimate #REF!
    Right:  Estimate 12,000
    Configure: nothing.
    """
    for unread in _unread(context, Why.CELL_ERROR):
        says = f"the cell shows {unread.typed}"
        yield _flaw(unread, says, "Repair the formula, or type the value over it.")


@rule("CEL103", Severity.WARNING)
def never_calculated(context: Context) -> Iterator[Flaw]:
    """A formula has no result yet, because no spreadsheet program has calculated it.

    Why: a book written by another program shows figures only after Excel has opened it once.

    Wrong:  Billed =SUM(D2:D9), without a value in the file
    Right:  the same file, opened in Excel and saved
    Configure: nothing.
    """
    for unread in _unread(context, Why.UNCALCULATED):
        says = "the formula has never been calculated"
        yield _flaw(unread, says, "Open the book in Excel once and save it.")


RULES = (
    unreadable_date,
    ambiguous_date,
    impossible_date,
    unknown_status,
    unreadable_amount,
    cell_error,
    never_calculated,
)
