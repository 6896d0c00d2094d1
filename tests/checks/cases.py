"""The cases of rules: one YAML file a code, with rows that pass, rows that fail and their fix."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.trackers import make_tracker
from toolkit.checks import Report, Snapshot, run_checks
from toolkit.config import parse_config
from toolkit.model import KINDS, Tracker, Unread, Why, fields_of
from toolkit.table import parse_a1

__all__ = ["AS_OF", "Case", "cases", "codes_with_cases", "found_cells", "report_of", "tracker_of"]

FOLDER = Path(__file__).parent / "cases"
AS_OF = date(2026, 3, 16)
"""The Monday on which every case is judged that names no day of its own."""


class Case(NamedTuple):
    """One case: what stands in the sheets, and the cells of the code that are found there."""

    code: str
    name: str
    given: Mapping[str, Any]
    cells: tuple[str, ...]
    fix: Mapping[str, Any]


def codes_with_cases() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def cases(part: str) -> list[Case]:
    """Return the cases of one part, pass or fail, of every code."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(content) == {"pass", "fail"}, path.name
        for name, given in content[part].items():
            cells = tuple(given.pop("cells", ()))
            found.append(Case(path.stem, name, given, cells, given.pop("fix", {})))
    return found


def report_of(given: Mapping[str, Any]) -> Report:
    """Return what all the rules say about a case."""
    before = given.get("before")
    return run_checks(
        tracker_of(given),
        parse_config(given.get("config", "")),
        given.get("as_of", AS_OF),
        now=given.get("now"),
        before=Snapshot(tracker_of(before), before["as_of"]) if before else None,
    )


def tracker_of(given: Mapping[str, Any]) -> Tracker:
    """Return the records of a case; what could not be read is named by its cell."""
    kinds = {kind: given[kind] for kind in KINDS if kind in given}
    tracker = make_tracker(looks=_looks(given), **kinds)
    return make_unread(tracker, given.get("unread", ()))


def make_unread(tracker: Tracker, unread: Any) -> Tracker:
    """Return the tracker with cells marked as not read: [kind, row, field, why]."""
    found = []
    for kind, row, field, why in unread:
        record = next(r for r in getattr(tracker, kind) if r.row == row)
        specs = fields_of(KINDS[kind])  # type: ignore[arg-type]  # a class of slots is hashable
        reads = next(spec.reads for spec in specs if spec.name == field)
        found.append(Unread(record, field, reads, record.typed(field), Why(why), ""))
    return replace(tracker, unread=tuple(found))


def _looks(given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    looks: dict[str, dict[str, Any]] = {}
    for cell in given.get("struck", ()):
        kind, address = cell.split("!")
        struck = looks.setdefault(kind, {}).get("struck", frozenset())
        looks[kind]["struck"] = struck | {parse_a1(address)}
    for cell, text in given.get("notes", {}).items():
        kind, address = cell.split("!")
        looks.setdefault(kind, {}).setdefault("notes", {})[parse_a1(address)] = text
    return looks


def found_cells(report: Report, code: str) -> list[str]:
    """Return the cells of a code's findings, as Sheet!A1, in their order on the sheets."""
    places = sorted(f.place for f in report.findings if f.code == code)
    return [f"{p.sheet}!{p.cell}" if p.row else p.sheet for p in places]


def fixed(case: Case) -> Mapping[str, Any]:
    """Return the case as it is once its fix was done: jobs.0.due: 2026-03-20; null takes it out."""
    given = copy.deepcopy(dict(case.given))
    for path, value in case.fix.items():
        kind, *rest = path.split(".")
        if not rest:
            given[kind] = value
        elif len(rest) == 1 and value is None:
            given[kind].pop(int(rest[0]))
        elif len(rest) == 1:
            given[kind].insert(int(rest[0]), value)
        else:
            given[kind][int(rest[0])][rest[1]] = value
    return given
