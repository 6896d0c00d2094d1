"""Real sheets, against a key that a person made by reading them."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.books import open_book
from toolkit.config import Config
from toolkit.model import Source
from toolkit.reading import read_tracker
from toolkit.reading.vocabulary import CANONICAL
from toolkit.table import column_letters

FOLDER = Path(os.environ.get("TOOLKIT_FIELD_DATA", "")) / "trackers"
KEY = FOLDER / "key.json"
pytestmark = pytest.mark.skipif(
    "TOOLKIT_FIELD_DATA" not in os.environ or not KEY.is_file(),
    reason="TOOLKIT_FIELD_DATA names no folder with trackers/key.json",
)
SAME = {"job_number": "number", "job_name": "name", "due_date": "due"}


def test_real_sheets_are_read_as_a_person_reads_them() -> None:
    right = missed = wrong = 0
    for sheet in json.loads(KEY.read_text(encoding="utf-8")):
        grids = open_book(FOLDER / sheet["file"]).read()
        tracker = read_tracker([(sheet["file"], grids)], Config(), date(2026, 3, 1))
        table = next(
            t
            for t in tracker.tables
            if t.sheet == sheet["sheet"] and sheet["header_row"] in t.header_rows
        )
        assert table.rows == sheet["data_rows"]
        scored = _scored(table, sheet["columns_detail"])
        right, missed, wrong = right + scored[0], missed + scored[1], wrong + scored[2]
    assert 2 * right / (2 * right + missed + wrong) >= 0.95


def _scored(table: Source, key: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Return columns read right, missed, and wrongly claimed; also_ok counts as right."""
    found = {column_letters(c.column): c.field for c in table.columns if c.field}
    right = missed = wrong = 0
    for column in key:
        wanted = SAME.get(column["field"], column["field"])
        allowed = {wanted, *(SAME.get(name, name) for name in column["also_ok"])}
        field = found.get(column["col"])
        right += bool(wanted) and field in allowed
        missed += bool(wanted) and field not in allowed
        wrong += field in CANONICAL and field not in allowed
    return right, missed, wrong
