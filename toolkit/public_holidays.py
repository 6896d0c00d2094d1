"""Public holidays, from the holidays library; a process in a hurry keeps what it answered.

The library imports all of its 250 countries to answer for one: longer than all the checks of a
workbook take. A press of a button therefore names a folder, and asks it first.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from toolkit.errors import ConfigError

__all__ = ["KEPT", "public_holidays"]

KEPT: ContextVar[Path | None] = ContextVar("KEPT", default=None)
"""The folder where answers are kept for the next process; None keeps none."""
AHEAD = 3
"""Years asked for on either side of the one that is wanted, where answers are kept."""

Named = Mapping[date, str]


def public_holidays(country: str, region: str, year: int) -> Named:
    """Return the days of a year that are public holidays, with their names.

    ``country`` is an ISO 3166 code, ``region`` one of its parts or nothing. Raises ConfigError
    for a country or region that is not known.
    """
    folder = KEPT.get()
    if folder is None:
        return _asked(country, region, year)
    path, stamp = _file(folder, country, region), _library()
    kept = _read(path, stamp)
    if year not in kept:
        asked = range(year - AHEAD, year + AHEAD + 1)
        kept = {**kept, **{one: _asked(country, region, one) for one in asked}}
        _write(path, stamp, kept)
    return kept[year]


@functools.cache
def _asked(country: str, region: str, year: int) -> Named:
    import holidays

    try:
        return dict(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError as error:
        where = f"{country}, region {region}" if region else country
        raise ConfigError(
            f"No public holidays are known for {where}; agency.country is a code such as US or GB"
        ) from error


def _library() -> list[int]:
    """Return what changes with the library's version, without importing it."""
    found = find_spec("holidays")
    if found is None or found.origin is None:
        return []
    told = Path(found.origin).with_name("version.py").stat()
    return [told.st_size, told.st_mtime_ns]


def _file(folder: Path, country: str, region: str) -> Path:
    return folder / f"holidays-{f'{country} {region}'.strip().encode().hex()}.json"


def _read(path: Path, stamp: list[int]) -> Mapping[int, Named]:
    """Return the years that are kept, none where they are another version's or damaged."""
    try:
        held = json.loads(path.read_text("utf-8"))
        if not stamp or held["library"] != stamp:
            return {}
        return {
            int(year): {date.fromisoformat(day): name for day, name in named.items()}
            for year, named in held["years"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(path: Path, stamp: list[int], years: Mapping[int, Named]) -> None:
    """Keep the years; a folder that takes none costs the next process its time and no more."""
    plain = {y: {day.isoformat(): name for day, name in days.items()} for y, days in years.items()}
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps({"library": stamp, "years": plain}), "utf-8")
        fresh.replace(path)
