"""Status words, ticks and blanks."""

from __future__ import annotations

import pytest

from toolkit.model import Status
from toolkit.reading.folding import fold
from toolkit.reading.words import STATUS, is_blank, read_flag, status_words


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Live", Status.IN_PROGRESS),
        ("WIP", Status.IN_PROGRESS),
        ("active", Status.IN_PROGRESS),
        ("Bill out", Status.READY_TO_BILL),
        ("Awaiting invoice", Status.READY_TO_BILL),
        ("delivered", Status.READY_TO_BILL),
        ("complete", Status.CLOSED),
        ("Done", Status.CLOSED),
        ("dead", Status.CLOSED),
        ("archived", Status.CLOSED),
        ("lost", Status.CANCELLED),
        ("killed", Status.CANCELLED),
        ("In Arbeit", Status.IN_PROGRESS),
        ("Terminé", Status.CLOSED),
        ("Esperando al cliente", Status.WAITING_ON_CLIENT),
        ("Gefactureerd", Status.BILLED),
        ("På hold", Status.ON_HOLD),
    ],
)
def test_a_status_word_folds(word: str, status: Status) -> None:
    assert status_words()[fold(word)] is status


def test_no_status_word_means_two_things() -> None:
    words = [fold(w) for phrases in STATUS.values() for w in phrases.split(";")]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("text", ["nan", "-", "–", "n/a", "N.A.", "", "  ", "null", "?"])
def test_these_stand_for_an_empty_cell(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["no", "0", "✓", "x", "NA-12", "Nancy"])
def test_these_do_not(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [("Yes", True), ("N", False), ("x", True), ("✓", True), ("ja", True), ("Oui", True),
     ("NEJ", False), ("1", True), ("maybe", None)],
)  # fmt: skip
def test_a_tick_is_yes_or_no(text: str, flag: bool | None) -> None:
    assert read_flag(text) is flag
