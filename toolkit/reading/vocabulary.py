"""The names of columns: which header may mean which, and how the cells of each are read."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from toolkit.model import KINDS, FieldSpec, Reads, fields_of
from toolkit.reading.folding import fold_header
from toolkit.reading.headers import ALIASES
from toolkit.reading.more_headers import MORE_ALIASES, NOT_OURS

__all__ = ["CANONICAL", "aliases", "column_reads", "known_columns", "specs"]

CANONICAL = (
    "number", "name", "client", "status", "next_step", "due", "owner", "estimate", "billed",
    "hours", "date", "role", "rate",
)  # fmt: skip
"""The columns most sheets have; each is looked for before the others."""


@functools.cache
def aliases() -> Mapping[str, Mapping[str, float]]:
    """Return folded header → {field: how surely the header alone names it, 0 to 1}."""
    found: dict[str, dict[str, float]] = {}
    for name, phrases in {**ALIASES, **MORE_ALIASES}.items():
        for phrase in filter(None, (p.strip() for p in phrases.split(";"))):
            weight = 0.95 - 0.25 * phrase.count("~") + 0.05 * phrase.count("+")
            fields = found.setdefault(fold_header(phrase), {})
            fields[name] = max(weight, fields.get(name, 0))
    for phrase in NOT_OURS.split(";"):
        found.setdefault(fold_header(phrase), {}).setdefault("", 0.8)
    found.pop("", None)
    return found


def specs(kind: str) -> tuple[FieldSpec, ...]:
    """Return the fields that records of a kind have read from cells."""
    return fields_of(KINDS[kind])  # type: ignore[arg-type]  # a class does hash


@functools.cache
def column_reads() -> Mapping[str, frozenset[Reads]]:
    """Return column name → how the records of all kinds read it."""
    found: dict[str, set[Reads]] = {}
    for kind in KINDS:
        for spec in specs(kind):
            found.setdefault(spec.column, set()).add(spec.reads)
    for name in ("first_name", "last_name"):
        found[name] = {Reads.PEOPLE}
    return {name: frozenset(reads) for name, reads in found.items()}


def known_columns() -> frozenset[str]:
    """Return every name a column may be given in agency.toml."""
    return frozenset(column_reads())
