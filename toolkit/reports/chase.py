"""The chase list: who owes what, from the findings that wait for somebody."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from toolkit.checks import Report
from toolkit.checks.wording import NO_OWNER, count_of
from toolkit.model import Finding, Tracker
from toolkit.model.distribution import person_named
from toolkit.reports.findings import inert

__all__ = ["CHASED", "Owed", "chase_csv", "chase_list", "chase_text"]

TIMESHEETS = "timesheets"
CHASED: Mapping[str, tuple[str, ...]] = {
    "overdue work": ("DAT301", "OPP102", "OPP201"),
    "next steps": ("STA201", "STA301", "OPP101", "MTG301"),
    "approvals": ("SGN202", "STA305", "CHG202"),
    "contact reports": ("MTG101", "MTG202"),
    TIMESHEETS: ("HRS302",),
    "papers": ("CHG101", "BIL301"),
    "bills to write": ("BIL101", "BIL201"),
    "payments": ("INV101", "INV201", "INV203"),
    "reviews": ("QBR101", "QBR201"),
}
"""What is owed → the rules that find it, in the order a list has them."""

KIND = {code: kind for kind, codes in CHASED.items() for code in codes}
ORDER = list(CHASED)
COLUMNS = ("who", "what", "client", "job", "why", "do", "severity", "book", "sheet", "cell", "code")


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing somebody at the agency has to do, or to get from somebody else."""

    who: str
    """Empty where nobody has it."""
    what: str
    """One of the keys of ``CHASED``."""
    finding: Finding


def chase_list(report: Report, tracker: Tracker) -> tuple[Owed, ...]:
    """Return what is owed, by person, those without one last, and then as ``CHASED`` has it."""
    late = {f.place.row for f in report.findings if KIND.get(f.code) == TIMESHEETS}
    booked = {
        (entry.source.book, entry.source.sheet, entry.row): entry.person
        for entry in tracker.hours
        if entry.row in late
    }

    def who(finding: Finding) -> str:
        """Hours are owed by who worked them, everything else by who has the job."""
        place = finding.place
        people = booked.get((place.book, place.sheet, place.row), ())
        if KIND[finding.code] != TIMESHEETS or not people:
            return finding.owner
        named = [person_named(tracker.people, name) for name in people]
        return ", ".join(
            (person and person.name) or name for person, name in zip(named, people, strict=True)
        )

    owed = [Owed(who(f), KIND[f.code], f) for f in report.findings if f.code in KIND]
    owed.sort(key=lambda o: (not o.who, o.who.casefold(), ORDER.index(o.what), o.finding.place))
    return tuple(owed)


def chase_csv(owed: Iterable[Owed]) -> str:
    """Return one row a thing owed under a header; what looks like a formula is led by ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in owed:
        f = one.finding
        where = (f.place.book, f.place.sheet, f.place.cell)
        row = (one.who, one.what, f.client, f.job, f.message, f.fix, f.severity.value, *where)
        writer.writerow([inert(value) for value in (*row, f.code)])
    return out.getvalue()


def chase_text(owed: Sequence[Owed], as_of: date, width: int = 98) -> str:
    """Return the list as people read it aloud in a meeting: by person, then by what is owed."""
    people = len({one.who for one in owed if one.who})
    lines = (
        [
            f"Chase list as of {as_of}: {count_of(len(owed), 'thing')} from"
            f" {count_of(people, 'person', 'people')}"
        ]
        if owed
        else [f"Chase list as of {as_of}: nobody owes anything"]
    )
    for who, theirs in groupby(owed, key=lambda one: one.who):
        of_person = list(theirs)
        lines += ["", f"{who or NO_OWNER}: {len(of_person)}"]
        for what, several in groupby(of_person, key=lambda one: one.what):
            lines.append(f"  {what}")
            for one in several:
                lines += _wrapped(one.finding, width)
    return "\n".join(lines) + "\n"


def _wrapped(finding: Finding, width: int) -> list[str]:
    client = f"{finding.client}: " if finding.client else ""
    said = f"{client}{finding.message} → {finding.fix} ({finding.place.reference})"
    return textwrap.wrap(
        said, width, initial_indent="    - ", subsequent_indent="      ", break_long_words=False
    )
