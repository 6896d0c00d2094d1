"""What inspect and init say of a book."""

from __future__ import annotations

import tomllib
from datetime import date

from toolkit.config import Config, parse_config
from toolkit.model import Status
from toolkit.reading import read_tracker
from toolkit.reading.telling import BookTold, agency_toml, as_json, told
from toolkit.table import Grid, Value

ROWS: list[list[Value]] = [
    ["Job #", 'The "big"\nname', "Status", "Whatever"],
    ["J-1", "Draw the poster", "With Bruno", 7.5],
    ["J-2", "Cut the film", "WIP", 8.25],
]


def inspected(rows: list[list[Value]], config: Config) -> BookTold:
    tracker = read_tracker([("book.xlsx", {"Jobs": Grid("Jobs", rows)})], config, date(2026, 3, 1))
    return told("book.xlsx", tracker)


def test_json_has_the_shape_other_programs_rely_on() -> None:
    shape = as_json(inspected(ROWS, Config()))
    (table,) = shape["tables"]
    columns = table.pop("columns")
    assert shape["book"] == "book.xlsx"
    assert table == {
        "sheet": "Jobs",
        "header_rows": [1],
        "first_row": 2,
        "last_row": 3,
        "rows": 2,
        "kind": "jobs",
    }
    assert [set(c) for c in columns] == [{"column", "header", "field", "confidence", "reason"}] * 4
    assert [(c["column"], c["field"]) for c in columns[::2]] == [("A", "number"), ("C", "status")]


def test_the_agency_toml_is_valid_and_changes_nothing_as_it_stands() -> None:
    text = agency_toml([inspected(ROWS, Config())])
    tomllib.loads(text)
    assert as_json(inspected(ROWS, parse_config(text))) == as_json(inspected(ROWS, Config()))


def test_its_comments_settle_what_was_doubtful_when_they_are_taken_in() -> None:
    text = agency_toml([inspected(ROWS, Config())])
    settled = "\n".join(
        line.removeprefix("# ") if "With Bruno" in line or "Whatever" in line else line
        for line in text.splitlines()
    )
    config = parse_config(settled)
    assert not inspected(ROWS, config).unread
    assert Status(config.status["With Bruno"]) is Status.IN_PROGRESS
