"""How cells are said."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from toolkit.reports.wording import clean, day, id_text, in_words, line, moment, paper, typed
from toolkit.table import CellError, Value


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("  a \t b \r\n\r\n c ", "a b\nc"),
        ("a\u2028b\x0bc", "a\nb\nc"),
        ("a\x00b\ufeff\u202ec", "a bc"),
        ("\ud800x", "x"),
        (None, ""),
        ("שלום עולם", "שלום עולם"),
    ],
)
def test_text_is_cleaned_and_its_lines_are_kept(text: str | None, printed: str) -> None:
    assert clean(text) == printed


def test_a_name_is_on_one_line() -> None:
    assert line("Spring\ncampaign") == "Spring campaign"


def test_a_date_reads_the_same_on_both_sides_of_the_atlantic() -> None:
    assert day(date(2026, 3, 4)) == "4 Mar 2026"
    assert moment(datetime(2026, 3, 4, 9, 5, tzinfo=UTC)) == "Wed 4 Mar 2026, 09:05"


@pytest.mark.parametrize(
    ("value", "text"),
    [("0042", "0042"), (42, "42"), (42.0, "42"), (None, ""), (" A-1 ", "A-1")],
)
def test_an_id_is_as_a_person_writes_it(value: Value, text: str) -> None:
    assert id_text(value) == text


def test_an_error_in_a_cell_says_nothing() -> None:
    assert typed(CellError("#REF!")) == ""
    assert typed(" TBC ") == "TBC"


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "", "B", "C"], "A, B and C")],
)
def test_names_in_a_sentence(names: list[str], text: str) -> None:
    assert in_words(names) == text


def test_paper_is_what_the_country_prints_on() -> None:
    assert (paper("US"), paper("gb"), paper("")) == ("us-letter", "a4", "a4")
