"""How surely a header's words alone name a field."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

from toolkit.model import Reads
from toolkit.reading.folding import fold_header
from toolkit.reading.vocabulary import aliases, column_reads

__all__ = ["Match", "match_header"]


class Match(NamedTuple):
    """A field a header may mean, how surely, and why; field "" is a known header of no field."""

    field: str
    score: float
    reason: str


HEADS: Mapping[str, frozenset[Reads]] = {
    word: frozenset(reads)
    for words, reads in (
        ("date datum fecha dato", (Reads.DAY, Reads.MOMENT)),
        ("hour stunden uren timer h", (Reads.HOURS,)),
        ("heure hora", (Reads.HOURS, Reads.MOMENT)),
        ("percent", (Reads.PERCENT,)),
        ("email type note comment phone reason", (Reads.TEXT,)),
        ("status", (Reads.STATUS,)),
        ("id no code", (Reads.ID,)),
        ("amount cost price rate", (Reads.MONEY,)),
        ("budget", (Reads.MONEY, Reads.TEXT)),
        ("by", (Reads.PEOPLE, Reads.TEXT, Reads.DAY)),
        ("name", (Reads.TEXT, Reads.PEOPLE)),
        ("quantity link url variance change address", ()),
        ("day", (Reads.DAY, Reads.COUNT)),
    )
    for word in words.split()
}
"""A word a header ends with → what its cells may be read as: "Invoice Date" is no amount."""

ASIDE = frozenset(
    """
    old previou prior variance difference diff remaining left change delta overdue average avg
    max cumulative weighted tax vat discount alt vorherige ancien anterior vorige secondary
    second other quantity age count overtime sick parent minimum received disputed per balance
    """.split()
)
"""Words that turn a header into something beside the plain field."""
ANYWHERE = frozenset({"date", "hour", "percent", "day", "price", "quantity", "variance"})
WEAK_ALONE = frozenset(
    """
    percent remaining reference index code no id by to n am pm what who time day ende fin bis
    all end set from type team work a
    """.split()
)
"""Words that name a field only when they are the whole header."""


@functools.lru_cache(maxsize=4096)
def match_header(header: str) -> tuple[Match, ...]:
    """Return the fields a header may mean, best first; empty for one nobody has heard of.

    >>> match_header("Planned finish date")[0].field
    'due'
    """
    folded = fold_header(header)
    if not folded:
        return ()
    if exact := aliases().get(folded) or aliases().get(folded.replace(" s ", " ")):
        return _sorted([Match(f, w, "known header") for f, w in exact.items()])
    if joined := _joined().get(folded.replace(" ", "")):
        found = [
            Match(f, 0.97 * w, "known header, written together")
            for f, w in aliases()[joined].items()
        ]
        return _sorted(found)
    return _sorted([*_parts(folded), *_misspelt(folded)])


def _sorted(matches: list[Match]) -> tuple[Match, ...]:
    best: dict[str, Match] = {}
    for match in sorted(matches, key=lambda m: -m.score):
        best.setdefault(match.field, match)
    return tuple(best.values())


@functools.cache
def _joined() -> Mapping[str, str]:
    return {alias.replace(" ", ""): alias for alias in aliases() if len(alias) > 3}


@functools.cache
def _by_first_word() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for alias in aliases():
        words = tuple(alias.split())
        found.setdefault(words[0], []).append(words)
    return {word: tuple(phrases) for word, phrases in found.items()}


def _parts(folded: str) -> list[Match]:
    """Match known names inside a longer header: "AP Person Assigned", "Work component owner"."""
    words = folded.split()
    if len(words) > 9:
        return []
    found = []
    for start, word in enumerate(words):
        for phrase in _by_first_word().get(word, ()):
            end = start + len(phrase)
            if tuple(words[start:end]) != phrase or (len(phrase) == 1 and word in WEAK_ALONE):
                continue
            rest = words[:start] + words[end:]
            coverage = len(phrase) / len(words)
            at_edge = 0.08 if end == len(words) else 0.03 if start == 0 else 0
            for name, weight in aliases()[" ".join(phrase)].items():
                score = (
                    weight
                    * (0.5 + 0.35 * coverage + at_edge)
                    * _aside(rest)
                    * _head(words, phrase, name)
                )
                found.append(Match(name, score, f"the header holds {' '.join(phrase)!r}"))
    return found


def _aside(rest: list[str]) -> float:
    return 0.55 if ASIDE & set(rest) else 1.0


def _head(words: list[str], phrase: tuple[str, ...], name: str) -> float:
    """Return a factor that is small where the header's other words name another kind of cell."""
    reads = column_reads().get(name, frozenset())
    for word in words:
        tells = word in HEADS and word not in phrase and (word == words[-1] or word in ANYWHERE)
        if tells and not HEADS[word] & reads:
            return 0.3
    return 1.0


def _misspelt(folded: str) -> list[Match]:
    if not 4 <= len(folded) <= 30:
        return []
    found = process.extractOne(folded, aliases().keys(), scorer=fuzz.ratio, score_cutoff=84)
    if not found or len(found[0]) < 5 or found[0].count(" ") != folded.count(" "):
        return []
    return [
        Match(f, w * found[1] / 100 * 0.95, f"nearly the known header {found[0]!r}")
        for f, w in aliases()[found[0]].items()
    ]
