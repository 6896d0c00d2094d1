"""Every file of the demo agency's folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from scripts.demo_agency.agency import clean_lines
from scripts.demo_agency.clients import AGENCY
from scripts.demo_agency.days import AS_OF
from scripts.demo_agency.defects import Planting, Seed, plant_all
from scripts.demo_agency.harvest import harvest_files
from scripts.demo_agency.ledgers import ledger_books
from scripts.demo_agency.lines import Line, Places
from scripts.demo_agency.trackers import tracker_books

__all__ = ["demo_files"]

SETTINGS = f"""# The demo agency. Everything not said here is as the toolkit finds it.

[agency]
name = "{AGENCY}"
timezone = "Europe/London"
country = "GB"
region = "ENG"
currency = "GBP"

[calendar]
closures = ["2024-12-24..2025-01-01", "2025-12-24..2026-01-01", "2026-12-24..2027-01-01"]

[contact]
deadline_hours = 48
counting = "elapsed"
teams = ["Production", "Media", "Creative"]

[run.nightly]
steps = [
  {{ do = "check", copies = false, page = true }},
  "burn",
  "chase",
  {{ do = "forecast", months = 6, needs = ["check"] }},
]

[forecast.goals]
"Kestrel Outdoor" = 420000
"Tideway Water" = 360000

[export]
accounts = [
  {{ line = "retainer", account = "4000", name = "Retainer income" }},
  {{ line = "opportunity", account = "4900", name = "New business" }},
  {{ account = "4100", name = "Project income" }},
]
"""


def _settings(jobs: Sequence[Line]) -> str:
    """Return agency.toml: the retainers burn only the hours of their own jobs."""
    numbers: dict[str, list[str]] = {}
    for line in jobs:
        if line.cells.get("type") == "Retainer":
            numbers.setdefault(line.text("client"), []).append(line.text("number"))
    parts = [
        f"\n[retainers.{json.dumps(client)}]\njobs = {json.dumps(own)}\n"
        for client, own in numbers.items()
    ]
    return SETTINGS + "".join(parts)


def _seeded(seeds: Iterable[Seed], places: Places) -> bytes:
    """Return the list of defects: code, book, sheet, cell, and what was done, in that order."""
    found = [
        dict(
            zip(
                ("code", "book", "sheet", "cell"),
                (s.code, *places.cell(s.line, s.field)),
                strict=True,
            )
        )
        | {"what": s.what}
        for s in seeds
    ]
    found.sort(key=lambda seed: tuple(seed.values()))
    told = {"as_of": AS_OF.isoformat(), "defects": found}
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def demo_files(*, clean: bool = False) -> Mapping[str, bytes]:
    """Return the files by name: workbooks, exports, settings, and the list of seeded defects.

    A clean agency has no defects, and an empty list.
    """
    planting = Planting(dict(clean_lines()))
    if not clean:
        plant_all(planting)
    lines = planting.lines
    places = Places()
    files: dict[str, bytes] = {"agency.toml": _settings(lines["jobs"]).encode()}
    files |= tracker_books(lines["jobs"], places)
    files |= ledger_books(lines, places)
    files |= harvest_files(lines["hours"], places)
    return files | {"seeded.json": _seeded(planting.seeds, places)}
