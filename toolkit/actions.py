"""One function for each thing a person asks for: gather, decide, write. Start reading here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from toolkit.agency import Agency
from toolkit.books import open_book
from toolkit.checks import Report, run_checks
from toolkit.config import FILE_NAME, Config, find_config, load_config
from toolkit.errors import NotAWorkbookError, OutputError
from toolkit.reading.telling import BookTold, agency_toml, told
from toolkit.shipped import shipped

__all__ = ["agency_toml_for", "check", "inspect_books", "lay_out_demo", "write_agency_toml"]


def check(agency: Agency) -> Report:
    """Return everything that is wrong, sorted for work."""
    return run_checks(agency.tracker, agency.config, agency.as_of, now=agency.now)


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
