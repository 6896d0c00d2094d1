"""The contact report of a meeting, as a plain view: what was said, by whom, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time

from toolkit.config import Config
from toolkit.deadline import report_deadline, timezone_of
from toolkit.errors import ToolkitError
from toolkit.model import Contact, Job, Meeting, Person, Tracker, id_key, name_key
from toolkit.model.distribution import (
    Side,
    contact_named,
    distribution_of,
    person_named,
)
from toolkit.model.fields import Id
from toolkit.model.minutes import Point, parse_points, parse_statements
from toolkit.reading.dates import Refusal, read_day
from toolkit.reports.views import (
    Attendee,
    BudgetLine,
    ContactView,
    Fact,
    JobSection,
    Margin,
    Missing,
    NextStep,
    NumberedPoint,
    Recipients,
)
from toolkit.reports.wording import (
    NOTHING,
    clean,
    day,
    id_text,
    in_words,
    line,
    long_day,
    moment,
    paper,
    zone,
)
from toolkit.table import column_letters
from toolkit.workdays import Workdays

__all__ = ["contact_view"]

PLAIN_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?\.?"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d]+\.?,?(?: \d{4})?"
    r"|[^\W\d]+\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?"
)
"""A date and nothing else: "w/c 3 Mar" and "Q2 2026" say more than a day, and stay as they are."""


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
    """A meeting on its way to a view: collects what is missing, part by part."""

    def __init__(self, tracker: Tracker, config: Config, meeting: Meeting) -> None:
        self.tracker, self.config, self.meeting = tracker, config, meeting
        self.gaps: dict[str, list[Missing]] = {}
        ordered = sorted(tracker.jobs, key=lambda j: name_key(j.client) != name_key(meeting.client))
        self.jobs: dict[str, Job] = {}
        for job in ordered:
            self.jobs.setdefault(id_key(job.number), job)

    def miss(self, part: str, what: str, name: str) -> None:
        """Note a gap in a part of the report, at the cell of a field."""
        gap = Missing(what, self.meeting.place(name))
        if gap not in self.gaps.setdefault(part, []):
            self.gaps[part].append(gap)

    def view(self, now: datetime) -> ContactView:
        """Return the finished view."""
        meeting = self.meeting
        due = report_deadline(meeting, self.config, Workdays.of(self.config))
        facts = self.facts()
        present = self.present("client_present"), self.present("agency_present")
        sections, letters = self.sections()
        budget, steps = self.budget(letters), self.steps(letters)
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
            margin=Margin(**{k: tuple(g.what for g in v) for k, v in self.gaps.items()}),
            has_notes=bool(self.gaps),
            is_internal=meeting.is_internal,
            due_at=due,
            is_late=due is not None and meeting.report_sent_at is None and now > due,
            missing=tuple(gap for gaps in self.gaps.values() for gap in gaps),
        )

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
                self.miss("facts", what, name)
        author = in_words(self.full_name(name) for name in meeting.author)
        return (
            Fact("Date", long_day(meeting.held_at) or NOTHING),
            Fact("Time", self.time() or NOTHING),
            Fact("Place", line(meeting.place_held) or NOTHING),
            *(
                [Fact("Written by", in_words(map(self.full_name, meeting.author)))]
                if meeting.author
                else []
            ),
        )

    def time(self) -> str:
        """Return from when to when, in the agency's zone; the log's times are local."""
        start, end = self.meeting.held_at, self.meeting.ends_at
        if start is None:
            return ""
        if start.time() == time.min and end is None:
            self.miss(
                "facts",
                "the time is missing; the deadline counts from the close of the office",
                "held_at",
            )
            return ""
        if end is None:
            self.miss("facts", "the end is missing; the deadline counts from the start", "ends_at")
        through = f"–{end:%H:%M}" if end else ""
        name = zone(start.replace(tzinfo=timezone_of(self.config)))
        return f"{start:%H:%M}{through}" + (f" {name}" if name else "")

    def present(self, name: str) -> tuple[Attendee, ...]:
        """Return one side's attendees with their roles."""
        is_client = name == "client_present"
        side = "client" if is_client else "agency"
        names: Sequence[str] = getattr(self.meeting, name)
        if is_client and self.meeting.is_internal and names:
            self.miss("present", "the meeting is internal, yet the client is named present", name)
        if not names and not (is_client and self.meeting.is_internal):
            self.miss("present", f"nobody is named as present for the {side}", name)
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
            self.miss("present", f"{line(written)} is not in the {where}", name)
        return Attendee(line(written), "")

    def sections(self) -> tuple[tuple[JobSection, ...], dict[str, str]]:
        """Return a section for each job that was talked about, and the letter of each job."""
        topics = [(p, "topics") for p in parse_statements(self.meeting.topics)]
        decisions = [(p, "decisions") for p in parse_statements(self.meeting.decisions)]
        if not topics and not decisions:
            self.miss("sections", "no topics and no decisions are written down", "topics")
        decided = Counter((id_key(p.job), name_key(p.text)) for p, _ in decisions)
        talked = [t for t in topics if not decided[id_key(t[0].job), name_key(t[0].text)]]
        by_job: dict[str, list[tuple[Point, str]]] = {}
        for point, source in (*talked, *decisions):
            by_job.setdefault(id_key(point.job), []).append((point, source))
        # What belongs to no job is said last, as a meeting's any other business is.
        keys = sorted(by_job, key=lambda key: not key)
        letters = {key: column_letters(n) for n, key in enumerate(keys, start=1)}
        sections = tuple(self.section(letters[key], by_job[key]) for key in keys)
        return sections, letters

    def section(self, letter: str, said: Sequence[tuple[Point, str]]) -> JobSection:
        """Return one job's points, numbered, its decisions marked."""
        written, source = said[0][0].job, said[0][1]
        points = tuple(
            NumberedPoint(f"{n}.", clean(p.text), "Decision" if source == "decisions" else "")
            for n, (p, source) in enumerate(said, start=1)
        )
        if not written:
            return JobSection(letter, "", "General", points)
        return JobSection(letter, line(written), self.job_name(written, "sections", source), points)

    def job_name(self, written: str, part: str, source: str) -> str:
        """Return the name of a job; notes the one that is in no tracker."""
        job = self.jobs.get(id_key(written))
        if job is None:
            if self.jobs:
                self.miss(part, f"job {line(written)} is in no tracker", source)
            return ""
        if name_key(job.client) != name_key(self.meeting.client) and self.meeting.client:
            whose = line(job.client) or "nobody"
            self.miss(part, f"job {line(written)} is {whose}’s in the tracker", source)
            return ""
        return line(job.name)

    def budget(self, letters: dict[str, str]) -> tuple[BudgetLine, ...]:
        """Return what was said of money."""
        points = parse_statements(self.meeting.budget)
        for point in points:
            if point.job:
                self.job_name(point.job, "budget", "budget")
        return tuple(BudgetLine(_reference(p.job, letters), clean(p.text)) for p in points)

    def steps(self, letters: dict[str, str]) -> tuple[NextStep, ...]:
        """Return who does what by when; each part the log leaves out is noted."""
        points = parse_points(self.meeting.next_steps)
        if not points:
            self.miss("steps", "no next steps are written down", "next_steps")
        for number, point in enumerate(points, start=1):
            lacks = [name for name in ("who", "when") if not getattr(point, name)]
            if lacks:
                self.miss("steps", f"next step {number}: no {' and no '.join(lacks)}", "next_steps")
            if point.job:
                self.job_name(point.job, "steps", "next_steps")
        return tuple(
            NextStep(
                _reference(p.job, letters),
                clean(p.text) or NOTHING,
                in_words(self.full_name(who) for who in p.who) or NOTHING,
                self.when(p.when) or NOTHING,
            )
            for p in points
        )

    def when(self, text: str) -> str:
        """Return by when, a plain date with its year; anything else as the log says it."""
        held, text = self.meeting.held_at, line(text)
        if held is None or not PLAIN_DATE.fullmatch(text):
            return text
        order = self.meeting.source.day_first
        if order is None:
            order = self.config.agency.day_first
        try:
            return day(read_day(text, held.date(), order)) or text
        except Refusal:
            return text

    def full_name(self, name: str) -> str:
        """Return a person's full name for initials the agency's list has; or what was written."""
        person = person_named(self.tracker.people, name)
        return (person.name or name) if person else name

    def distribution(self) -> tuple[Recipients, ...]:
        """Return the distribution list, each person named once under their first reason."""
        found = distribution_of(self.meeting, self.tracker, self.config.contact.teams)
        if not self.tracker.people:
            what = "no list of people was read: department heads and teams are not known"
            self.miss("distribution", what, "")
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


def _reference(job: str, letters: dict[str, str]) -> str:
    """Return a job as the lists below the sections name it: its number, and its letter if any."""
    if not job:
        return ""
    letter = letters.get(id_key(job))
    return f"{line(job)} ({letter})" if letter else line(job)


def _plural(reason: str) -> str:
    return "Department heads" if reason == "Department head" else reason
