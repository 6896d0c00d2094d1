"""The files finance imports, and finance's actuals taken back in."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.actions.remembering import kept_history
from toolkit.agency import Agency, open_one
from toolkit.config import LedgerAccount
from toolkit.documents import output_folder
from toolkit.errors import ExportRefusedError, NotAWorkbookError, OutputError
from toolkit.exports.batch import batch_of
from toolkit.exports.formats import format_named
from toolkit.exports.load import load
from toolkit.exports.mapping import Accounts, accounts_from_book
from toolkit.exports.run import Exported, Preflight, preflight, write_export
from toolkit.forecast.fiscal import Fiscal, month_end
from toolkit.forecast.layers import Forecast
from toolkit.history import Actual, Run, open_history
from toolkit.history.snapshots import pack
from toolkit.model import Actual as ActualRow
from toolkit.model import name_key
from toolkit.money import currency_code
from toolkit.reading import read_tracker

__all__ = ["export_forecast", "import_actuals", "load_forecast", "preflight_export"]


def preflight_export(
    agency: Agency, made: Forecast, format_name: str, scenario: str, address: str
) -> Preflight:
    """Return what an export would change, and what stands in its way; nothing is written."""
    wanted = format_named(format_name)
    settings = agency.config.export
    batch, unmapped = batch_of(
        made,
        Accounts((*settings.accounts, *_accounts_of_book(agency))),
        settings,
        Fiscal.of(agency.config.forecast),
        scenario=scenario,
        sources=_sources(agency),
    )
    with kept_history(address) as history:
        last = history.latest_export(format_name, tuple(agency.books)) if history else None
    return preflight(wanted, made, batch, unmapped, last)


def export_forecast(
    agency: Agency, checked: Preflight, format_name: str, address: str, *, out: Path | None = None
) -> Exported:
    """Write what was checked, read it back, and record it.

    Raises ExportRefusedError when something stands in its way, OutputError when it cannot be
    written.
    """
    folder = out or output_folder(agency.folder, agency.config.output)
    books = tuple(agency.books)
    with open_history(address) as history:
        done = write_export(
            format_named(format_name),
            checked,
            folder,
            at=agency.now,
            books=books,
            record=history.add_export,
        )
        outcome = {"format": format_name, "sha256": done.entry.sha256}
        history.add_run(Run(agency.now, "export", books, outcome))
    return done


def load_forecast(checked: Preflight, database: str) -> int:
    """Put the rows into finance's database, and return how many it wrote."""
    if checked.problems:
        listed = "\n".join(f"  {problem}" for problem in checked.problems)
        raise ExportRefusedError(f"Nothing was loaded; put right what is listed:\n{listed}")
    return load(checked.batch, database)


def import_actuals(agency: Agency, address: str) -> tuple[Sequence[Actual], Sequence[str]]:
    """Keep finance's actuals in place of those of the same months; say what was taken in.

    Returns the actuals and remarks: months replaced. Raises NotAWorkbookError when the file has
    no table of actuals, OutputError, naming the cells, when a row of it cannot be read.
    """
    rows = _as_actuals(agency)
    if not rows:
        raise NotAWorkbookError(
            f"{', '.join(agency.books)}: no table of actuals was found; it needs columns for"
            " client, month and amount"
        )
    home = agency.config.agency.currency
    problems: list[str] = []
    found: list[Actual] = []
    for row in rows:
        code = currency_code(row.currency, home)
        if row.month is None or row.amount is None or code is None or not row.client:
            problems.append(f"  {row.place()}: client, month, amount or currency is missing")
            continue
        account = "" if row.account is None else str(row.account)
        first = month_end(row.month).replace(day=1)
        found.append(Actual(row.client, account, first, code, row.amount))
    if problems:
        raise OutputError(
            "No actuals were taken in; put right what is listed, then import again:\n"
            + "\n".join(problems)
        )
    with open_history(address) as history:
        replaced = history.set_actuals(agency.now, found)
        outcome = {"actuals": len(found)}
        history.add_run(Run(agency.now, "import-actuals", tuple(agency.books), outcome))
    return found, [f"{month:%Y-%m} was replaced" for month in replaced]


LEDGER = {
    **dict.fromkeys(("client", "customer"), "client"),
    **dict.fromkeys(("month", "period", "date"), "date"),
    **dict.fromkeys(("account", "gl account", "account number", "account code"), "account"),
    **dict.fromkeys(("nominal", "nominal code"), "account"),
    **dict.fromkeys(("amount", "actual", "actuals", "net", "revenue", "net revenue"), "billed"),
    **dict.fromkeys(("recognised revenue", "recognized revenue"), "billed"),
    **dict.fromkeys(("revenue recognised", "revenue recognized"), "billed"),
    "currency": "currency",
}
"""Headers of a ledger's export → columns: in such a file they mean nothing else."""


def _as_actuals(agency: Agency) -> Sequence[ActualRow]:
    """Return the actuals of the books.

    Where none are found as such, tables that have a ledger's headers are read as nothing else.
    """
    if agency.tracker.actuals:
        return agency.tracker.actuals
    grids = [(name, grid) for name, book in agency.books.items() for grid in book.read().values()]
    sheets = {}
    for _, grid in grids:
        known = {
            str(cell): LEDGER[name_key(str(cell))]
            for row in grid.rows[:20]
            for cell in row
            if isinstance(cell, str) and name_key(cell) in LEDGER
        }
        if not {"client", "date", "billed"} <= set(known.values()):
            continue
        given = agency.config.for_sheet(grid.sheet)
        columns = {**known, **given.columns}
        sheets[grid.sheet] = replace(given, kind=given.kind or "actuals", columns=columns)
    config = replace(agency.config, sheets=sheets)
    pairs = [(name, {grid.sheet: grid}) for name, grid in grids if grid.sheet in sheets]
    return read_tracker(pairs, config, agency.as_of).actuals


def _accounts_of_book(agency: Agency) -> tuple[LedgerAccount, ...]:
    name = agency.config.export.accounts_book
    if not name:
        return ()
    beside = (agency.config.path or agency.folder / "agency.toml").parent / name
    book = open_one(str(beside) if beside.exists() else name, agency.config)
    return accounts_from_book(book.name, book.read().values())


def _sources(agency: Agency) -> dict[str, str]:
    """Return the SHA-256 of each book's bytes; of a Google sheet, of all that was read."""
    found = {name: _sha256(path) for name, path in agency.paths.items()}
    for name in agency.books:
        if name not in found:
            found[name] = hashlib.sha256(zlib.decompress(pack(agency.tracker))).hexdigest()
    return found


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise NotAWorkbookError(f"{path} cannot be read: {error.strerror}") from error
