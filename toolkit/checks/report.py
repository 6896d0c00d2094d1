"""What a run of the rules says: findings, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.model import Finding, Severity

__all__ = ["NotChecked", "Report", "in_working_order"]

URGENCY = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that could not run, wholly or in part, and what it was missing."""

    code: str
    why: str

    def __str__(self) -> str:
        return f"{self.code} not checked: {self.why}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the rules have to say about an agency's books."""

    findings: tuple[Finding, ...] = ()
    """By owner, those without one last; the most urgent first."""
    not_checked: tuple[NotChecked, ...] = ()


def in_working_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as a person works through them: by owner, then urgency, then place."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                not f.owner,
                f.owner.casefold(),
                URGENCY[f.severity],
                f.code,
                f.place,
            ),
        )
    )
