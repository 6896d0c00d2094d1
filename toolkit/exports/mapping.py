"""Which ledger account a line of the forecast belongs to, from agency.toml or a sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from toolkit.config import LedgerAccount
from toolkit.errors import ConfigError
from toolkit.model import name_key
from toolkit.table import Grid, a1

__all__ = ["ACCOUNT_FIELDS", "Accounts", "accounts_from_grid", "dimensions"]

ACCOUNT_FIELDS = {
    f.name.replace("_name", "").replace("_", " "): f.name for f in dataclasses.fields(LedgerAccount)
}


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


def accounts_from_grid(book: str, grid: Grid) -> tuple[LedgerAccount, ...]:
    """Return the entries of a sheet whose first row names the fields of ``export.accounts``.

    Raises ConfigError for a header that is none of them, or a row without an account.
    """
    header = [name_key(str(cell or "")) for cell in (grid.rows[0] if grid.rows else [])]
    unknown = [name for name in header if name and name not in ACCOUNT_FIELDS]
    if unknown or "account" not in header:
        what = f"the column {unknown[0]!r} is not known" if unknown else "no column is an account"
        raise ConfigError(f"{book}: {what}; the columns are {', '.join(ACCOUNT_FIELDS)}")
    entries = []
    for number, row in enumerate(grid.rows[1:], start=2):
        values = {
            ACCOUNT_FIELDS[name]: _text(cell)
            for name, cell in zip(header, row, strict=False)
            if name
        }
        if not any(values.values()):
            continue
        if not values.get("account"):
            cell = a1(number, header.index("account") + 1)
            raise ConfigError(f"{book} {grid.sheet}!{cell}: the row has no account; fill it in")
        entries.append(LedgerAccount(**values))
    return tuple(entries)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def dimensions(account: LedgerAccount) -> Mapping[str, str]:
    """Return an account's fields by name, as templates and dimension columns call them."""
    return {name: getattr(account, attribute) for name, attribute in ACCOUNT_FIELDS.items()}
