"""Lines of a meeting's cells as points: which job, what was said, who does it, by when."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Point", "parse_points", "parse_statements"]


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
WHEN = re.compile(
    r"\d|\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\b"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)(?:[a-z]*)\b|\bmay\b"
    r"|\b(?:asap|tb[acd]|today|tomorrow|tonight|eod|eow|eom|cob|noon|week|month|ongoing|now"
    r"|immediately|deadline)\b",
    re.I,
)
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


def parse_points(text: str | None) -> tuple[Point, ...]:
    """Return the lines of a next-steps cell: ``JOB: what — who — when``.

    The parts may be separated by a dash between spaces, ``|``, ``;`` or a tab; who and when are
    looked for at the end of the line, so that a dash inside the text does no harm.

    >>> parse_points("MHB-1042: send new proofs — Dana Reyes — 12 March")
    (Point(job='MHB-1042', text='send new proofs', who=('Dana Reyes',), when='12 March'),)
    """
    return tuple(_step(point) for point in parse_statements(text))


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
    if _is_when(last) or (before is not None and not last):
        if before is not None and (_is_names(before) or (len(parts) == 3 and _is_short(before))):
            return 2, _names(before), last
        return 1, (), last
    if _is_names(last):
        if before is not None and _is_when(before):
            return 2, _names(last), before
        return 1, _names(last), ""
    return 0, (), ""


def _is_when(part: str) -> bool:
    return bool(WHEN.search(part)) and len(part.split()) <= 6


def _is_short(part: str) -> bool:
    return len(part.split()) <= 6 and not _is_when(part)


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
