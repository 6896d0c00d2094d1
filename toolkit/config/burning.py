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
    amount: Decimal = Decimal(0)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TermsConfig:
    """One entry of ``terms``: what holds from a day on, until the next terms."""

    start: date = date.min
    end: date | None = None
    hours: Decimal | None = None
    fee: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RetainerConfig:
    """``[retainers."Client"]``: a retainer's policy; what is left out is as in ``[burn.policy]``.

    A cell of the retainers sheet that says the same stands above it. ``terms`` are needed only
    where the agency keeps no retainers sheet.
    """

    cycle: typing.Literal["week", "month", "quarter", "year", "to date"] | None = None
    anchor: typing.Literal["calendar", "start"] | None = None
    """Whether periods begin with the calendar's or with the retainer's first day."""
    proration: typing.Literal["working days", "calendar days", "full", "none"] | None = None
    counts: typing.Literal["all", "billable", "approved"] | None = None
    rollover: typing.Literal["none", "all"] | None = None
    rollover_cap: Decimal | None = None
    """The most that is ever carried, in the retainer's unit: hours, or money without hours."""
    rollover_share: Decimal | None = None
    """The same as a share of the period's allotment: 0.25."""
    expiry_months: int | None = None
    order: typing.Literal["allotment first", "oldest first", "rollover first"] | None = None
    deficit: typing.Literal["bill", "carry", "absorb"] | None = None
    overage_rate: Decimal | None = None
    overage_rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Role → rate, for the roles that do not have ``overage_rate``."""
    currency: str = ""
    adjustments: tuple[AdjustmentConfig, ...] = ()
    pauses: tuple[str, ...] = ()
    """ISO dates, or ranges ``2026-08-01..2026-08-31``, ends included."""
    clients: tuple[str, ...] = ()
    """Other names under which hours for this retainer are booked."""
    jobs: tuple[str, ...] = ()
    """Only these jobs; the same for the others below. An empty list means all."""
    without_jobs: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    without_products: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    without_roles: tuple[str, ...] = ()
    terms: tuple[TermsConfig, ...] = ()


@dataclass(frozen=True, slots=True)
class Burn:
    """``[burn]``: the policy of retainers that say nothing else, and when to give warning."""

    policy: RetainerConfig = field(default_factory=RetainerConfig)
    alerts_at: tuple[Decimal, ...] = (Decimal("0.5"), Decimal("0.75"), Decimal("0.9"), Decimal(1))
    pace_above: Decimal = Decimal("1.1")
    pace_after: Decimal = Decimal("0.25")
    """Share of the period that must be gone before the pace is worth an alert."""
    hours_a_day: Decimal = Decimal(8)
    """Capacity of a person on a working day, for utilisation."""
