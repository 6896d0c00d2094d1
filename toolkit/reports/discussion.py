"""What was said at a meeting: a section of points for each job, budget lines, next steps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.config import Config
from toolkit.model import Job, Meeting, Tracker, id_key, name_key
from toolkit.model.distribution import contact_named, person_named
from toolkit.model.minutes import Point, next_steps_of, parse_statements
from toolkit.reading.dates import Refusal, read_day
from toolkit.reports.gaps import Gaps
from toolkit.reports.views import BudgetLine, JobSection, NextStep, NumberedPoint
from toolkit.reports.wording import NOTHING, clean, day, in_words, line
from toolkit.table import column_letters

__all__ = ["Discussion", "full_name"]

PLAIN_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?\.?"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d]+\.?,?(?: \d{4})?"
    r"|[^\W\d]+\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?"
)
"""A date and nothing else: "w/c 3 Mar" and "Q2 2026" say more than a day, and stay as they are."""


class Discussion:
    """The points of one meeting; what they leave open goes to ``gaps``."""

    def __init__(self, tracker: Tracker, config: Config, meeting: Meeting, gaps: Gaps) -> None:
        self.tracker, self.config, self.meeting, self.gaps = tracker, config, meeting, gaps
        # Numbers may repeat between clients: the meeting's own client comes first.
        ordered = sorted(tracker.jobs, key=lambda j: name_key(j.client) != name_key(meeting.client))
        self.jobs: dict[str, Job] = {}
        for job in ordered:
            self.jobs.setdefault(id_key(job.number), job)

    def sections(self) -> tuple[tuple[JobSection, ...], dict[str, str]]:
        """Return a section for each job that was talked about, and the letter of each job."""
        topics = [(p, "topics") for p in parse_statements(self.meeting.topics)]
        decisions = [(p, "decisions") for p in parse_statements(self.meeting.decisions)]
        if not topics and not decisions:
            self.gaps.miss("sections", "no topics and no decisions are written down", "topics")
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
                self.gaps.miss(part, f"job {line(written)} is in no tracker", source)
            return ""
        ours, theirs = name_key(self.meeting.client), name_key(job.client)
        if ours and theirs and ours != theirs:
            # Whose it is stays among ourselves: the report goes to a client.
            self.gaps.miss(part, f"job {line(written)} is another client’s in the tracker", source)
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
        points = next_steps_of(self.meeting, self.tracker)
        if not points:
            self.gaps.miss("steps", "no next steps are written down", "next_steps")
        for number, point in enumerate(points, start=1):
            lacks = [name for name in ("who", "when") if not getattr(point, name)]
            if lacks:
                self.gaps.miss(
                    "steps", f"next step {number}: no {' and no '.join(lacks)}", "next_steps"
                )
            if point.job:
                self.job_name(point.job, "steps", "next_steps")
        return tuple(
            NextStep(
                _reference(p.job, letters),
                clean(p.text) or NOTHING,
                in_words(map(self.doer, p.who)) or NOTHING,
                self.when(p.when) or NOTHING,
            )
            for p in points
        )

    def doer(self, written: str) -> str:
        """Return who does a step, in full where only one person of both sides can be meant."""
        person = person_named(self.tracker.people, written)
        contact = contact_named(self.tracker.contacts, written, self.meeting.client)
        if person and contact:
            return written
        found = person or contact
        return (found.name or written) if found else written

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


def full_name(tracker: Tracker, name: str) -> str:
    """Return a person's full name for initials the agency's list has; or what was written."""
    person = person_named(tracker.people, name)
    return (person.name or name) if person else name


def _reference(job: str, letters: dict[str, str]) -> str:
    """Return a job as the lists below the sections name it: its number, and its letter if any."""
    if not job:
        return ""
    letter = letters.get(id_key(job))
    return f"{line(job)} ({letter})" if letter else line(job)
