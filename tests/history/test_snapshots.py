from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.errors import HistoryError
from toolkit.history.snapshots import from_json, pack, to_json, unpack
from toolkit.model import Job, Reads, Status, Tracker, fields_of
from toolkit.table import CellError


def test_records_come_back_with_their_cells() -> None:
    tracker = make_tracker(
        jobs=[
            {"number": "0042", "due": "2026-03-01", "estimate": "1200.50", "owner": "Dana Reyes"},
            {"number": 42, "status": "in progress", "percent_complete": "0.6"},
        ],
        meetings=[{"number": "M-1", "held_at": "2026-03-02T09:30"}],
    )
    kept = unpack(pack(tracker))
    first, second = kept.jobs
    assert (first.number, first.due, first.estimate) == (
        "0042",
        date(2026, 3, 1),
        Decimal("1200.50"),
    )
    assert first.owner == ("Dana Reyes",)
    assert first.finished is None
    assert second.number == 42
    assert second.status is Status.IN_PROGRESS
    assert str(first.place("due")) == str(tracker.jobs[0].place("due"))
    assert first.typed("due") == "2026-03-01"
    assert second.typed("owner") is None
    assert kept.meetings[0].held_at == datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001
    assert kept.has("jobs", "number", "due")


def test_the_same_records_have_the_same_bytes() -> None:
    rows: Any = [{"number": "A-1", "due": "2026-03-01"}]
    assert pack(make_tracker(jobs=rows)) == pack(make_tracker(jobs=rows))


def test_packing_again_changes_nothing() -> None:
    tracker = make_tracker(jobs=[{"number": "A-1", "owner": ["Dana", "Kim"]}])
    assert pack(unpack(pack(tracker))) == pack(tracker)


def test_an_agency_without_records_is_kept_too() -> None:
    assert unpack(pack(Tracker())) == Tracker()


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", zlib.compress(b"{"), zlib.compress(b"[]"), zlib.compress(b"{}")],
)
def test_damaged_bytes_are_said_to_be(content: bytes) -> None:
    with pytest.raises(HistoryError):
        unpack(content)


def test_a_newer_format_is_refused() -> None:
    with pytest.raises(HistoryError, match="newer"):
        unpack(zlib.compress(json.dumps({"format": 99}).encode()))


def test_a_field_of_another_version_is_left_out() -> None:
    stored = json.loads(zlib.decompress(pack(make_tracker(jobs=[{"number": "A-1"}]))))
    stored["records"]["jobs"][0][2]["invented_later"] = 3
    stored["records"]["kind_of_later"] = []
    assert unpack(zlib.compress(json.dumps(stored).encode())).jobs[0].number == "A-1"


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.times(),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9000)),
    st.sampled_from(Status),
    st.builds(CellError, st.sampled_from(["#REF!", "#N/A"])),
)


@given(VALUES)
@settings(max_examples=200 * SCALE)
def test_every_cell_value_survives(value: object) -> None:
    back = from_json(to_json([value]))[0]
    assert back == value
    assert type(back) is type(value)


def test_times_and_empty_texts_survive() -> None:
    values = {"a": time(9, 30), "b": "", "c": {}, "d": [Decimal("1.00")]}
    assert from_json(to_json(values)) == values


SPECS = fields_of(Job)
SOME: dict[Reads, object] = {
    Reads.DAY: "2026-03-01",
    Reads.MONEY: "1.10",
    Reads.PERCENT: "0.5",
    Reads.PEOPLE: ["Dana"],
    Reads.STATUS: "closed",
}


def test_every_field_of_every_kind_is_kept() -> None:
    job = {spec.name: SOME.get(spec.reads, f"a {spec.name}") for spec in SPECS}
    tracker = make_tracker(jobs=[job])
    kept = unpack(pack(tracker)).jobs[0]
    for name in job:
        assert getattr(kept, name) == getattr(tracker.jobs[0], name)
