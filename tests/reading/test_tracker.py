"""A whole tracker from sheets in memory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from toolkit.config import Config
from toolkit.model import Status, Tracker
from toolkit.reading import read_tracker
from toolkit.table import Grid, Value

AS_OF = date(2026, 3, 10)


def read(rows: list[list[Value]], sheet: str = "Jobs") -> Tracker:
    return read_tracker([("book.xlsx", {sheet: Grid(sheet, rows)})], Config(), AS_OF)


def test_a_tidy_table_becomes_jobs() -> None:
    tracker = read(
        [
            ["Job #", "Job Name", "Client", "Status", "Due Date", "Owner", "Estimate"],
            [1001.0, "Spring mailer", "Acme", "WIP", date(2026, 3, 20), "JD/KS", 1200.0],
            ["0042", "Web shop", "Borg", "Done", "TBD", "Anna & Ben", "(1,200)"],
        ]
    )
    first, second = tracker.jobs
    assert (first.number, first.name, first.client) == (1001, "Spring mailer", "Acme")
    assert (first.status, first.due) == (Status.IN_PROGRESS, date(2026, 3, 20))
    assert (first.owner, first.estimate) == (("JD", "KS"), Decimal(1200))
    assert (second.number, second.status, second.due) == ("0042", Status.CLOSED, None)
    assert (second.owner, second.estimate) == (("Anna", "Ben"), Decimal(-1200))
    assert not tracker.unread
    assert second.place("due").cell == "E3"
