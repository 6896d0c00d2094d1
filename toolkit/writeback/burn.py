"""The Retainer Burn sheet with its charts, and the Retainer Ledger sheet beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from toolkit.plan import Block, Chart, Column, Format, Link, OwnSheet, Plan, Tone
from toolkit.retainers.amounts import hours_of, rounded
from toolkit.retainers.burn import Burn, BurnRow
from toolkit.retainers.burndown import Point, burndown
from toolkit.retainers.ledger import total
from toolkit.retainers.projection import Pace, standing
from toolkit.table import Place, Value, sheet_reference

__all__ = ["BURN_SHEET", "LEDGER_SHEET", "burn_sheet", "ledger_sheet", "plan_for_burn"]

BURN_SHEET = "Retainer Burn"
LEDGER_SHEET = "Retainer Ledger"
MOST_CHARTS = 24
TONES = {"over": Tone.BAD, "fast": Tone.WARN}
LEDGER = (
    *("Allotted", "Rolled in", "Adjusted", "Deficit in", "Available", "Used"),
    *("Billed", "Absorbed", "Deficit out", "Expired", "Rolled out"),
)

Cells = tuple[Value | Link, ...]


def plan_for_burn(burn: Burn, rows: Sequence[BurnRow]) -> Mapping[str, Plan]:
    """Return what to write, by book: the sheet goes where the retainers stand, once for each book.

    Retainers that live in agency.toml alone go with those of the first book, or into the book of
    their first hours. Nothing when there is neither.
    """
    homes: dict[str, list[BurnRow]] = {}
    for row in rows:
        record = row.agreement.terms[0].record
        if record:
            homes.setdefault(record.source.book, []).append(row)
    homeless = [row for row in rows if row.agreement.terms[0].record is None]
    if homeless:
        entries = [entry for row in homeless for entry in row.entries]
        first = next(iter(homes), entries[0].source.book if entries else None)
        if first is not None:
            homes.setdefault(first, []).extend(homeless)
    return {
        book: Plan(sheets=(burn_sheet(burn, own, book), ledger_sheet(burn, own)))
        for book, own in homes.items()
    }


def burn_sheet(burn: Burn, rows: Sequence[BurnRow], book: str) -> OwnSheet:
    """Return the sheet: where each retainer stands, and its days with a chart."""
    drawn = [(row, points) for row in rows if len(points := burndown(row, burn.calendar)) > 1]
    charted = drawn[:MOST_CHARTS]
    days = tuple(_days(row, points) for row, points in charted)
    lines = [f"Hours through {burn.as_of.isoformat()}; each row leads to its retainer and hours."]
    if burn.is_partial:
        lines.append("Partial: some hours could not be counted; run toolkit burn for their cells.")
    if len(charted) < len(rows):
        lines.append(f"Charts of {len(charted)} of {len(rows)} retainers.")
    charts = tuple(
        Chart("line", f"{row.agreement.name}, {row.span.period.label}", number, 0, (1, 2))
        for number, (row, _) in enumerate(charted, start=1)
    )
    return OwnSheet(
        BURN_SHEET,
        f"Retainer burn, {burn.as_of.isoformat()}",
        tuple(lines),
        (_standing(burn, rows, book), *days),
        charts,
    )


def ledger_sheet(burn: Burn, rows: Sequence[BurnRow]) -> OwnSheet:
    """Return the sheet of every period of the rows' retainers, with all that makes it up."""
    keys = {row.agreement.key for row in rows}
    ledger = [row for row in burn.rows if row.agreement.key in keys]
    columns = (
        Column("Retainer", 30),
        Column("Period", 12),
        *(Column(name, 11, Format.NUMBER) for name in LEDGER),
    )
    title = f"Retainer ledger, {burn.as_of.isoformat()}"
    line = "Hours, or money for retainers without hours. The last period is as if it ended now."
    block = Block(columns, tuple(_turned(row) for row in ledger))
    return OwnSheet(LEDGER_SHEET, title, (line,), (block,))


def _standing(burn: Burn, rows: Sequence[BurnRow], book: str) -> Block:
    columns = (
        Column("Retainer", 30, wrap=True),
        Column("Period", 12),
        Column("Unit", 8),
        Column("Available", 11, Format.NUMBER),
        Column("Used", 11, Format.NUMBER),
        Column("Left", 11, Format.NUMBER),
        Column("Burn", 12, Format.PERCENT, bar=True),
        Column("Gone", 9, Format.PERCENT),
        Column("Pace", 8, Format.NUMBER),
        Column("Projected", 11, Format.NUMBER),
        Column("Used up", 12, Format.DATE),
        Column("Standing", 10),
        Column("Due", 13, Format.MONEY),
        Column("Given away", 13, Format.MONEY),
        Column("Currency", 9),
        Column("Agreed in", 18),
        Column("First hours", 18),
    )
    paces = [row.pace(burn.calendar) for row in rows]
    words = [standing(row.ledger, pace, row.is_open) for row, pace in zip(rows, paces, strict=True)]
    cells = tuple(
        _stands(burn, row, pace, word, book)
        for row, pace, word in zip(rows, paces, words, strict=True)
    )
    return Block(columns, cells, tones=tuple(TONES.get(word, Tone.PLAIN) for word in words))


def _stands(burn: Burn, row: BurnRow, pace: Pace, word: str, book: str) -> Cells:
    worth, ledger = row.worth, row.ledger
    first = min(row.entries, key=lambda e: (e.date or burn.as_of, e.row), default=None)
    return (
        row.agreement.name,
        ledger.period.label,
        row.agreement.unit,
        _number(row, ledger.available),
        _number(row, ledger.used),
        _number(row, ledger.left),
        pace.burn,
        pace.elapsed,
        pace.pace,
        _number(row, pace.projected) if row.is_open else None,
        pace.exhausted_on,
        word,
        worth.due,
        worth.given_away,
        worth.currency,
        _link(row.span.portions[-1].terms.place, book),
        _link(first.place("hours"), book) if first else None,
    )


def _turned(row: BurnRow) -> Cells:
    ledger = row.ledger
    figures = (
        ledger.allotted,
        total(ledger.rolled_in),
        ledger.adjusted,
        ledger.deficit_in,
        ledger.available,
        ledger.used,
        ledger.billed,
        ledger.absorbed,
        ledger.deficit_out,
        total(ledger.expired),
        total(ledger.rolled_out),
    )
    return row.agreement.name, ledger.period.label, *(_number(row, figure) for figure in figures)


def _days(row: BurnRow, points: Sequence[Point]) -> Block:
    columns = (
        Column("Day", 10),
        Column("Left", 10, Format.NUMBER),
        Column("Even use", 10, Format.NUMBER),
    )
    cells = tuple((_label(p.day), _number(row, p.left), _number(row, p.even)) for p in points)
    return Block(columns, cells, f"{row.agreement.name}, {row.span.period.label}")


def _label(day: date) -> str:
    """Return a day as a chart's axis shows it: evenly, without the days nobody works."""
    return f"{day.day} {day:%b}"


def _number(row: BurnRow, value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    return rounded(value, row.agreement.currency) if row.agreement.in_money else hours_of(value, 2)


def _link(place: Place, book: str) -> Link | None:
    """Return a link to a cell, of another book through its file; None for a setting's place."""
    if not place.row:
        return None
    target = sheet_reference(place.sheet, place._replace(column=place.column or 1).cell)
    other = "" if place.book == book else place.book
    return Link(f"{other} {place.reference}".strip(), f"{other}#{target}")
