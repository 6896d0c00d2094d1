"""The manual of the rules: one page for all of them, and one for each, from their docstrings."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from toolkit.checks import RULES
from toolkit.checks.rule import FAMILIES, Rule
from toolkit.errors import ConfigError

__all__ = ["rule_called", "rules_as_json", "rules_page"]

INTRODUCTION = """\
# Rules

Every rule of `toolkit check`: what it finds, why that matters, how it looks wrong and right, and
what can be configured in `agency.toml`. `toolkit rule CODE` prints the same for one of them.

**One defect, one finding.** Where two rules would speak about the same defect, the one that
explains it better does, and the other is silent:

- A cell that could not be read (DAT2xx, STA101, CELxxx) is reported as such; rules that depend on
  that cell say nothing about its row.
- A rule marked “silent where …” leaves a row to the rules named there.
- A column that a sheet does not have, or that nobody has ever filled in, lacks nothing: rules that
  need it say once that they were not checked.
- Findings that many rows share, such as hours on one unknown job, are one finding at the first row.

**Excuses.** `ok: DAT301 reason` in any cell of a row excuses that code for the row; in a cell's
note, for the cell. An excuse that no longer excuses anything is reported (EXC101).

**Selecting.** `[checks] select` and `ignore` take codes, families (`MTG`) or beginnings (`DAT3`);
the longer name wins. `[sheets."Job List"]` has a `select` and an `ignore` of its own.
"""


def rules_page(rules: Sequence[Rule] = RULES) -> str:
    """Return the page of all rules, in Markdown, families in their order."""
    parts = [INTRODUCTION, *_contents(rules)]
    for family, name in FAMILIES.items():
        own = [rule for rule in rules if rule.family == family]
        if own:
            parts.append(f"## {family}: {name}\n")
            parts += map(_entry, own)
    return "\n".join(parts)


def _contents(rules: Sequence[Rule]) -> Iterator[str]:
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {rule.title} |"
        for rule in rules
    ]
    yield "\n".join(["| Code | Severity | What it finds |", "|---|---|---|", *rows, ""])


def _entry(rule: Rule) -> str:
    sections = rule.sections
    lines = [f"### {rule.code}\n", f"{rule.title}. ({rule.severity})\n"]
    lines.append(f"{' '.join(sections['Why'].split())}\n")
    lines.append(f"- Wrong: {' '.join(sections['Wrong'].split())}")
    lines.append(f"- Right: {' '.join(sections['Right'].split())}")
    lines.append(f"- Configure: {' '.join(sections['Configure'].split())}")
    lines.append(f"- Needs: {', '.join(f'`{need}`' for need in rule.needed) or 'nothing'}")
    if rule.yields_to:
        lines.append(f"- Silent where {', '.join(rule.yields_to)} explains the row")
    return "\n".join(lines) + "\n"


def rules_as_json(rules: Sequence[Rule] = RULES) -> list[Mapping[str, object]]:
    """Return one object a rule, for other programs: code, family, severity, title, needs."""
    return [
        {
            "code": rule.code,
            "family": rule.family,
            "severity": rule.severity.value,
            "title": rule.title,
            "needs": list(rule.needed),
        }
        for rule in rules
    ]


def rule_called(code: str, rules: Sequence[Rule] = RULES) -> Rule:
    """Return the rule of a code, its case ignored.

    Raises ConfigError that names the nearest code when there is none, and for a code of the burn
    where that is explained.
    """
    wanted = code.strip().upper()
    by_code = {rule.code: rule for rule in rules}
    if wanted in by_code:
        return by_code[wanted]
    if wanted.startswith("RET"):
        raise ConfigError(f"{wanted} is told by toolkit burn, not by a rule; see docs/burn.md")
    near = difflib.get_close_matches(wanted, list(by_code), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else "see toolkit rules"
    raise ConfigError(f"No rule is called {code!r}; {hint}")
