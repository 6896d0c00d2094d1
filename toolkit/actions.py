"""One function for each thing a person asks for: gather, decide, write. Start reading here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.agency import Agency
from toolkit.books import open_book
from toolkit.books.file import FileBook
from toolkit.checks import Report, run_checks
from toolkit.checks.baseline import new_since, read_baseline
from toolkit.config import FILE_NAME, Config, find_config, load_config
from toolkit.documents import free_path, made_folder, output_folder, write_document
from toolkit.errors import ConfigError, NotAWorkbookError, OutputError
from toolkit.plan import Receipt
from toolkit.reading.telling import BookTold, agency_toml, told
from toolkit.shipped import shipped
from toolkit.writeback import plan_for_checks

__all__ = [
    "agency_toml_for",
    "check",
    "findings_as_csv",
    "findings_as_json",
    "findings_page",
    "inspect_books",
    "lay_out_demo",
    "new_findings",
    "write_agency_toml",
    "write_checks",
]


def check(agency: Agency, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Report:
    """Return everything that is wrong, sorted for work.

    ``select`` stands for what agency.toml selects, ``ignore`` is added to what it ignores. Raises
    ConfigError for a code no rule has.
    """
    wanted = agency.config.checks
    checks = replace(
        wanted, select=tuple(select) or wanted.select, ignore=(*wanted.ignore, *ignore)
    )
    config = replace(agency.config, checks=checks)
    return run_checks(agency.tracker, config, agency.as_of, now=agency.now)


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

    Notes go only into books that can be changed without loss, .xlsx and .xlsm. Raises OutputError
    when a copy cannot be written, RefusedError and BookBusyError as books do.
    """
    plans = plan_for_checks(report, agency.tracker, agency.as_of, annotate=annotate)
    folder = out or output_folder(agency.folder, agency.config.output)
    receipts = []
    for name, plan in plans.items():
        path = agency.paths[name]
        rewritable = path.suffix.lower() in (".xlsx", ".xlsm")
        fitting = plan if rewritable else replace(plan, notes=(), clear_notes=False)
        if in_place:
            receipts.append(agency.books[name].apply(fitting))
            continue
        ending = path.suffix if rewritable else ".xlsx"
        copy = free_path(made_folder(folder) / f"{path.stem} checked {agency.as_of}{ending}")
        receipts.append(FileBook(path, name).copy_with(fitting, copy))
    return tuple(receipts)


def findings_page(agency: Agency, report: Report, *, out: Path | None = None) -> Path:
    """Write the findings as a page that a browser filters, and return its path.

    Raises OutputError when it cannot be written.
    """
    from toolkit.reports.findings import findings_html

    folder = out or output_folder(agency.folder, agency.config.output)
    templates = Path(agency.config.templates) if agency.config.templates else None
    paths = {name: path.resolve() for name, path in agency.paths.items()}
    page = findings_html(report, agency.as_of, paths, templates)
    return write_document(folder / f"Checks {agency.as_of}.html", page)


def findings_as_json(agency: Agency, report: Report) -> str:
    """Return the findings for other programs, and for ``--baseline``."""
    from toolkit.reports.findings import findings_json

    return findings_json(report, agency.as_of)


def findings_as_csv(report: Report) -> str:
    """Return the findings as a table, a row each."""
    from toolkit.reports.findings import findings_csv

    return findings_csv(report)


WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"})


def inspect_books(paths: Sequence[Path]) -> tuple[BookTold, ...]:
    """Return what is read from each of the books, one by one.

    Raises NotAWorkbookError, UnreadableError, ConfigError.
    """
    from toolkit.reading import read_tracker

    found = []
    for path in _workbooks(paths):
        tracker = read_tracker([(path.name, open_book(path).read())], _config(path), _today())
        found.append(told(path.name, tracker))
    return tuple(found)


def agency_toml_for(paths: Sequence[Path]) -> str:
    """Return an agency.toml for the books, what is doubtful in them as comments to settle."""
    return agency_toml(inspect_books(paths))


def write_agency_toml(beside: Path, text: str) -> Path:
    """Write an agency.toml into the folder of a book, and return its path.

    Raises OutputError where there is one already, or it cannot be written.
    """
    path = (beside if beside.is_dir() else beside.parent) / FILE_NAME
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError(
            f"{path} is there already; take from toolkit init what you need"
        ) from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error
    return path


def lay_out_demo(into: Path) -> date:
    """Copy the demo agency's workbooks into a folder and return the day they are meant for.

    Files that are there already are left as they are. Raises OutputError when the folder cannot
    be written.
    """
    source = shipped("workbooks/demo")
    try:
        into.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.iterdir()):
            if path.is_file() and not (into / path.name).exists():
                shutil.copyfile(path, into / path.name)
    except OSError as error:
        raise OutputError(
            f"The demo cannot be laid out in {into}: {error.strerror}; choose another with --into"
        ) from error
    seeded = json.loads((source / "seeded.json").read_text(encoding="utf-8"))
    return date.fromisoformat(seeded["as_of"])


def _workbooks(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.suffix.lower() in WORKBOOKS]
            found += [p for p in inside if p.is_file() and not p.name.startswith(("~$", "."))]
        else:
            found.append(path)
    if not found:
        raise NotAWorkbookError(f"There is no workbook in {', '.join(map(str, paths))}")
    return found


def _config(path: Path) -> Config:
    found = find_config(path)
    return load_config(found) if found else Config()


def _today() -> date:
    return date.today()  # noqa: DTZ011  (the day on the clock of the person who asks)
