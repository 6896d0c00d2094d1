"""Names of people in one cell."""

from __future__ import annotations

import pytest

from toolkit.reading.people import lone_names, looks_like_people, read_people


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("JD/KS", ("JD", "KS")),
        ("Anna & Ben", ("Anna", "Ben")),
        ("Anna und Ben", ("Anna", "Ben")),
        ("Anna, Ben, Carl", ("Anna", "Ben", "Carl")),
        ("Franklin, Anna", ("Anna Franklin",)),
        ("van der Berg, Jan", ("Jan van der Berg",)),
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
    assert read_people("Anna, Ben", alone) == ("Anna", "Ben")


def test_names_are_short_and_hold_no_digits() -> None:
    assert looks_like_people("Anna Meier")
    assert looks_like_people("田中")
    assert not looks_like_people("Call the printer about stock")
    assert not looks_like_people("J-100")
