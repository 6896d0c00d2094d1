"""Columns that their cells tell, under headers nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from toolkit.config import Config
from toolkit.reading import read_tracker
from toolkit.table import Grid, Value

PEOPLE = ["Anna Meier", "Ben Cole", "Anna Meier", "Eva Lund", "Ben Cole", "Anna Meier"]
WORK = ["Spring poster", "Radio spot", "Site audit", "Annual report", "Logo refresh", "Store signs"]
DAYS = [date(2026, 4, day) for day in range(1, 7)]
CODES = [f"J-10{n}" for n in range(6)]
STATUS = ["WIP", "On hold", "WIP", "Done", "WIP", "Done"]


Columns = Mapping[str, Sequence[Value]]


def fields(columns: Columns, sheet: str = "Sheet1") -> list[str | None]:
    rows: list[list[Value]] = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    grid = Grid(sheet, rows)
    tracker = read_tracker([("b.xlsx", {sheet: grid})], Config(), date(2026, 3, 1))
    (table,) = tracker.tables
    return [column.field for column in table.columns]


def test_the_same_few_people_are_the_owners() -> None:
    columns = {"Job #": CODES, "Job Name": WORK, "Status": STATUS, "Zoggler": PEOPLE}
    assert fields(columns)[3] == "owner"


def test_people_beside_an_owner_are_none() -> None:
    columns = {"Job #": CODES, "Job Name": WORK, "Owner": PEOPLE, "Zoggler": PEOPLE[::-1]}
    assert fields(columns)[2:] == ["owner", None]


def test_titles_that_differ_are_no_people() -> None:
    columns = {"Job #": CODES, "Job Name": WORK, "Status": STATUS, "Zoggler": WORK[::-1]}
    assert fields(columns)[3] is None


def test_the_one_column_of_dates_is_the_deadline() -> None:
    columns: Columns = {"Job #": CODES, "Job Name": WORK, "Status": STATUS, "Zoggler": DAYS}
    assert fields(columns)[3] == "due"


def test_of_several_columns_of_dates_none_is_guessed() -> None:
    columns: Columns = {"Job #": CODES, "Job Name": WORK, "Zoggler": DAYS, "Blip": DAYS[::-1]}
    assert fields(columns)[2:] == [None, None]


def test_codes_under_the_header_of_a_name_are_its_number() -> None:
    columns = {"Dossier": CODES, "Projet": WORK, "Statut": STATUS}
    assert fields(columns) == ["number", "name", "status"]


def test_what_is_to_be_done_names_the_rows_where_nothing_else_does() -> None:
    assert fields({"To-do": WORK, "Assigned to": PEOPLE, "Due": DAYS}) == ["name", "owner", "due"]


def test_names_of_work_stand_before_their_milestones() -> None:
    columns = {"Ref": CODES, "Zoggler": WORK, "Status": STATUS, "Next milestone": WORK[::-1]}
    assert fields(columns)[1] == "name"


def test_numbers_that_differ_in_the_first_column_are_the_numbers_of_the_rows() -> None:
    assert fields({"Zoggler": CODES, "Job Name": WORK, "Status": STATUS})[0] == "number"
    assert fields({"Job Name": WORK, "Status": STATUS, "Zoggler": CODES})[2] is None
