"""Listing who owes what, and handing the list round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.actions.checking import check
from toolkit.agency import Agency
from toolkit.checks import Snapshot
from toolkit.documents import output_folder, write_document
from toolkit.reports.chase import Owed, chase_csv, chase_list, chase_text

__all__ = ["chase", "chase_as_csv", "chase_as_text", "write_chase"]


def chase(agency: Agency, before: Snapshot | None = None) -> tuple[Owed, ...]:
    """Return what is owed, by person: overdue work, next steps, approvals, timesheets and so on.

    It is what the rules find that run for this agency; ``before`` is an earlier reading.
    """
    return chase_list(check(agency, before=before), agency.tracker)


def chase_as_csv(owed: Sequence[Owed]) -> str:
    """Return the list as a table, a row each."""
    return chase_csv(owed)


def chase_as_text(agency: Agency, owed: Sequence[Owed], width: int = 98) -> str:
    """Return the list as people read it."""
    return chase_text(owed, agency.as_of, width)


def write_chase(
    agency: Agency, owed: Sequence[Owed], *, out: Path | None = None
) -> tuple[Path, ...]:
    """Write the list as a CSV file and as a text, and return their paths; raises OutputError."""
    folder = out or output_folder(agency.folder, agency.config.output)
    name = f"Chase list {agency.as_of}"
    table = chase_as_csv(owed).encode("utf-8-sig")
    return (
        write_document(folder / f"{name}.csv", table),
        write_document(folder / f"{name}.txt", chase_as_text(agency, owed).encode()),
    )
