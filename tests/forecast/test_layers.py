from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.errors import MissingExtraError
from toolkit.forecast.layers import SCENARIOS, Forecast, exchange_effect, forecast
from toolkit.forecast.streams import Layer
from toolkit.model import Reads, Record, Unread, Why
from toolkit.money import to_minor

AS_OF = date(2026, 6, 12)
SIGNED = {"estimate_signed_on": "2026-05-01", "status": "in progress"}


def made(config: str = "", *, months: int = 6, as_of: date = AS_OF, **kinds: Any) -> Forecast:
    return forecast(make_tracker(**kinds), parse_config(config), as_of, months=months)


def amounts(found: Forecast, scenario: str = "likely") -> list[str]:
    return [str(amount) for amount in found.totals(scenario)]


def test_an_opportunity_is_spread_by_the_day() -> None:
    """Domain, section 6: 5,000 at 20 % over a 31-day month is 32.26 a day."""
    day = {"name": "Pitch", "client": "New", "value": "5000", "probability": "0.2"}
    whole = made(pipeline=[{**day, "start": "2026-07-01", "end": "2026-07-31"}])
    assert amounts(whole)[1] == "1000.00"
    parted = made(pipeline=[{**day, "start": "2026-07-31", "end": "2026-08-30"}])
    assert amounts(parted)[1:3] == ["32.26", "967.74"]


def test_a_retainer_pays_every_month_and_part_of_its_last() -> None:
    found = made(
        retainers=[
            {
                "client": "Harbor",
                "fee": "2200",
                "period": "month",
                "start": "2026-01-01",
                "end": "2026-07-15",
            }
        ]
    )
    # July 2026 has 22 working days in the US, ten of them through the 15th.
    assert amounts(found) == ["2200.00", "1000.00", "0.00", "0.00", "0.00", "0.00"]


def test_a_quarterly_fee_is_paid_in_months_that_tie() -> None:
    found = made(
        retainers=[
            {"client": "Harbor", "fee": "1000", "period": "per quarter", "start": "2026-01-01"}
        ],
        as_of=date(2026, 7, 1),
        months=3,
    )
    assert amounts(found) == ["333.34", "333.33", "333.33"]


def test_a_pause_holds_and_new_terms_end_the_open_ones_before_them() -> None:
    row = {"client": "Harbor", "period": "month"}
    found = made(
        """
        [retainers.harbor]
        pauses = ["2026-07-01..2026-07-31"]
        """,
        retainers=[
            {**row, "fee": "1000", "start": "2026-01-01"},
            {**row, "fee": "1500", "start": "2026-08-01"},
        ],
        months=4,
    )
    assert amounts(found) == ["1000.00", "0.00", "1500.00", "1500.00"]
    assert [(stream.amount, stream.place.cell) for stream in found.streams] == [
        (Decimal(1000), "B2"),
        (Decimal(3000), "B3"),
    ]


def test_a_turn_counted_from_the_first_day_is_earned_over_its_own_days() -> None:
    found = made(
        '[retainers.harbor]\nanchor = "start"',
        retainers=[{"client": "Harbor", "fee": "3100", "period": "month", "start": "2026-05-15"}],
        as_of=date(2026, 6, 1),
        months=2,
    )
    # 15 May to 14 June has 31 days, 14 of them in June; 15 June to 14 July 30, 16 of them in June.
    assert amounts(found)[0] == str(Decimal("1400.00") + Decimal("1653.33"))


def test_a_quarter_that_begins_late_pays_what_the_burn_has() -> None:
    found = made(
        retainers=[{"client": "H", "fee": "6300", "period": "quarter", "start": "2026-08-17"}],
        as_of=date(2026, 7, 1),
        months=4,
    )
    # The third quarter of 2026 has 64 working days in the US, 32 of them from 17 August on, 11 of
    # them in August.
    assert amounts(found)[:3] == ["0.00", "1082.81", "2067.19"]
    assert amounts(found)[3] == "2100.00"


def test_a_fee_to_date_is_earned_by_month_until_its_end() -> None:
    row = {"client": "H", "fee": "300", "period": "project", "start": "2026-06-01"}
    found = made(retainers=[{**row, "end": "2026-08-31"}], months=4)
    # 64 working days, 21 of them in June: 3 July and 19 June are holidays in the US.
    assert amounts(found) == ["98.44", "103.12", "98.44", "0.00"]
    assert amounts(made(retainers=[row], as_of=date(2026, 6, 1)))[:2] == ["300.00", "0.00"]


def test_retainers_that_the_burn_refuses_are_listed_and_not_counted() -> None:
    row = {"client": "H", "fee": "300", "period": "month", "start": "2026-06-01"}
    twice = made(retainers=[row, row])
    assert twice.total("high") == 0
    assert [u.place.cell for u in twice.unplaced] == ["D2", "D3"]
    odd = made(retainers=[{**row, "period": "fortnight"}, {"client": "K", "fee": "1"}])
    assert {u.client for u in odd.unplaced} == {"H", "K"}


def test_a_retainer_without_a_fee_is_listed_and_never_counted_as_0_in_silence() -> None:
    row = {"client": "H", "hours": "40", "period": "month", "start": "2026-06-01"}
    assert [(u.client, u.place.row) for u in made(retainers=[row]).unplaced] == [("H", 2)]
    assert not made(retainers=[{**row, "fee": "0"}]).unplaced
    assert not made(retainers=[{**row, "end": "2026-06-02"}], as_of=date(2026, 8, 1)).unplaced


def test_retainer_months_are_cut_by_the_day_into_fiscal_weeks() -> None:
    """Domain, section 6: retainer months stay calendar months, spread by day, bucketed again."""
    row = {"client": "Harbor", "fee": "3100", "period": "month", "start": "2026-01-01"}
    found = made('[forecast]\nweeks = "4-4-5"', retainers=[row], as_of=date(2026, 1, 5), months=2)
    # 28 December to 24 January has 24 of 31 days; to 21 February 7 more, and 21 of 28.
    assert [str(period.through) for period in found.periods] == ["2026-01-24", "2026-02-21"]
    assert amounts(found) == ["2400.00", "3025.00"]


def test_a_retainer_may_stand_in_the_configuration_alone() -> None:
    found = made(
        """
        [[retainers.Harbor.terms]]
        start = 2026-01-01
        fee = 900
        [[retainers.Harbor.terms]]
        start = 2026-08-01
        fee = 1200
        """,
        months=3,
    )
    assert amounts(found) == ["900.00", "900.00", "1200.00"]
    assert str(found.streams[0].place) == "agency.toml retainers.Harbor"


def test_a_signed_estimate_brings_its_remainder_over_working_days() -> None:
    found = made(
        jobs=[
            {
                "number": "J-1",
                "client": "Harbor",
                "estimate": "1000",
                "percent_complete": "0.25",
                "due": "2026-07-31",
                **SIGNED,
            }
        ]
    )
    # 12 to 30 June holds 12 working days (19 June is a holiday), July 22.
    assert amounts(found)[:2] == ["264.71", "485.29"]
    assert found.streams[0].layer is Layer.COMMITTED
    assert found.streams[0].done == 250


def test_nothing_unsigned_is_committed() -> None:
    found = made(
        jobs=[{"number": "J-1", "client": "Harbor", "estimate": "1000", "due": "2026-06-30"}]
    )
    assert amounts(found, "low")[0] == "0.00"
    assert amounts(found, "likely")[0] == "800.00"
    assert amounts(found, "high")[0] == "1000.00"


@pytest.mark.parametrize("basis", ["recognised", "billed"])
@pytest.mark.parametrize(
    ("row", "likely"),
    [
        ({"percent_complete": "0.5", "billed": "5000"}, 4000),
        ({"billed": "10000"}, 0),
        ({"billed": "2500"}, 6000),
        ({"billed": "12000"}, 0),
        ({}, 8000),
    ],
)
def test_what_unsigned_work_has_done_or_billed_is_not_forecast_again(
    basis: str, row: dict[str, str], likely: int
) -> None:
    job = {"number": "A-1", "estimate": "10000", "status": "in progress", "due": "2026-07-31"}
    found = made(f'[forecast]\nbasis = "{basis}"', jobs=[{**job, **row}])
    assert found.total() == likely
    assert found.total("high") == Decimal(likely) / Decimal("0.8")
    assert found.total("low") == 0
    assert sum(stream.done or 0 for stream in found.streams) == (
        int(row.get("billed", 0)) if basis == "billed" else min(int(row.get("billed", 0)), 10000)
    )


def test_amounts_that_cannot_be_read_are_listed_with_their_cells() -> None:
    row: dict[str, Any] = {"status": "in progress", "due": "2026-07-31"}
    rows = [
        {**row, "number": "A-1", "estimate": None},
        {**row, "number": "A-2", "estimate": "10"},
        {**row, "number": "A-3", "estimate": None},
        {**row, "number": "A-4", "estimate": None, "status": "cancelled"},
        {**row, "number": "A-5", "estimate": None, "status": "closed"},
    ]
    deals = [
        {"name": "Pitch", "stage": "proposal", "value": None},
        {"name": "Gone", "stage": "lost", "value": None},
    ]
    tracker = make_tracker(
        jobs=rows, pipeline=deals, change_orders=[{"job": "A-2", "fee_delta": None}]
    )
    cells: list[tuple[Record, str]] = [
        *((job, "estimate") for job in (tracker.jobs[0], *tracker.jobs[3:])),
        *((deal, "value") for deal in tracker.pipeline),
        (tracker.change_orders[0], "fee_delta"),
    ]
    unread = tuple(
        Unread(record, name, Reads.MONEY, "30 TEUR", Why.UNREADABLE, "") for record, name in cells
    )
    found = forecast(replace(tracker, unread=unread), parse_config(""), AS_OF, months=6)
    assert [(str(u.place.reference), u.job, "30 TEUR" in u.reason) for u in found.unplaced] == [
        ("jobs!D2", "A-1", True),
        ("jobs!D4", "A-3", False),
        ("change_orders!B2", "A-2", True),
        ("pipeline!C2", "Pitch", True),
    ]


def test_a_blank_amount_beside_orders_or_without_a_column_is_not_missed() -> None:
    job = {"number": "A-1", "status": "in progress", "due": "2026-07-31"}
    assert not made(jobs=[job]).unplaced
    order = {"job": "A-1", "fee_delta": "500"}
    assert not made(jobs=[{**job, "estimate": None}], change_orders=[order]).unplaced


def test_what_is_billed_beyond_the_signed_is_taken_from_the_unsigned_orders() -> None:
    job = {**SIGNED, "number": "A-1", "estimate": "1000", "billed": "1300", "due": "2026-07-31"}
    found = made(jobs=[job], change_orders=[{"job": "A-1", "fee_delta": "500"}])
    assert found.total("high") == 200


def test_signed_change_orders_commit_and_unsigned_ones_wait() -> None:
    found = made(
        jobs=[
            {"number": 42, "client": "Harbor", "estimate": "1000", "due": "2026-06-30", **SIGNED}
        ],
        change_orders=[
            {"number": "C-1", "job": 42, "fee_delta": "500", "signed_on": "2026-06-01"},
            {"number": "C-2", "job": 42.0, "fee_delta": "300"},
            {"number": "C-3", "job": 42, "fee_delta": "70", "signed_on": "2026-08-01"},
        ],
    )
    assert amounts(found, "low")[0] == "1500.00"
    assert amounts(found, "high")[0] == "1870.00"


def test_a_change_order_counts_once_and_never_without_its_job() -> None:
    job = {"number": 42, "client": "H", "estimate": "100", "due": "2026-06-30", **SIGNED}
    order = {"number": "C-1", "fee_delta": "50", "signed_on": "2026-06-01"}
    found = made(
        jobs=[{**job, "name": "Phase 1"}, {**job, "name": "Phase 2"}],
        change_orders=[{**order, "job": 42}, {**order, "job": 43}, {**order, "job": None}],
    )
    assert amounts(found, "low")[0] == "250.00"
    assert [(u.place.cell, u.amount) for u in found.unplaced] == [
        ("B3", Decimal(50)),
        ("B4", Decimal(50)),
    ]


def test_a_row_that_repeats_a_job_is_listed_and_not_counted_again() -> None:
    job = {"number": 42, "client": "H", "estimate": "100", "due": "2026-06-30", **SIGNED}
    found = made(jobs=[job, {**job, "client": "h "}, {**job, "estimate": "70"}])
    assert amounts(found)[0] == "170.00"
    assert [(u.place.cell, u.amount) for u in found.unplaced] == [("E3", Decimal(100))]


def test_an_invoice_in_another_currency_is_not_taken_from_the_job() -> None:
    job = {"number": 42, "client": "H", "estimate": "100", "due": "2026-06-30", **SIGNED}
    bill = {"job": 42, "client": "H", "amount": "30", "issued": "2026-06-01"}
    found = made(jobs=[job], invoices=[bill, {**bill, "currency": "EUR", "amount": "40"}])
    assert amounts(found)[0] == "70.00"
    assert [(u.place.cell, u.amount) for u in found.unplaced] == [("E3", Decimal(40))]


def test_what_was_signed_later_than_the_day_moves_no_due_date() -> None:
    job = {"number": 1, "client": "H", "estimate": "100", "due": "2026-06-30", **SIGNED}
    order = {"job": 1, "new_due": "2026-08-31", "signed_on": "2026-07-01"}
    assert amounts(made(jobs=[job], change_orders=[order]))[0] == "100.00"
    signed = made(jobs=[job], change_orders=[{**order, "signed_on": "2026-06-01"}])
    assert 0 < signed.totals()[0] < 100


def test_a_signed_estimate_among_the_documents_counts() -> None:
    job = {"number": "J-1", "client": "Harbor", "estimate": "1000", "due": "2026-06-30"}
    paper = {"job": "J-1", "kind": "Estimate v2", "signed_on": "2026-06-02"}
    assert amounts(made(jobs=[job], documents=[paper]), "low")[0] == "1000.00"


def test_a_job_without_a_due_date_is_listed_and_not_guessed() -> None:
    found = made(jobs=[{"number": "J-1", "client": "Harbor", "estimate": "1000", **SIGNED}])
    assert found.total("high") == 0
    assert [(u.place.cell, u.amount) for u in found.unplaced] == [("2:2", Decimal(1000))]


def test_an_overdue_job_is_earned_in_the_rest_of_its_period() -> None:
    found = made(
        jobs=[{"number": "J-1", "client": "H", "estimate": "1000", "due": "2026-06-01", **SIGNED}]
    )
    assert amounts(found)[0] == "1000.00"


def test_closed_and_cancelled_jobs_bring_nothing_more() -> None:
    jobs = [
        {**SIGNED, "number": n, "client": "H", "estimate": "1", "due": "2026-07-01", "status": s}
        for n, s in enumerate(["closed", "cancelled", "billed"])
    ]
    found = made(jobs=jobs)
    assert found.total("high") == 0
    assert [stream.done for stream in found.streams] == [1, 1]


def test_finished_work_waits_for_its_bill_on_the_billed_basis() -> None:
    job = {
        **SIGNED,
        "number": 1,
        "client": "H",
        "estimate": "100",
        "billed": "40",
        "due": "2026-06-01",
        "status": "ready to bill",
    }
    assert made(jobs=[job]).total("high") == 0
    assert amounts(made('[forecast]\nbasis = "billed"', jobs=[job]))[0] == "60.00"


def test_invoices_and_fees_to_come_do_not_count_twice_on_the_billed_basis() -> None:
    kinds: dict[str, Any] = {
        "retainers": [{"client": "H", "fee": "100", "period": "month", "start": "2026-01-01"}],
        "invoices": [{"number": 1, "client": "H", "issued": "2026-06-01", "amount": "100"}],
    }
    found = made('[forecast]\nbasis = "billed"', **kinds, months=3)
    assert amounts(found) == ["100.00"] * 3
    late = made('[forecast]\nbasis = "billed"\nretainers_billed = "last day"', **kinds, months=2)
    assert amounts(late) == ["200.00", "100.00"]


def test_work_may_be_earned_by_milestones() -> None:
    found = made(
        '[forecast]\nspread = "milestones"',
        jobs=[{"number": 1, "client": "H", "estimate": "100", "due": "2026-08-31", **SIGNED}],
        milestones=[
            {"job": 1, "name": "Draft", "due": "2026-05-30"},
            {"job": 1, "name": "Final", "due": "2026-07-10"},
            {"job": 1, "name": "Launch", "due": "2026-08-10"},
            {"job": 1, "name": "Kick-off", "due": "2026-05-01", "done_on": "2026-05-01"},
        ],
    )
    assert amounts(found)[:3] == ["33.34", "33.33", "33.33"]


def test_work_may_be_earned_along_a_curve() -> None:
    found = made(
        '[forecast]\nspread = "curve"\ncurve = [1, 3]',
        as_of=date(2026, 7, 1),
        jobs=[{"number": 1, "client": "H", "estimate": "100", "due": "2026-08-31", **SIGNED}],
    )
    # 43 working days, the first 21 of them through 30 July.
    assert amounts(found)[0] == "28.41"
    assert found.total() == 100


def test_a_curve_of_more_slices_than_days_still_ties() -> None:
    found = made(
        '[forecast]\nspread = "curve"\ncurve = [1, 1, 1, 1, 1]',
        jobs=[{"number": 1, "client": "H", "estimate": "100", "due": "2026-06-15", **SIGNED}],
    )
    assert found.total() == 100


def test_each_opportunity_is_won_or_lost_in_the_binary_scenario() -> None:
    row = {"client": "N", "start": "2026-07-01", "value": "100"}
    found = made(
        pipeline=[
            {**row, "name": "a", "probability": "0.6"},
            {**row, "name": "b", "probability": "0.4"},
            {**row, "name": "c", "stage": "Won"},
            {**row, "name": "d", "stage": "Lost"},
            {**row, "name": "e", "stage": "Proposal"},
        ]
    )
    assert amounts(found, "won or lost")[1] == "200.00"
    assert amounts(found, "likely")[1] == "240.00"
    assert amounts(found, "high")[1] == "400.00"


def test_an_opportunity_nobody_can_weigh_is_listed() -> None:
    found = made(
        pipeline=[
            {"name": "a", "client": "N", "value": "1", "start": "2026-07-01", "stage": "maybe"},
            {"name": "b", "client": "N", "value": "1", "probability": "0.5"},
        ]
    )
    assert [u.job for u in found.unplaced] == ["a", "b"]


def test_a_probability_beyond_all_is_listed_and_not_taken_for_its_stages() -> None:
    row = {"name": "a", "client": "N", "value": "1", "start": "2026-07-01", "stage": "Pitch"}
    found = made(pipeline=[{**row, "probability": "60"}])
    assert found.total() == 0
    assert [u.place.cell for u in found.unplaced] == ["E2"]


def test_what_was_won_and_is_a_job_now_is_counted_once() -> None:
    won = {"name": "Launch", "client": "N", "value": "100", "start": "2026-07-01", "stage": "Won"}
    job = {"number": 1, "name": "launch", "client": "n", "estimate": "100", "due": "2026-07-31"}
    found = made(pipeline=[won, {**won, "name": "Other"}], jobs=[{**job, **SIGNED}])
    assert found.total("high") == 200
    assert [u.job for u in found.unplaced] == ["Launch"]


def test_currencies_are_converted_at_the_budget_rate_and_the_effect_stands_apart() -> None:
    rows = [
        {"client": "H", "fee": "1000", "period": "month", "start": "2026-01-01", "currency": "EUR"},
        {"client": "K", "fee": "10", "period": "month", "start": "2026-01-01", "currency": "KWD"},
    ]
    found = made("[forecast]\nrates = { EUR = 1.10 }", retainers=rows, months=2)
    assert amounts(found) == ["1100.00", "1100.00"]
    assert [(u.client, u.currency) for u in found.unplaced] == [("K", "KWD")]
    assert exchange_effect(found, {"EUR": Decimal("1.15")}) == [Decimal(50), Decimal(50)]
    assert exchange_effect(found, {}) == [0, 0]


def test_every_figure_traces_to_its_cells() -> None:
    found = made(
        jobs=[{"number": 1, "client": "Harbor", "estimate": "100", "due": "2026-06-30", **SIGNED}],
        retainers=[{"client": "harbor ", "fee": "50", "period": "month", "start": "2026-01-01"}],
    )
    client = found.streams[0].client
    traced = found.trace(client, 0)
    assert sum(amount for _, amount in traced) == found.totals()[0]
    assert [str(place) for stream, _ in traced for place in stream.places] == [
        "agency.xlsx retainers!B2",
        "agency.xlsx retainers!C2",
        "agency.xlsx retainers!D2",
        "agency.xlsx jobs!E2",
        "agency.xlsx jobs!F2",
        "agency.xlsx jobs!C2",
        "agency.xlsx jobs!D2",
    ]


def test_an_agency_without_rows_has_an_empty_forecast() -> None:
    found = made()
    assert found.totals() == [Decimal("0.00")] * 6
    assert found.by("client") == {}


def test_without_pandas_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda n: None if n == "pandas" else find(n))
    with pytest.raises(MissingExtraError, match=r"\[forecast\]"):
        made()


def test_layers_add_up_to_the_high_scenario() -> None:
    found = made(
        jobs=[
            {"number": 1, "client": "H", "estimate": "100", "due": "2026-06-30", **SIGNED},
            {"number": 2, "client": "H", "estimate": "10", "due": "2026-06-30"},
        ],
        pipeline=[
            {"name": "a", "client": "H", "value": "1", "start": "2026-06-20", "probability": "0.5"}
        ],
    )
    layers = {key: row[0] for (key,), row in found.by("layer", scenario="high").items()}
    assert layers == {"committed": 100, "expected": 10, "weighted": 1}


MONEY = st.decimals(-(10**7), 10**9, places=4)
DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))
CURRENCY = st.sampled_from(["USD", "EUR", "JPY", "KWD"])


@st.composite
def job_row(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "number": draw(st.integers(1, 9)),
        "client": draw(st.sampled_from(["Harbor", "harbor", "Acme"])),
        "estimate": draw(MONEY),
        "estimate_signed_on": draw(st.sampled_from(["2026-05-01", None])),
        "percent_complete": draw(st.decimals(0, 1, places=3)),
        "started": draw(st.none() | DAYS),
        "due": draw(DAYS),
        "currency": draw(CURRENCY),
    }


@st.composite
def deal_row(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(DAYS)
    return {
        "name": "deal",
        "client": "New",
        "value": draw(MONEY),
        "probability": draw(st.decimals(0, 1, places=3)),
        "start": start,
        "end": start + timedelta(days=draw(st.integers(0, 500))),
        "currency": draw(CURRENCY),
    }


@st.composite
def fee_row(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "client": draw(st.sampled_from(["Harbor", "Acme"])),
        "fee": draw(st.decimals(0, 10**6, places=3)),
        "period": draw(st.sampled_from(["week", "month", "quarter", "year"])),
        "start": draw(DAYS),
        "currency": draw(CURRENCY),
    }


@st.composite
def configs(draw: st.DrawFn) -> Config:
    weeks = draw(st.sampled_from(["", "4-4-5", "4-5-4", "5-4-4"]))
    return parse_config(f"""
        [forecast]
        weeks = "{weeks}"
        fiscal_start = {draw(st.integers(1, 12))}
        basis = "{draw(st.sampled_from(["recognised", "billed"]))}"
        spread = "{draw(st.sampled_from(["working days", "curve"]))}"
        curve = [1, 2.5, 0.3]
        rates = {{ EUR = 1.0837, JPY = 0.00671, KWD = 3.2514 }}
    """)


@given(
    configs(),
    st.lists(job_row(), max_size=5),
    st.lists(deal_row(), max_size=4),
    st.lists(fee_row(), max_size=3),
)
@settings(max_examples=30 * SCALE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_groups_and_totals_tie_to_the_minor_unit(
    config: Config, jobs: list[Any], pipeline: list[Any], retainers: list[Any]
) -> None:
    tracker = make_tracker(jobs=jobs, pipeline=pipeline, retainers=retainers)
    found = forecast(tracker, config, AS_OF, months=8)
    sums = found.cells.groupby("stream")[["full", "likely", "home_full"]].sum()
    for number, stream in enumerate(found.streams):
        full, likely, home = sums.loc[number] if number in sums.index else (0, 0, 0)
        assert full == to_minor(stream.amount, stream.currency)
        assert likely == to_minor(stream.amount * stream.probability, stream.currency)
        assert home == to_minor(stream.amount * found.rates[stream.currency], "USD")
    for scenario in SCENARIOS:
        totals = found.totals(scenario)
        for names in (("client",), ("client", "job"), ("layer",), ("client", "line", "currency")):
            groups = found.by(*names, scenario=scenario).values()
            assert [sum(column) for column in zip(*groups, strict=True)] in ([], totals)
