"""Which column of a table holds which field: headers and cells weighed for the sheet as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by

from toolkit.config import Config
from toolkit.model import ColumnReading
from toolkit.reading.assignment import assign
from toolkit.reading.content import Profile
from toolkit.reading.folding import fold_header
from toolkit.reading.kinds import is_named, kind_by_title, kind_of
from toolkit.reading.locate import Region
from toolkit.reading.matching import Match, match_header
from toolkit.reading.nameless import LOOKS, found_by_cells, says_status
from toolkit.reading.vocabulary import aliases
from toolkit.reading.weighing import Choice, choices_of, weighed_for
from toolkit.table import column_letters

__all__ = ["Mapped", "map_columns"]

THRESHOLD = 0.36
"""Below this a column stays unmapped."""
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table's kind and what each of its columns was taken for."""

    kind: str | None
    columns: tuple[ColumnReading, ...]
    doubles: Mapping[str, int] = made_by(default_factory=dict)
    """Field → its column, where that column stands in for another field too."""
    remarks: tuple[str, ...] = ()


def map_columns(region: Region, profiles: Sequence[Profile], sheet: str, config: Config) -> Mapped:
    """Return what the columns of a region are; what agency.toml says comes before all else."""
    settings = config.for_sheet(sheet)
    given = [
        _given(c, h, settings.columns, config.columns)
        for c, h in zip(region.columns, region.headers, strict=True)
    ]
    shared = _shared_words(region.headers)
    matches = [_matches(h, b, shared) for h, b in zip(region.headers, region.bands, strict=True)]
    choices = [
        choices_of(found, cells) if said is None else _as_said(said)
        for said, found, cells in zip(given, matches, profiles, strict=True)
    ]
    title = f"{sheet} {region.name}"
    kind = settings.kind or _kind_likely(choices, title)
    weighed = [
        choice if said is not None else weighed_for(kind, choice, cells, fold_header(header))
        for said, choice, cells, header in zip(
            given, choices, profiles, region.headers, strict=True
        )
    ]
    picked = _settled(weighed, given)
    _by_cells(picked, weighed, region, profiles, matches, given, kind)
    _status_by_cells(picked, weighed, region, profiles, given, kind)
    _name_at_last(picked, weighed)
    doubles = _stand_in(picked, weighed, region, kind)
    columns = tuple(
        _reading(*column)
        for column in zip(
            region.columns, region.headers, picked, weighed, matches, given, strict=True
        )
    )
    sure = {c.field: c.confidence for c in columns if c.field}
    found = settings.kind or kind_of(sure, title)
    return Mapped(found, columns, doubles, tuple(_unread_statuses(columns, profiles, given)))


def _given(
    column: int, header: str, of_sheet: Mapping[str, str], everywhere: Mapping[str, str]
) -> str | None:
    """Return the field agency.toml gives a column, "" to leave it unread, None to say nothing."""
    for names in (of_sheet, everywhere):
        for name, field in names.items():
            if names is of_sheet and name.isupper() and name == column_letters(column):
                return field
            if header and fold_header(name) == fold_header(header):
                return field
    return None


def _as_said(field: str) -> dict[str, Choice]:
    return {field: Choice(1.0, "agency.toml says so")} if field else {}


def _shared_words(headers: Sequence[str]) -> str:
    """Return the words that several headers begin with: "work component" of id, name, owner."""
    words = [fold_header(h).split() for h in headers]
    for length in (3, 2, 1):
        starts = Counter(" ".join(w[:length]) for w in words if len(w) == length + 1)
        for start, count in starts.items():
            if count >= 3 and start not in aliases():
                return start
    return ""


def _matches(header: str, band: str, shared: str) -> tuple[Match, ...]:
    """Return what a header may mean, alone, without the words it shares, or with its band."""
    readings = [(header, 0.97 if band else 1.0)]
    if shared and (folded := fold_header(header)).startswith(f"{shared} "):
        readings.append((folded.removeprefix(f"{shared} "), 1.03))
    if band:
        readings.append((f"{band} {header}", 1.0))
    best: dict[str, Match] = {}
    of_band = {m.field for m in match_header(band)}
    for text, factor in readings:
        for match in match_header(text):
            borrowed = text != header and match.field in of_band and match.inside
            surer = match._replace(score=match.score * factor * (0.6 if borrowed else 1.0))
            if match.field not in best or best[match.field].score < surer.score:
                best[match.field] = surer
    return tuple(sorted(best.values(), key=lambda m: -m.score))


def _kind_likely(choices: Sequence[Mapping[str, Choice]], title: str) -> str | None:
    """Return the kind, as far as the columns tell before they are settled."""
    columns: dict[str, float] = {}
    for column in choices:
        top = max((choice.score for choice in column.values()), default=0.0)
        for field, choice in column.items():
            money = field == "hours" and "billed" in column and not is_named("hours", title)
            if choice.score >= max(0.5, 0.85 * top) and not money:
                columns[field] = max(columns.get(field, 0), choice.score)
    for field, choice in _second_clients(choices):
        columns[field] = max(columns.get(field, 0), choice.score)
    return kind_of(columns, title) or kind_by_title(columns, title)


def _second_clients(choices: Sequence[Mapping[str, Choice]]) -> Iterator[tuple[str, Choice]]:
    """Yield what columns may be that look like the client where another column is the client."""
    clients = [c for c in choices if c and max(c, key=lambda name: c[name].score) == "client"]
    if len(clients) > 1:
        for column in clients:
            yield from (item for item in column.items() if item[0] != "client")


def _settled(
    weighed: Sequence[Mapping[str, Choice]], given: Sequence[str | None]
) -> list[str | None]:
    """Return the best assignment for the sheet; what a person said outweighs all the rest."""
    return assign(
        [
            {
                name: c.score + (10 if said else 0)
                for name, c in column.items()
                if c.score >= THRESHOLD
            }
            for column, said in zip(weighed, given, strict=True)
        ]
    )


def _by_cells(
    picked: list[str | None],
    weighed: list[dict[str, Choice]],
    region: Region,
    profiles: Sequence[Profile],
    matches: Sequence[Sequence[Match]],
    given: Sequence[str | None],
    kind: str | None,
) -> None:
    """Give fields that are missing to columns whose header says nothing but whose cells do."""
    work = kind in (None, "jobs", "hours")
    named = "task" in picked
    missing = [
        name
        for name in LOOKS
        if name not in picked
        and (not named if name == "name" else work)
        and (name != "number" or kind != "hours" or not region.headers[0])
    ]
    free = [
        taken is None and said is None and (not header or not found)
        for taken, said, header, found in zip(picked, given, region.headers, matches, strict=True)
    ]
    for index, (name, choice) in found_by_cells(missing, region.headers, free, profiles).items():
        if name == "name" and "milestone" in picked and picked.index("milestone") < index:
            continue  # what rows are about stands before their milestones
        picked[index] = name
        weighed[index] = {**weighed[index], name: choice}


def _status_by_cells(
    picked: list[str | None],
    weighed: list[dict[str, Choice]],
    region: Region,
    profiles: Sequence[Profile],
    given: Sequence[str | None],
    kind: str | None,
) -> None:
    """Take the column whose cells are status words, whatever its header, where no other is it.

    A job that is done and has no status would be told as open.
    """
    if "status" in picked or kind not in (None, "jobs", "pipeline"):
        return
    shares = [
        cells.statuses if taken is None and said is None and says_status(cells) else 0.0
        for taken, said, cells in zip(picked, given, profiles, strict=True)
    ]
    if not shares or not max(shares):
        return
    index = shares.index(max(shares))
    why = f"its cells are status words, whatever {region.headers[index]!r} means"
    picked[index] = "status"
    weighed[index] = {**weighed[index], "status": Choice(0.7 * shares[index], why)}


def _name_at_last(picked: list[str | None], weighed: Sequence[Mapping[str, Choice]]) -> None:
    """Take the column that may be the name after all, where nothing else names the rows."""
    if "name" in picked or "task" in picked:
        return
    scores = [
        options["name"].score if "name" in options and taken in (None, "next_step", "notes") else 0
        for options, taken in zip(weighed, picked, strict=True)
    ]
    if scores and max(scores) >= THRESHOLD:
        picked[scores.index(max(scores))] = "name"


STAND_INS: Mapping[str, tuple[str, str]] = {
    "percent_complete": ("status", "there is no status column; percent complete comes nearest"),
    "task": ("name", "there is no column of jobs; the task comes nearest"),
    "milestone": ("name", "there is no column of jobs; the milestone comes nearest"),
    "next_step": ("name", "there is no column of jobs; what is to be done comes nearest"),
    "first_name": ("owner", "first and last name together are the person"),
}
"""Field → the field it stands in for where a sheet has no column of that, and what is said."""
PEOPLED = frozenset({"contacts", "people"})
"""Kinds whose records are the persons named."""


def _stand_in(
    picked: list[str | None], weighed: list[dict[str, Choice]], region: Region, kind: str | None
) -> dict[str, int]:
    """Let a column stand for the one thing every sheet should say, where nothing else does."""
    doubles = {}
    for own, (wanted, reason) in STAND_INS.items():
        if wanted in picked or own not in picked or (wanted == "owner" and kind in PEOPLED):
            continue
        if own == "next_step" and kind not in (None, "jobs"):
            continue
        index = picked.index(own)
        score = weighed[index][own].score
        if score >= SURE:
            weighed[index] = {**weighed[index], wanted: Choice(0.8 * score, reason)}
            picked[index] = wanted
            doubles[own] = region.columns[index]
    return doubles


def _reading(
    column: int,
    header: str,
    name: str | None,
    options: Mapping[str, Choice],
    matches: Sequence[Match],
    given: str | None,
) -> ColumnReading:
    if name:
        choice = options[name]
        return ColumnReading(column, header, name, round(min(1.0, choice.score), 2), choice.reason)
    return ColumnReading(column, header, None, 0.0, _why_not(header, options, matches, given))


def _unread_statuses(
    columns: Sequence[ColumnReading], profiles: Sequence[Profile], given: Sequence[str | None]
) -> Iterator[str]:
    """Yield a remark for each column of status words that is read as nothing."""
    for column, cells, said in zip(columns, profiles, given, strict=True):
        if column.field is None and said is None and says_status(cells):
            yield (
                f"column {column_letters(column.column)} ({column.header or 'no header'}) holds "
                "status words and is not read; agency.toml can say what it is"
            )


def _why_not(
    header: str, options: Mapping[str, Choice], matches: Sequence[Match], given: str | None
) -> str:
    """Return why a column was left unread."""
    if given is not None:
        return "agency.toml leaves it unread"
    if not options:
        known = "a known header that no record needs"
        return known if matches else "unknown header" if header else "no header"
    best = max(options, key=lambda name: options[name].score)
    if options[best].score >= THRESHOLD:
        return f"another column is the better {best}"
    return f"too little speaks for {best}"
