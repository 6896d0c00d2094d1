"""Excuses in the sheet itself: ``ok: DAT301 client knows`` beside what is as it should be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.checks.context import Context
from toolkit.checks.notes import is_our_note
from toolkit.checks.rule import Flaw, rule
from toolkit.model import Finding, Severity, Source, Tracker
from toolkit.table import Place

__all__ = ["EXC101", "Excuse", "Excuses", "excuses_in"]

EXCUSE = re.compile(r"\bok\s*:\s*((?:[A-Z]{3}\d{3}[\s,;/&+]*)+)", re.IGNORECASE)
CODE = re.compile(r"[A-Z]{3}\d{3}")


@dataclass(frozen=True, slots=True)
class Excuse:
    """A code that a person has excused, for the whole row or for one cell."""

    code: str
    place: Place
    """The cell the excuse is written in, or hangs on as a note."""
    covers: Place
    """The cell it holds for; column 0 is the row."""


def excuses_in(text: str) -> tuple[str, ...]:
    """Return the codes a text excuses: ``ok: DAT301, STA201 – client away`` → both."""
    return tuple(code for found in EXCUSE.finditer(text) for code in CODE.findall(found[1].upper()))


@dataclass(frozen=True, slots=True)
class Excuses:
    """All excuses of an agency's sheets, and which of them were of use."""

    at: Mapping[tuple[str, str, str, int], tuple[Excuse, ...]]
    """By code, book, sheet and row."""
    used: set[Excuse] = field(default_factory=set)

    @classmethod
    def of(cls, tracker: Tracker) -> Excuses:
        """Return the excuses in the cells and notes of every table that was read."""
        found: dict[tuple[str, str, str, int], list[Excuse]] = {}
        for source in tracker.tables:
            for excuse in (*_in_cells(source), *_in_notes(source)):
                place = excuse.covers
                key = (excuse.code, place.book, place.sheet, place.row)
                found.setdefault(key, []).append(excuse)
        return cls({key: tuple(several) for key, several in found.items()})

    def cover(self, finding: Finding) -> bool:
        """Whether a person has excused a finding; the excuse counts as used from then on."""
        if not self.at:
            return False
        place = finding.place
        here = [
            excuse
            for excuse in self.at.get((finding.code, place.book, place.sheet, place.row), ())
            if excuse.covers.column in (0, place.column)
        ]
        self.used.update(here)
        return bool(here)

    def unused(self, codes: Collection[str]) -> Iterator[Finding]:
        """Return a finding for each excuse that no longer excuses anything.

        Only ``codes``, those of the rules that ran, can tell.
        """
        for excuse in (e for several in self.at.values() for e in several):
            if excuse not in self.used and excuse.code in codes:
                yield Finding(
                    EXC101.code,
                    EXC101.severity,
                    excuse.place,
                    f"“ok: {excuse.code}” excuses nothing any more.",
                    "Take the excuse out; what it was for has been put right.",
                    value=f"ok: {excuse.code}",
                )


def _in_cells(source: Source) -> Iterator[Excuse]:
    book, sheet = source.book, source.sheet
    rows = source.grid.rows[source.first_row - 1 : source.last_row]
    for number, row in enumerate(rows, start=source.first_row):
        for column, value in enumerate(row, start=1):
            if type(value) is str and ":" in value and EXCUSE.search(value):
                for code in excuses_in(value):
                    place = Place(book, sheet, number, column)
                    yield Excuse(code, place, Place(book, sheet, number, 0))


def _in_notes(source: Source) -> Iterator[Excuse]:
    for (row, column), text in source.grid.notes.items():
        if source.first_row <= row <= source.last_row and not is_our_note(text):
            for code in excuses_in(text):
                place = Place(source.book, source.sheet, row, column)
                yield Excuse(code, place, place)


@rule("EXC101", Severity.ADVICE)
def EXC101(context: Context) -> Iterator[Flaw]:  # noqa: N802
    """An excuse in the sheet excuses nothing any more.

    Why: an excuse that stays behind would hide the next real defect of the row.

    Wrong:  Notes “ok: DAT301 client away until May”, on a job that has been delivered since
    Right:  Notes without the excuse
    Configure: nothing; excuses are written as ok: CODE reason, in a cell of the row or in a note.
    """
    del context
    yield from ()
