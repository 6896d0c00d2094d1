"""Names of people in one cell."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.model import Reads
from toolkit.reading.people import (
    lone_names,
    looks_like_people,
    puts_last_name_first,
    read_people,
)
from toolkit.reading.values import Agreed, read_column
from toolkit.table import Value


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("JD/KS", ("JD", "KS")),
        ("Anna & Ben", ("Anna", "Ben")),
        ("Anna und Ben", ("Anna", "Ben")),
        ("Anna, Ben, Carl", ("Anna", "Ben", "Carl")),
        ("Hannah, Tom", ("Hannah", "Tom")),
        ("JD, KS", ("JD", "KS")),
        ("Anna Meier, Ben Cole", ("Anna Meier", "Ben Cole")),
        ("Anna Meier <a@b.example>", ("Anna Meier",)),
        ("JD / JD", ("JD",)),
        ("TBD", ()),
        ("n/a", ()),
    ],
)
def test_people_are_read_in_order_and_once(typed: str, people: tuple[str, ...]) -> None:
    assert read_people(typed) == people


def test_a_comma_parts_two_people_who_stand_alone_elsewhere() -> None:
    alone = lone_names(["Anna", "Ben", "Anna, Ben"])
    assert read_people("Anna, Ben", alone, last_first=True) == ("Anna", "Ben")


def test_last_names_come_first_where_the_column_says_so() -> None:
    assert read_people("Franklin, Anna", last_first=True) == ("Anna Franklin",)
    assert read_people("van der Berg, Jan", last_first=True) == ("Jan van der Berg",)
    assert puts_last_name_first(["Smith, John", "Buck, Sven", "Lengyel, Attila", "n/a"])
    assert puts_last_name_first(["Smith, John"], "Employee (Last, First)")


@pytest.mark.parametrize(
    "cells",
    [["Ruth, Ben"], ["Hannah, Tom", "Ruth, Ben", "Ida"], ["Tom, Ida", "Ida, Ben", "Ben, Tom"]],
)
def test_a_column_that_does_not_say_so_lists_people(cells: list[str]) -> None:
    assert not puts_last_name_first(cells)


def test_a_column_that_lists_people_never_puts_last_names_first() -> None:
    cells: list[Value] = ["Ruth, Ben", "Kim, Lee", "Hannah, Tom"]
    known = Agreed(date(2026, 3, 1))
    listed, _ = read_column(Reads.PEOPLE, cells, known, "client_present")
    person, _ = read_column(Reads.PEOPLE, cells, known, "person")
    assert listed[0] == ("Ruth", "Ben")
    assert person[0] == ("Ben Ruth",)


def test_names_are_short_and_hold_no_digits() -> None:
    assert looks_like_people("Anna Meier")
    assert looks_like_people("田中")
    assert not looks_like_people("Call the printer about stock")
    assert not looks_like_people("J-100")
