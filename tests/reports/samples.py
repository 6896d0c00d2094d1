"""Views to render, of one small agency and of cells that mean harm."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.model import Tracker
from toolkit.reports import ContactView, StatusView, contact_view, status_views

AS_OF = date(2026, 11, 24)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CONFIG: Config = parse_config(
    """
    [agency]
    name = "Harbour & Pine"
    timezone = "America/New_York"
    country = "US"
    [contact]
    silence_is_acceptance_hours = 16
    """
)
JOBS: list[dict[str, Any]] = [
    {
        "number": "MHB-1042",
        "name": "Spring campaign",
        "client": "Marlow Hotels",
        "status": "waiting on client",
        "next_step": "Client to approve headline\nStudio resizes",
        "milestone": "Proofs to client",
        "due": "2026-11-27",
        "owner": "Dana Reyes",
        "opened": "2026-09-02",
        "estimate": 48211,
        "budget": 52977,
        "notes": "Margin is thin, do not tell",
    },
    {
        "number": "0042",
        "name": "Spa menu",
        "client": "Marlow Hotels",
        "status": "in progress",
        "opened": "2026-11-20",
        "next_step": "Printer’s quote",
        "milestone": "Quote",
        "due": "2026-11-30",
    },
    {
        "number": 77,
        "name": "Autumn press",
        "client": "Marlow Hotels",
        "status": "ready to bill",
        "next_step": "Bill in November",
        "milestone": "Delivered",
        "due": "2026-11-13",
    },
]
MEETING: dict[str, Any] = {
    "number": 27,
    "client": "Marlow Hotels",
    "held_at": "2026-11-19T10:00",
    "ends_at": "2026-11-19T11:30",
    "kind": "Client meeting",
    "place_held": "Boston, 4th floor",
    "client_present": ["Sam Marlow"],
    "agency_present": ["DR"],
    "topics": "MHB-1042: Headline route B was shown.\nNew brand manager starts in January.",
    "decisions": "MHB-1042: Route B goes ahead.",
    "budget": "MHB-1042: A 15-second cut is to be estimated.",
    "next_steps": "MHB-1042: Send revised layout — Dana Reyes — 24 Nov 2026",
}
PEOPLE: list[dict[str, Any]] = [
    {"name": "Dana Reyes", "initials": "DR", "role": "Account executive"},
    {"name": "Ola Berg", "department": "Finance", "is_head": True},
    {"name": "Mia Chen", "department": "Creative"},
]
CONTACTS = [{"name": "Sam Marlow", "client": "Marlow Hotels", "role": "Marketing director"}]

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }}",
    "{% for x in ().__class__.__mro__ %}x{% endfor %}",
    "{_{ 7*7 }_}",
    "<script>alert(1)</script>",
    "</w:t></w:r><w:r><w:t>injected",
    '#eval("1+1") $x$ *b* _i_ `c` @ref // \\',
    "\\input{/etc/passwd}",
    "../../etc/passwd",
    "]]><!-- &amp; &#65;",
    "null\x00byte and bell\x07",
    "right\u202eleft",
)
"""Texts that a careless renderer would run, load or hide something with."""


def sample_tracker(**meeting: Any) -> Tracker:
    return make_tracker(
        jobs=JOBS, meetings=[{**MEETING, **meeting}], people=PEOPLE, contacts=CONTACTS
    )


def status_sample() -> StatusView:
    (view,) = status_views(sample_tracker(), CONFIG, AS_OF)
    return view


def contact_sample(**meeting: Any) -> ContactView:
    return contact_view(sample_tracker(**meeting), CONFIG, 27, NOW)


def hostile_status(text: str) -> StatusView:
    """Return a status report with the text in every cell that is shown."""
    job = dict.fromkeys(("number", "name", "client", "next_step", "milestone"), text)
    row = {**job, "status": "in progress", "due": "2026-11-27", "owner": text, "cover": text}
    (view,) = status_views(make_tracker(jobs=[row]), CONFIG, AS_OF)
    return view


def hostile_contact(text: str) -> ContactView:
    """Return a contact report with the text in every cell that is shown."""
    names = ("client", "kind", "place_held", "topics", "decisions", "budget", "next_steps")
    row = dict.fromkeys(names, text)
    present = {"client_present": [text], "agency_present": [text]}
    made = make_tracker(meetings=[{"number": 1, "held_at": "2026-11-19T10:00", **row, **present}])
    return contact_view(made, CONFIG, 1, NOW)
