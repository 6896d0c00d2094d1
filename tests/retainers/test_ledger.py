from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from toolkit.retainers.ledger import Ledger, Turn, ledger_of, total
from toolkit.retainers.periods import period_at
from toolkit.retainers.policy import Policy, Rollover

POLICY = Policy(rollover=Rollover())


def months(first: int, used: Sequence[int], policy: Policy = POLICY) -> list[Turn]:
    return [
        Turn(period_at(date(2026, month, 1), "month"), Decimal(40), Decimal(0), Decimal(u), policy)
        for month, u in enumerate(used, start=first)
    ]


def origins(row: Ledger) -> dict[str, int]:
    return {lot.origin.label: int(lot.amount) for lot in row.rolled_in}


def test_what_is_left_is_handed_on_with_its_month_of_origin() -> None:
    rows = ledger_of(months(1, [30, 35, 0]))
    assert origins(rows[2]) == {"2026-01": 10, "2026-02": 5}


def test_without_rollover_what_is_left_is_lost() -> None:
    rows = ledger_of(months(1, [30, 40], Policy()))
    assert total(rows[0].expired) == 10
    assert rows[1].available == 40


def test_a_lot_lapses_after_its_months_also_where_none_was_used() -> None:
    policy = replace(POLICY, rollover=Rollover(months=2))
    rows = ledger_of(months(1, [30, 40, 40, 40], policy))
    assert origins(rows[2]) == {"2026-01": 10}
    assert [lot.origin.label for lot in rows[2].expired] == ["2026-01"]
    assert origins(rows[3]) == {}


def test_a_lot_ages_by_the_calendar_over_months_without_a_period() -> None:
    policy = replace(POLICY, rollover=Rollover(months=2))
    january, _, _, april = months(1, [30, 0, 0, 0], policy)
    rows = ledger_of([january, april])
    assert total(rows[0].expired) == 10
    assert rows[1].available == 40


@pytest.mark.parametrize(
    ("order", "left"),
    [
        ("allotment first", {"2026-01": 10, "2026-02": 5}),
        ("oldest first", {"2026-02": 15}),
        ("rollover first", {"2026-02": 15}),
    ],
)
def test_the_order_of_use_decides_which_lot_is_left(order: str, left: dict[str, int]) -> None:
    rows = ledger_of(months(1, [30, 35, 0], replace(POLICY, order=order)))
    assert origins(rows[2]) == left


def test_rollover_first_takes_what_lapses_first_although_it_is_younger() -> None:
    short = replace(POLICY, rollover=Rollover(months=2))
    turns = [*months(1, [30]), *months(2, [30], short)]

    def april(order: str) -> dict[str, int]:
        march = months(3, [5, 0], replace(POLICY, order=order))
        return origins(ledger_of([*turns, *march])[3])

    assert april("rollover first") == {"2026-01": 10, "2026-02": 5, "2026-03": 40}
    assert april("oldest first") == {"2026-01": 5, "2026-02": 10, "2026-03": 40}


def test_a_cap_as_a_share_of_the_allotment_drops_the_oldest_first() -> None:
    policy = replace(POLICY, rollover=Rollover(share=Decimal("0.25")))
    rows = ledger_of(months(1, [34, 36, 0], policy))
    assert origins(rows[2]) == {"2026-01": 6, "2026-02": 4}
    rows = ledger_of(months(1, [34, 32, 0], policy))
    assert origins(rows[2]) == {"2026-01": 2, "2026-02": 8}


@pytest.mark.parametrize(
    ("deficit", "billed", "absorbed", "next_available"),
    [("bill", 20, 0, 40), ("absorb", 0, 20, 40), ("carry", 0, 0, 20)],
)
def test_a_deficit_is_billed_absorbed_or_carried(
    deficit: str, billed: int, absorbed: int, next_available: int
) -> None:
    rows = ledger_of(months(1, [60, 0], replace(POLICY, deficit=deficit)))
    assert rows[0].billed == billed
    assert rows[0].absorbed == absorbed
    assert rows[1].available == next_available


def test_a_deficit_larger_than_a_month_is_carried_over_several() -> None:
    rows = ledger_of(months(1, [140, 0, 0, 0], replace(POLICY, deficit="carry")))
    assert [row.available for row in rows] == [40, -60, -20, 20]


def test_an_adjustment_counts_like_the_allotment() -> None:
    (turn,) = months(1, [50])
    (row,) = ledger_of([turn._replace(adjusted=Decimal(5))])
    assert row.available == 45
    assert row.overage == 5
