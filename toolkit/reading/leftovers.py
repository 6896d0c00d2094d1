"""Settings of agency.toml that match nothing in any book read, told with the nearest there is."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.config import Config
from toolkit.model import Source, Tracker
from toolkit.reading.folding import fold_header, nearest_name
from toolkit.reading.kinds import columns_of
from toolkit.reading.matching import match_header
from toolkit.reading.strangers import strange_names
from toolkit.table import column_letters

__all__ = ["nearest_field", "unmatched_settings"]


def unmatched_settings(config: Config, tracker: Tracker) -> tuple[str, ...]:
    """Return a sentence for each name in agency.toml that nothing in the books has.

    Sheets, headers and fields come first, then clients, jobs, roles, products and currencies.
    """
    tables = tracker.tables
    found: list[str] = []
    for name, settings in config.sheets.items():
        if settings.skip:
            continue
        own = [t for t in tables if t.sheet.strip().casefold() == name.strip().casefold()]
        if not own:
            near = nearest_name(name, (t.sheet for t in tables))
            found.append(f'agency.toml: sheets."{name}" is no sheet with a table in it{near}')
            continue
        where = f'sheets."{name}".columns'
        found += _no_headers(where, settings.columns, own, letters=True)
        found += _no_fields(where, settings.columns, own)
    found += _no_headers("columns", config.columns, tables, letters=False)
    return (*found, *strange_names(config, tracker))


def nearest_field(word: str, known: Iterable[str]) -> str:
    """Return the field a word that is none most likely means, as a hint; "" for no idea."""
    known = list(known)
    meant = [m.field for m in match_header(word.replace("_", " ")) if m.field in known]
    longer = [name for name in known if name.endswith(f"_{word}")]
    near = [*longer, *meant, *difflib.get_close_matches(word, known, n=1)]
    return f"; did you mean {near[0]}?" if near else ""


def _no_headers(
    where: str, columns: Iterable[str], tables: Sequence[Source], *, letters: bool
) -> Iterator[str]:
    headers = [c.header for t in tables for c in t.columns if c.header]
    known = set(map(fold_header, headers))
    if letters:
        known |= {fold_header(column_letters(c.column)) for t in tables for c in t.columns}
    for header in columns:
        if tables and fold_header(header) not in known:
            near = nearest_name(header, headers)
            yield f'agency.toml: {where}."{header}" is the header of no column read{near}'


def _no_fields(where: str, columns: Mapping[str, str], tables: Sequence[Source]) -> Iterator[str]:
    kinds = sorted({t.kind for t in tables if t.kind})
    own = sorted(set().union(*map(columns_of, kinds)) | {"first_name", "last_name"})
    for header, field in columns.items():
        if kinds and field and field not in own:
            what = " and ".join(kinds).replace("_", " ")
            near = nearest_field(field, own)
            yield f'agency.toml: {where}."{header}": {what} have no {field}{near}'
