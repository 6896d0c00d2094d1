"""What must hold over any history: nothing is lost, and neither order nor splitting matters."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.retainers import Burn, burn_of
from toolkit.retainers.ledger import Ledger, Turn, ledger_of, total
from toolkit.retainers.periods import Period, period_at
from toolkit.retainers.policy import Policy, Rollover

MANY = settings(max_examples=150 * SCALE, deadline=None)
AS_OF = date(2026, 12, 31)

amounts = st.decimals(0, 100, places=2)
rollovers = st.builds(
    Rollover,
    st.none() | st.decimals(0, 40, places=1),
    st.none() | st.sampled_from([Decimal("0.1"), Decimal("0.5")]),
    st.none() | st.integers(0, 5),
)
policies = st.builds(
    Policy,
    rollover=rollovers,
    order=st.sampled_from(["allotment first", "oldest first", "rollover first"]),
    deficit=st.sampled_from(["bill", "carry", "absorb"]),
)


@st.composite
def turns(draw: st.DrawFn) -> list[Turn]:
    """Months in order, some of them missing, each with a policy of its own."""
    months = sorted(draw(st.sets(st.integers(0, 30), min_size=1, max_size=12)))
    return [
        Turn(
            period_at(date(2024 + month // 12, month % 12 + 1, 1), "month"),
            draw(amounts),
            draw(st.decimals(-20, 20, places=1)),
            draw(amounts),
            draw(policies),
        )
        for month in months
    ]


@given(turns())
@MANY
def test_nothing_is_lost_in_any_period_nor_in_all(history: list[Turn]) -> None:
    rows = ledger_of(history)
    for row in rows:
        given_ = row.allotted + total(row.rolled_in) + row.adjusted - row.deficit_in
        went = row.used - row.billed - row.absorbed - row.deficit_out
        assert given_ == went + total(row.expired) + total(row.rolled_out)
    allotted = sum(row.allotted + row.adjusted for row in rows)
    gone = sum(row.used - row.billed - row.absorbed + total(row.expired) for row in rows)
    assert allotted == gone + total(rows[-1].rolled_out) - rows[-1].deficit_out


@given(turns())
@MANY
def test_every_lot_is_used_lost_or_still_there(history: list[Turn]) -> None:
    rows = ledger_of(history)
    went: dict[Period, Decimal] = defaultdict(Decimal)
    for row in rows:
        for lot in (*row.drawn, *row.expired):
            went[lot.origin] += lot.amount
    for lot in rows[-1].rolled_out:
        went[lot.origin] += lot.amount
    for row in rows:
        assert went[row.period] == max(row.allotted + row.adjusted - row.deficit_in, Decimal(0))


@given(turns())
@MANY
def test_no_lot_outlives_its_months_nor_all_of_them_their_cap(history: list[Turn]) -> None:
    for turn, row in zip(history, ledger_of(history), strict=True):
        assert all(lot.until is None or lot.until > row.period.first for lot in row.rolled_in)
        if turn.policy.rollover.cap is not None:
            assert total(row.rolled_out) <= turn.policy.rollover.cap
        assert not (row.overage and row.rolled_out)


DAYS = st.integers(0, 364).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "date": DAYS,
            "client": st.sampled_from(["Acme", "Blue Fox", "Nobody"]),
            "hours": st.integers(1, 48).map(lambda quarters: Decimal(quarters) / 4),
            "role": st.sampled_from(["AE", "Designer"]),
        }
    ),
    max_size=30,
)
RETAINERS = [
    {"client": "Acme", "hours": 10, "fee": 1000, "start": "2026-01-31", "rollover": "5 h"},
    {"client": "Blue Fox", "fee": 900, "start": "2026-02-10", "deficit": "carry"},
]


def burnt(entries: list[dict[str, Any]]) -> Burn:
    rates = [{"role": "AE", "rate": "99.99"}, {"role": "Designer", "rate": "33.33"}]
    tracker = make_tracker(retainers=RETAINERS, hours=entries, rates=rates)
    return burn_of(tracker, Config(), AS_OF)


def figures(burn: Burn) -> list[tuple[Ledger, Any]]:
    return [(row.ledger, row.worth) for row in burn.rows]


@given(ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=40 * SCALE, deadline=None)
def test_the_order_of_entries_does_not_matter(entries: list[dict[str, Any]], chance: Any) -> None:
    shuffled = entries[:]
    chance.shuffle(shuffled)
    assert figures(burnt(shuffled)) == figures(burnt(entries))


@given(ENTRIES, st.data())
@settings(max_examples=40 * SCALE, deadline=None)
def test_splitting_an_entry_changes_nothing(entries: list[dict[str, Any]], data: Any) -> None:
    split: list[dict[str, Any]] = []
    for entry in entries:
        part = data.draw(st.decimals(0, 1, places=2)) * entry["hours"]
        split += [{**entry, "hours": part}, {**entry, "hours": entry["hours"] - part}]
    assert figures(burnt(split)) == figures(burnt(entries))


@given(ENTRIES)
@settings(max_examples=40 * SCALE, deadline=None)
def test_the_sums_of_all_rows_and_of_what_stands_aside_are_all_hours(
    entries: list[dict[str, Any]],
) -> None:
    burn = burnt(entries)
    counted = sum(entry.hours or 0 for row in burn.rows for entry in row.entries)
    aside = sum(entry.hours or 0 for shelf in burn.aside.values() for entry in shelf.entries)
    assert counted + aside == sum(entry["hours"] for entry in entries)


def test_a_lot_lapses_by_the_calendar_also_where_the_cycle_changes_within_a_quarter() -> None:
    monthly = {"client": "Acme", "hours": 40, "period": "month", "start": "2026-07-01"}
    quarterly = {"client": "Acme", "hours": 120, "period": "quarter", "start": "2026-09-01"}
    config = parse_config("[burn.policy]\nrollover_cap = 1000\nexpiry_months = 1")
    tracker = make_tracker(retainers=[monthly, quarterly])
    july, august, rest = burn_of(tracker, config, date(2026, 9, 15)).rows
    assert [lot.origin.label for lot in august.ledger.rolled_in] == ["2026-07"]
    assert august.ledger.expired == july.ledger.rolled_out
    assert [lot.origin.label for lot in rest.ledger.rolled_in] == ["2026-08"]
