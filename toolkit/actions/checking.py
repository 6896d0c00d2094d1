"""Checking an agency's books, and putting what was found where people work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.copies import copy_with
from toolkit.agency import Agency
from toolkit.books.endings import is_rewritable
from toolkit.checks import Report, Snapshot, run_checks
from toolkit.checks.baseline import new_since, read_baseline
from toolkit.documents import output_folder, write_document
from toolkit.errors import ConfigError
from toolkit.plan import Plan, Receipt
from toolkit.reading.leftovers import unmatched_settings
from toolkit.writeback.checks import plan_for_checks

if TYPE_CHECKING:
    from toolkit.reports.findings import Remark

__all__ = [
    "check",
    "clear_notes",
    "findings_as_csv",
    "findings_as_json",
    "findings_page",
    "is_readable",
    "new_findings",
    "table_remarks",
    "without_rows",
    "write_checks",
]


def check(
    agency: Agency,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    before: Snapshot | None = None,
) -> Report:
    """Return everything that is wrong, sorted for work.

    ``select`` stands for what agency.toml selects, ``ignore`` is added to what it ignores;
    ``before`` is an earlier reading of the same books, for the rules that compare. Raises
    ConfigError for a code no rule has.
    """
    wanted = agency.config.checks
    checks = replace(
        wanted, select=tuple(select) or wanted.select, ignore=(*wanted.ignore, *ignore)
    )
    config = replace(agency.config, checks=checks)
    return run_checks(agency.tracker, config, agency.as_of, now=agency.now, before=before)


def without_rows(agency: Agency) -> tuple[str, ...]:
    """Return what is to be said of books, tables and settings that hold nothing to check."""
    read = {table.book for table in agency.tracker.tables if table.kind}
    return (
        *(
            f"{table.book}, sheet {table.sheet}: headers only, no {table.kind} yet"
            for table in agency.tracker.tables
            if table.kind and not table.rows
        ),
        *(
            f"{name}: nothing was checked, for no job tracker or other table was found in it; "
            "toolkit inspect shows what was read"
            for name in agency.books
            if name not in read
        ),
        *unmatched_settings(agency.config, agency.tracker),
    )


def table_remarks(agency: Agency) -> tuple[Remark, ...]:
    """Return what is to be said of tables: merged cells, sections, errors in unread columns."""
    from toolkit.reports.findings import Remark

    return tuple(
        Remark(table.book, table.sheet, table.header_rows[-1], remark)
        for table in agency.tracker.tables
        for remark in table.remarks
        if table.kind
    )


def is_readable(agency: Agency) -> bool:
    """Whether the books hold a table of any kind that is checked."""
    return any(table.kind for table in agency.tracker.tables)


def clear_notes(agency: Agency) -> tuple[Receipt, ...]:
    """Take every note and highlight of ours off the books, and change nothing else.

    Files that carry none, because single cells of theirs are never changed, are passed over.
    Raises RefusedError and BookBusyError as books do.
    """
    return tuple(
        book.apply(Plan(clear_notes=True))
        for name, book in agency.books.items()
        if name not in agency.paths or is_rewritable(agency.paths[name])
    )


def new_findings(report: Report, baseline: Path) -> Report:
    """Return only what the file, printed earlier by ``--format json``, does not have.

    Raises ConfigError where the file is no such thing.
    """
    try:
        text = baseline.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{baseline} cannot be read: {error}") from error
    return new_since(report, read_baseline(text, str(baseline)))


def write_checks(
    agency: Agency,
    report: Report,
    *,
    out: Path | None = None,
    in_place: bool = False,
    annotate: bool = False,
) -> tuple[Receipt, ...]:
    """Put a Checks sheet into a copy of each book, or into the books themselves.

    Notes go only into books that can be changed without loss, Excel's own. Raises OutputError
    when a copy cannot be written, RefusedError and BookBusyError as books do.
    """
    plans = plan_for_checks(report, agency.tracker, agency.as_of, annotate=annotate)
    receipts = []
    for name, plan in plans.items():
        path = agency.paths.get(name)
        plain = path is not None and not is_rewritable(path)
        fitting = replace(plan, notes=(), clear_notes=False) if plain else plan
        if in_place:
            receipts.append(agency.books[name].apply(fitting))
        else:
            receipts.append(copy_with(agency, name, fitting, "checked", out))
    return tuple(receipts)


def findings_page(agency: Agency, report: Report, *, out: Path | None = None) -> Path:
    """Write the findings as a page that a browser filters, and return its path.

    Raises OutputError when it cannot be written.
    """
    from toolkit.reports.findings import findings_html

    folder = out or output_folder(agency.folder, agency.config.output)
    paths = {name: path.resolve() for name, path in agency.paths.items()}
    page = findings_html(report, agency.as_of, paths, agency.config.templates_folder)
    return write_document(folder / f"Checks {agency.as_of}.html", page)


def findings_as_json(agency: Agency, report: Report) -> str:
    """Return the findings for other programs, and for ``--baseline``."""
    from toolkit.reports.findings import findings_json

    settings = unmatched_settings(agency.config, agency.tracker)
    return findings_json(report, agency.as_of, table_remarks(agency), settings)


def findings_as_csv(report: Report) -> str:
    """Return the findings as a table, a row each."""
    from toolkit.reports.findings import findings_csv

    return findings_csv(report)
