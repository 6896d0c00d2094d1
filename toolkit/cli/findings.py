"""Findings in a terminal: grouped, coloured, no wider than it is."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from toolkit.checks import RULES, Report
from toolkit.model import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["GROUPS", "clean", "print_findings"]

NO_OWNER = "No owner"
GROUPS: dict[str, Callable[[Finding], str]] = {
    "owner": lambda finding: finding.owner or NO_OWNER,
    "sheet": lambda finding: f"{finding.place.book}, {finding.place.sheet}",
}
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.ADVICE: "advice"}


def print_findings(report: Report, group: str, width: int | None = None) -> None:
    """Print findings under their owner or sheet, then what was not checked, then the sums."""
    from rich.console import Console

    console = Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        groups[GROUPS[group](finding)].append(finding)
    for name, findings in groups.items():
        console.print(clean(f"{name}: {_sums(findings)}"), style="bold")
        for finding in findings:
            _print(console, finding)
        console.print()
    _print_not_checked(console, report)
    console.print(_sums(report.findings), style="bold")


def _print(console: Console, finding: Finding) -> None:
    from rich.padding import Padding
    from rich.text import Text

    head = Text.assemble(
        (f"{finding.severity.value:8}", STYLES[finding.severity]),
        f" {finding.code}  ",
        (clean(str(finding.place)), "underline"),
    )
    console.print(Padding(head, (0, 0, 0, 2), expand=False))
    console.print(Padding(Text(clean(finding.message)), (0, 0, 0, 11), expand=False))
    console.print(
        Padding(Text(clean(f"→ {finding.fix}"), style="dim"), (0, 0, 0, 11), expand=False)
    )


def _print_not_checked(console: Console, report: Report) -> None:
    """Print each reason once, with the codes it kept from running."""
    from rich.padding import Padding

    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for missed in report.not_checked:
        reasons[missed.why].append(missed.code)
    for why, codes in reasons.items():
        console.print(Padding(clean(f"Not checked, {why}: {_families(codes)}"), 0), style="dim")
    if reasons:
        console.print()


def _families(codes: Iterable[str]) -> str:
    """Return codes as a list, a whole family by its letters."""
    by_family: defaultdict[str, list[str]] = defaultdict(list)
    for code in codes:
        by_family[code[:3]].append(code)
    sizes = Counter(rule.family for rule in RULES)
    whole = (
        [f"all {family}"] if len(several) == sizes[family] > 1 else several
        for family, several in by_family.items()
    )
    return ", ".join(itertools.chain.from_iterable(whole))


def _sums(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[s]} {s.value if counts[s] == 1 else PLURALS[s]}" for s in Severity if counts[s]
    ]
    return ", ".join(parts) or "Nothing found"


def clean(text: str) -> str:
    """Return text without what would steer a terminal: cells are data."""
    return "".join(_printable(text))


def _printable(text: Iterable[str]) -> Iterable[str]:
    return (c if c.isprintable() else " " for c in text)
