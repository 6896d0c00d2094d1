"""To whom a contact report goes, by the handbook's rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toolkit.model.records import Contact, Meeting, Person
from toolkit.model.tracker import Tracker, name_key

__all__ = ["Recipient", "Side", "contact_named", "distribution_of", "person_named"]


class Side(StrEnum):
    """Whose person somebody is."""

    CLIENT = "client"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a contact report goes to, and why."""

    name: str
    side: Side
    reasons: tuple[str, ...]
    """``attended``, ``department head``, ``media team``: at least one."""
    email: str = ""


def distribution_of(
    meeting: Meeting, tracker: Tracker, teams: Sequence[str]
) -> tuple[Recipient, ...]:
    """Return who receives a meeting's report: attendees first, then heads, then the teams.

    "All attendees & department heads; your production, media and creative teams": ``teams`` are
    the departments meant. Nobody of the client is on an internal meeting's list, and nobody who
    had left the agency by the day of the meeting is there for their department.
    """
    day = meeting.held_at.date() if meeting.held_at else None
    reasons: dict[tuple[Side, str], list[str]] = {}
    for name in meeting.client_present if not meeting.is_internal else ():
        contact = contact_named(tracker.contacts, name, meeting.client)
        _add(reasons, Side.CLIENT, _name(contact, name), "attended")
    for name in meeting.agency_present:
        person = person_named(tracker.people, name)
        if not (meeting.is_internal and person is None and _is_client(tracker, name)):
            _add(reasons, Side.AGENCY, _name(person, name), "attended")
    here = [p for p in tracker.people if p.name and not _has_left(p, day)]
    for person in here:
        if person.is_head:
            _add(reasons, Side.AGENCY, _name(person), "department head")
    for team in teams:
        wanted = _words(team)
        for person in here:
            if wanted and wanted <= _words(person.department or ""):
                _add(reasons, Side.AGENCY, _name(person), f"{team} team")
    emails = _emails(tracker, meeting)
    return tuple(
        Recipient(name, side, tuple(why), emails.get((side, name_key(name)), ""))
        for (side, name), why in reasons.items()
    )


def person_named(people: Iterable[Person], name: str) -> Person | None:
    """Return the agency's person of a full name, of initials, or of a first name only one has."""
    key = name_key(name)
    everybody = [p for p in people if p.name]
    for match in (
        [p for p in everybody if name_key(p.name) == key],
        [p for p in everybody if p.initials and name_key(p.initials) == key],
        [p for p in everybody if name_key(p.name).split(" ")[0] == key],
    ):
        if match:
            return match[0] if len({name_key(p.name) for p in match}) == 1 else None
    return None


def contact_named(contacts: Iterable[Contact], name: str, client: str | None) -> Contact | None:
    """Return the client's person of a full name, or of a first name only one of them has."""
    key = name_key(name)
    known = [c for c in contacts if c.name and name_key(c.client) == name_key(client)]
    for match in (
        [c for c in known if name_key(c.name) == key],
        [c for c in known if name_key(c.name).split(" ")[0] == key],
    ):
        if match:
            return match[0] if len({name_key(c.name) for c in match}) == 1 else None
    return None


def _is_client(tracker: Tracker, name: str) -> bool:
    return any(name_key(c.name) == name_key(name) for c in tracker.contacts)


def _add(reasons: dict[tuple[Side, str], list[str]], side: Side, name: str, why: str) -> None:
    key = next((k for k in reasons if k[0] is side and name_key(k[1]) == name_key(name)), None)
    given = reasons.setdefault(key or (side, name), [])
    if why not in given:
        given.append(why)


def _name(record: Person | Contact | None, written: str = "") -> str:
    return (record.name or written) if record else written


def _has_left(person: Person, day: date | None) -> bool:
    return bool(person.left_on and day and person.left_on <= day)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _emails(tracker: Tracker, meeting: Meeting) -> dict[tuple[Side, str], str]:
    found = {
        (Side.CLIENT, name_key(c.name)): c.email or ""
        for c in tracker.contacts
        if name_key(c.client) == name_key(meeting.client)
    }
    return found | {(Side.AGENCY, name_key(p.name)): p.email or "" for p in tracker.people}
