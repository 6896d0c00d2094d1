"""The Checks sheet and the notes of findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from toolkit.checks import FAMILIES, RULES, Report
from toolkit.checks.notes import note_text
from toolkit.checks.wording import NO_OWNER, counted, shown
from toolkit.model import Finding, Severity, Tracker
from toolkit.plan import Block, Chart, Column, Link, Note, OwnSheet, Plan, Tone
from toolkit.table import Place, Value, sheet_reference

__all__ = ["CHECKS_SHEET", "checks_sheet", "notes_of", "plan_for_checks"]

CHECKS_SHEET = "Checks"
TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARN, Severity.ADVICE: Tone.PLAIN}


def plan_for_checks(
    report: Report,
    tracker: Tracker,
    as_of: date | None = None,
    *,
    annotate: bool = False,
) -> Mapping[str, Plan]:
    """Return what to write into each book that was read: its Checks sheet, and notes if wanted.

    A book without findings gets a sheet too, which says so.
    """
    by_book: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_book[finding.place.book].append(finding)
    books = dict.fromkeys([*(table.book for table in tracker.tables), *by_book])
    return {
        book: Plan(
            sheets=(checks_sheet(report, book, as_of),),
            notes=notes_of(by_book[book]) if annotate else (),
            clear_notes=annotate,
        )
        for book in books
    }


def checks_sheet(report: Report, book: str, as_of: date | None = None) -> OwnSheet:
    """Return the Checks sheet of one book: its findings, their counts, and what was not checked."""
    findings = [f for f in report.findings if f.place.book == book]
    day = f" on {as_of.isoformat()}" if as_of else ""
    lines = (
        counted(findings) + day,
        "Each row leads to its cell. To excuse one, write “ok: CODE reason” into its row.",
    )
    owners = _counts("By owner", "Owner", findings, lambda f: f.owner or NO_OWNER)
    families = _counts("By family", "Family", findings, lambda f: FAMILIES[f.code[:3]])
    blocks = (_findings(findings), owners, families, _not_checked(report))
    return OwnSheet(CHECKS_SHEET, f"Checks of {book}", lines, blocks, _charts(findings))


def _findings(findings: Sequence[Finding]) -> Block:
    columns = (
        Column("Urgency", 10),
        Column("Code", 9),
        Column("Cell", 18),
        Column("Job", 12),
        Column("Client", 20),
        Column("Owner", 18),
        Column("What is wrong", 60, wrap=True),
        Column("What to do", 44, wrap=True),
        Column("In the cell", 20),
    )
    rows = tuple(
        (
            finding.severity.value.capitalize(),
            finding.code,
            Link(finding.place.reference, _target(finding.place)),
            finding.job,
            finding.client,
            finding.owner,
            finding.message,
            finding.fix,
            None if finding.value is None else shown(finding.value),
        )
        for finding in findings
    )
    return Block(columns, rows, tones=tuple(TONES[f.severity] for f in findings))


def _target(place: Place) -> str:
    """Return where a link leads: the cell, or the first cell of a row or sheet."""
    cell = place._replace(row=place.row or 1, column=place.column or 1)
    return "#" + sheet_reference(cell.sheet, cell.cell)


def _counts(
    title: str, header: str, findings: Iterable[Finding], key: Callable[[Finding], str]
) -> Block:
    """Return how many findings of each severity somebody or something has, the most first."""
    counts: defaultdict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in findings:
        counts[key(finding)][finding.severity] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    columns = (
        Column(header, 26),
        *(
            Column(f"{s.value.capitalize()}s" if s is not Severity.ADVICE else "Advice", 10)
            for s in Severity
        ),
        Column("All", 8, bar=True),
    )
    rows: list[tuple[Value | Link, ...]] = [
        (name, *(n[severity] for severity in Severity), n.total()) for name, n in ordered
    ]
    return Block(columns, tuple(rows), title)


def _not_checked(report: Report) -> Block:
    titles = {rule.code: rule.title for rule in RULES}
    columns = (Column("Code", 9), Column("Not checked", 44), Column("Because there is", 44))
    rows = tuple((n.code, titles.get(n.code, ""), n.why) for n in report.not_checked)
    return Block(columns, rows, "Not checked")


def _charts(findings: Sequence[Finding]) -> tuple[Chart, ...]:
    if not findings:
        return ()
    return (
        Chart("bar", "Findings by owner", 1, 0, (1, 2, 3)),
        Chart("bar", "Findings by family", 2, 0, (1, 2, 3)),
    )


def notes_of(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """Return one note for each cell that has findings, with all of them."""
    by_cell: defaultdict[Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.place.row:
            place = finding.place._replace(column=finding.place.column or 1)
            by_cell[place].append(finding)
    return tuple(
        Note(place.sheet, place.row, place.column, note_text(several))
        for place, several in sorted(by_cell.items(), key=lambda item: item[0])
    )
