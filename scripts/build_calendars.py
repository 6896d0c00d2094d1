"""Build the public holidays under calendars/ from the holidays library, a file a country.

Usage: python -m scripts.build_calendars [--check]
"""

from __future__ import annotations

import sys
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import holidays
from holidays.version import __version__ as version

__all__ = ["YEARS", "built", "main"]

FOLDER = Path(__file__).resolve().parent.parent / "calendars"
YEARS = range(2018, 2036)
INDEX = "countries.txt"
HEAD = f"# Made by scripts/build_calendars.py from holidays {version} (MIT licence)."

Named = Mapping[date, str]


def built() -> Mapping[str, str]:
    """Return the text of every file below calendars/, by its name."""
    countries = holidays.list_supported_countries(include_aliases=False)
    codes = holidays.list_supported_countries(include_aliases=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some countries say that a date may still move
        files = {f"{code}.txt": _country(code, regions) for code, regions in countries.items()}
        index = [f"{code}\t{holidays.country_holidays(code).country}" for code in sorted(codes)]
    return files | {INDEX: "\n".join([HEAD, *index, ""])}


def _country(code: str, regions: list[str]) -> str:
    """Return a country's file: its regions, then its days by year."""
    everywhere = _named(code)
    by_region = {region: _named(code, region) for region in regions}
    entity = holidays.country_holidays(code)
    aliases = entity.get_subdivision_aliases()
    names = [
        "=".join((alias, region))
        for region in regions
        for alias in (region, *sorted(aliases.get(region, ())))
    ]
    lines = [HEAD, "\t".join(["regions", *names])]
    for year in YEARS:
        lines.append(str(year))
        lines += _year(year, everywhere, by_region)
    return "\n".join([*lines, ""])


def _named(code: str, region: str | None = None) -> Named:
    return dict(holidays.country_holidays(code, subdiv=region, years=YEARS))


def _year(year: int, everywhere: Named, by_region: Mapping[str, Named]) -> Iterator[str]:
    """Yield a line a day and name; ``!`` before regions that have it not, none where all have."""
    found = {day for named in (everywhere, *by_region.values()) for day in named}
    for day in sorted(day for day in found if day.year == year):
        regions: defaultdict[str, list[str]] = defaultdict(list)
        for region, named in by_region.items():
            if named.get(day) != everywhere.get(day):
                regions[named.get(day, "")].append(region)
        odd = [region for several in regions.values() for region in several]
        if name := everywhere.get(day):
            yield _line(day, name, f"!{','.join(odd)}" if odd else "")
        for name, several in regions.items():
            if name:
                yield _line(day, name, ",".join(several))


def _line(day: date, name: str, where: str) -> str:
    text = f"{day:%m-%d}\t{' '.join(name.split())}"
    return f"{text}\t{where}" if where else text


def main(arguments: list[str]) -> int:
    """Write the files, or compare them; return 1 when the comparison found a difference."""
    wanted = built()
    there = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}
    if "--check" in arguments:
        wrong = sorted(n for n in {*wanted, *there} if wanted.get(n) != there.get(n))
        print(f"to be built again: {', '.join(wrong)}" if wrong else "calendars are up to date")
        return int(bool(wrong))
    for name in set(there) - set(wanted):
        (FOLDER / name).unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")
    print(f"{len(wanted)} files in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
