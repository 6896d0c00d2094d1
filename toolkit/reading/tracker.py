"""All the sheets of all the books → one Tracker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.config import Config
from toolkit.errors import ConfigError
from toolkit.model import KINDS, Record, Source, Tracker, Unread
from toolkit.reading.leftovers import nearest_field
from toolkit.reading.locate import locate
from toolkit.reading.records import read_table
from toolkit.reading.vocabulary import known_columns
from toolkit.table import Grid

__all__ = ["read_tracker"]


def read_tracker(
    books: Iterable[tuple[str, Mapping[str, Grid]]], config: Config, as_of: date
) -> Tracker:
    """Return the records of every table of every sheet, as one set of each kind.

    ``books`` are names of books and their sheets; our own sheets, and those agency.toml says to
    skip, are passed over. Every located table is among ``tables``, every cell that could not be
    read among ``unread``; nothing is guessed and no row is dropped. Dates without a year are the
    nearest to ``as_of``.

    Raises ConfigError where agency.toml names a kind, field or status that there is not.
    """
    _check(config)
    records: dict[str, list[tuple[Record, ...]]] = {}
    tables: list[Source] = []
    unread: list[Unread] = []
    for book, grids in books:
        for grid in grids.values():
            settings = config.for_sheet(grid.sheet)
            if grid.own is not None or settings.skip:
                continue
            for region in locate(grid, settings.header_rows):
                table = read_table(book, grid, region, config, as_of)
                tables.append(table.source)
                unread.extend(table.unread)
                if table.records and table.source.kind:
                    records.setdefault(table.source.kind, []).append(table.records)
    joined: dict[str, Any] = {
        kind: parts[0] if len(parts) == 1 else tuple(r for part in parts for r in part)
        for kind, parts in records.items()
    }
    return Tracker(**joined, tables=tuple(tables), unread=tuple(unread))


def _check(config: Config) -> None:
    """Raise ConfigError for what agency.toml names and there is not."""
    columns = [("columns", config.columns)]
    for sheet, settings in config.sheets.items():
        columns.append((f'sheets."{sheet}".columns', settings.columns))
        if settings.kind and settings.kind not in KINDS:
            raise _no_such(f'sheets."{sheet}".kind', "a kind", settings.kind, KINDS)
    known = sorted(known_columns())
    for where, mapping in columns:
        for header, field in mapping.items():
            if field and field not in known:
                raise _no_such(f'{where}."{header}"', "a field", field, known)


def _no_such(where: str, what: str, found: str, known: Iterable[str]) -> ConfigError:
    near = nearest_field(found, known) if what == "a field" else ""
    return ConfigError(
        f"agency.toml: {where} must be {what}, not {found!r}"
        f"{near or '; there are ' + ', '.join(known)}"
    )
