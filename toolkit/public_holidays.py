"""The public holidays that travel with the package: a file a country, a section a year.

``scripts/build_calendars.py`` makes the files from the holidays library, whose own import takes
longer than all the checks of a workbook. A line is day, name and, where not all regions have
the day, the regions that do; ``!`` before them means that all others do.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.errors import ConfigError
from toolkit.shipped import shipped

__all__ = ["public_holidays"]

EVERYWHERE = ""


def public_holidays(country: str, region: str, year: int) -> Mapping[date, str]:
    """Return the days of a year that are public holidays, with their names.

    ``country`` is an ISO 3166 code, ``region`` one of its parts or nothing. Years outside
    2018–2035 have none. Raises ConfigError for a country or region that is not known.
    """
    regions, text = _calendar(country)
    where = regions.get(region)
    if where is None:
        raise ConfigError(
            f"No public holidays are known for {country}, region {region}; "
            f"agency.region is one of {', '.join(filter(None, regions))}"
        )
    return dict(_days(text, year, where))


@functools.cache
def _calendar(country: str) -> tuple[Mapping[str, str], str]:
    """Return a country's regions, by every name they go by, and the text of its file."""
    index = shipped("calendars/countries.txt").read_text("utf-8")
    codes = dict(line.split("\t") for line in index.splitlines()[1:])
    if country not in codes:
        raise ConfigError(
            f"No public holidays are known for {country}; agency.country is a code such as US or GB"
        )
    text = shipped(f"calendars/{codes[country]}.txt").read_text("utf-8")
    _, regions, _ = text.split("\n", 2)
    names = dict(name.split("=") for name in regions.split("\t")[1:])
    return {EVERYWHERE: EVERYWHERE} | names, text


def _days(text: str, year: int, region: str) -> Iterator[tuple[date, str]]:
    _, _, section = text.partition(f"\n{year}\n")
    for line in section.splitlines():
        day, name, regions = (*line.split("\t"), "", "")[:3]
        if not name:
            return  # the next year
        listed = region in regions.lstrip("!").split(",")
        if not regions or listed != regions.startswith("!"):
            yield date.fromisoformat(f"{year:04}-{day}"), name
