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


def test_a_client_that_only_section_rows_name_counts_as_kept() -> None:
    rows: list[list[Value]] = [
        ["Job #", "Job Name", "Status"],
        ["Acme Foods", None, None],
        ["A-1", "Brochure", "In progress"],
        ["A-2", "Poster", "In progress"],
        ["Tideway Water", None, None],
        ["T-1", "Website", "In progress"],
        ["T-2", "Film", "In progress"],
    ]
    tracker = read_tracker([("b.xlsx", {"Jobs": Grid("Jobs", rows)})], Config(), date(2026, 6, 15))
    assert [job.client for job in tracker.jobs] == [
        "Acme Foods", "Acme Foods", "Tideway Water", "Tideway Water",
    ]  # fmt: skip
    assert tracker.has("jobs", "client")
    assert not tracker.has("jobs", "owner")


def test_revenue_by_account_and_month_is_actuals_not_invoices() -> None:
    tracker = read(
        [
            ["Client", "Nominal Code", "Month", "Revenue Recognised"],
            ["Acme", 4010.0, date(2026, 1, 1), 1200.0],
            ["Acme", 4020.0, date(2026, 2, 1), 800.0],
        ],
        "Actuals",
    )
    assert [(a.account, a.month, a.amount) for a in tracker.actuals] == [
        (4010, date(2026, 1, 1), Decimal(1200)),
        (4020, date(2026, 2, 1), Decimal(800)),
    ]


def test_a_client_beside_an_account_is_no_reason_to_take_actuals_for_invoices() -> None:
    rows: list[list[Value]] = [
        ["Client", "Account", "Month", "Amount"],
        ["Meridian", "4100", date(2026, 5, 31), 250.0],
        ["Halden", "4200", date(2026, 6, 30), 99.5],
    ]
    tracker = read(rows, "any")
    assert [(a.client, a.account) for a in tracker.actuals] == [
        ("Meridian", "4100"),
        ("Halden", "4200"),
    ]
