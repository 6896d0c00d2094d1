"""What a client's status report says, and what it never says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.reports.samples import AS_OF, CONFIG, status_sample
from tests.trackers import make_tracker
from toolkit.errors import ToolkitError
from toolkit.reading import read_tracker
from toolkit.reports import StatusView, status_views
from toolkit.reports.views import DatedStep
from toolkit.table import Grid, Value

COMPLETE: dict[str, Any] = {
    "number": "A-1",
    "name": "Film",
    "client": "Marlow",
    "status": "in progress",
    "next_step": "Edit",
    "milestone": "Rough cut",
    "due": "2026-12-01",
    "opened": "2026-01-05",
}


def views(*jobs: dict[str, Any], **others: Any) -> tuple[StatusView, ...]:
    rows = [{**COMPLETE, "number": f"A-{n}", **job} for n, job in enumerate(jobs, start=1)]
    return status_views(make_tracker(jobs=rows, **others), CONFIG, AS_OF)


def shown(view: StatusView) -> list[list[str]]:
    return [[row.number for row in section.rows] for section in view.sections]


def gaps(view: StatusView) -> list[str]:
    return [gap.place.cell for gap in view.missing]


def test_the_three_sections_stand_in_the_handbooks_order() -> None:
    view = status_sample()
    assert [s.title for s in view.sections] == ["Open jobs", "New work", "Work to be billed"]
    assert shown(view) == [["MHB-1042"], ["0042"], ["77"]]


def test_nothing_internal_is_in_the_view() -> None:
    text = repr(status_sample())
    for internal in ("48211", "48,211", "52977", "Margin is thin"):
        assert internal not in text


@pytest.mark.parametrize(
    ("job", "section"),
    [
        ({"opened": AS_OF}, 1),
        ({"opened": AS_OF - timedelta(days=6)}, 1),
        ({"opened": AS_OF - timedelta(days=7)}, 0),
        ({"opened": AS_OF + timedelta(days=3)}, 1),
        ({"opened": None, "status": "not started"}, 1),
        ({"opened": None, "status": "in progress"}, 0),
        ({"opened": date(2026, 1, 5), "status": "not started"}, 0),
        ({"status": "on hold"}, 0),
        ({"status": None}, 0),
        ({"status": "ready to bill", "opened": AS_OF}, 2),
        ({"status": "closed", "billing_status": "not started"}, 2),
    ],
)
def test_which_section_a_job_is_in(job: dict[str, Any], section: int) -> None:
    (view,) = views(job)
    assert [len(s.rows) for s in view.sections] == [int(n == section) for n in range(3)]


def test_a_client_with_nothing_to_report_gets_no_report() -> None:
    assert views({"status": "closed"}, {"status": "cancelled"}, {"status": "billed"}) == ()


def test_a_client_asked_for_gets_an_empty_report() -> None:
    made = make_tracker(jobs=[{**COMPLETE, "status": "billed"}])
    (view,) = status_views(made, CONFIG, AS_OF, " marlow ")
    assert view.client == "Marlow"
    assert shown(view) == [[], [], []]


def test_an_unknown_client_is_answered_with_the_nearest() -> None:
    with pytest.raises(ToolkitError, match="Marlow"):
        status_views(make_tracker(jobs=[COMPLETE]), CONFIG, AS_OF, "Marlowe")


def test_one_report_for_a_client_however_it_is_spelt() -> None:
    (view,) = views({}, {"client": "MARLOW"}, {"client": " Marlow "}, {"client": "Marlow"})
    assert view.client == "Marlow"
    assert len(view.sections[0].rows) == 4


def test_clients_are_compared_whole() -> None:
    assert [v.client for v in views({"client": "Bell"}, {"client": "Bell & Co"})] == [
        "Bell",
        "Bell & Co",
    ]


def test_jobs_without_a_client_are_not_lost() -> None:
    nobody, marlow = views({}, {"client": None})
    assert shown(nobody)[0] == ["A-2"]
    assert marlow.client == "Marlow"
    assert gaps(nobody) == ["C3"]


def test_a_missing_piece_is_a_dash_and_told_with_its_cell() -> None:
    (view,) = views({"next_step": None, "due": None, "milestone": None, "status": None})
    (row,) = view.sections[0].rows
    assert (row.status, row.next_step, row.milestones) == ("—", "—", (DatedStep("—", ""),))
    assert gaps(view) == ["D2", "E2", "G2"]


def test_a_finished_job_needs_no_next_step() -> None:
    (view,) = views({"status": "ready to bill", "next_step": None, "due": None})
    assert gaps(view) == []


def test_a_status_nobody_knows_is_shown_as_typed() -> None:
    source = make_tracker(jobs=[{**COMPLETE, "status": None}])
    grid = source.jobs[0].source.grid
    grid.rows[1][3] = "With legal "  # type: ignore[index]
    (view,) = status_views(source, CONFIG, AS_OF)
    assert view.sections[0].rows[0].status == "With legal"


def test_a_deadline_that_is_no_date_is_shown_as_typed() -> None:
    source = make_tracker(jobs=[{**COMPLETE, "due": None}])
    source.jobs[0].source.grid.rows[1][6] = "Q2 2027"  # type: ignore[index]
    (view,) = status_views(source, CONFIG, AS_OF)
    assert view.sections[0].rows[0].milestones == (DatedStep("Q2 2027", "Rough cut"),)
    assert view.missing == ()


def test_all_milestones_to_come_stand_in_order() -> None:
    stones = [
        {"job": "A-1", "name": "Master", "due": "2026-12-18"},
        {"job": "a-1", "name": "Brief", "due": "2026-10-01", "done_on": "2026-10-01"},
        {"job": "A-1", "name": "Script", "due": "2026-11-25"},
        {"job": "A-1", "name": "Rough cut", "due": "2026-12-01"},
        {"job": "A-11", "name": "Other", "due": "2026-12-01"},
    ]
    (view,) = views({}, milestones=stones)
    assert [s.what for s in view.sections[0].rows[0].milestones] == [
        "Script",
        "Rough cut",
        "Master",
    ]


def test_what_is_due_first_stands_first() -> None:
    (view,) = views({"due": "2026-12-09"}, {"due": None}, {"due": "2026-12-02"})
    assert shown(view)[0] == ["A-3", "A-1", "A-2"]


def test_a_row_written_twice_alike_is_shown_once() -> None:
    (view,) = views({"number": "A-1"}, {"number": "A-1"}, {"number": "A-1", "next_step": "Other"})
    assert len(view.sections[0].rows) == 2


def test_a_row_struck_out_without_status_is_done() -> None:
    source = make_tracker(jobs=[COMPLETE, {**COMPLETE, "status": None}])
    object.__setattr__(source.jobs[0].source.grid, "struck", frozenset({(2, 1), (3, 1)}))
    (view,) = status_views(source, CONFIG, AS_OF)
    assert shown(view) == [["A-1"], [], []]
    assert gaps(view) == ["D2"]  # struck out as well, and yet in progress


OUT = {"name": "Dana Reyes", "out_from": "2026-11-20", "out_through": "2026-11-27"}


@pytest.mark.parametrize(
    ("person", "job", "cover"),
    [
        ({**OUT, "cover": "Kim Lee"}, {}, "Kim Lee for Dana Reyes until 27 Nov 2026"),
        (OUT, {"cover": "Raj"}, "Raj for Dana Reyes until 27 Nov 2026"),
        ({**OUT, "out_through": None, "cover": "Kim Lee"}, {}, "Kim Lee for Dana Reyes"),
        ({**OUT, "out_from": "2026-11-25", "cover": "Kim Lee"}, {}, ""),
        ({**OUT, "out_through": "2026-11-23"}, {"cover": "Raj"}, ""),
        ({"name": "Dana Reyes"}, {"cover": "Raj"}, "Raj"),
    ],
)
def test_cover_is_shown_while_the_owner_is_out(
    person: dict[str, Any], job: dict[str, Any], cover: str
) -> None:
    (view,) = views({"owner": "Dana Reyes", **job}, people=[person])
    assert view.sections[0].rows[0].cover == cover
    assert view.missing == ()


def test_an_owner_who_is_out_without_cover_is_told_once() -> None:
    (view,) = views({"owner": "Dana Reyes"}, {"owner": "Dana Reyes"}, people=[OUT])
    assert [(gap.place.sheet, gap.place.row) for gap in view.missing] == [("people", 2)]


def test_the_account_list_names_the_client_and_its_team() -> None:
    accounts = [{"client": "Marlow Hotels Ltd", "owner": "DR"}, {"client": "marlow", "owner": "DR"}]
    people = [{"name": "Dana Reyes", "initials": "DR"}]
    (view,) = views({"owner": "Kim"}, accounts=accounts, people=people)
    assert view.client == "marlow"
    assert view.team == "Dana Reyes"


def test_a_closed_job_that_was_invoiced_is_not_to_be_billed() -> None:
    invoices = [{"number": 9001, "job": "A-1"}]
    assert views({"status": "closed", "billed": None}, invoices=invoices) == ()
    (view,) = views({"status": "ready to bill"}, invoices=invoices)
    assert shown(view)[2] == ["A-1"]


def test_a_date_with_a_name_is_not_repeated_without_one() -> None:
    stones = [{"job": "A-1", "name": "Master", "due": "2026-12-18"}]
    (view,) = views({"milestone": None, "due": "2026-12-18"}, milestones=stones)
    assert view.sections[0].rows[0].milestones == (DatedStep("18 Dec 2026", "Master"),)


def test_a_tracker_that_keeps_no_clients_is_one_report() -> None:
    job = {name: value for name, value in COMPLETE.items() if name != "client"}
    (view,) = status_views(make_tracker(jobs=[job]), CONFIG, AS_OF)
    assert view.client == "All jobs"
    assert view.missing == ()


def test_one_person_in_two_spellings_is_one_of_the_team() -> None:
    (view,) = views({"owner": ("Hannah",)}, {"owner": ("hannah",)}, {"owner": ("Tom",)})
    assert view.team == "Hannah and Tom"


def test_words_of_ours_that_a_client_would_read_are_to_settle() -> None:
    rows: list[list[Value]] = [
        ["Job #", "Job Name", "Client", "Status", "Next step", "Due"],
        ["A-1", "Film", "Marlow", "In progress", "Edit", "2026-12-01"],
        ["A-2", "Poster", "Marlow", "With Steve", "Edit", "2026-12-01"],
        ["A-3", "Web", "Marlow", "In progress", "Edit", "when Amanda is back"],
    ]
    tracker = read_tracker([("b.xlsx", {"Jobs": Grid("Jobs", rows)})], CONFIG, AS_OF)
    (view,) = status_views(tracker, CONFIG, AS_OF)
    assert gaps(view) == ["F4", "D3"] or gaps(view) == ["D3", "F4"]
