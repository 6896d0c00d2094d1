"""A column whose cells say how far the work is, under a header nobody uses for it."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.config import Config
from toolkit.model import Status, Tracker
from toolkit.reading import read_tracker
from toolkit.table import CellError, Grid, Value

WORDS = ["WIP", "With client", "Done", "Killed"]


def read(rows: list[list[Value]], sheet: str = "WIP", config: Config | None = None) -> Tracker:
    books = [("b.xlsx", {sheet: Grid(sheet, rows)})]
    return read_tracker(books, config or Config(), date(2026, 11, 25))


def jobs(header: str, words: list[str], status: str = "") -> list[list[Value]]:
    rows: list[list[Value]] = [["Job #", "Project", "Client", header, "Due", "% done"]]
    for n, word in enumerate(words):
        rows.append([f"A-{n}", f"Film {n}", "Acme", word, date(2026, 12, 1), 0.5])
    if status:
        rows = [[*row, status if n else "Status"] for n, row in enumerate(rows)]
    return rows


@pytest.mark.parametrize("header", ["Where it's at", "Check", "Label", "Progress Bar", "Location"])
def test_status_words_are_the_status_whatever_the_header(header: str) -> None:
    found = [job.status for job in read(jobs(header, WORDS)).jobs]
    assert found == [
        Status.IN_PROGRESS, Status.WAITING_ON_CLIENT, Status.CLOSED, Status.CANCELLED,
    ]  # fmt: skip


def test_other_words_leave_percent_done_as_the_status() -> None:
    found = read(jobs("Label", ["Red Bull", "Print", "Social", "Radio"])).jobs
    assert {job.status for job in found} == {Status.IN_PROGRESS}


def test_yes_and_no_are_no_status() -> None:
    (table,) = read(jobs("Label", ["yes", "no", "yes", "done"])).tables
    assert table.columns[3].field is None


def test_a_second_column_of_status_words_is_told_of() -> None:
    (table,) = read(jobs("Label", WORDS, status="WIP")).tables
    assert table.fields["status"] == 7
    assert any("column D" in remark for remark in table.remarks)


def test_errors_in_unread_columns_and_totals_are_counted() -> None:
    rows = jobs("Label", ["Print", "Film", "Radio", "Web"])
    rows[2][3] = CellError("#VALUE!")
    rows.append([None, "Total", None, None, None, CellError("#DIV/0!")])
    (table,) = read(rows).tables
    assert table.rows == 4
    assert any("2 cells" in remark and "D3" in remark for remark in table.remarks)


@pytest.mark.parametrize(
    ("header", "typed"),
    [("Rollover", "10 h"), ("Deficit", "bill"), ("Proration", "full"), ("Counts", "billable"),
     ("Adjustments", "2026-10-01 +4"), ("Pauses", "2026-11-01..2026-11-20"), ("Notes", "y")],
)  # fmt: skip
def test_one_row_is_enough_for_a_plain_retainer_header(header: str, typed: str) -> None:
    rows: list[list[Value]] = [
        ["Client", "Hours per month", "Monthly Fee", "Start", header],
        ["Acme", 25, 2500, date(2026, 9, 1), typed],
    ]
    (table,) = read(rows, "Retainers").tables
    assert table.columns[4].field is not None
