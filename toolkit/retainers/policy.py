"""The rules a retainer is burnt by, from its cells, agency.toml, or the defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from toolkit.config import Config, RetainerConfig
from toolkit.model import name_key

__all__ = [
    "CYCLES",
    "NO_ROLLOVER",
    "Policy",
    "Rollover",
    "parse_rollover",
    "parse_word",
    "policy_of",
    "settings_of",
]


@dataclass(frozen=True, slots=True)
class Rollover:
    """How much of what is left may be carried, and for how long; None sets no limit.

    ``cap`` is in the retainer's unit (hours or money) and ``share`` a part of the period's
    allotment; both limit all that is carried together, older lots falling away first. A lot can
    be used in periods that begin within ``months`` calendar months after its own has ended.
    """

    cap: Decimal | None = None
    share: Decimal | None = None
    months: int | None = None


NO_ROLLOVER = Rollover(cap=Decimal(0))


@dataclass(frozen=True, slots=True)
class Policy:
    """How a retainer is burnt; the defaults are the handbook's."""

    cycle: str = "month"
    anchor: str = "calendar"
    proration: str = "working days"
    counts: str = "all"
    rollover: Rollover = NO_ROLLOVER
    order: str = "allotment first"
    deficit: str = "bill"
    overage_rate: Decimal | None = None
    overage_rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Role, as names are compared → rate."""


CYCLES = {
    "week": "week",
    "weekly": "week",
    "month": "month",
    "monthly": "month",
    "quarter": "quarter",
    "quarterly": "quarter",
    "year": "year",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
    "to date": "to date",
    "total": "to date",
    "block": "to date",
    "project": "to date",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "period": CYCLES,
    "deficit": {
        "bill": "bill",
        "billed": "bill",
        "carry": "carry",
        "carried": "carry",
        "absorb": "absorb",
        "absorbed": "absorb",
    },
    "proration": {
        "working days": "working days",
        "workdays": "working days",
        "calendar days": "calendar days",
        "days": "calendar days",
        "full": "full",
        "none": "none",
    },
    "counts": {"all": "all", "billable": "billable", "approved": "approved"},
}


def parse_word(column: str, text: str) -> str:
    """Return the policy word a cell means: Monthly → month, "per quarter" → quarter.

    Raises ValueError naming the words that are understood.
    """
    words = WORDS[column]
    folded = re.sub(r"^(?:per|a|each|every)\s+", "", " ".join(text.casefold().split()))
    if folded not in words:
        known = ", ".join(dict.fromkeys(words.values()))
        raise ValueError(f"{text!r} is none of {known}")
    return words[folded]


NONE = frozenset({"no", "none", "0", "-", "use it or lose it"})
ALL = frozenset({"yes", "all", "full", "unlimited"})
BARE_SHARE = re.compile(r"0?\.\d+")
MONTHS = re.compile(r"(\d+)\s*(?:calendar\s+)?months?")
SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
CAP = re.compile(r"(\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?)?")


def parse_rollover(text: str) -> Rollover:
    """Return what a rollover cell means: ``none``, ``all``, ``10 h``, ``25 % for 3 months``.

    Raises ValueError for what is not understood.
    """
    folded = " ".join(text.casefold().split())
    if folded in NONE:
        return NO_ROLLOVER
    if BARE_SHARE.fullmatch(folded):
        raise ValueError(f"{text!r} may be a share or hours; write 25 % or 0.25 h")
    found: dict[str, Any] = {}
    for part in re.split(r"\s*(?:[,;]|\bfor\b|\band\b|\bmax(?:imum)?\b|\bup to\b)\s*", folded):
        if not part or part in ALL:
            continue
        if match := MONTHS.fullmatch(part):
            found["months"] = int(match[1])
        elif match := SHARE.fullmatch(part):
            found["share"] = Decimal(match[1]) / 100
        elif match := CAP.fullmatch(part):
            found["cap"] = Decimal(match[1])
        else:
            raise ValueError(f"{text!r} is no rollover such as none, all, 10 h, 25 % for 3 months")
    return Rollover(**found)


def settings_of(client: str | None, config: Config) -> RetainerConfig:
    """Return what ``[retainers."Client"]`` says of a client; nothing where it is not there."""
    wanted = name_key(client)
    for name, settings in config.retainers.items():
        if name_key(name) == wanted:
            return settings
    return RetainerConfig()


T = TypeVar("T")


def policy_of(sheet: Mapping[str, Any], own: RetainerConfig, general: RetainerConfig) -> Policy:
    """Return the policy of a retainer: what its cells say, then its own settings, then all's.

    ``sheet`` holds Policy fields that the retainers sheet gave, already read.
    """
    names = ("cycle", "anchor", "proration", "counts", "order", "deficit", "overage_rate")
    given: dict[str, Any] = {}
    for name in names:
        value = _first(sheet.get(name), getattr(own, name), getattr(general, name))
        if value is not None:
            given[name] = value
    given["rollover"] = sheet.get("rollover") or _rollover(own, general)
    rates = {**general.overage_rates, **own.overage_rates}
    given["overage_rates"] = {name_key(role): rate for role, rate in rates.items()}
    return Policy(**given)


def _first(*values: T | None) -> T | None:
    return next((value for value in values if value is not None), None)


def _rollover(own: RetainerConfig, general: RetainerConfig) -> Rollover:
    source = own if _says_rollover(own) else general
    if source.rollover == "none" or not _says_rollover(source):
        return NO_ROLLOVER
    return Rollover(source.rollover_cap, source.rollover_share, source.expiry_months)


def _says_rollover(settings: RetainerConfig) -> bool:
    return any(
        value is not None
        for value in (
            settings.rollover,
            settings.rollover_cap,
            settings.rollover_share,
            settings.expiry_months,
        )
    )
