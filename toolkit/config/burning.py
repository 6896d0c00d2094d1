"""Settings of retainers: the policy each is burnt by."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

__all__ = ["AdjustmentConfig", "Burn", "RetainerConfig", "TermsConfig"]


@dataclass(frozen=True, slots=True)
class AdjustmentConfig:
    """One entry of ``adjustments``: hours (or money) given or taken, and why."""

    on: date = date.min
    """The day it is given or taken."""
    amount: Decimal = Decimal(0)
    """Hours, or money for a retainer without hours; negative takes."""
    reason: str = ""
    """Why; an adjustment has a reason."""


@dataclass(frozen=True, slots=True)
class TermsConfig:
    """One entry of ``terms``: what holds from a day on, until the next terms."""

    start: date = date.min
    """The first day these terms hold."""
    end: date | None = None
    """The last day; open when left out."""
    hours: Decimal | None = None
    """Hours of each period."""
    fee: Decimal | None = None
    """Fee of each period."""


@dataclass(frozen=True, slots=True)
class RetainerConfig:
    """``[retainers."Client"]``: a retainer's policy; what is left out is as in ``[burn.policy]``.

    A cell of the retainers sheet that says the same stands above it. ``terms`` are needed only
    where the agency keeps no retainers sheet.
    """

    cycle: typing.Literal["week", "month", "quarter", "year", "to date"] | None = None
    """How long a period is; “to date” is one period for the whole of the retainer."""
    anchor: typing.Literal["calendar", "start"] | None = None
    """Whether periods begin with the calendar's or with the retainer's first day."""
    proration: typing.Literal["working days", "calendar days", "full", "none"] | None = None
    """How a period that is only partly covered is shortened."""
    counts: typing.Literal["all", "billable", "approved"] | None = None
    """Which hours use the retainer."""
    rollover: typing.Literal["none", "all"] | None = None
    """Whether what is left over is carried into the next period."""
    rollover_cap: Decimal | None = None
    """The most that is ever carried, in the retainer's unit: hours, or money without hours."""
    rollover_share: Decimal | None = None
    """The same as a share of the period's allotment: 0.25."""
    expiry_months: int | None = None
    """Calendar months after which what was carried is lost."""
    order: typing.Literal["allotment first", "oldest first", "rollover first"] | None = None
    """What is used up first."""
    deficit: typing.Literal["bill", "carry", "absorb"] | None = None
    """What becomes of hours beyond the retainer: billed, taken from the next period, or borne."""
    overage_rate: Decimal | None = None
    """What an hour beyond the retainer costs."""
    overage_rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Role → rate, for the roles that do not have ``overage_rate``."""
    currency: str = ""
    """ISO 4217 code of fee and rates."""
    adjustments: tuple[AdjustmentConfig, ...] = ()
    pauses: tuple[str, ...] = ()
    """ISO dates, or ranges ``2026-08-01..2026-08-31``, ends included."""
    clients: tuple[str, ...] = ()
    """Other names under which hours for this retainer are booked."""
    jobs: tuple[str, ...] = ()
    """Only these jobs; the same for the others below. An empty list means all."""
    without_jobs: tuple[str, ...] = ()
    """All jobs but these."""
    products: tuple[str, ...] = ()
    """Only these products."""
    without_products: tuple[str, ...] = ()
    """All products but these."""
    roles: tuple[str, ...] = ()
    """Only the hours of these roles."""
    without_roles: tuple[str, ...] = ()
    """The hours of all roles but these."""
    terms: tuple[TermsConfig, ...] = ()


@dataclass(frozen=True, slots=True)
class Burn:
    """``[burn]``: the policy of retainers that say nothing else, and when to give warning."""

    policy: RetainerConfig = field(default_factory=RetainerConfig)
    alerts_at: tuple[Decimal, ...] = (Decimal("0.5"), Decimal("0.75"), Decimal("0.9"), Decimal(1))
    """Shares of the retainer whose crossing is told."""
    pace_above: Decimal = Decimal("1.1")
    """Pace above which hours are used too fast."""
    pace_after: Decimal = Decimal("0.25")
    """Share of the period that must be gone before the pace is worth an alert."""
    hours_a_day: Decimal = Decimal(8)
    """Capacity of a person on a working day, for utilisation."""
