"""To whom a contact report goes."""

from __future__ import annotations

from typing import Any

from tests.trackers import make_tracker
from toolkit.model import Tracker
from toolkit.model.distribution import Recipient, Side, distribution_of

TEAMS = ("production", "media", "creative")
PEOPLE: list[dict[str, Any]] = [
    {"name": "Dana Reyes", "initials": "DR", "department": "Account services"},
    {"name": "Kim Lee", "department": "Creative", "email": "kim@agency.example"},
    {"name": "Ola Berg", "department": "Finance", "is_head": True},
    {"name": "Raj Patel", "department": "Media planning", "is_head": True},
    {"name": "Gone Early", "department": "Creative", "left_on": "2026-01-31"},
    {"name": "Ann Post", "department": "Post production"},
    {"name": "Hal Human", "department": "Human resources"},
]
CONTACTS = [{"name": "Sam Client", "client": "Marlow", "email": "sam@marlow.example"}]


def tracker(**meeting: Any) -> Tracker:
    row = {"number": 7, "client": "Marlow", "held_at": "2026-03-04T10:00", **meeting}
    return make_tracker(meetings=[row], people=PEOPLE, contacts=CONTACTS)


def recipients(made: Tracker) -> tuple[Recipient, ...]:
    return distribution_of(made.meetings[0], made, TEAMS)


def test_all_attendees_department_heads_and_the_three_teams() -> None:
    made = tracker(client_present="Sam Client", agency_present=["DR", "Kim Lee"])
    assert recipients(made) == (
        Recipient("Sam Client", Side.CLIENT, ("attended",), "sam@marlow.example"),
        Recipient("Dana Reyes", Side.AGENCY, ("attended",)),
        Recipient("Kim Lee", Side.AGENCY, ("attended", "creative team"), "kim@agency.example"),
        Recipient("Ola Berg", Side.AGENCY, ("department head",)),
        Recipient("Raj Patel", Side.AGENCY, ("department head", "media team")),
        Recipient("Ann Post", Side.AGENCY, ("production team",)),
    )


def test_nobody_of_the_client_is_on_an_internal_meetings_list() -> None:
    made = tracker(
        kind="Internal planning", client_present="Sam Client", agency_present=["DR", "Sam Client"]
    )
    assert "Sam Client" not in {r.name for r in recipients(made)}


def test_an_attendee_nobody_knows_is_kept() -> None:
    made = tracker(client_present="New Person")
    assert recipients(made)[0] == Recipient("New Person", Side.CLIENT, ("attended",))


def test_a_first_name_is_a_person_only_when_one_has_it() -> None:
    made = tracker(agency_present=["Dana"])
    assert recipients(made)[0].name == "Dana Reyes"
    two = make_tracker(
        meetings=[{"number": 1, "agency_present": "Dana"}],
        people=[{"name": "Dana Reyes"}, {"name": "Dana Wolf"}],
    )
    assert recipients(two)[0].name == "Dana"


def test_without_a_list_of_people_the_attendees_are_all_there_is() -> None:
    made = make_tracker(meetings=[{"number": 1, "agency_present": ["Dana", "Kim"]}])
    assert [r.name for r in recipients(made)] == ["Dana", "Kim"]
