"""What a rule is: a coded function from a context to flaws, whose docstring is its manual."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.checks.context import Context
from toolkit.model import Record, Severity
from toolkit.table import Place

__all__ = ["FAMILIES", "HISTORY", "SECTIONS", "Finder", "Flaw", "Need", "Rule", "Unfit", "rule"]

HISTORY = "history"
"""The need of a rule that compares with an earlier reading of the same books."""

SECTIONS = ("Why", "Wrong", "Right", "Configure")
"""What every rule's manual says after its first sentence."""

FAMILIES: Mapping[str, str] = {
    "NUM": "Numbers and repeated rows",
    "DAT": "Dates",
    "STA": "Status, next steps, milestones",
    "BIL": "Billing and work in progress",
    "SGN": "Sign-off",
    "CHG": "Opening jobs and changing them",
    "MTG": "Meetings and contact reports",
    "HRS": "Hours",
    "INV": "Invoices and chasing",
    "OPP": "New business",
    "QBR": "Quarterly business reviews",
    "PEO": "People and cover",
    "CEL": "Cells that cannot be read",
    "EXC": "Excuses",
}


class Flaw(NamedTuple):
    """What a rule found: the record and field it shows in, what is wrong, what to do."""

    record: Record
    field: str
    message: str
    fix: str
    at: Place | None = None
    """Where it shows when that is not the field's own cell."""


class Unfit(NamedTuple):
    """Why a rule could not judge some of what it is for; said once, among what was not checked."""

    why: str


Finder = Callable[[Context], Iterator[Flaw | Unfit]]


class Need(NamedTuple):
    """A table a rule reads and the fields it must have; any one of the alternatives will do."""

    alternatives: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def parse(cls, text: str) -> Need:
        """Return the need that ``jobs.started | jobs.opened`` or ``people`` describes."""
        parts = (part.strip().split(".") for part in text.split("|"))
        return cls(tuple((kind, tuple(names)) for kind, *names in parts))

    def __str__(self) -> str:
        return " | ".join(".".join((kind, *names)) for kind, names in self.alternatives)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it runs, and as its page shows it."""

    code: str
    severity: Severity
    find: Finder
    needs: tuple[Need, ...]
    history: bool
    yields_to: tuple[str, ...]
    """Codes that explain the same row better: where they found something, this rule is silent."""

    @property
    def family(self) -> str:
        """The letters its code begins with."""
        return self.code[:3]

    @property
    def title(self) -> str:
        """The first sentence of its manual."""
        return self.manual.partition("\n")[0].rstrip(".")

    @property
    def manual(self) -> str:
        """The whole of its page."""
        return inspect.getdoc(self.find) or ""

    @property
    def sections(self) -> Mapping[str, str]:
        """What the manual says under Why, Wrong, Right and Configure."""
        pattern = rf"^({'|'.join(SECTIONS)}):\s*(.*?)(?=^(?:{'|'.join(SECTIONS)}):|\Z)"
        found = re.findall(pattern, self.manual, re.MULTILINE | re.DOTALL)
        return {name: inspect.cleandoc(text) for name, text in found}

    @property
    def needed(self) -> tuple[str, ...]:
        """What it cannot run without, in words a program can read."""
        return (*map(str, self.needs), *([HISTORY] if self.history else []))

    def reads(self, kind: str) -> Iterator[str]:
        """Return the fields of a kind of record that it cannot do without."""
        for need in self.needs:
            if len(need.alternatives) == 1 and need.alternatives[0][0] == kind:
                yield from need.alternatives[0][1]


def rule(
    code: str, severity: Severity, *needs: str, yields_to: tuple[str, ...] = ()
) -> Callable[[Finder], Rule]:
    """Make a function a rule; ``needs`` are tables with fields such as ``jobs.due``."""

    def declare(find: Finder) -> Rule:
        parsed = tuple(Need.parse(need) for need in needs if need != HISTORY)
        return Rule(code, severity, find, parsed, HISTORY in needs, yields_to)

    return declare
