"""What a contact report says, and what it names as missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.reports.samples import CONFIG, MEETING, NOW, contact_sample, sample_tracker
from tests.trackers import make_tracker
from toolkit.errors import ToolkitError
from toolkit.reports import ContactView, contact_view
from toolkit.reports.views import Attendee, BudgetLine, NextStep, NumberedPoint, Recipients


def cells(view: ContactView) -> list[str]:
    return [gap.place.cell for gap in view.missing]


def test_a_complete_meeting_has_an_empty_margin() -> None:
    view = contact_sample()
    assert view.missing == ()
    assert not view.has_notes


def test_a_lettered_section_for_each_job_and_the_rest_last() -> None:
    view = contact_sample(
        topics="Brand manager starts in January\n0042: Menu is late\nMHB-1042: Route B was shown",
        decisions="mhb-1042: Route B goes ahead",
    )
    assert [(s.letter, s.job, s.name) for s in view.sections] == [
        ("A", "0042", "Spa menu"),
        ("B", "MHB-1042", "Spring campaign"),
        ("C", "", "General"),
    ]
    assert view.sections[1].points == (
        NumberedPoint("1.", "Route B was shown", ""),
        NumberedPoint("2.", "Route B goes ahead", "Decision"),
    )


def test_a_topic_that_was_decided_is_one_point() -> None:
    view = contact_sample(topics="MHB-1042: Route B", decisions="MHB-1042: route b")
    assert view.sections[0].points == (NumberedPoint("1.", "route b", "Decision"),)


def test_after_z_comes_aa() -> None:
    view = contact_sample(topics="\n".join(f"J-{n}: said" for n in range(28)), decisions=None)
    assert [s.letter for s in view.sections[25:]] == ["Z", "AA", "AB"]


def test_who_was_there_is_named_in_full_with_their_role() -> None:
    view = contact_sample()
    assert view.client_present == (Attendee("Sam Marlow", "Marketing director"),)
    assert view.agency_present == (Attendee("Dana Reyes", "Account executive"),)


def test_budget_and_next_steps_name_job_and_letter() -> None:
    view = contact_sample()
    assert view.budget == (BudgetLine("MHB-1042 (A)", "A 15-second cut is to be estimated."),)
    assert view.steps == (
        NextStep("MHB-1042 (A)", "Send revised layout", "Dana Reyes", "24 Nov 2026"),
    )


def test_the_distribution_list_names_each_person_once() -> None:
    assert contact_sample().distribution == (
        Recipients("Attended for the client", "Sam Marlow"),
        Recipients("Attended for the agency", "Dana Reyes"),
        Recipients("Department heads", "Ola Berg"),
        Recipients("Creative team", "Mia Chen"),
    )


def test_an_internal_meeting_goes_to_nobody_of_the_client() -> None:
    view = contact_sample(kind="Internal planning")
    assert "Sam Marlow" not in repr(view.distribution)
    assert view.closing == ()
    assert cells(view) == ["G2"]  # the client is named present, all the same


def test_an_internal_meeting_without_the_client_is_complete() -> None:
    assert contact_sample(kind="Internal planning", client_present=[]).missing == ()


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"client": None}, "B2"),
        ({"held_at": None, "ends_at": None}, "C2"),
        ({"ends_at": None}, "D2"),
        ({"kind": None}, "E2"),
        ({"place_held": None}, "F2"),
        ({"client_present": []}, "G2"),
        ({"agency_present": []}, "H2"),
        ({"client_present": ["New Person"]}, "G2"),
        ({"agency_present": ["XY"]}, "H2"),
        ({"topics": None, "decisions": None}, "I2"),
        ({"topics": "NO-1: What is this?"}, "I2"),
        ({"next_steps": None}, "L2"),
        ({"next_steps": "Send layout — Dana Reyes"}, "L2"),
        ({"next_steps": "Send layout — 24 Nov"}, "L2"),
    ],
)
def test_a_missing_piece_is_named_at_its_cell(row: dict[str, Any], cell: str) -> None:
    lists: dict[str, Any] = {
        "people": [{"name": "Dana Reyes", "initials": "DR"}],
        "contacts": [{"name": "Sam Marlow", "client": MEETING["client"]}],
        "jobs": [{"number": "MHB-1042", "client": MEETING["client"]}],
    }
    if "client" in row:  # whose contacts and jobs they are cannot be known then
        lists = {"people": lists["people"]}
    made = make_tracker(meetings=[{**MEETING, **row}], **lists)
    view = contact_view(made, CONFIG, 27, NOW)
    assert cells(view) == [cell]
    assert view.has_notes


def test_a_step_without_who_and_when_shows_dashes() -> None:
    view = contact_sample(next_steps="Send layout")
    assert view.steps == (NextStep("", "Send layout", "—", "—"),)
    assert len(view.margin.steps) == 1


def test_another_clients_job_is_not_named() -> None:
    made = make_tracker(
        meetings=[{**MEETING, "topics": "B-1: Secret?", "decisions": None}],
        jobs=[{"number": "B-1", "name": "Their launch", "client": "Bell"}],
    )
    assert "Their launch" not in repr(contact_view(made, CONFIG, 27, NOW))


def test_the_deadline_is_48_hours_after_the_end() -> None:
    assert contact_sample().deadline == "Sat 21 Nov 2026, 11:30 EST"


@pytest.mark.parametrize(
    ("now", "sent", "late"),
    [
        (datetime(2026, 11, 21, 16, 29, tzinfo=UTC), None, False),
        (datetime(2026, 11, 21, 16, 31, tzinfo=UTC), None, True),
        (datetime(2026, 12, 1, tzinfo=UTC), "2026-11-20T09:00", False),
    ],
)
def test_a_report_is_late_when_it_was_not_sent_in_time(
    now: datetime, sent: str | None, late: bool
) -> None:
    made = sample_tracker(report_sent_at=sent)
    assert contact_view(made, CONFIG, 27, now).is_late is late


def test_silence_is_acceptance_only_where_the_agency_says_so_and_never_for_money() -> None:
    silent = contact_sample().closing
    assert "16 working hours" in silent[0]
    assert "money" in silent[1]
    off = replace(CONFIG, contact=replace(CONFIG.contact, silence_is_acceptance_hours=0))
    assert contact_view(sample_tracker(), off, 27, NOW).closing == ()


def test_an_objection_is_said_instead() -> None:
    (line,) = contact_sample(objection_at="2026-11-20T15:00").closing
    assert "20 Nov 2026" in line


@pytest.mark.parametrize("number", [27, "27", " 27 "])
def test_a_number_is_found_as_text_or_number(number: int | str) -> None:
    assert contact_view(sample_tracker(), CONFIG, number, NOW).number == "27"


def test_an_unknown_number_is_answered_with_the_known() -> None:
    with pytest.raises(ToolkitError, match="27"):
        contact_view(sample_tracker(), CONFIG, 99, NOW)


def test_without_a_meeting_log_it_says_so() -> None:
    with pytest.raises(ToolkitError):
        contact_view(make_tracker(jobs=[{"number": 1}]), CONFIG, 27, NOW)


def test_a_number_each_client_counts_for_itself_wants_the_client() -> None:
    made = make_tracker(meetings=[MEETING, {**MEETING, "client": "Bell"}])
    with pytest.raises(ToolkitError, match="A3"):
        contact_view(made, CONFIG, 27, NOW)
    assert contact_view(made, CONFIG, 27, NOW, "bell").client == "Bell"


@pytest.mark.parametrize(
    ("when", "printed"),
    [
        ("24 Nov", "24 Nov 2026"),
        ("3 Jan", "3 Jan 2027"),
        ("Nov 24", "24 Nov 2026"),
        ("2026-12-01", "1 Dec 2026"),
        ("30/11/2026", "30 Nov 2026"),
        ("3/4/2027", "3/4/2027"),  # which of the two is the month is not known
        ("31 Feb", "31 Feb"),
        ("w/c 30 Nov", "w/c 30 Nov"),
        ("Friday", "Friday"),
        ("Q1 2027", "Q1 2027"),
        ("TBC", "TBC"),
    ],
)
def test_a_plain_date_gets_its_year_and_nothing_is_guessed(when: str, printed: str) -> None:
    assert contact_sample(next_steps=f"Send layout — Dana — {when}").steps[0].when == printed


def test_initials_are_written_out() -> None:
    view = contact_sample(author="DR", next_steps="Send layout — DR — 24 Nov")
    assert view.steps[0].who == "Dana Reyes"
    assert ("Written by", "Dana Reyes") in view.facts


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Dana", "Dana Reyes"),
        ("Ines", "Ines Prado"),
        ("Sam", "Sam"),  # there is one on each side
        ("Sam Marlow", "Sam Marlow"),
        ("Somebody Else", "Somebody Else"),
    ],
)
def test_who_does_a_step_is_written_out_only_where_one_can_be_meant(
    written: str, printed: str
) -> None:
    made = make_tracker(
        meetings=[{**MEETING, "next_steps": f"Send layout — {written} — 24 Nov"}],
        people=[{"name": "Dana Reyes"}, {"name": "Sam Wright"}],
        contacts=[
            {"name": "Sam Marlow", "client": MEETING["client"]},
            {"name": "Ines Prado", "client": MEETING["client"]},
        ],
    )
    assert contact_view(made, CONFIG, 27, NOW).steps[0].who == printed
