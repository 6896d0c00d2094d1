"""A linter for the agency's workbooks: coded rules over all records."""

from __future__ import annotations

from datetime import date, datetime

from toolkit.checks import (
    billing,
    cells,
    changes,
    dates,
    hours,
    invoices,
    meetings,
    numbers,
    people,
    pipeline,
    reviews,
    signoff,
    status,
)
from toolkit.checks.context import Context, Snapshot
from toolkit.checks.excuses import EXC101
from toolkit.checks.report import NotChecked, Report
from toolkit.checks.rule import FAMILIES, Flaw, Rule
from toolkit.checks.runner import run
from toolkit.checks.scope import validated
from toolkit.config import Config
from toolkit.model import Tracker

__all__ = [
    "FAMILIES",
    "RULES",
    "Context",
    "Flaw",
    "NotChecked",
    "Report",
    "Rule",
    "Snapshot",
    "run_checks",
]

_ALL: tuple[Rule, ...] = (
    *numbers.RULES,
    *dates.RULES,
    *status.RULES,
    *billing.RULES,
    *signoff.RULES,
    *changes.RULES,
    *meetings.RULES,
    *hours.RULES,
    *invoices.RULES,
    *pipeline.RULES,
    *reviews.RULES,
    *people.RULES,
    *cells.RULES,
    EXC101,
)
RULES = tuple(sorted(_ALL, key=lambda rule: (list(FAMILIES).index(rule.family), rule.code)))
"""Every rule that runs, in the order their families are shown."""


def run_checks(
    tracker: Tracker,
    config: Config,
    as_of: date,
    *,
    now: datetime | None = None,
    before: Snapshot | None = None,
) -> Report:
    """Return what is wrong in an agency's books, and what could not be checked.

    ``now`` is the moment that deadlines in hours are counted to; without it, the start of the
    working day. ``before`` is an earlier reading of the same books: without one, the rules that
    need it say so.

    Raises ConfigError when agency.toml selects or ignores a code that no rule has.
    """
    codes = [rule.code for rule in RULES]
    validated(config.checks.select, codes, "checks.select")
    validated(config.checks.ignore, codes, "checks.ignore")
    for name, sheet in config.sheets.items():
        validated((*sheet.select, *sheet.ignore), codes, f"sheets.{name}")
    return run(RULES, tracker, config, as_of, now=now, before=before)
