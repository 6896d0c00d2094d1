"""One rule for the name of a new sheet, whatever the book is kept in."""

from __future__ import annotations

import pytest

from toolkit.books.sheet_names import free_sheet_name


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Checks", [], "Checks"),
        ("Checks", ["Jobs"], "Checks"),
        ("Checks", ["CHECKS"], "Checks (2)"),
        ("Checks", ["Checks", "checks (2)"], "Checks (3)"),
        ("Hours 1/2", [], "Hours 1-2"),
        ("History", [], "History (2)"),
        ("'Jobs'", [], "Jobs"),
        ("", [], "Sheet"),
        ("A name of more than thirty-one letters", [], "A name of more than thirty-one "),
        ("x" * 31, ["X" * 31], f"{'x' * 27} (2)"),
    ],
)
def test_a_new_sheet_takes_a_name_nobody_has(wanted: str, taken: list[str], name: str) -> None:
    assert free_sheet_name(wanted, taken) == name
