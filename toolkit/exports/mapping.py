"""Which ledger account a line of the forecast belongs to, from agency.toml or a sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.config import LedgerAccount
from toolkit.errors import ConfigError
from toolkit.model import name_key
from toolkit.reading.folding import fold_header
from toolkit.reading.locate import Region, locate
from toolkit.table import Grid, a1

__all__ = ["ACCOUNT_FIELDS", "Accounts", "accounts_from_book", "dimensions"]

ACCOUNT_FIELDS = {
    f.name.replace("_name", "").replace("_", " "): f.name for f in dataclasses.fields(LedgerAccount)
}

ALSO = {
    "client": ("client name", "brand"),
    "line": ("line type", "revenue line", "kind"),
    "account": ("account no", "account number", "account code", "gl account", "nominal code"),
    "name": ("account name", "account title"),
    "department": ("dept", "department id", "dept id"),
    "location": ("location id",),
    "class_name": ("class name",),
    "project": ("project id",),
    "item": ("item id",),
    "customer": ("customer name", "name in the ledger", "customer in the ledger"),
}
FIELDS = {fold_header(text): name for text, name in ACCOUNT_FIELDS.items()} | {
    fold_header(text): name for name, texts in ALSO.items() for text in texts
}
"""Folded header → field of an entry."""
REMARKS = frozenset(map(fold_header, ("", "Notes", "Note", "Comments", "Comment", "Remarks")))


class Accounts:
    """The mapping, looked up by client and line; the closest entry counts.

    A client's own line stands before the client, the client before the line, the line before the
    entry for all.
    """

    def __init__(self, entries: Iterable[LedgerAccount]) -> None:
        self._entries: dict[tuple[str, str], LedgerAccount] = {}
        for entry in entries:
            key = (name_key(entry.client), name_key(entry.line))
            if key in self._entries and self._entries[key] != entry:
                what = " ".join(part for part in (entry.client, entry.line) if part) or "all lines"
                raise ConfigError(f"export.accounts has two entries for {what}; keep one")
            self._entries[key] = entry

    def of(self, client: str, line: str) -> LedgerAccount | None:
        """Return where a line is booked; None where no entry with an account number holds."""
        for key in (
            (name_key(client), name_key(line)),
            (name_key(client), ""),
            ("", name_key(line)),
            ("", ""),
        ):
            entry = self._entries.get(key)
            if entry and entry.account:
                return entry
        return None


def accounts_from_book(book: str, grids: Iterable[Grid]) -> tuple[LedgerAccount, ...]:
    """Return the entries of the table whose headers name the fields of ``export.accounts``.

    It may stand anywhere on any sheet, as other tables may; blank rows and notes are passed over.
    Raises ConfigError where there is no such table or more than one, for a column that is no
    field, and for a row without an account.
    """
    found = [
        (grid, region, fields)
        for grid in grids
        if grid.own is None
        for region in (*locate(grid), *locate(grid, _header_row(grid)))
        if "account" in (fields := [_field(header) for header in region.headers])
    ]
    # A table may be found by its looks, by its header's words, or by both.
    found = list(
        {
            (grid.sheet, region.header_rows): (grid, region, fields)
            for grid, region, fields in found
        }.values()
    )
    if len(found) != 1:
        what = "several tables of accounts" if found else "no table with an account column"
        raise ConfigError(f"{book}: {what}; its columns are {', '.join(ACCOUNT_FIELDS)}")
    grid, region, fields = found[0]
    for field, header in zip(fields, region.headers, strict=True):
        if field is None and fold_header(header) not in REMARKS:
            known = ", ".join(ACCOUNT_FIELDS)
            raise ConfigError(
                f"{book} {grid.sheet}: the column {header!r} is none of {known}; call it Notes"
                " if it is only for people"
            )
    return tuple(_entries(book, grid, region, fields))


def _header_row(grid: Grid) -> tuple[int, ...]:
    """Return the row that names an account and one of what it holds for."""
    for number, row in enumerate(grid.rows, start=1):
        fields = {_field(cell) for cell in row if isinstance(cell, str)}
        if "account" in fields and len(fields - {None}) > 1:
            return (number,)
    return ()


def _field(header: object) -> str | None:
    return FIELDS.get(fold_header(str(header)))


def _entries(
    book: str, grid: Grid, region: Region, fields: Sequence[str | None]
) -> Iterator[LedgerAccount]:
    columns = {field: c for field, c in zip(fields, region.columns, strict=True) if field}
    for row in range(region.header_rows[-1] + 1, region.until + 1):
        values = {name: _text(grid.value(row, column)) for name, column in columns.items()}
        if not any(values.values()):
            continue
        if _field(values["account"]) == "account":
            cell = a1(row, columns["account"])
            raise ConfigError(f"{book} {grid.sheet}!{cell}: a second table of accounts; keep one")
        if not values["account"]:
            if sum(map(bool, values.values())) == 1 and len(columns) > 1:
                continue  # a note below the table, or a section's title
            cell = a1(row, columns["account"])
            raise ConfigError(f"{book} {grid.sheet}!{cell}: the row has no account; fill it in")
        yield LedgerAccount(**values)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def dimensions(account: LedgerAccount) -> Mapping[str, str]:
    """Return an account's fields by name, as templates and dimension columns call them."""
    return {name: getattr(account, attribute) for name, attribute in ACCOUNT_FIELDS.items()}
