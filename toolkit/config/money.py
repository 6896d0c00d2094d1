"""Settings of the forecast, and of the files finance imports."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["ExportConfig", "ForecastConfig", "LedgerAccount", "TemplateConfig"]

STAGES = {
    "lead": Decimal("0.1"),
    "qualified": Decimal("0.2"),
    "proposal": Decimal("0.4"),
    "pitch": Decimal("0.5"),
    "negotiation": Decimal("0.7"),
    "verbal": Decimal("0.9"),
}


@dataclass(frozen=True, slots=True)
class ForecastConfig:
    """``[forecast]``: how rows become months of revenue."""

    basis: typing.Literal["recognised", "billed"] = "recognised"
    """Revenue in the month it is earned, or in the month it is invoiced."""
    months: int = 12
    """Months, or periods, that are forecast."""
    fiscal_start: int = 1
    """The month fiscal years begin with."""
    weeks: typing.Literal["", "4-4-5", "4-5-4", "5-4-4"] = ""
    """Quarters of whole weeks; calendar months when empty."""
    week_ends: str = "sat"
    """The weekday that weeks end with, for years of weeks."""
    year_ends: typing.Literal["last", "nearest"] = "last"
    """A year of weeks ends on the last such weekday of its last month, or the one nearest to its
    end."""
    spread: typing.Literal["working days", "milestones", "curve"] = "working days"
    """How the rest of an estimate is spread over time."""
    curve: tuple[Decimal, ...] = ()
    """Shares of a job's amount over equal slices of its working days, as ``[1, 2, 1]``."""
    expected_rate: Decimal = Decimal("0.8")
    """How much of unsigned estimates is likely to come."""
    stages: Mapping[str, Decimal] = field(default_factory=lambda: dict(STAGES))
    """Stage of the pipeline → probability, for opportunities that state none."""
    won_from: Decimal = Decimal("0.5")
    """The probability from which the won-or-lost scenario counts an opportunity in full."""
    retainers_billed: typing.Literal["first day", "last day"] = "first day"
    """The day of the month a retainer is invoiced, on the billed basis."""
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Budget rates: currency → what one unit of it is worth in the agency's currency."""
    current_rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Today's rates, to show the exchange effect against the budget rates."""
    goals: Mapping[str, Decimal] = field(default_factory=dict)
    """Client → revenue goal of the fiscal year, in the agency's currency."""


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One entry of ``[[export.accounts]]``: where finance books a client's or a line's revenue.

    ``client`` and ``line`` say what it holds for, an empty one for all; the closest entry counts.
    """

    client: str = ""
    """The client it holds for."""
    line: str = ""
    """retainer, estimate, change order, opportunity or invoice."""
    account: str = ""
    """The number, as finance writes it."""
    name: str = ""
    """The name, where the format wants one."""
    department: str = ""
    """Sage Intacct DEPT_ID."""
    location: str = ""
    """Sage Intacct LOCATION_ID."""
    class_name: str = ""
    """QuickBooks CLASS."""
    project: str = ""
    """Sage Intacct PROJECTID."""
    item: str = ""
    """Sage Intacct ITEMID."""
    customer: str = ""
    """The client's name in the books of finance, where it is another."""


@dataclass(frozen=True, slots=True)
class TemplateConfig:
    """``[export.template]``: finance's own layout, a CSV file."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Header → field; ``months`` stands for a column a month, ``=text`` for a fixed text."""
    delimiter: str = ","
    """What stands between two values."""
    month: str = "%Y-%m"
    """How months are written, in the letters of strftime."""
    decimal: typing.Literal[".", ","] = "."
    """The decimal mark."""
    sign: typing.Literal["budget", "journal"] = "budget"
    """Revenue is positive in budgets, credit and so negative in journals."""


@dataclass(frozen=True, slots=True)
class ExportConfig:
    """``[export]``: what finance's files call things."""

    format: typing.Literal[
        "canonical", "xero", "intacct", "iif", "business-central", "netsuite", "template"
    ] = "canonical"
    """What the button Finance file writes."""
    accounts: tuple[LedgerAccount, ...] = ()
    accounts_book: str = ""
    """A workbook or CSV file, beside agency.toml, with the same columns as ``accounts``."""
    budget: str = "Forecast"
    """The name finance's program has for the budget: Intacct BUDGET_ID, NetSuite category."""
    subsidiary: str = ""
    """NetSuite subsidiary."""
    fiscal_year: str = "FY {year}"
    """How NetSuite names fiscal years."""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    """Business Central: caption of a dimension's column → field of the account, or client."""
    table: str = "toolkit_forecast"
    """The table ``--load`` fills."""
    template: TemplateConfig = field(default_factory=TemplateConfig)
