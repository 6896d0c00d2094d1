"""Whatever stands in the sheets, the rules go on: no crash, each defect once, at a real cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checks.cases import AS_OF
from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.checks import Snapshot, run_checks
from toolkit.config import Config
from toolkit.model import KINDS, FieldSpec, Reads, Status, fields_of

NAMES = st.sampled_from(["Dana Reyes", "DR", "Dana", "Meridian", "all", "", "x", "Jane Okoro"])
NUMBERS = st.sampled_from(["A-1", "A-2", "a-1 ", 1, 2, "CO-1", "CO-9", "0001", "é", ""])
DAYS = st.one_of(
    st.sampled_from([date(2026, 3, 16), date(2026, 3, 1), date(2026, 4, 1), date.min, date.max]),
    st.dates(),
)
MOMENTS = st.datetimes()  # its first and last moments included
AMOUNTS = st.one_of(
    st.sampled_from([Decimal(0), Decimal(-1), Decimal("0.005"), Decimal(10) ** 15]),
    st.decimals(-(10**9), 10**9, places=2),
)
TEXTS = st.one_of(
    st.sampled_from(
        ["Won", "Lead", "research", "internal", "Estimate", "ok: DAT301", "A-1: x — y"]
    ),
    st.text(max_size=30),
)
VALUES: dict[Reads, st.SearchStrategy[Any]] = {
    Reads.TEXT: st.one_of(NAMES, TEXTS),
    Reads.ID: NUMBERS,
    Reads.DAY: DAYS,
    Reads.MOMENT: MOMENTS,
    Reads.MONEY: AMOUNTS,
    Reads.HOURS: AMOUNTS,
    Reads.PERCENT: AMOUNTS,
    Reads.COUNT: st.integers(-3, 10),
    Reads.PEOPLE: st.lists(NAMES, max_size=3),
    Reads.FLAG: st.booleans(),
    Reads.STATUS: st.sampled_from(list(Status)),
}


def specs(kind: str) -> tuple[FieldSpec, ...]:
    return fields_of(KINDS[kind])  # type: ignore[arg-type]  # a class of slots is hashable


def rows(kind: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries(
        {}, optional={spec.name: st.none() | VALUES[spec.reads] for spec in specs(kind)}
    )
    return st.lists(row, max_size=4)


@settings(
    max_examples=60 * SCALE,
    deadline=None,
    derandomize=SCALE == 1,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.fixed_dictionaries({kind: rows(kind) for kind in KINDS}), rows("jobs"))
def test_rules_go_on_whatever_the_sheets_hold(kinds: dict[str, Any], earlier: Any) -> None:
    tracker = make_tracker(**kinds)
    before = Snapshot(make_tracker(jobs=earlier), date(2026, 3, 1))
    report = run_checks(tracker, Config(), AS_OF, before=before)
    places = [(finding.code, finding.place, finding.message) for finding in report.findings]
    assert len(set(places)) == len(places)
    assert {finding.place.sheet for finding in report.findings} <= set(KINDS)
    assert report == run_checks(tracker, Config(), AS_OF, before=before)
