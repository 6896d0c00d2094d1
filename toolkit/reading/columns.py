"""Which column of a table holds which field: headers and cells weighed for the sheet as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.config import Config
from toolkit.model import ColumnReading
from toolkit.reading.assignment import assign
from toolkit.reading.content import Profile, fit
from toolkit.reading.folding import fold_header
from toolkit.reading.kinds import columns_of, kind_of
from toolkit.reading.locate import Region
from toolkit.reading.matching import Match, match_header
from toolkit.reading.vocabulary import CANONICAL, column_reads
from toolkit.table import column_letters

__all__ = ["Mapped", "map_columns"]

THRESHOLD = 0.36
"""Below this a column stays unmapped."""
SURE = 0.6
NAMED_PAIR = frozenset({"first_name", "last_name"})


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table's kind and what each of its columns was taken for."""

    kind: str | None
    columns: tuple[ColumnReading, ...]
    progress: int = 0
    """The column of percent complete that stands for the status too; 0 where none does."""


@dataclass(frozen=True, slots=True)
class _Choice:
    score: float
    reason: str


def map_columns(region: Region, profiles: Sequence[Profile], sheet: str, config: Config) -> Mapped:
    """Return what the columns of a region are, the settings of agency.toml before everything else."""
    settings = config.for_sheet(sheet)
    given = [
        _given(c, h, settings.columns, config.columns)
        for c, h in zip(region.columns, region.headers, strict=True)
    ]
    matches = [_matches(h, b) for h, b in zip(region.headers, region.bands, strict=True)]
    choices = [
        {name: _Choice(1.0, "agency.toml says so")}
        if name
        else {}
        if name is not None
        else _choices(found, cells)
        for name, found, cells in zip(given, matches, profiles, strict=True)
    ]
    kind = settings.kind or _kind(choices, f"{sheet} {region.name}")
    weighed = [
        _for_kind(choice, kind, cells) for choice, cells in zip(choices, profiles, strict=True)
    ]
    picked = _settled(weighed, given)
    picked = _by_content(picked, weighed, region, profiles, matches, given, kind)
    settled = picked
    picked = _status_from_progress(picked, weighed)
    progress = 0 if picked == settled else region.columns[picked.index("status")]
    columns = tuple(
        _reading(c, h, name, options, found, fixed)
        for c, h, name, options, found, fixed in zip(
            region.columns, region.headers, picked, weighed, matches, given, strict=True
        )
    )
    return Mapped(
        settings.kind or _kind_found(columns, f"{sheet} {region.name}"), columns, progress
    )


def _given(
    column: int, header: str, of_sheet: Mapping[str, str], everywhere: Mapping[str, str]
) -> str | None:
    """Return the field agency.toml gives a column; "" to leave it unread; None where it says nothing."""
    for names in (of_sheet, everywhere):
        for name, field in names.items():
            if names is of_sheet and name.upper() == column_letters(column) and name.isupper():
                return field
            if header and fold_header(name) == fold_header(header):
                return field
    return None


def _matches(header: str, band: str) -> tuple[Match, ...]:
    """Return what a header may mean, alone or with the band above it, the surer reading first."""
    alone = match_header(header)
    if not band:
        return alone
    joined = match_header(f"{band} {header}")
    best: dict[str, Match] = {}
    for match in (*joined, *(Match(m.field, m.score * 0.97, m.reason) for m in alone)):
        if match.field not in best or best[match.field].score < match.score:
            best[match.field] = match
    return tuple(sorted(best.values(), key=lambda m: -m.score))


def _choices(matches: Sequence[Match], cells: Profile) -> dict[str, _Choice]:
    """Return the fields a column may be, by its header, as far as its cells bear them out."""
    other = next((m.score for m in matches if not m.field), 0.0)
    found = {}
    for match in matches:
        if not match.field:
            continue
        suits = max(fit(cells, reads, match.field) for reads in column_reads()[match.field])
        score = match.score * suits
        if other >= match.score:
            score *= 0.5
        why = match.reason if suits >= 0.7 else f"{match.reason}, though its cells look otherwise"
        found[match.field] = _Choice(score, why)
    return found


def _kind(choices: Sequence[Mapping[str, _Choice]], name: str) -> str | None:
    """Return the kind, as far as headers tell before the columns are settled."""
    columns: dict[str, float] = {}
    for column in choices:
        if not column:
            continue
        top = max(choice.score for choice in column.values())
        for field, choice in column.items():
            if choice.score >= max(0.5, 0.85 * top):
                columns[field] = max(columns.get(field, 0), choice.score)
    return kind_of(columns, name)


def _kind_found(columns: Sequence[ColumnReading], name: str) -> str | None:
    return kind_of({c.field: c.confidence for c in columns if c.field}, name)


ELSEWHERE: Mapping[str, frozenset[str]] = {
    "task": frozenset({"hours"}),
    "fee": frozenset({"retainers"}),
    "end": frozenset({"meetings", "retainers", "pipeline"}),
    "budget_notes": frozenset({"meetings"}),
    "scope": frozenset({"retainers"}),
    "period": frozenset({"retainers"}),
    "milestone": frozenset({"jobs", "milestones"}),
    "account": frozenset({"actuals"}),
    "place": frozenset({"meetings"}),
    "sent_on": frozenset({"documents"}),
    "request_source": frozenset({"change_orders", "initiations"}),
    "topics": frozenset({"meetings"}),
    "paid": frozenset({"invoices"}),
    "product": frozenset({"jobs", "accounts", "retainers"}),
    "version": frozenset({"documents"}),
    "is_research": frozenset({"initiations"}),
}
"""Columns that only some kinds of table have; elsewhere the plainer reading of their header holds."""
LIKELY: Mapping[tuple[str, str], float] = {
    ("hours", "owner"): 1.1, ("hours", "hours"): 1.15, ("hours", "date"): 1.1, ("hours", "billed"): 0.6, ("hours", "due"): 0.7,
    ("hours", "status"): 0.8, ("invoices", "billed"): 1.25, ("invoices", "number"): 0.8, ("invoices", "date"): 1.1,
    ("invoices", "estimate"): 0.6, ("invoices", "hours"): 0.3, ("pipeline", "estimate"): 1.2, ("pipeline", "billed"): 0.6,
    ("contacts", "name"): 1.1, ("contacts", "role"): 1.2, ("people", "role"): 1.2, ("people", "name"): 1.1, ("rates", "role"): 1.2,
    ("jobs", "role"): 0.75, ("jobs", "date"): 0.5, ("jobs", "name"): 1.05, ("jobs", "estimate"): 1.05, ("jobs", "billed"): 0.95,
    ("change_orders", "estimate"): 1.2, ("change_orders", "hours"): 1.2, ("actuals", "billed"): 1.3, ("actuals", "date"): 1.2,
    ("retainers", "hours"): 1.2, ("retainers", "fee"): 1.2, ("retainers", "due"): 0.5, ("retainers", "estimate"): 0.5,
    ("hours", "estimate"): 0.6, ("meetings", "due"): 0.7, ("jobs", "hours"): 0.9,
}  # fmt: skip
"""(kind, field) → how much likelier the field is on a sheet of the kind than anywhere."""


def _for_kind(
    choices: Mapping[str, _Choice], kind: str | None, cells: Profile
) -> dict[str, _Choice]:
    """Return a column's choices as a sheet of this kind would mean them."""
    own = columns_of(kind) if kind else frozenset()
    found = {}
    for name, choice in choices.items():
        if name in ELSEWHERE and kind not in ELSEWHERE[name] and choice.score < 1:
            continue
        factor = LIKELY.get((kind or "", name), 1.0)
        if kind and name not in own and name not in CANONICAL and name not in NAMED_PAIR:
            factor *= 0.8
        if name in CANONICAL:
            factor *= 1.06
        factor *= 0.9 + 0.1 * min(1.0, cells.share * 1.5) if cells.seen else 1.0
        found[name] = _Choice(choice.score * factor, choice.reason)
    return found


def _settled(
    weighed: Sequence[Mapping[str, _Choice]], given: Sequence[str | None]
) -> list[str | None]:
    scores = [
        {name: c.score + (10 if fixed else 0) for name, c in column.items() if c.score >= THRESHOLD}
        for column, fixed in zip(weighed, given, strict=True)
    ]
    return assign(scores)


def _by_content(
    picked: list[str | None],
    weighed: list[dict[str, _Choice]],
    region: Region,
    profiles: Sequence[Profile],
    matches: Sequence[Sequence[Match]],
    given: Sequence[str | None],
    kind: str | None,
) -> list[str | None]:
    """Give what is missing to nameless columns, or to ones under a header nobody knows, whose cells show it."""
    picked = list(picked)
    for name, wanted in (
        ("name", _like_names_of_work),
        ("status", _like_status),
        ("due", _like_dates),
        ("number", _like_ids),
        ("owner", _like_people),
    ):
        if name in picked or (
            kind not in (None, "jobs", "hours") and name in ("status", "due", "number", "owner")
        ):
            continue
        best, top = None, 0.45
        for index, cells in enumerate(profiles):
            unknown = not matches[index] or not region.headers[index]
            if picked[index] or given[index] is not None or not unknown or cells.filled < 2:
                continue
            if region.headers[index] and name != "name":
                continue
            if (score := wanted(cells)) > top:
                best, top = index, score
        if best is not None:
            picked[best] = name
            what = (
                f"its header {region.headers[best]!r} is unknown"
                if region.headers[best]
                else "it has no header"
            )
            weighed[best][name] = _Choice(top, f"{what}, but its cells look like {WORDS[name]}")
    return picked


WORDS = {
    "name": "names of work",
    "status": "status words",
    "due": "dates",
    "number": "numbers of jobs",
    "owner": "people or remarks",
}


def _like_names_of_work(cells: Profile) -> float:
    if cells.texts < 0.7 or cells.share < 0.5 or cells.statuses > 0.5 or cells.weekdays > 0.5:
        return 0.0
    return min(0.75, 0.3 + 0.25 * cells.distinct + 0.06 * min(cells.words, 4))


def _like_status(cells: Profile) -> float:
    return 0.7 * cells.statuses if cells.filled >= 3 else 0.0


def _like_dates(cells: Profile) -> float:
    return 0.6 * cells.dates if cells.filled >= 3 else 0.0


def _like_ids(cells: Profile) -> float:
    return 0.6 * cells.ids * cells.distinct if cells.filled >= 3 and cells.share > 0.7 else 0.0


def _like_people(cells: Profile) -> float:
    if cells.texts < 0.7 or cells.words > 3 or cells.filled < 3:
        return 0.0
    return 0.5 if cells.names < 0.6 else 0.6


def _status_from_progress(
    picked: list[str | None], weighed: list[dict[str, _Choice]]
) -> list[str | None]:
    """Let percent complete stand for the status where a sheet has no status column."""
    if "status" in picked or "percent_complete" not in picked:
        return picked
    index = picked.index("percent_complete")
    score = weighed[index]["percent_complete"].score
    if score < SURE:
        return picked
    weighed[index]["status"] = _Choice(
        0.8 * score, "there is no status column; percent complete is the nearest to one"
    )
    picked = list(picked)
    picked[index] = "status"
    return picked


def _reading(
    column: int,
    header: str,
    name: str | None,
    options: Mapping[str, _Choice],
    matches: Sequence[Match],
    given: str | None,
) -> ColumnReading:
    if name:
        choice = options[name]
        return ColumnReading(column, header, name, round(min(1.0, choice.score), 2), choice.reason)
    return ColumnReading(column, header, None, 0.0, _why_not(header, options, matches, given))


def _why_not(
    header: str, options: Mapping[str, _Choice], matches: Sequence[Match], given: str | None
) -> str:
    """Return why a column was left unread."""
    if given is not None:
        return "agency.toml leaves it unread"
    if options:
        best = max(options, key=lambda name: options[name].score)
        if options[best].score >= THRESHOLD:
            return f"another column is the better {best}"
        return f"it may be {best}, but too little speaks for it"
    if matches:
        return "a known column that no record needs"
    return "its header is unknown" if header else "it has no header"
