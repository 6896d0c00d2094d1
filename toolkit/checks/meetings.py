"""MTG: contact reports that are late, incomplete, or sent to the wrong people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, rule
from toolkit.checks.wording import count_of, day, job_name, listed, quoted
from toolkit.deadline import report_deadline
from toolkit.model import Meeting, Severity, name_key
from toolkit.model.distribution import contact_named, distribution_of, person_named

__all__ = ["RULES"]

SENT = ("meetings.held_at", "meetings.report_sent_at")
NOBODY = re.compile(
    r"(?:all|agency|both|client|everyone|team|tb[acd]|n/?a|none|\W*)", re.IGNORECASE
)


def _unsent(context: Context) -> Iterator[tuple[Meeting, datetime]]:
    """Return the meetings that were held and whose report is not out, with their deadlines."""
    for meeting in context.tracker.meetings:
        if meeting.report_sent_at is None and "report_sent_at" in meeting.source.fields:
            deadline = report_deadline(meeting, context.config, context.workdays)
            held = meeting.held_at and meeting.held_at.date() <= context.as_of
            if deadline and held:
                yield meeting, deadline


def _meeting(meeting: Meeting) -> str:
    number = f"Meeting {meeting.number}" if meeting.number is not None else "The meeting"
    whom = f" with {meeting.client}" if meeting.client and not meeting.is_internal else ""
    when = f" on {day(meeting.held_at.date())}" if meeting.held_at else ""
    return f"{number}{whom}{when}"


@rule("MTG101", Severity.ERROR, *SENT)
def report_missing(context: Context) -> Iterator[Flaw]:
    """A meeting's report is not out, and its 48 hours are over.

    Why: contact reports are "distributed within 48 hours after the meeting"; later, nobody
    remembers alike.

    Wrong:  held 2026-03-10, sent blank, on 2026-03-13
    Right:  sent 2026-03-12
    Configure: contact.deadline_hours (48), contact.counting (elapsed or working), agency.timezone.
    """
    for meeting, deadline in _unsent(context):
        if deadline < context.now:
            late = count_of((context.as_of - deadline.date()).days, "day")
            since = f"{late} ago" if not late.startswith("0") else "today"
            says = f"{_meeting(meeting)}: the report was due {day(deadline.date())}, {since}."
            yield Flaw(meeting, "report_sent_at", says, "Send it now, and enter when it went out.")


@rule("MTG102", Severity.ADVICE, *SENT)
def report_due(context: Context) -> Iterator[Flaw]:
    """A meeting's report is due within the next 24 hours.

    Why: there is still time to send it as the handbook wants it.

    Wrong:  held yesterday at 10:00, sent blank
    Right:  sent today
    Configure: contact.deadline_hours (48), contact.counting (elapsed or working), agency.timezone.
    """
    for meeting, deadline in _unsent(context):
        if context.now <= deadline <= context.now + timedelta(hours=24):
            at = f"{day(deadline.date())}, {deadline:%H:%M}"
            says = f"{_meeting(meeting)}: the report is due by {at}."
            yield Flaw(meeting, "report_sent_at", says, "Write and send it today.")


@rule("MTG103", Severity.ADVICE, *SENT)
def report_late(context: Context) -> Iterator[Flaw]:
    """A meeting's report went out after its 48 hours.

    Why: a client who reads it late has acted on their own memory meanwhile.

    Wrong:  held 2026-03-10, sent 2026-03-16
    Right:  sent 2026-03-12
    Configure: contact.deadline_hours (48), contact.counting (elapsed or working), agency.timezone.
    """
    for meeting in context.tracker.meetings:
        sent = meeting.report_sent_at
        if sent is None:
            continue
        deadline = report_deadline(meeting, context.config, context.workdays)
        if deadline is None:
            continue
        late = sent.replace(tzinfo=deadline.tzinfo) > deadline
        if late and (sent.time() != time.min or sent.date() > deadline.date()):
            went = f"went out {day(sent.date())}; it was due {day(deadline.date())}"
            says = f"{_meeting(meeting)}: the report {went}."
            yield Flaw(meeting, "report_sent_at", says, "Ask the client whether it still holds.")


@rule(
    "MTG201",
    Severity.ADVICE,
    "meetings.client_present | meetings.agency_present",
    "contacts.name | people.name",
)
def attendee_unknown(context: Context) -> Iterator[Flaw]:
    """Somebody attended whom neither the contacts nor the people sheet know.

    Why: without an address they do not get the report that binds them.

    Wrong:  Present “J. Okoro”, no such contact
    Right:  Present “Jane Okoro”, a contact of the client
    Configure: nothing; clients without any contact on file are left alone.
    """
    tracker = context.tracker
    with_contacts = {name_key(contact.client) for contact in tracker.contacts}
    for meeting in tracker.meetings:
        if name_key(meeting.client) in with_contacts:
            known = [
                c
                for c in meeting.client_present
                if contact_named(tracker.contacts, c, meeting.client)
            ]
            yield from _strangers(meeting, "client_present", known, "contacts")
        if tracker.people:
            known = [p for p in meeting.agency_present if person_named(tracker.people, p)]
            yield from _strangers(meeting, "agency_present", known, "people sheet")


def _strangers(meeting: Meeting, field: str, known: list[str], where: str) -> Iterator[Flaw]:
    names: tuple[str, ...] = getattr(meeting, field)
    strangers = [n for n in names if n not in known and not NOBODY.fullmatch(n)]
    if strangers:
        says = f"{_meeting(meeting)}: {listed(strangers)} cannot be found in the {where}."
        yield Flaw(meeting, field, says, "Add them with their address, or write the name in full.")


@rule(
    "MTG202",
    Severity.WARNING,
    "meetings.distribution",
    "meetings.report_sent_at",
    "people.name",
    yields_to=("MTG203",),
)
def distribution_short(context: Context) -> Iterator[Flaw]:
    """A report did not go to everybody it has to go to.

    Why: reports go to "all attendees & department heads; your production, media and creative
    teams".

    Wrong:  Distribution “Dana Reyes”, the head of media not on it
    Right:  Distribution “Dana Reyes, Media, Creative, Production, department heads”
    Configure: contact.teams; the word of a team, “department heads” or “attendees” stands for all
    of them.
    """
    for meeting in context.tracker.meetings:
        if meeting.report_sent_at is None or "distribution" not in meeting.source.fields:
            continue
        if not meeting.distribution and not context.lacks(meeting, "distribution"):
            continue
        missing = _not_reached(meeting, context)
        if missing:
            says = f"{_meeting(meeting)}: the report did not go to {listed(missing)}."
            yield Flaw(meeting, "distribution", says, "Send it to them too.")


def _not_reached(meeting: Meeting, context: Context) -> list[str]:
    tracker = context.tracker
    words = {word for entry in meeting.distribution for word in name_key(entry).split()}
    groups = {"attended": {"attendees", "all", "present"}, "department head": {"heads"}}
    reached = {name_key(entry) for entry in meeting.distribution}
    for entry in meeting.distribution:
        person = person_named(tracker.people, entry)
        contact = contact_named(tracker.contacts, entry, meeting.client)
        reached.update(name_key(r.name) for r in (person, contact) if r)
    return [
        to.name
        for to in distribution_of(meeting, tracker, context.config.contact.teams)
        if not reached.intersection((name_key(to.name), to.email.casefold()))
        and not any(
            groups.get(why, set(why.casefold().split()) - {"team"}) & words for why in to.reasons
        )
    ]


@rule("MTG203", Severity.ERROR, "meetings.kind", "meetings.distribution")
def client_on_internal_list(context: Context) -> Iterator[Flaw]:
    """Somebody of the client is on the list of an internal meeting.

    Why: they would read what the agency says about them among itself.

    Wrong:  Kind “internal planning”, Distribution “Dana Reyes, Jane Okoro (client)”
    Right:  Distribution “Dana Reyes”
    Configure: nothing; a meeting is internal by the word in its kind.
    """
    tracker = context.tracker
    contacts = {name_key(contact.name): contact for contact in tracker.contacts if contact.name}
    emails = {name_key(contact.email) for contact in tracker.contacts if contact.email}
    for meeting in tracker.meetings:
        if not meeting.is_internal:
            continue
        theirs = [
            name
            for name in meeting.distribution
            if not person_named(tracker.people, name)
            and (
                name_key(name) in contacts
                or name_key(name) in emails
                or "client" in name_key(name).split()
            )
        ]
        if theirs:
            whose = f"{listed(theirs)} of the client got the report"
            says = f"{_meeting(meeting)} was internal, and {whose}."
            yield Flaw(meeting, "distribution", says, "Take them off the list.")


@rule("MTG301", Severity.WARNING, "meetings.next_steps")
def next_step_open_ended(context: Context) -> Iterator[Flaw]:
    """A next step from a meeting does not say who does it, or by when.

    Why: what nobody has taken on by a day is not done at the next meeting.

    Wrong:  “MHB-1042: send new proofs”
    Right:  “MHB-1042: send new proofs — Dana Reyes — 12 March”
    Configure: nothing; the parts may be separated by a dash, | or ;.
    """
    from toolkit.model.minutes import next_steps_of

    for meeting in context.tracker.meetings:
        steps = next_steps_of(meeting, context.tracker)
        vague = [p for p in steps if not (p.who and p.when)]
        if vague:
            lacks = "by when" if vague[0].who else "who" if vague[0].when else "who and by when"
            more = f", and {count_of(len(vague) - 1, 'other')}" if vague[1:] else ""
            says = f"{_meeting(meeting)}: {quoted(vague[0].text)} does not say {lacks}{more}."
            yield Flaw(meeting, "next_steps", says, "Write: JOB: what — who — when.")


@rule(
    "MTG302",
    Severity.WARNING,
    "meetings.decisions",
    "meetings.held_at",
    "jobs.number",
    "jobs.last_updated",
)
def decision_not_carried(context: Context) -> Iterator[Flaw]:
    """A decision about a job has not reached the tracker.

    Why: departments work from the tracker, not from the minutes.

    Wrong:  “MHB-1042: headline approved” on 2026-03-10, the job last updated 2026-03-02
    Right:  the job updated on 2026-03-11
    Configure: nothing; two working days are given. Jobs that are over need no update.
    """
    from toolkit.model.minutes import parse_statements

    for meeting in context.tracker.meetings:
        if not meeting.held_at or not meeting.decisions:
            continue
        held = meeting.held_at.date()
        if context.workdays.add(held, 2) >= context.as_of:
            continue
        missed = []
        for point in parse_statements(meeting.decisions):
            job = context.job(point.job) if point.job else None
            if job and job.is_open and job.last_updated and job.last_updated < held:
                missed.append(job)
        if missed:
            names = listed(dict.fromkeys(map(job_name, missed)))
            says = f"{_meeting(meeting)} decided on {names}; the tracker was not updated since."
            yield Flaw(
                meeting, "decisions", says, "Bring the row up to date with what was decided."
            )


RULES = (
    report_missing,
    report_due,
    report_late,
    attendee_unknown,
    distribution_short,
    client_on_internal_list,
    next_step_open_ended,
    decision_not_carried,
)
