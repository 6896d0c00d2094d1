"""How surely a header's words alone name a field."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from toolkit.model import Reads
from toolkit.reading.folding import fold, fold_header
from toolkit.reading.vocabulary import aliases, column_reads

__all__ = ["Match", "match_header"]


class Match(NamedTuple):
    """A field a header may mean, how surely, and why; field "" is a known header of no field."""

    field: str
    score: float
    reason: str
    inside: bool = False
    """Whether only a part of the header names the field."""


HEADS: Mapping[str, frozenset[Reads]] = {
    word: frozenset(reads)
    for words, reads in (
        ("date datum fecha dato", (Reads.DAY, Reads.MOMENT)),
        ("hour stunden uren timer h", (Reads.HOURS,)),
        ("heure hora", (Reads.HOURS, Reads.MOMENT)),
        ("percent", (Reads.PERCENT,)),
        ("email type note comment phone reason", (Reads.TEXT,)),
        ("status", (Reads.STATUS,)),
        ("time zeit temp tiempo tijd tid", (Reads.HOURS, Reads.MOMENT, Reads.DAY)),
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
PLANNED = frozenset(
    "plan planned budget budgeted quoted quote allocated allotted scheduled estimate forecast "
    "target baseline original soll geplant".split()
)
"""Words that make hours those meant to be worked: they yield to hours that were."""
ANYWHERE = frozenset({"date", "hour", "percent", "day", "price", "quantity", "variance"})
WEAK_ALONE = frozenset(
    """
    percent remaining reference index code no id by to n am pm what who time day ende fin bis
    all end set from type team work a key ref
    """.split()
)
"""Words that name a field only when they are the whole header."""


NUMBERS = frozenset({"no", "id", "code", "ref", "reference", "key"})
"""Words that make a header the number of the thing it names."""
GLUED_NUMBER = re.compile(r"\b(\w{3,}?)s?(?:nr|nummer)\b")
LINKING = frozenset("de du del der van of the".split())
OWN_NUMBER: Mapping[str, str] = {
    "name": "number", "number": "number", "invoice_number": "invoice_number",
    "po_number": "po_number", "change_number": "change_number", "estimate": "number",
}  # fmt: skip
"""Field → the field that its number is; the number of anything else is none of ours."""
FIRST_PARTS = (
    "projekt projekts project auftrag auftrags aufgabe aufgaben kunde kunden job vorgangs task "
    "rechnungs kampagnen arbeits liefer abgabe opdracht klant factuur taak opgave sag sags "
    "kontakt plan ist soll gesamt"
).split()
"""First parts that German, Dutch and Danish headers put before a word, in one with it."""
WITHOUT_TAX = frozenset("net netto ht excl ex zzgl exkl hors".split())
"""Words of an amount that yields to the one with tax."""
DONE_BY = re.compile(r"\w+ (?:by|von|durch|door|par|por|af)")
OF_HOURS = re.compile(
    r"(.{2,40}?)\s*[(\[](?:in )?(?:hours?|hrs?\.?|h|std\.?|stunden|uren|timer|heures|horas)[)\]]",
    re.IGNORECASE,
)
"""A header that says behind it that it counts hours."""
OF_TAX = re.compile(
    r"[,(\[\s]+(?:(?P<net>ht|excl|exkl|ekskl|excluding|exclusive|ex|zzgl|ohne|hors|sans|sin|before)"
    r"|incl|inkl|including|inclusive|inc|mit|avec|con|with)\b\.?"
    r"(?:\s*(?:of\s+)?(?:vat|gst|tax(?:es)?|btw|mwst|ust|moms|tva|iva|taxes?))?\.?[)\]]?$",
    re.IGNORECASE,
)
"""The end of a header that says with or without tax."""
CURRENCY_SIGN = re.compile("[$€£¥]")


@functools.lru_cache(maxsize=20_000)
def match_header(header: str) -> tuple[Match, ...]:
    """Return the fields a header may mean, best first; empty for one nobody has heard of.

    >>> match_header("Planned finish date")[0].field
    'due'
    """
    if of_hours := OF_HOURS.fullmatch(header.strip()):
        return _of_hours(of_hours[1], header)
    if (of_tax := OF_TAX.search(header)) and (base := match_header(header[: of_tax.start()])):
        return tuple(m._replace(score=m.score * (0.97 if of_tax["net"] else 1.0)) for m in base)
    found = _match_words(fold_header(header))
    if not WITHOUT_TAX.isdisjoint(fold(header).split()):
        found = tuple(match._replace(score=0.97 * match.score) for match in found)
    if CURRENCY_SIGN.search(header) and found and not _of_money(found):
        return _of_money(_match_words(fold_header(f"{header} amount"))) or found
    return found


def _of_hours(base: str, header: str) -> tuple[Match, ...]:
    """Match a header that counts hours by its other words: "Spent (h)", "Capacity (hrs)"."""
    base_of = match_header(base)
    hours = [m._replace(score=min(1.0, 1.3 * m.score)) for m in base_of if m.field == "hours"]
    if not hours and base_of and not base_of[0].field:
        return base_of
    told = hours or [Match("hours", 0.55, "the header says it counts hours")]
    return _sorted([*_match_words(fold_header(header)), *told])


def _of_money(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    reads = column_reads()
    return tuple(m for m in matches if not m.field or Reads.MONEY in reads.get(m.field, ()))


def _match_words(folded: str) -> tuple[Match, ...]:
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
    if turned := _by_words().get(" ".join(sorted(folded.split()))):
        found = [
            Match(f, 0.96 * w, f"the words of {turned!r}") for f, w in aliases()[turned].items()
        ]
        return _sorted(found)
    by = [Match("owner", 0.5, "the header says by whom")] if DONE_BY.fullmatch(folded) else []
    return _sorted([*_numbered(folded), *by, *_parts(_split_compounds(folded)), *_misspelt(folded)])


def _numbered(folded: str) -> list[Match]:
    """Match a number, id or code of something known: "No Trabajo", "Task Code"."""
    words = [w for w in GLUED_NUMBER.sub(r"\1 no", folded).split() if w not in LINKING]
    for rest, mark in ((words[1:], words[0]), (words[:-1], words[-1])) if words else ():
        if rest and mark in NUMBERS and (mark != "key" or rest != words[1:]):
            things = aliases().get(" ".join(rest), {})
            if things and max(things.values()) > 0.9:
                own = {OWN_NUMBER[thing] for thing in things if thing in OWN_NUMBER} or {""}
                return [Match(n, 0.9, f"the number of {' '.join(rest)!r}") for n in sorted(own)]
    return []


def _split_compounds(folded: str) -> str:
    """Return the words of a header, German, Dutch and Danish compounds taken apart."""
    return " ".join(_taken_apart(word) for word in folded.split())


def _taken_apart(word: str) -> str:
    for part in FIRST_PARTS if len(word) > 8 else ():
        rest = word.removeprefix(part)
        if rest != word and len(rest) >= 4 and rest in aliases():
            return f"{part} {rest}"
    return word


def _sorted(matches: list[Match]) -> tuple[Match, ...]:
    best: dict[str, Match] = {}
    for match in sorted(matches, key=lambda m: -m.score):
        best.setdefault(match.field, match)
    return tuple(best.values())


@functools.cache
def _joined() -> Mapping[str, str]:
    return {alias.replace(" ", ""): alias for alias in aliases() if len(alias) > 3}


@functools.cache
def _by_words() -> Mapping[str, str]:
    """Return the words of headers, sorted → the header: order says little, but for numbers of."""
    return {
        " ".join(sorted(words)): alias
        for alias in aliases()
        if len(words := alias.split()) > 1 and NUMBERS.isdisjoint(words)
    }


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
            weak = len(phrase) == 1 and word in WEAK_ALONE and not (word == "end" == words[-1])
            if tuple(words[start:end]) != phrase or weak:
                continue
            rest = words[:start] + words[end:]
            coverage = len(phrase) / len(words)
            at_edge = 0.08 if end == len(words) else 0.03 if start == 0 else 0
            for name, weight in aliases()[" ".join(phrase)].items():
                score = (
                    weight
                    * (0.5 + 0.35 * coverage + at_edge)
                    * (_aside(rest) * (0.75 if name == "hours" and PLANNED & set(rest) else 1.0))
                    * _head(words, phrase, name)
                )
                reason = f"the header holds {' '.join(phrase)!r}"
                found.append(Match(name, score, reason, inside=True))
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
    from rapidfuzz import fuzz, process

    found = process.extractOne(folded, aliases().keys(), scorer=fuzz.ratio, score_cutoff=84)
    if not found or len(found[0]) < 5 or not _alike(folded, found[0]):
        return []
    return [
        Match(f, w * found[1] / 100 * 0.95, f"nearly the known header {found[0]!r}")
        for f, w in aliases()[found[0]].items()
    ]


def _alike(typed: str, known: str) -> bool:
    """Whether each word is a slip of the finger for its counterpart: "url" is none for "role"."""
    from rapidfuzz import fuzz

    pairs = list(zip(typed.split(), known.split(), strict=False))
    return typed.count(" ") == known.count(" ") and all(
        a == b if min(len(a), len(b)) < 4 else fuzz.ratio(a, b) >= 70 for a, b in pairs
    )
