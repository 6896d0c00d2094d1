"""Only what cannot be meant otherwise is fixed, and each fix is guarded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from toolkit.books.memory import MemoryBook
from toolkit.checks.fixes import fixes_of
from toolkit.config import Config
from toolkit.model import Tracker
from toolkit.reading import read_tracker
from toolkit.table import Grid, Value
from toolkit.writeback.fixes import plan_for_fixes

HEADER: list[Value] = ["Job #", "Job Name", "Client", "Status", "Due Date", "Estimate", "Owner"]
AS_OF = date(2026, 3, 16)


def row(index: int, **changes: Value) -> list[Value]:
    cells: dict[str, Value] = {
        "number": f"A-{index}",
        "name": f"Job {index}",
        "client": "Meridian",
        "status": "In Progress",
        "due": date(2026, 4, index),
        "estimate": 1000 + index,
        "owner": "Dana Reyes",
    }
    return list((cells | changes).values())


def read(*rows: list[Value], **looks: Any) -> tuple[MemoryBook, Tracker]:
    others = [row(number) for number in range(10, 20)]
    book = MemoryBook({"Jobs": Grid("Jobs", [HEADER, *rows, *others], **looks)}, "jobs.xlsx")
    return book, read_tracker([("jobs.xlsx", book.read())], Config(), AS_OF)


def fixed(*rows: list[Value], **looks: Any) -> dict[tuple[int, int], Value]:
    _, tracker = read(*rows, **looks)
    return {(f.edit.row, f.edit.column): f.edit.after for f in fixes_of(tracker)}


def test_a_clean_book_has_nothing_to_fix() -> None:
    assert fixed() == {}


def test_space_around_text_goes() -> None:
    assert fixed(row(1, name=" Job 1  ", owner="Dana Reyes\xa0")) == {
        (2, 2): "Job 1",
        (2, 7): "Dana Reyes",
    }


def test_a_status_takes_the_spelling_the_book_uses_most() -> None:
    assert fixed(row(1, status="in-progress")) == {(2, 4): "In Progress"}


def test_another_word_of_the_same_status_is_left_alone() -> None:
    assert fixed(row(1, status="WIP")) == {}


@pytest.mark.parametrize(
    "text", ["2026-04-20", "20 April 2026", "20/04/2026", "Monday, 20 Apr 2026"]
)
def test_a_date_as_text_becomes_a_date(text: str) -> None:
    assert fixed(row(1, due=text)) == {(2, 5): date(2026, 4, 20)}


@pytest.mark.parametrize("text", ["3/4/2026", "20 April", "w/c 20 Apr 2026", "TBD", "Q2 2026"])
def test_a_date_that_may_be_meant_otherwise_is_left_alone(text: str) -> None:
    assert (2, 5) not in fixed(row(1, due=text))


@pytest.mark.parametrize(("text", "number"), [("1500", 1500), ("12,500.50", 12500.5), ("0", 0)])
def test_a_number_as_text_becomes_a_number(text: str, number: float) -> None:
    assert fixed(row(1, estimate=text)) == {(2, 6): number}


@pytest.mark.parametrize("text", ["$12.5k + VAT", "1,234", "1.200,50", "(1,200)", "12k"])
def test_an_amount_that_says_more_is_left_alone(text: str) -> None:
    assert fixed(row(1, estimate=text)) == {}


def test_a_number_under_a_header_in_thousands_is_not_written_in_full() -> None:
    header = ["Estimate ($000)" if cell == "Estimate" else cell for cell in HEADER]
    rows = [row(1, estimate="12"), *(row(n, estimate=n) for n in range(10, 20))]
    grid = Grid("Jobs", [header, *rows])
    tracker = read_tracker([("jobs.xlsx", {"Jobs": grid})], Config(), AS_OF)
    assert tracker.jobs[0].estimate == 12000
    assert fixes_of(tracker) == ()


def test_a_number_that_is_a_name_stays_text() -> None:
    assert fixed(row(1, number="0042")) == {}


def test_a_formula_is_left_alone() -> None:
    assert fixed(row(1, name="Job 1 "), formulas={(2, 2): 'B3&" "'}) == {}


def test_the_book_takes_the_edits_and_has_nothing_left_to_fix() -> None:
    book, tracker = read(row(1, name=" Job 1", due="2026-04-20", status="IN PROGRESS"))
    plan = plan_for_fixes(fixes_of(tracker))["jobs.xlsx"]
    assert all(edit.key == "A-1" and edit.key_column == 1 for edit in plan.edits)
    assert book.apply(plan).edits == 3
    again = read_tracker([("jobs.xlsx", book.read())], Config(), AS_OF)
    assert fixes_of(again) == ()


def test_a_tie_of_spellings_is_nobodys_to_decide() -> None:
    assert fixed(row(1, status="Done "), row(2, status="done")) == {(2, 4): "Done"}
