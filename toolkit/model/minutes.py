"""Lines of a meeting's cells as points: which job, what was said, who does it, by when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from toolkit.model.records import Meeting
from toolkit.model.tracker import Tracker

__all__ = ["Point", "next_steps_of", "parse_points", "parse_statements"]


class Point(NamedTuple):
    """One line of a meeting's cell; whatever the line does not say is empty."""

    job: str
    """The job number as written, empty where the line names none."""
    text: str
    who: tuple[str, ...] = ()
    when: str = ""
    """As written: ``12 March``, ``Friday``, ``TBC``."""


BULLET = re.compile(r"(?:[-–—*•·▪●◦‣>☐☑✓]+\s+|\(?(?:\d{1,2}|[A-Za-z])[.)]\s+|\d{1,2}:\s+|[•·▪●◦‣])")
NUMBER = r"(?=[^\s:\]]*\d)[^\s:;|—\[\]()]{2,24}"
JOB = re.compile(rf"(?:job\s*(?:no\.?|number|#)?\s*)?\[?#?({NUMBER})\]?\s*:(?=\s|$)", re.I)
BRACKETED_JOB = re.compile(rf"\[({NUMBER})\]\s+(?=\S)")
SEPARATOR = re.compile(r"(?<!\S)[—–-]{1,2}(?!\S)|—|\||;|\t")
AND = re.compile(r"\s*[/,&+]\s*|\s+and\s+", re.I)
MONTH = (
    r"(?:jan|fe[bv]|fév|mar|mär|a[bpv]r|ma[gijy]|mei|jui?n|giu|jui?l|lug|a[ug]o|aug|aoû|sep|set"
    r"|o[ck]t|ott|out|nov|de[cz]|déc|dic|gen|ene)[^\W\d]*"
)
WHEN = re.compile(
    rf"\d[/.-]\d|\d\s*:\s*\d\d|\d\s*(?:am|pm|h|uhr)\b|\d(?:st|nd|rd|th)\b|\bq[1-4]\b|[年月日]"
    rf"|\d\.?\s*(?:de\s+)?{MONTH}\b|\b{MONTH}\.?\s*\d|^\d{{1,2}}\.?$"
    rf"|^(?:(?:by|in|early|mid|late|end(?:\s+of)?)[\s-]+)?{MONTH}\.?$"
    r"|\b(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?s?\b"
    r"|\b(?:asap|tb[acd]|today|tomorrow|tonight|eod|eow|eom|cob|noon|ongoing|immediately)\b"
    r"|\b(?:hours?|days?|weeks?|months?|fortnight|deadline|kickoff|kick-off|meeting)$",
    re.I,
)
WORDS_OF_WHEN = 6
"""A longer part is a piece of the sentence: ``before the end of next week`` is the longest."""
BY = re.compile(r"\b(?:by|before|on|until|due)\s+(\S.*)$", re.I)
DOES = re.compile(r"(.{1,60}?)(?:\s+(?:to|will|shall|must)\s+(?=[^\W\d])|:\s+)")
NOT_TO = re.compile(r"\s*(?:not|never|be|have)\b", re.I)
"""What makes no sense without who comes before it: ``Tom will not attend``."""
PARTICLES = re.compile(r"(?:al|bin|d[aeiu]|del|della|den|der|el|l[ae]|te[nr]|van|von)", re.I)
ANYBODY = re.compile(r"(?:all|agency|both|client|everyone|team|us|we)", re.I)
NOBODY = re.compile(r"(?:\W*|n/?a|none|nobody|who\?|tb[acd])", re.I)
NO_NAMES = re.compile(
    r"(?:approved|cancelled|closed|confirmed|done|final|no|ok|open|pending|rejected|urgent|yes)",
    re.I,
)


def parse_statements(text: str | None) -> tuple[Point, ...]:
    """Return the lines of a topics, decisions or budget cell as points with a job and a text.

    Bullets and numbering are taken off. A line that is a job number and a colon alone heads the
    lines below it, until a blank line or the next number.
    """
    points = []
    heading = ""
    for line in (text or "").splitlines():
        line = _without_bullet(line.strip())
        if not re.search(r"\w", line):
            heading = ""
            continue
        found = JOB.match(line) or BRACKETED_JOB.match(line)
        job, rest = (found[1], line[found.end() :].strip()) if found else (heading, line)
        if rest:
            points.append(Point(job, rest))
        else:
            heading = job
    return tuple(points)


def _without_bullet(line: str) -> str:
    bullet = BULLET.match(line)
    return line[bullet.end() :] if bullet else line


def parse_points(text: str | None, people: Iterable[str] = ()) -> tuple[Point, ...]:
    """Return the lines of a next-steps cell: ``JOB: what — who — when``.

    The parts may be separated by a dash between spaces, ``|``, ``;`` or a tab; who and when are
    looked for at the end of the line, so that a dash inside the text does no harm. A sentence is
    understood too: who, when it begins with one of ``people`` (names, first names, initials), and
    when, where it ends with a date after "by".

    >>> parse_points("MHB-1042: send new proofs — Dana Reyes — 12 March")
    (Point(job='MHB-1042', text='send new proofs', who=('Dana Reyes',), when='12 March'),)
    >>> parse_points("Dana to send new proofs by Friday", ["Dana Reyes"])
    (Point(job='', text='send new proofs', who=('Dana',), when='Friday'),)
    """
    known = frozenset(
        part.casefold() for name in people for part in (name.strip(), *name.split()[:1])
    )
    return tuple(_sentence(_step(point), known) for point in parse_statements(text))


def next_steps_of(meeting: Meeting, tracker: Tracker) -> tuple[Point, ...]:
    """Return a meeting's next steps, its attendees and the agency's people known by name."""
    names = [*meeting.client_present, *meeting.agency_present]
    names += [name for p in tracker.people for name in (p.name, p.initials) if name]
    return parse_points(meeting.next_steps, names)


def _sentence(point: Point, known: frozenset[str]) -> Point:
    """Return the point with who and when from its sentence, where its parts did not say them.

    Where the sentence surely says who, what is left is the text: without who at its start, and
    without ``by`` and when at its end.
    """
    who, when, text = point.who, point.when, point.text
    if not who and (found := DOES.match(text)):
        names = _names(found[1])
        if names and all(name.casefold() in known or ANYBODY.fullmatch(name) for name in names):
            who = names
            text = text if NOT_TO.match(text, found.end()) else text[found.end() :]
    if not when and (found := BY.search(text)) and _is_when(found[1].rstrip(" .")):
        when = found[1].rstrip(" .")
        if text != point.text and text[found.start() :].casefold().startswith("by "):
            text = text[: found.start()].rstrip(" ,") or text
    return point._replace(who=who, when=when, text=text)


def _step(point: Point) -> Point:
    """Return the point with who and when taken from the end of its text."""
    ends = [m.span() for m in SEPARATOR.finditer(point.text)]
    starts = [0, *(end for _, end in ends)]
    parts = [
        point.text[a:b].strip()
        for a, b in zip(starts, [*(s for s, _ in ends), len(point.text)], strict=True)
    ]
    job = point.job
    if not job and len(parts) > 1 and re.fullmatch(NUMBER, parts[0]):
        job, parts, starts = parts[0], parts[1:], starts[1:]
    count, who, when = _who_and_when(parts)
    end = len(point.text) if not count else ends[-count][0]
    said = point.text[starts[0] : end].strip()
    return Point(job, said, who, when)


def _who_and_when(parts: list[str]) -> tuple[int, tuple[str, ...], str]:
    """Return how many parts at the end say who and when, and what they say."""
    if len(parts) < 2:
        return 0, (), ""
    last, before = parts[-1], parts[-2] if len(parts) > 2 else None
    if before is not None and re.fullmatch(r"\d{1,2}\.?", before) and re.match(r"\d", last):
        count, who, _ = _who_and_when([*parts[:-2], f"{before} – {last}"])
        return count + 1, who, f"{before} – {last}"
    middle = parts[1] if len(parts) == 3 else None
    if _is_when(last) or (before is not None and not last):
        if before is not None and (_is_names(before) or (middle and _is_short(middle))):
            return 2, _names(before), last
        return 1, (), last
    if middle and _is_names(middle) and not _is_names(last) and len(last.split()) <= WORDS_OF_WHEN:
        return 2, _names(middle), last
    if _is_names(last):
        if before is not None and _is_when(before):
            return 2, _names(last), before
        return 1, _names(last), ""
    return 0, (), ""


def _is_when(part: str) -> bool:
    return bool(WHEN.search(part)) and len(part.split()) <= WORDS_OF_WHEN


def _is_short(part: str) -> bool:
    return len(part.split()) <= WORDS_OF_WHEN and not _is_when(part)


def _is_names(part: str) -> bool:
    """Whether a part reads as names of people: nothing in it is a word of a sentence."""
    if NOBODY.fullmatch(part):
        return True
    return all(_is_name(name) for name in AND.split(part))


def _is_name(name: str) -> bool:
    if ANYBODY.fullmatch(name):
        return True
    words = name.split()
    if not 1 <= len(words) <= 4 or NO_NAMES.fullmatch(name) or re.search(r"\d", name):
        return False
    return all(PARTICLES.fullmatch(w) or not w[0].islower() for w in words)


def _names(part: str) -> tuple[str, ...]:
    names = (name.strip() for name in AND.split(part))
    return tuple(name for name in names if not NOBODY.fullmatch(name))
