"""Made-up messy sheets: headers, rows, columns and clients against the truth."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings

from tests.reading.messy import CANONICAL, Messy, messy_sheets
from tests.scale import SCALE
from toolkit.config import Config
from toolkit.reading import read_tracker

ROOMY = settings(
    max_examples=60 * SCALE,
    deadline=None,
    derandomize=SCALE == 1,  # new sheets are for the scaled runs, not for somebody else's commit
    suppress_health_check=[HealthCheck.too_slow],
)


@ROOMY
@given(messy_sheets())
def test_a_messy_sheet_is_read_as_it_is(messy: Messy) -> None:
    tracker = read_tracker([("book", {"Sheet1": messy.grid})], Config(), date(2026, 3, 1))
    table = next(t for t in tracker.tables if messy.header_row in t.header_rows)
    jobs = [j for j in tracker.jobs if j.source is table]
    assert [j.row for j in jobs] == list(messy.records)
    assert {j.row: j.client for j in jobs} == messy.clients
    found = {c.column: c.field for c in table.columns if c.field in CANONICAL}
    assert found == messy.fields
