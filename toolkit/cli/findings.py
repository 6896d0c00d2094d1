"""Findings in a terminal: grouped, coloured, no wider than it is."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from toolkit.checks import RULES, NotChecked, Report
from toolkit.checks.wording import NO_OWNER, count_of, counted, listed
from toolkit.model import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["GROUPS", "clean", "not_checked_line", "print_findings"]

NO_HISTORY = "no history yet"
GROUPS: dict[str, Callable[[Finding], str]] = {
    "owner": lambda finding: finding.owner or NO_OWNER,
    "sheet": lambda finding: f"{finding.place.book}, {finding.place.sheet}",
}
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def print_findings(
    report: Report,
    group: str,
    width: int | None = None,
    *,
    known: int | None = None,
    all_not_checked: bool = False,
) -> None:
    """Print findings under their owner or sheet, their sums, and what was not checked.

    ``known`` is how many findings a baseline hides, None without one.
    """
    from rich.console import Console

    console = Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        groups[GROUPS[group](finding)].append(finding)
    for name, findings in groups.items():
        console.print(clean(f"{name}: {counted(findings)}"), style="bold")
        for finding in findings:
            _print(console, finding)
        console.print()
    console.print(_sums(report.findings, known), style="bold")
    if all_not_checked:
        _print_not_checked(console, report)
    elif report.not_checked:
        _wrapped(console, not_checked_line(report.not_checked))


def _sums(findings: Sequence[Finding], known: int | None) -> str:
    if known is None:
        return counted(findings)
    verb = "is" if known == 1 else "are"
    found = counted(findings) if findings else "Nothing new"
    return f"{found}; {count_of(known, 'known finding')} {verb} hidden"


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


def not_checked_line(missed: Sequence[NotChecked]) -> str:
    """Return in one line how many rules did not run in full, and for want of what."""
    wants: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for why in dict.fromkeys(one.why for one in missed):
        for part in why.removeprefix("no ").partition(" on ")[0].split(" or "):
            name, _, kind = part.rpartition(" ")
            known = why.startswith("no ") and kind in ("sheet", "column")
            wants[kind if known else "history" if why == NO_HISTORY else "more"][name] = None
    parts = [
        f"{kind}s of {listed(list(wants[kind]), 6)}" for kind in ("sheet", "column") if wants[kind]
    ]
    parts += ["a history"] if wants["history"] else []
    parts += ["more"] if wants["more"] else []
    rules = count_of(len({one.code for one in missed}), "rule")
    return f"Not checked: {rules}, for want of {'; '.join(parts)}: --not-checked lists them"


def _print_not_checked(console: Console, report: Report) -> None:
    """Print each reason once, with the codes it kept from running."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for missed in report.not_checked:
        reasons[missed.why].append(missed.code)
    for why, codes in reasons.items():
        _wrapped(console, f"Not checked, {why}: {_families(codes)}")


def _wrapped(console: Console, line: str) -> None:
    from rich.padding import Padding

    console.print(Padding(clean(line), 0), style="dim")


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


def clean(text: str) -> str:
    """Return text without what would steer a terminal: cells are data."""
    return "".join(_printable(text))


def _printable(text: Iterable[str]) -> Iterable[str]:
    return (c if c.isprintable() else " " for c in text)
