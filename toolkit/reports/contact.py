"""The contact report of a meeting, as a plain view: what was said, by whom, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from toolkit.config import Config
from toolkit.deadline import report_deadline, timezone_of
from toolkit.errors import ToolkitError
from toolkit.model import Contact, Meeting, Person, Tracker, id_key, name_key
from toolkit.model.distribution import (
    Side,
    contact_named,
    distribution_of,
    person_named,
)
from toolkit.model.fields import Id
from toolkit.reports.discussion import Discussion, full_name
from toolkit.reports.gaps import Gaps
from toolkit.reports.views import (
    Attendee,
    ContactView,
    Fact,
    Recipients,
)
from toolkit.reports.wording import (
    NOTHING,
    day,
    id_text,
    in_words,
    line,
    long_day,
    moment,
    paper,
    zone,
)
from toolkit.workdays import Workdays

__all__ = ["contact_view"]


def contact_view(
    tracker: Tracker, config: Config, meeting: Id, now: datetime, client: str | None = None
) -> ContactView:
    """Return the report of the meeting of a number; ``now`` is aware and tells what is late.

    Raises ToolkitError naming the known numbers when there is no such meeting, or the cells when
    several carry the number; ``client`` then says which.
    """
    return _Minutes(tracker, config, _meeting(tracker, meeting, client)).view(now)


def _meeting(tracker: Tracker, number: Id, client: str | None) -> Meeting:
    held = [m for m in tracker.meetings if not client or name_key(m.client) == name_key(client)]
    found = [m for m in held if id_key(m.number) == id_key(number)]
    if len(found) == 1:
        return found[0]
    if found:
        cells = in_words(f"{m.place('number')} ({m.client or 'no client'})" for m in found)
        raise ToolkitError(f"Several meetings carry the number {number}: {cells}; name the client")
    known = [id_text(m.number) for m in held if m.number is not None]
    if not known:
        raise ToolkitError("There is no meeting log with numbered meetings in what was read")
    shown = known if len(known) <= 12 else [*known[:4], "…", *known[-6:]]
    raise ToolkitError(f"There is no meeting {number}; the log has {', '.join(shown)}")


class _Minutes:
    """A meeting on its way to a view; what is missing goes to ``gaps``."""

    def __init__(self, tracker: Tracker, config: Config, meeting: Meeting) -> None:
        self.tracker, self.config, self.meeting = tracker, config, meeting
        self.gaps = Gaps(meeting)

    def view(self, now: datetime) -> ContactView:
        """Return the finished view."""
        meeting = self.meeting
        due = report_deadline(meeting, self.config, self.workdays())
        facts = self.facts()
        present = self.present("client_present"), self.present("agency_present")
        said = Discussion(self.tracker, self.config, meeting, self.gaps)
        sections, letters = said.sections()
        budget, steps = said.budget(letters), said.steps(letters)
        distribution = self.distribution()
        day_of = (meeting.held_at or meeting.ends_at or now).date()
        named = (f"Contact report no. {id_text(meeting.number)}", line(meeting.client), day(day_of))
        return ContactView(
            title=" – ".join(part for part in named if part),
            agency=line(self.config.agency.name),
            client=line(meeting.client),
            number=id_text(meeting.number),
            dated=day_of,
            date=day(day_of),
            paper=paper(self.config.agency.country),
            kind=line(meeting.kind),
            facts=facts,
            client_present=present[0],
            agency_present=present[1],
            sections=sections,
            budget=budget,
            steps=steps,
            distribution=distribution,
            deadline=moment(due),
            closing=self.closing(),
            margin=self.gaps.margin(),
            has_notes=bool(self.gaps.found),
            is_internal=meeting.is_internal,
            due_at=due,
            is_late=due is not None and meeting.report_sent_at is None and now > due,
            missing=tuple(gap for _, gap in self.gaps.found),
        )

    def workdays(self) -> Workdays:
        """Return the calendar; unchecked where elapsed hours are counted, which need none."""
        if self.config.contact.counting == "working":
            return Workdays.of(self.config)
        return Workdays(self.config.agency.country)

    def facts(self) -> tuple[Fact, ...]:
        """Return date, time, place and author, each with a dash where it is missing."""
        meeting = self.meeting
        for name, what in (
            ("client", "the client is not named"),
            ("held_at", "the date is missing"),
            ("kind", "the kind of meeting is missing"),
            ("place_held", "the place is missing"),
        ):
            if not getattr(meeting, name):
                self.gaps.miss("facts", what, name)
        author = in_words(full_name(self.tracker, name) for name in meeting.author)
        facts = (
            Fact("Date", long_day(meeting.held_at) or NOTHING),
            Fact("Time", self.time() or NOTHING),
            Fact("Place", line(meeting.place_held) or NOTHING),
        )
        return (*facts, Fact("Written by", author)) if author else facts

    def time(self) -> str:
        """Return from when to when, in the agency's zone; the log's times are local."""
        start, end = self.meeting.held_at, self.meeting.ends_at
        if start is None:
            return ""
        if start.time() == time.min and end is None:
            what = "the time is missing; the deadline counts from the close of the office"
            self.gaps.miss("facts", what, "held_at")
            return ""
        if end is None:
            self.gaps.miss("facts", "no end: the deadline counts from the start", "ends_at")
        through = f"–{end:%H:%M}" if end else ""
        name = zone(start.replace(tzinfo=timezone_of(self.config)))
        return f"{start:%H:%M}{through}" + (f" {name}" if name else "")

    def present(self, name: str) -> tuple[Attendee, ...]:
        """Return one side's attendees with their roles."""
        is_client = name == "client_present"
        side = "client" if is_client else "agency"
        names: Sequence[str] = getattr(self.meeting, name)
        if is_client and self.meeting.is_internal and names:
            self.gaps.miss("present", "internal, yet the client is named as present", name)
        if not names and not (is_client and self.meeting.is_internal):
            self.gaps.miss("present", f"nobody is named as present for the {side}", name)
        return tuple(self.attendee(written, name, is_client) for written in names)

    def attendee(self, written: str, name: str, is_client: bool) -> Attendee:
        """Return an attendee; one the lists do not know is kept as written, and noted."""
        tracker = self.tracker
        known: Contact | Person | None
        if is_client:
            known = contact_named(tracker.contacts, written, self.meeting.client)
            listed = tracker.has("contacts", "name")
        else:
            known = person_named(tracker.people, written)
            listed = tracker.has("people", "name")
        if known is not None:
            return Attendee(line(known.name), line(known.role))
        if listed:
            where = "contacts" if is_client else "list of people"
            self.gaps.miss("present", f"{line(written)} is not in the {where}", name)
        return Attendee(line(written), "")

    def distribution(self) -> tuple[Recipients, ...]:
        """Return the distribution list, each person named once under their first reason."""
        found = distribution_of(self.meeting, self.tracker, self.config.contact.teams)
        if not self.tracker.people:
            what = "department heads and teams are not known: no list of people was read"
            self.gaps.miss("distribution", what, "")
        names: dict[str, list[str]] = {}
        for recipient in found:
            reason = recipient.reasons[0].capitalize()
            if reason == "Attended":
                whose = "the client" if recipient.side is Side.CLIENT else "the agency"
                reason = f"Attended for {whose}"
            names.setdefault(reason, []).append(recipient.name)
        return tuple(Recipients(_plural(reason), in_words(who)) for reason, who in names.items())

    def closing(self) -> tuple[str, ...]:
        """Return the standard closing lines; silence never agrees to money, nor among ourselves."""
        hours = self.config.contact.silence_is_acceptance_hours
        objected = self.meeting.objection_at
        if self.meeting.is_internal:
            return ()
        if objected is not None:
            return (f"An objection to this report was received on {day(objected)}.",)
        if not hours:
            return ()
        return (
            f"Unless we hear otherwise within {hours} working hours of this report being sent, "
            "we take its points as agreed.",
            "This does not hold for money: budgets, estimates and their changes are agreed in "
            "writing only.",
        )


def _plural(reason: str) -> str:
    return "Department heads" if reason == "Department head" else reason
