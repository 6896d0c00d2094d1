"""The worked answers of the domain, section 5, each named by its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.trackers import make_tracker
from toolkit.config import parse_config
from toolkit.retainers import Burn, burn_of
from toolkit.workdays import Workdays

HOUR = 60


def burnt(retainer: dict[str, Any], used: Sequence[tuple[str, float]], as_of: str) -> Burn:
    hours = [{"date": day, "client": "Acme", "hours": hours} for day, hours in used]
    rates = [{"client": "Acme", "rate": 300}]
    tracker = make_tracker(retainers=[{"client": "Acme", **retainer}], hours=hours, rates=rates)
    return burn_of(tracker, parse_config("[checks]\nhours_a_day = 1000"), date.fromisoformat(as_of))


def test_forty_hours_a_month_september_thirty_used_october_has_fifty() -> None:
    """Domain, section 5: 40 h a month, September 30 used → October has 50."""
    retainer = {"hours": 40, "period": "month", "start": "2026-09-01", "rollover": "all"}
    burn = burnt(retainer, [("2026-09-15", 30)], "2026-10-01")
    assert burn.rows[1].ledger.available == 50 * HOUR


def test_october_sixty_used_november_has_thirty_and_the_invoice_stays_forty() -> None:
    """Domain, section 5: October 60 used → November has 30; the invoice stays 40 each month."""
    retainer = {
        "hours": 40,
        "fee": 4000,
        "period": "month",
        "start": "2026-09-01",
        "rollover": "all",
        "deficit": "carry",
        "overage_rate": 120,
    }
    burn = burnt(retainer, [("2026-09-15", 30), ("2026-10-15", 60)], "2026-11-01")
    assert burn.rows[2].ledger.available == 30 * HOUR
    assert [row.ledger.allotted for row in burn.rows] == [40 * HOUR] * 3
    assert [row.worth.due for row in burn.rows] == [Decimal(4000)] * 3


def test_five_hours_beyond_twenty_at_200_make_6000_due() -> None:
    """Domain, section 5: 20 h for $5,000, overage $200/h, 25 used → $6,000 due."""
    retainer = {"hours": 20, "fee": 5000, "start": "2026-09-01", "overage_rate": 200}
    (row,) = burnt(retainer, [("2026-09-15", 25)], "2026-09-30").rows
    assert row.ledger.overage == 5 * HOUR
    assert row.worth.due == Decimal(6000)


def test_ten_rolled_in_under_a_cap_of_ten_sixty_used_eighteen_beyond_fifty_billable() -> None:
    """Domain, section 5: 32 h base, cap 10 h, 10 h rolled in, 60 used → 18 beyond, 50 billable."""
    retainer = {"hours": 32, "start": "2026-09-01", "rollover": "10 h"}
    burn = burnt(retainer, [("2026-09-15", 12), ("2026-10-15", 60)], "2026-10-31")
    september, october = (row.ledger for row in burn.rows)
    assert [lot.amount for lot in september.expired] == [10 * HOUR]
    assert sum(lot.amount for lot in october.rolled_in) == 10 * HOUR
    assert october.overage == 18 * HOUR
    assert october.allotted + october.billed == 50 * HOUR


def test_july_2026_in_the_us_has_22_working_days() -> None:
    """Domain, section 5: July 2026 in the US: 23 weekdays, 22 working days (3 July observed)."""
    july = date(2026, 7, 1), date(2026, 7, 31)
    assert Workdays("US").count(*july) == 22
    (row,) = burnt({"hours": 40, "start": "2026-07-01"}, [("2026-07-10", 20)], "2026-07-13").rows
    pace = row.pace(Workdays("US"))
    assert (pace.days_gone, pace.days) == (8, 22)


def test_pace_projection_and_exhaustion_follow_the_formulas() -> None:
    """Domain, section 5, its formulas: 20 of 40 h after 8 of 22 working days."""
    (row,) = burnt({"hours": 40, "start": "2026-07-01"}, [("2026-07-10", 20)], "2026-07-13").rows
    pace = row.pace(Workdays("US"))
    assert (pace.burn, pace.elapsed, pace.pace) == (
        Decimal("0.5"),
        Decimal("0.3636"),
        Decimal("1.375"),
    )
    assert pace.projected == 55 * HOUR
    assert pace.exhausted_on == date(2026, 7, 23)  # the 16th working day: ceil(40 / (20 / 8))


def test_given_away_is_hours_at_the_rate_card_less_the_fee_whatever_overage_is_billed() -> None:
    """Domain, section 5: given away = Σ(hours × rate card) − fee; effective rate = fee / hours."""
    retainer = {"hours": 20, "fee": 5000, "start": "2026-09-01", "overage_rate": 200}
    (row,) = burnt(retainer, [("2026-09-15", 25)], "2026-09-30").rows
    assert row.worth.given_away == Decimal(2500)  # 25 × 300 − 5,000
    assert row.worth.effective_rate == Decimal(200)  # 5,000 / 25
    assert row.worth.realisation == Decimal("0.8")  # 6,000 billed / 7,500
    assert row.worth.not_billed == Decimal(1500)
