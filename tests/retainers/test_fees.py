from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.retainers import burn_of
from toolkit.retainers.agreements import agreements_of
from toolkit.retainers.fees import FeeDue, fees_due
from toolkit.workdays import Workdays

YEAR = date(2026, 1, 1), date(2026, 12, 31)
ACME = {"client": "Acme", "fee": 9000, "start": "2026-01-01"}


def due(
    *retainers: dict[str, Any], config: str = "", first: date = YEAR[0], through: date = YEAR[1]
) -> list[FeeDue]:
    agreed = agreements_of(
        make_tracker(retainers=retainers), parse_config(config) if config else Config()
    )
    return list(fees_due(agreed.agreements, first, through, Workdays("US").count))


def amounts(found: list[FeeDue]) -> list[tuple[str, str]]:
    return [(f"{fee.first:%m-%d}..{fee.through:%m-%d}", str(fee.amount)) for fee in found]


def test_a_month_is_paid_each_month_it_runs() -> None:
    found = due({**ACME, "start": "2026-03-01", "end": "2026-05-31"})
    assert amounts(found) == [
        ("03-01..03-31", "9000.00"),
        ("04-01..04-30", "9000.00"),
        ("05-01..05-31", "9000.00"),
    ]


def test_a_part_of_a_month_is_paid_by_its_working_days() -> None:
    found = due({**ACME, "start": "2026-07-16", "end": "2026-07-31"})
    assert amounts(found) == [("07-16..07-31", "4909.09")]  # 9,000 × 12 / 22


def test_a_whole_quarter_is_paid_in_equal_months_that_tie() -> None:
    found = due({**ACME, "fee": 100, "period": "quarter", "end": "2026-03-31"})
    assert [fee.amount for fee in found] == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


def test_a_part_of_a_quarter_is_paid_by_the_days_of_its_months() -> None:
    config = '[burn.policy]\nproration = "calendar days"'
    terms = {**ACME, "period": "quarter", "start": "2026-05-01", "end": "2026-06-30"}
    assert amounts(due(terms, config=config)) == [
        ("05-01..05-31", "3065.94"),
        ("06-01..06-30", "2967.03"),
    ]


def test_a_block_is_paid_over_its_days_and_on_its_first_day_when_it_has_no_end() -> None:
    block = {**ACME, "period": "to date", "start": "2026-01-15"}
    assert amounts(due(block)) == [("01-15..01-15", "9000.00")]
    assert [fee.first for fee in due({**block, "end": "2026-03-14"})] == [
        date(2026, 1, 15),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]


def test_new_terms_pay_their_own_fee_from_their_day_on() -> None:
    found = due({**ACME, "end": "2026-02-28"}, {**ACME, "fee": 6000, "start": "2026-03-01"})
    assert [fee.amount for fee in found[:3]] == [9000, 9000, 6000]
    assert found[2].terms.place.reference == "retainers!C3"


def test_only_the_months_asked_for_are_listed_each_of_them_whole() -> None:
    found = due(ACME, first=date(2026, 5, 20), through=date(2026, 6, 2))
    assert amounts(found) == [("05-01..05-31", "9000.00"), ("06-01..06-30", "9000.00")]


def test_a_retainer_without_a_fee_pays_nothing() -> None:
    assert due({"client": "Acme", "hours": 10, "start": "2026-01-01"}) == []


@given(
    st.lists(st.integers(0, 700), min_size=2, max_size=4, unique=True),
    st.sampled_from(["week", "month", "quarter", "year"]),
    st.sampled_from(["working days", "calendar days", "full", "none"]),
    st.sampled_from(["calendar", "start"]),
    st.integers(0, 1_000_000),
    st.booleans(),
)
@settings(max_examples=60 * SCALE, deadline=None)
def test_the_months_tie_to_the_fees_of_the_ledger(
    starts: list[int], cycle: str, proration: str, anchor: str, cents: int, paused: bool
) -> None:
    ordinals = sorted(date(2025, 1, 1).toordinal() + day for day in starts)
    tracker = make_tracker(
        retainers=[
            {
                "client": "Acme",
                "hours": 10,
                "fee": Decimal(cents + n) / 100,
                "period": cycle,
                "start": date.fromordinal(start),
                "end": date.fromordinal(until - 1),
            }
            for n, (start, until) in enumerate(itertools.pairwise(ordinals))
        ]
    )
    policy = f'[burn.policy]\nproration = "{proration}"\nanchor = "{anchor}"\n'
    pauses = '[retainers.Acme]\npauses = ["2025-08-04..2025-09-10"]' if paused else ""
    config = parse_config(policy + pauses)
    burn = burn_of(tracker, config, date(2027, 12, 31))
    agreed = agreements_of(tracker, config).agreements
    parts = list(fees_due(agreed, date(2024, 1, 1), date(2027, 12, 31), Workdays("US").count))
    for row in burn.rows:
        own = [p.amount for p in parts if row.span.first <= p.first <= row.span.through]
        assert sum(own) == row.fee
