from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.errors import ConfigError
from toolkit.retainers.agreement import allotted, calendar_days, spans_of
from toolkit.retainers.agreements import Agreed, agreements_of
from toolkit.retainers.policy import NO_ROLLOVER, Rollover
from toolkit.workdays import Workdays

US = Workdays("US").count


def agreed(*rows: dict[str, Any], config: str = "") -> Agreed:
    settings = parse_config(config) if config else Config()
    return agreements_of(make_tracker(retainers=rows), settings)


def minutes(*rows: dict[str, Any], through: str, config: str = "") -> list[tuple[str, int]]:
    (agreement,) = agreed(*rows, config=config).agreements
    spans = spans_of(agreement, date.fromisoformat(through))
    return [(span.period.label, int(allotted(agreement, span, US))) for span in spans]


ACME = {"client": "Acme", "hours": 40, "start": "2026-07-01"}


def test_cells_stand_above_the_clients_settings_and_those_above_the_agencys() -> None:
    config = """
    [burn.policy]
    deficit = "absorb"
    counts = "billable"
    [retainers.ACME]
    deficit = "carry"
    cycle = "quarter"
    """
    row = {**ACME, "period": "per year", "rollover": "25 % for 3 months"}
    (agreement,) = agreed(row, config=config).agreements
    policy = agreement.terms[0].policy
    assert (policy.cycle, policy.deficit, policy.counts) == ("year", "carry", "billable")
    assert policy.rollover == Rollover(share=Decimal("0.25"), months=3)


@pytest.mark.parametrize(
    ("text", "rollover"),
    [
        ("none", NO_ROLLOVER),
        ("10 h", Rollover(cap=Decimal(600))),
        ("Yes, max 10 hours", Rollover(cap=Decimal(600))),
        ("all for 2 months", Rollover(months=2)),
    ],
)
def test_a_rollover_cell_is_read(text: str, rollover: Rollover) -> None:
    (agreement,) = agreed({**ACME, "rollover": text}).agreements
    assert agreement.terms[0].policy.rollover == rollover


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({**ACME, "rollover": "some"}, "D2"),
        ({**ACME, "rollover": "0.25"}, "D2"),
        ({**ACME, "period": "fortnight"}, "C2"),
        ({**ACME, "adjustments": "2026-07-15 +5"}, "D2"),
        ({**ACME, "pauses": "August"}, "D2"),
        ({**ACME, "end": "2026-06-01"}, "D2"),
        ({"client": "Acme", "hours": 40}, "2:2"),
        ({"client": "Acme", "start": "2026-07-01"}, "2:2"),
    ],
)
def test_a_row_that_cannot_be_burnt_is_a_finding_at_its_cell(
    row: dict[str, Any], cell: str
) -> None:
    result = agreed(row)
    assert [(f.code, f.place.cell) for f in result.findings] == [("RET103", cell)]
    assert not result.agreements


def test_open_terms_end_where_the_next_begin() -> None:
    (agreement,) = agreed(ACME, {**ACME, "hours": 60, "start": "2026-09-01"}).agreements
    assert [t.through for t in agreement.terms] == [date(2026, 8, 31), date.max]


def test_two_retainers_on_the_same_days_are_refused_at_both_cells() -> None:
    ending = {**ACME, "end": "2026-12-31"}
    result = agreed(ending, {**ACME, "start": "2026-10-01"})
    assert [(f.code, f.place.cell) for f in result.findings] == [("RET102", "C2"), ("RET102", "C3")]
    assert result.refused == {"acme"}


def test_retainers_for_different_products_run_side_by_side() -> None:
    result = agreed({**ACME, "products": "Web"}, {**ACME, "products": "Print, Film"})
    assert [a.name for a in result.agreements] == ["Acme (film/print)", "Acme (web)"]
    assert not result.findings


def test_a_retainer_may_live_in_the_configuration_alone() -> None:
    config = '[retainers."Blue Fox"]\nterms = [{ start = 2026-07-01, hours = 10 }]'
    (agreement,) = agreed(config=config).agreements
    assert (agreement.client, agreement.terms[0].hours) == ("Blue Fox", Decimal(10))
    with pytest.raises(ConfigError, match="start"):
        agreed(config="[retainers.Fox]\nterms = [{ hours = 10 }]")


def test_a_first_month_is_prorated_by_working_days() -> None:
    # 16 to 31 July 2026 are 12 of 22 working days in the US: 40 h × 12 / 22 = 1309.09 minutes
    assert minutes({**ACME, "start": "2026-07-16"}, through="2026-08-31") == [
        ("2026-07", 1309),
        ("2026-08", 2400),
    ]


@pytest.mark.parametrize(
    ("proration", "expected"), [("calendar days", 1239), ("full", 2400), ("none", 0)]
)
def test_other_ways_to_prorate(proration: str, expected: int) -> None:
    row = {**ACME, "start": "2026-07-16", "proration": proration}
    assert minutes(row, through="2026-07-31") == [("2026-07", expected)]


def test_terms_that_change_within_a_month_give_their_shares_of_it() -> None:
    # July 2026: 10 working days through the 15th, 12 from the 16th: 40 × 10/22 + 80 × 12/22 h
    rows = ACME, {**ACME, "hours": 80, "start": "2026-07-16"}
    assert minutes(*rows, through="2026-07-31") == [("2026-07", 3709)]
    same = ACME, {**ACME, "start": "2026-07-16"}
    assert minutes(*same, through="2026-07-31") == [("2026-07", 2400)]


def test_a_pause_takes_its_working_days_away() -> None:
    row = {**ACME, "pauses": "2026-07-16..2026-08-31"}
    assert minutes(row, through="2026-09-30") == [
        ("2026-07", 1091),
        ("2026-08", 0),
        ("2026-09", 2400),
    ]


def test_a_retainer_from_the_31st_has_one_day_of_its_first_calendar_month() -> None:
    assert minutes({**ACME, "start": "2026-08-31"}, through="2026-09-01")[0] == ("2026-08", 114)
    anchored = minutes(
        {**ACME, "start": "2026-08-31"},
        through="2026-10-30",
        config='[burn.policy]\nanchor="start"',
    )
    assert anchored == [("2026-08-31..2026-09-29", 2400), ("2026-09-30..2026-10-30", 2400)]


def test_a_change_of_cycle_cuts_the_period() -> None:
    rows = {**ACME, "period": "quarter"}, {**ACME, "period": "month", "start": "2026-09-01"}
    periods = minutes(*rows, through="2026-09-30")
    assert [label for label, _ in periods] == ["2026-Q3", "2026-09"]
    assert periods[0][1] == 1613  # 43 of 64 working days are 1612.5 minutes, rounded half up


def test_a_block_of_hours_is_one_period_that_is_never_prorated() -> None:
    row = {**ACME, "period": "block", "start": "2026-07-16"}
    assert minutes(row, through="2027-03-01") == [("since 2026-07-16", 2400)]


def test_a_period_without_working_days_is_prorated_by_calendar_days() -> None:
    config = '[calendar]\nclosures = ["2026-08-03..2026-08-09"]'
    row = {**ACME, "period": "week", "start": "2026-08-05", "end": "2026-08-09"}
    assert minutes(row, through="2026-08-09", config=config)[0][1] > 0
    (agreement,) = agreed(row).agreements
    (span,) = spans_of(agreement, date(2026, 8, 9))
    assert allotted(agreement, span, lambda _a, _b: 0) == round(2400 * 5 / 7)
    assert calendar_days(*span.period) == 7


def test_adjustments_and_pauses_are_read_from_cells_and_settings() -> None:
    config = """
    [retainers.Acme]
    adjustments = [{ on = 2026-08-10, amount = 2, reason = "late feedback" }]
    pauses = ["2026-12-24..2026-12-31"]
    """
    row = {**ACME, "adjustments": "2026-07: -1.5 h credit; 2026-07-20 +5 goodwill"}
    (agreement,) = agreed(row, config=config).agreements
    assert [(str(a.on), int(a.amount), a.reason) for a in agreement.adjustments] == [
        ("2026-07-01", -90, "credit"),
        ("2026-07-20", 300, "goodwill"),
        ("2026-08-10", 120, "late feedback"),
    ]
    assert agreement.pauses == ((date(2026, 12, 24), date(2026, 12, 31)),)
