from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.retainers import Burn, burn_of
from toolkit.retainers.explain import explained
from toolkit.retainers.restated import closed
from toolkit.retainers.routes import Aside

ACME = {"client": "Acme", "hours": 40, "fee": 4000, "start": "2026-07-01"}


def entry(
    day: Any = "2026-07-10", hours: Any = 8, client: Any = "Acme", **more: Any
) -> dict[str, Any]:
    return {"date": day, "client": client, "hours": hours, **more}


def burn(
    *hours: dict[str, Any],
    retainers: tuple[dict[str, Any], ...] = (ACME,),
    as_of: str = "2026-07-31",
    config: str = "",
    **kinds: Any,
) -> Burn:
    tracker = make_tracker(retainers=retainers, hours=hours, **kinds)
    settings = parse_config(config) if config else Config()
    return burn_of(tracker, settings, date.fromisoformat(as_of))


def codes(result: Burn) -> list[tuple[str, str]]:
    return [(f.code, f.place.reference) for f in result.findings]


def test_hours_count_in_the_period_of_their_day_through_the_day_asked_for() -> None:
    result = burn(
        entry("2026-07-31"), entry("2026-08-01"), entry("2026-08-20", 2), as_of="2026-08-19"
    )
    assert [row.ledger.used for row in result.rows] == [480, 480]
    assert [e.hours for e in result.rows[1].ahead] == [Decimal(2)]


def test_hours_past_the_last_period_wait_for_it() -> None:
    result = burn(entry("2026-09-01"))
    assert len(result.aside[Aside.LATER].entries) == 1
    assert not result.findings


def test_every_entry_stands_in_exactly_one_place() -> None:
    result = burn(
        entry(),
        entry("2026-06-30"),
        entry(client="Nobody"),
        entry(hours=25),
        entry(hours=None),
        entry("2027-01-01"),
        entry(billable=False),
        config='[burn.policy]\ncounts = "billable"',
    )
    counted = sum(len(row.entries) for row in result.rows)
    assert counted + sum(len(shelf.entries) for shelf in result.aside.values()) == 7


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (entry(client="Acne"), "RET101", "hours!B3"),
        (entry(hours=25), "RET105", "hours!C3"),
        (entry(hours=-2), "RET106", "hours!C3"),
        (entry(day=None), "RET104", "hours!A3"),
        (entry(hours=None), "RET104", "hours!C3"),
        (entry(client=None), "RET104", "hours!B3"),
        (entry("2026-06-30"), "RET109", "hours!A3"),
    ],
)
def test_doubtful_hours_are_found_at_their_cell(row: dict[str, Any], code: str, cell: str) -> None:
    result = burn(entry(), row)
    assert codes(result) == [(code, cell)]


def test_unknown_jobs_and_people_are_told_once_and_still_count() -> None:
    rows = [entry(job="X-9", person="Zed"), entry(job="X-9", person="Zed"), entry(job="A-1")]
    result = burn(*rows, jobs=[{"number": "A-1", "client": "Acme"}], people=[{"name": "Ann"}])
    assert codes(result) == [("RET107", "hours!D2"), ("RET108", "hours!B2")]
    assert result.rows[0].ledger.used == 24 * 60
    assert not result.is_partial


def test_absurd_hours_are_left_out_and_the_result_says_it_is_partial() -> None:
    result = burn(entry(), entry(hours=80))
    assert result.rows[0].ledger.used == 480
    assert result.is_partial


def test_corrections_below_zero_count() -> None:
    assert burn(entry(hours=8), entry(hours=-3)).rows[0].ledger.used == 300


def test_hours_of_refused_retainers_are_stated() -> None:
    result = burn(entry(), retainers=(ACME, ACME))
    assert not result.rows
    assert len(result.aside[Aside.REFUSED].entries) == 1
    assert result.is_partial


def test_clients_are_never_matched_by_a_part_of_their_name() -> None:
    assert not burn(entry(client="Acme North")).rows[0].entries
    other = '[retainers.Acme]\nclients = ["Acme North"]'
    assert burn(entry(client="ACME  north"), config=other).rows[0].entries


def test_an_entry_without_client_is_its_jobs() -> None:
    result = burn(entry(client=None, job="A-1"), jobs=[{"number": "A-1", "client": "Acme"}])
    assert result.rows[0].ledger.used == 480


@pytest.mark.parametrize(
    ("scope", "used"),
    [
        ('jobs = ["A-1"]', 60),
        ('without_jobs = ["A-1"]', 360),
        ('products = ["web"]', 60),
        ('roles = ["Designer"]', 120),
        ('without_roles = ["designer"]', 300),
    ],
)
def test_scope_decides_which_hours_count(scope: str, used: int) -> None:
    result = burn(
        entry(hours=1, job="A-1"),
        entry(hours=2, job="A-2", role="Designer"),
        entry(hours=4, person="Ann"),
        jobs=[{"number": "A-1", "product": "Web"}, {"number": "A-2", "product": "Print"}],
        people=[{"name": "Ann", "role": "Copywriter"}],
        config=f"[retainers.Acme]\n{scope}",
    )
    assert result.rows[0].ledger.used == used


@pytest.mark.parametrize(("counts", "used"), [("all", 420), ("billable", 60), ("approved", 120)])
def test_the_policy_says_which_hours_count(counts: str, used: int) -> None:
    rows = [entry(hours=1, billable=True), entry(hours=2, approved=True), entry(hours=4)]
    assert burn(*rows, config=f'[burn.policy]\ncounts = "{counts}"').rows[0].ledger.used == used


def test_twenty_minutes_thrice_are_an_hour_and_a_hundredth_of_an_hour_is_36_seconds() -> None:
    for third in (Decimal(20) / Decimal(60), Decimal("0.333333")):
        assert burn(*[entry(hours=third)] * 3).rows[0].ledger.used == 60
    second = Decimal("0.000278")
    assert burn(*[entry(hours=second)] * 60).rows[0].ledger.used == 1
    assert burn(*[entry(hours="0.01")] * 3).rows[0].ledger.used == Decimal("1.8")


def test_a_retainer_without_hours_is_burnt_in_money_at_the_rate_card() -> None:
    result = burn(
        entry(hours=10, role="Designer"),
        entry(hours=5, role="Intern", rate=50),
        retainers=({"client": "Acme", "fee": 1000, "start": "2026-07-01"},),
        rates=[
            {"role": "Designer", "rate": 100},
            {"role": "Designer", "client": "Acme", "rate": 90},
        ],
    )
    (row,) = result.rows
    assert (row.agreement.unit, row.ledger.used) == ("USD", Decimal(1150))
    assert row.ledger.overage == 150
    assert row.worth.due == 1150


def test_hours_without_a_rate_in_the_retainers_currency_are_a_finding() -> None:
    result = burn(
        entry(role="Designer"),
        retainers=({"client": "Acme", "fee": 1000, "start": "2026-07-01", "currency": "EUR"},),
        rates=[{"role": "Designer", "rate": 100, "currency": "USD"}],
    )
    assert [f.code for f in result.findings] == ["RET110"]


def test_worth_says_what_was_given_away() -> None:
    result = burn(
        entry(hours=50, role="Designer"),
        rates=[{"role": "Designer", "rate": 100}],
        config="[checks]\nhours_a_day = 100",
    )
    worth = result.rows[0].worth
    assert worth.at_rates == 5000
    assert worth.given_away == 1000
    assert worth.effective_rate == 80
    assert worth.realisation == Decimal("0.8")


def test_rates_count_from_their_day_on() -> None:
    rates = [
        {"role": "AE", "rate": 100, "valid_from": "2026-01-01"},
        {"role": "AE", "rate": 120, "valid_from": "2026-07-15"},
    ]
    rows = entry("2026-07-14", 1, role="AE"), entry("2026-07-15", 1, role="AE")
    assert burn(*rows, rates=rates).rows[0].worth.at_rates == 220


def test_roles_with_their_own_overage_rate_share_it_by_their_hours() -> None:
    config = "[checks]\nhours_a_day = 100\n[retainers.Acme]\noverage_rate = 100\n"
    config += "overage_rates = { Designer = 200 }"
    rows = entry(hours=30, role="Designer"), entry(hours=30, role="AE")
    result = burn(*rows, config=config)
    assert result.rows[0].worth.overage_fee == 20 * 150
    lines = {line.name: line.sum for line in explained(result.rows[0], result.calendar)}
    assert "100" not in lines["overage fee"]  # the blended rate is no factor of this sum
    assert "3,000" in lines["overage fee"]


def test_used_up_names_the_day_it_really_was() -> None:
    result = burn(entry("2026-07-06", 20), entry("2026-07-08", 20), entry("2026-07-09", 1))
    pace = result.rows[0].pace(result.calendar)
    assert (pace.exhausted_on, pace.is_exhausted) == (date(2026, 7, 8), True)


def test_what_lies_beyond_the_period_is_never_exhausted() -> None:
    result = burn(entry("2026-07-06", 1), as_of="2026-07-15")
    assert result.rows[0].pace(result.calendar).exhausted_on is None


def test_scheduled_hours_are_shown_apart_from_the_projection() -> None:
    result = burn(entry("2026-07-06", 10), entry("2026-07-20", 24), as_of="2026-07-15")
    assert result.rows[0].pace(result.calendar).scheduled == 34 * 60


@pytest.mark.parametrize(
    ("agency", "month", "days"),
    [
        ('country = "GB"\nregion = "ENG"', "2026-01", 21),
        ('country = "GB"\nregion = "SCT"', "2026-01", 20),  # 2 January is a holiday there
        ('country = "US"', "2028-02", 20),  # 29 days, Presidents' Day
        ('country = "DE"\nregion = "BY"', "2026-06", 21),  # Corpus Christi
        ('country = "DE"\nregion = "BE"', "2026-06", 22),
        ('country = "GB"', "2026-03", 22),  # the month the clocks change
        ('country = "US"\n[calendar]\nclosures = ["2026-12-24..2026-12-31"]', "2026-12", 17),
    ],
)
def test_working_days_are_those_of_country_region_and_closures(
    agency: str, month: str, days: int
) -> None:
    start = f"{month}-01"
    result = burn(retainers=({**ACME, "start": start},), as_of=start, config=f"[agency]\n{agency}")
    assert result.rows[0].pace(result.calendar).days == days


@pytest.mark.parametrize(
    ("cells", "config", "found"),
    [
        ({"scope": "design, copy"}, "", [("RET111", "retainers!E2")]),
        ({"scope": "all services"}, "", []),
        ({}, "", []),
        ({"scope": "design"}, '[retainers."Acme"]\nroles = ["Designer"]', []),
    ],
)
def test_a_scope_in_words_that_the_burn_does_not_use_is_told_at_its_cell(
    cells: dict[str, Any], config: str, found: list[tuple[str, str]]
) -> None:
    result = burn(retainers=({**ACME, **cells},), config=config)
    assert codes(result) == found


NO_FEE = {"client": "Acme", "hours": 40, "start": "2026-07-01"}


@pytest.mark.parametrize(
    ("retainers", "found"),
    [
        ((NO_FEE,), [("RET112", "retainers!2:2")]),
        (
            ({**NO_FEE, "fee": None}, {**NO_FEE, "client": "Bolt", "fee": 500}),
            [("RET112", "retainers!C2")],
        ),
        (({**NO_FEE, "fee": 0},), []),
        (({"client": "Acme", "fee": 4000, "start": "2026-07-01"},), []),
    ],
)
def test_a_retainer_without_a_fee_is_told_at_its_row(
    retainers: tuple[dict[str, Any], ...], found: list[tuple[str, str]]
) -> None:
    result = burn(retainers=retainers)
    assert codes(result) == found


def test_what_is_due_for_a_retainer_without_a_fee_is_unknown_and_not_0() -> None:
    (row,) = burn(entry(rate=100), retainers=(NO_FEE,)).rows
    worth = row.worth
    unknown = (worth.fee, worth.due, worth.given_away, worth.not_billed, worth.effective_rate)
    assert unknown == (None,) * 5
    assert worth.realisation is None
    assert (row.ledger.used, worth.at_rates) == (Decimal(480), Decimal(800))


def test_a_fee_of_0_is_a_fee() -> None:
    (row,) = burn(entry(), retainers=({**NO_FEE, "fee": 0},)).rows
    assert (row.worth.due, row.worth.effective_rate) == (Decimal(0), Decimal(0))


def test_the_arithmetic_of_a_retainer_without_a_fee_has_no_rate_an_hour() -> None:
    result = burn(entry(), retainers=(NO_FEE,))
    lines = {line.name: line.sum for line in explained(result.rows[0], result.calendar)}
    assert "0.00" not in lines["fee"]
    assert not {"due", "given away", "effective rate", "realisation"} & set(lines)


def test_a_period_closes_without_a_fee_as_it_did_before_fees_could_be_unknown() -> None:
    (row,) = burn(entry(), retainers=(NO_FEE,)).rows
    assert closed(row)["due"] == 0


def test_the_arithmetic_never_says_0_for_hours_that_have_no_rate() -> None:
    result = burn(entry())
    lines = {line.name: line.sum for line in explained(result.rows[0], result.calendar)}
    assert result.rows[0].worth.unpriced
    assert "0.00" not in lines["at the rate card"]
    assert "without a rate" not in lines
