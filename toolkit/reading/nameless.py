"""Fields found by cells alone: for columns without a header, or under one nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit.reading.content import Profile
from toolkit.reading.weighing import Choice

__all__ = ["found_by_cells", "says_status"]

LIKELY_ENOUGH = 0.45
PLAINLY = 0.9


def found_by_cells(
    missing: Sequence[str],
    headers: Sequence[str],
    free: Sequence[bool],
    profiles: Sequence[Profile],
) -> dict[int, tuple[str, Choice]]:
    """Return index of column → the missing field its cells look like, no field twice.

    ``free`` says which columns may be taken. Under an unknown header names of work are looked for,
    the same few people again and again, the one column of dates, and in the first column numbers
    that differ: other cells stand under headers of their own.
    """
    found: dict[int, tuple[str, Choice]] = {}
    dated = [at for at, cells in enumerate(profiles) if free[at] and cells.dates >= PLAINLY]
    for name in missing:
        if name == "due" and len(dated) > 1 and headers[dated[0]]:
            continue
        best, top = None, LIKELY_ENOUGH
        for index, cells in enumerate(profiles):
            if index in found or not free[index] or cells.filled < 2:
                continue
            looks = UNDER_UNKNOWN.get(name) if headers[index] else LOOKS[name][1]
            if name == "number" and headers[index] and index:
                continue  # the number of a row stands before the row
            if looks and (score := looks(cells)) > top:
                best, top = index, score
        if best is not None:
            header = headers[best]
            what = f"the header {header!r} is unknown" if header else "there is no header"
            found[best] = (name, Choice(top, f"{what}; its cells look like {LOOKS[name][0]}"))
    return found


def says_status(cells: Profile) -> bool:
    """Whether most cells are status words, and more than yes and no or one word throughout."""
    several = cells.distinct * cells.filled > 1.5
    return cells.filled >= 2 and several and cells.statuses >= 0.6 and cells.flags < 0.7


def _names_of_work(cells: Profile) -> float:
    if cells.texts < 0.7 or cells.share < 0.5 or cells.statuses > 0.5 or cells.weekdays > 0.5:
        return 0.0
    if cells.ids > 0.5 and cells.words < 1.5:
        return 0.0
    return min(0.75, 0.3 + 0.25 * cells.distinct + 0.06 * min(cells.words, 4))


def _statuses(cells: Profile) -> float:
    return 0.7 * cells.statuses if cells.filled >= 3 else 0.0


def _dates(cells: Profile) -> float:
    return 0.6 * cells.dates if cells.filled >= 3 else 0.0


def _numbers(cells: Profile) -> float:
    return 0.6 * cells.ids * cells.distinct if cells.filled >= 3 and cells.share > 0.7 else 0.0


def _people(cells: Profile) -> float:
    if cells.texts < 0.7 or cells.words > 3 or cells.filled < 3:
        return 0.0
    return 0.5 if cells.names < 0.6 else 0.6


def _same_people(cells: Profile) -> float:
    """Tell people who stand in several rows each from titles, which are capitalised too."""
    few = cells.distinct <= 0.7 and cells.filled >= 4 and cells.distinct * cells.filled > 1.5
    plain = cells.names >= PLAINLY and cells.statuses < 0.3 and cells.weekdays < 0.3
    return 0.5 if few and plain and cells.words <= 2.5 and cells.share >= 0.5 else 0.0


def _own_numbers(cells: Profile) -> float:
    own = cells.ids >= PLAINLY and cells.distinct >= PLAINLY and cells.words < 1.5
    return 0.5 if own and cells.filled >= 4 and cells.share > 0.7 else 0.0


def _plain_dates(cells: Profile) -> float:
    return 0.5 if cells.filled >= 4 and cells.dates >= PLAINLY else 0.0


LOOKS: Mapping[str, tuple[str, Callable[[Profile], float]]] = {
    "name": ("names of work", _names_of_work),
    "status": ("status words", _statuses),
    "due": ("dates", _dates),
    "number": ("numbers of jobs", _numbers),
    "owner": ("people or remarks", _people),
}
"""Field → what its cells look like in words, and how much a column's cells do."""
UNDER_UNKNOWN: Mapping[str, Callable[[Profile], float]] = {
    "name": _names_of_work,
    "owner": _same_people,
    "number": _own_numbers,
    "due": _plain_dates,
}
"""The same for a column under a header nobody knows."""
