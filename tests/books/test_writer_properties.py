"""Any plan over any small book: two independent readers find the planned cells and no others."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.books.build import checks, opened, shelf, workbook
from tests.scale import SCALE
from toolkit.books.writer import apply_plan
from toolkit.plan import Edit, Note, Plan
from toolkit.table import Value, same_value

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"),
    max_size=12,
) | st.sampled_from(["=1+1", "_x0041_", " two\nlines ", "<&>\"'", "0042", "+1", "@x", "#N/A"])
NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9).map(lambda x: round(x, 6))
DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31))
VALUES = (
    st.none()
    | st.booleans()
    | NUMBERS
    | TEXT
    | DAYS
    | st.decimals(-1000, 1000, places=2, allow_nan=False)
)
ROWS = st.lists(st.lists(st.none() | TEXT | NUMBERS | st.booleans(), max_size=5), max_size=6)
PLACES = st.tuples(st.integers(1, 9), st.integers(1, 8))
EDITS = st.dictionaries(PLACES, VALUES, max_size=6)
Cells = Mapping[tuple[int, int], Value]


def by_calamine(path: Path, sheet: str) -> Cells:
    page = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet)
    return _cells(page.to_python(skip_empty_area=False))


def by_openpyxl(path: Path, sheet: str) -> Cells:
    """Return the cells as openpyxl reads them, which decodes shared texts, but not inline ones."""
    rows = [[cell.value for cell in row] for row in opened(path)[sheet].iter_rows()]
    return _cells([[decoded(v) if isinstance(v, str) else v for v in row] for row in rows])


def decoded(text: str) -> str:
    return text.replace("_x005F_", "_")


def _cells(rows: Sequence[Sequence[Value]]) -> Cells:
    return {
        (number, column): value
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if value is not None and value != ""
    }


def shown(value: Value) -> Value:
    """Return a value as both readers give it back."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return float(value) if isinstance(value, Decimal) else value


def agree(found: Cells, wanted: Cells) -> None:
    assert found.keys() == wanted.keys()
    for place, value in wanted.items():
        assert same_value(found[place], value), (place, found[place], value)


@settings(max_examples=40 * SCALE, deadline=None)
@example([], {(1, 1): "_x0000_", (2, 1): "_x0041_"}, False, False)
@given(ROWS, EDITS, st.booleans(), st.booleans())
def test_exactly_the_planned_cells_change(
    rows: list[list[Value]], wanted: dict[tuple[int, int], Value], noted: bool, owned: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = workbook(folder / "book.xlsx", {"Jobs": rows, "Other": [["kept", 1]]})
        before = by_openpyxl(path, "Jobs")
        edits = tuple(Edit("Jobs", *at, before.get(at), value) for at, value in wanted.items())
        plan = Plan(
            edits,
            sheets=(checks(),) if owned else (),
            notes=(Note("Jobs", 2, 2, "Ours"),) if noted else (),
        )
        apply_plan(path, plan, shelf=shelf(folder))

        after = dict(before) | {at: shown(value) for at, value in wanted.items()}
        after = {at: value for at, value in after.items() if value is not None and value != ""}
        for read in (by_calamine, by_openpyxl):
            agree(read(path, "Jobs"), after)
            agree(read(path, "Other"), {(1, 1): "kept", (1, 2): 1})
        assert not apply_plan(path, plan, shelf=shelf(folder)).written
