from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.trackers import make_tracker
from toolkit.config import Config
from toolkit.model import Tracker
from toolkit.retainers import Burn, burn_of
from toolkit.retainers.overservice import over_services
from toolkit.retainers.products import product_recaps
from toolkit.retainers.profit import client_profits
from toolkit.retainers.recap import recap_of
from toolkit.retainers.risks import write_off_risks
from toolkit.retainers.utilisation import utilisations

AS_OF = date(2026, 6, 30)
HALF_YEAR = date(2026, 1, 1), AS_OF


def made(**kinds: Any) -> tuple[Tracker, Burn]:
    kinds.setdefault("accounts", [{"client": "Acme", "pass_through": 3650, "currency": "USD"}])
    kinds.setdefault("rates", [{"role": "AE", "rate": 100, "cost_rate": 40}])
    tracker = make_tracker(**kinds)
    return tracker, burn_of(tracker, Config(), AS_OF)


def entry(hours: float, **more: Any) -> dict[str, Any]:
    return {"date": "2026-03-02", "client": "Acme", "hours": hours, "role": "AE", **more}


def test_profit_is_revenue_less_what_passes_through_less_hours_at_cost() -> None:
    tracker, burn = made(
        hours=[entry(10)],
        actuals=[
            {"client": "Acme", "month": "2026-02-01", "amount": 5000},
            {"client": "Acme", "month": "2025-12-01", "amount": 9999},
            {"client": "Acme", "month": "2026-02-01", "amount": 7777, "currency": "EUR"},
        ],
    )
    (found,) = client_profits(tracker, burn, *HALF_YEAR)
    assert (found.revenue, found.revenue_from) == (Decimal(5000), "actuals")
    assert found.pass_through == Decimal(1810)  # 3,650 a year, 181 of 365 days
    assert found.cost == Decimal(400)
    assert found.profit == Decimal(2790)
    assert found.margin == Decimal("0.8746")


def test_revenue_comes_from_invoices_then_from_retainers_where_there_are_no_actuals() -> None:
    invoices = [{"client": "Acme", "issued": "2026-01-05", "amount": 1200}]
    tracker, burn = made(hours=[], invoices=invoices)
    assert client_profits(tracker, burn, *HALF_YEAR)[0].revenue == 1200
    retainers = [{"client": "Acme", "hours": 10, "fee": 700, "start": "2026-05-01"}]
    tracker, burn = made(hours=[], retainers=retainers)
    assert client_profits(tracker, burn, *HALF_YEAR)[0].revenue == 1400


def test_hours_without_a_cost_rate_are_told() -> None:
    tracker, burn = made(hours=[entry(2, role="Intern")])
    (found,) = client_profits(tracker, burn, *HALF_YEAR)
    assert (found.cost, found.uncosted) == (Decimal(0), Decimal(120))
    assert found.margin is None


def test_a_recap_says_that_fees_of_the_running_period_count_whole_and_who_was_refused() -> None:
    running = {"client": "Acme", "hours": 10, "fee": 700, "start": "2026-05-01"}
    twice = {**running, "client": "Zig"}
    tracker, burn = made(hours=[], retainers=[running])
    assert not any(on.startswith("The rest") for on in missing(tracker, burn, AS_OF))
    tracker = make_tracker(hours=[], retainers=[running, twice, twice])
    early = burn_of(tracker, Config(), date(2026, 6, 15))
    told = missing(tracker, early, date(2026, 6, 15))
    assert any("2026-06-15" in one for one in told)
    assert any("Zig" in one for one in told)


def missing(tracker: Tracker, burn: Burn, through: date) -> tuple[str, ...]:
    return recap_of(tracker, burn, Config(), HALF_YEAR[0], through).missing


def test_products_gather_their_jobs_budgets_bills_and_hours() -> None:
    jobs = [
        {"number": "A-1", "client": "Acme", "product": "Web", "estimate": 1000, "billed": 400},
        {"number": "A-2", "client": "Acme", "product": "web ", "budget": 500, "estimate": 450},
        {"number": "A-3", "client": "Acme", "product": "Web", "budget": 9, "status": "cancelled"},
    ]
    tracker, burn = made(jobs=jobs, hours=[entry(2, job="A-1"), entry(1, job="A-2")])
    (found,) = product_recaps(tracker, burn, *HALF_YEAR)
    assert (found.jobs, found.budget, found.billed) == (2, Decimal(1500), Decimal(400))
    assert (found.minutes, found.at_rates) == (Decimal(180), Decimal(300))


def test_utilisation_counts_only_the_days_a_person_was_there() -> None:
    people = [
        {"name": "Ann", "left_on": "2026-01-12"},
        {"name": "Ben", "out_from": "2026-01-05", "out_through": "2026-01-09"},
    ]
    hours = [
        entry(28, date="2026-01-02", person="Ann", billable=True),
        entry(4, date="2026-01-02", person=("Ann", "Ben"), billable=False),
    ]
    tracker = make_tracker(people=people, hours=hours, retainers=[])
    config = Config()
    burn = burn_of(tracker, config, AS_OF)
    week = date(2026, 1, 1), date(2026, 1, 16)
    ann, ben = utilisations(tracker, burn, config, *week)
    # 2 January and 5 to 9 January: six working days before she left; 28 h in a row are too many
    assert [ann.capacity, ann.minutes, ann.billable] == [6 * 480, 120, 0]
    assert [ben.capacity, ben.minutes, ben.share] == [6 * 480, 120, 0]


def test_the_register_holds_hours_nobody_bills_and_invoices_nobody_pays() -> None:
    tracker, burn = made(
        hours=[entry(15, date="2026-06-02")],
        retainers=[
            {
                "client": "Acme",
                "hours": 10,
                "fee": 700,
                "start": "2026-06-01",
                "deficit": "absorb",
                "overage_rate": 120,
            }
        ],
        invoices=[
            {"number": "I-1", "client": "Acme", "due": "2026-04-01", "amount": 500},
            {"number": "I-2", "client": "Acme", "due": "2026-03-31", "amount": 900, "paid": 100},
            {
                "number": "I-3",
                "client": "Acme",
                "due": "2026-06-30",
                "amount": 50,
                "disputed": True,
            },
            {"number": "I-4", "client": "Acme", "due": "2026-01-01", "amount": 5, "paid": 5},
        ],
    )
    found = write_off_risks(tracker, burn)
    assert [(int(risk.amount), risk.place.reference) for risk in found] == [
        (800, "invoices!D3"),
        (600, "retainers!D2"),
        (50, "invoices!D4"),
    ]


def over_serviced(*hours: float) -> Any:
    retainers = [{"client": "Acme", "hours": 10, "start": "2026-01-01"}]
    entries = [entry(h, date=f"2026-0{m}-05") for m, h in enumerate(hours, start=1)]
    _, burn = made(hours=entries, retainers=retainers)
    return over_services(burn)


def test_over_servicing_is_what_was_used_beyond_the_allotments_of_life_and_of_three_periods() -> (
    None
):
    (found,) = over_serviced(10, 10, 10, 8, 14, 11)
    assert (found.life.periods, found.trailing.periods) == (6, 3)
    assert (found.life.beyond, found.life.value) == (3 * 60, Decimal(300))
    assert (found.trailing.beyond, found.trailing.value) == (3 * 60, Decimal(300))


def test_less_than_was_agreed_is_below_nought_and_the_running_period_is_left_out() -> None:
    retainers = [{"client": "Acme", "hours": 10, "start": "2026-05-01"}]
    hours = [entry(4, date="2026-05-05"), entry(20, date="2026-06-05")]
    tracker = make_tracker(retainers=retainers, hours=hours, rates=[{"role": "AE", "rate": 100}])
    (found,) = over_services(burn_of(tracker, Config(), date(2026, 6, 29)))
    assert (found.life.periods, found.life.beyond) == (1, Decimal(-6 * 60))
    assert found.life.value == Decimal(-600)


def test_hours_without_a_job_are_of_no_product_though_a_job_lacks_its_number() -> None:
    tracker, burn = made(jobs=[{"client": "Acme", "product": "Web"}], hours=[entry(2)])
    (found,) = product_recaps(tracker, burn, *HALF_YEAR)
    assert found.minutes == 0
