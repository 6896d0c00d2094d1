"""Settings of how the agency works: who it is, its days, its reports, sheets and checks."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["Agency", "Calendar", "Checks", "Contact", "SheetConfig"]


@dataclass(frozen=True, slots=True)
class Agency:
    """``[agency]``: who and where we are."""

    name: str = ""
    """What reports call the agency."""
    timezone: str = "UTC"
    """IANA name of the zone that days and deadlines are meant in, such as Europe/London."""
    country: str = "US"
    """ISO 3166 country of the public holidays."""
    region: str = ""
    """ISO 3166-2 part of the country with holidays of its own, such as SCT."""
    currency: str = "USD"
    """ISO 4217 code of amounts that name no currency."""
    day_first: bool | None = None
    """How dates such as 3/4/2026 are meant where a whole column does not tell."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """``[calendar]``: days nobody works, beside weekends and public holidays."""

    closures: tuple[str, ...] = ()
    """ISO dates, or ranges ``2026-12-24..2026-12-31``, ends included."""
    weekend: tuple[str, ...] = ("sat", "sun")
    """Days of the week nobody works: mon, tue, wed, thu, fri, sat, sun."""


@dataclass(frozen=True, slots=True)
class Contact:
    """``[contact]``: how contact reports are made and to whom they go."""

    deadline_hours: int = 48
    """Hours after the end of a meeting within which its report is due."""
    counting: typing.Literal["elapsed", "working"] = "elapsed"
    """Whether those hours pass at night and on weekends too."""
    day_starts: str = "09:00"
    """When work starts, for working hours."""
    day_ends: str = "17:00"
    """When work ends."""
    teams: tuple[str, ...] = ("production", "media", "creative")
    """Departments whose people receive every report, beside all attendees and department heads."""
    silence_is_acceptance_hours: int = 0
    """Working hours of a client's silence that count as acceptance; 0 is off. Never for money."""


@dataclass(frozen=True, slots=True)
class SheetConfig:
    """``[sheets."Job List"]``: how one sheet is to be read or checked."""

    skip: bool = False
    """Leave the sheet unread."""
    kind: str = ""
    """What its rows are: jobs, hours, retainers, … as toolkit inspect names them."""
    header_rows: tuple[int, ...] = ()
    """The rows that hold the headers, counted from 1."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Header or column letter → field; an empty field leaves the column unread."""
    select: tuple[str, ...] = ()
    """On this sheet, only these codes or families."""
    ignore: tuple[str, ...] = ()
    """On this sheet, not these codes or families."""


@dataclass(frozen=True, slots=True)
class Checks:
    """``[checks]``: which rules run, and their thresholds."""

    select: tuple[str, ...] = ()
    """Codes or families; none means all."""
    ignore: tuple[str, ...] = ()
    """Codes or families that do not run."""
    number_pattern: str = ""
    """A regular expression every job number must match; found out from the book when empty."""
    unchanged_days: int = 7
    """Days a job may stand unchanged."""
    waiting_days: int = 10
    """Days a job may wait on its client."""
    unsigned_days: int = 5
    """Days a document may be out unsigned."""
    unbilled_days: int = 30
    """How long a job may stand ready to bill after it was finished."""
    kickoff_from: Decimal = Decimal(10000)
    """Estimate from which a job needs a kick-off meeting."""
    wip_days: tuple[int, ...] = (60, 90)
    """Days unbilled work may be old: first a warning, then an error."""
    chase_days: tuple[int, ...] = (1, 8, 15, 30, 45)
    """Days overdue at which an invoice is chased again."""
    broken_promises: int = 2
    """Broken promises of payment after which the director is told."""
    hours_a_day: Decimal = Decimal(24)
    """Hours one person may book on one day."""
    bulk_hours: Decimal = Decimal(8)
    """Hours a person may book on one weekend day or holiday before it is called bulk."""
    review_revenue: Decimal = Decimal(100000)
    """Annual revenue from which a client has a review each quarter."""
    renewal_days: int = 90
    """Days before a renewal within which a review must have been."""
    rfp_days: int = 7
    """Days before an RFP is due at which it is announced."""
