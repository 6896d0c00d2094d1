"""agency.toml, read once into frozen values; everything works without it."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from toolkit.errors import ConfigError

__all__ = [
    "FILE_NAME",
    "AdjustmentConfig",
    "Agency",
    "Burn",
    "Calendar",
    "Checks",
    "Config",
    "Contact",
    "ExportConfig",
    "ForecastConfig",
    "GooglePlace",
    "HistoryPlace",
    "LedgerAccount",
    "RetainerConfig",
    "SheetConfig",
    "TemplateConfig",
    "TermsConfig",
    "find_config",
    "load_config",
    "parse_config",
]

FILE_NAME = "agency.toml"


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
    ignore: tuple[str, ...] = ()


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
    months: int = 12
    fiscal_start: int = 1
    """The month fiscal years begin with."""
    weeks: typing.Literal["", "4-4-5", "4-5-4", "5-4-4"] = ""
    """Quarters of whole weeks; calendar months when empty."""
    week_ends: str = "sat"
    year_ends: typing.Literal["last", "nearest"] = "last"
    """A year of weeks ends on the last such weekday of its last month, or the one nearest to its
    end."""
    spread: typing.Literal["working days", "milestones", "curve"] = "working days"
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
    line: str = ""
    """retainer, estimate, change order, opportunity or invoice."""
    account: str = ""
    """The number, as finance writes it."""
    name: str = ""
    department: str = ""
    location: str = ""
    class_name: str = ""
    project: str = ""
    item: str = ""
    customer: str = ""
    """The client's name in the books of finance, where it is another."""


@dataclass(frozen=True, slots=True)
class TemplateConfig:
    """``[export.template]``: finance's own layout, a CSV file."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Header → field; ``months`` stands for a column a month, ``=text`` for a fixed text."""
    delimiter: str = ","
    month: str = "%Y-%m"
    """How months are written, in the letters of strftime."""
    decimal: typing.Literal[".", ","] = "."
    sign: typing.Literal["budget", "journal"] = "budget"
    """Revenue is positive in budgets, credit and so negative in journals."""


@dataclass(frozen=True, slots=True)
class ExportConfig:
    """``[export]``: what finance's files call things."""

    accounts: tuple[LedgerAccount, ...] = ()
    accounts_book: str = ""
    """A workbook or CSV file, beside agency.toml, with the same columns as ``accounts``."""
    budget: str = "Forecast"
    """The name finance's program has for the budget: Intacct BUDGET_ID, NetSuite category."""
    subsidiary: str = ""
    fiscal_year: str = "FY {year}"
    """How NetSuite names fiscal years."""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    """Business Central: caption of a dimension's column → field of the account, or client."""
    table: str = "toolkit_forecast"
    """The table ``--load`` fills."""
    template: TemplateConfig = field(default_factory=TemplateConfig)


@dataclass(frozen=True, slots=True)
class GooglePlace:
    """``[google]``: who the toolkit is to Google."""

    credentials: str = ""
    """Key file of a service account, or a person's saved login, beside agency.toml unless absolute;
    the machine's own login when empty. Never put the key itself here."""


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """``[history]``: where earlier runs are kept."""

    url: str = ""
    """A path, sqlite:/// or postgresql:// address; the user's own SQLite file when empty. Leave
    passwords to PostgreSQL's ~/.pgpass or PGPASSWORD."""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of agency.toml."""

    agency: Agency = field(default_factory=Agency)
    books: Mapping[str, str] = field(default_factory=dict)
    """``[books]``: a name for BOOK → file, folder or Google address."""
    output: str = "toolkit-output"
    """Folder for copies and reports, beside the workbook when not absolute."""
    templates: str = ""
    """Folder with the agency's own report templates; those it lacks are the shipped ones.

    Beside agency.toml unless absolute.
    """
    calendar: Calendar = field(default_factory=Calendar)
    columns: Mapping[str, str] = field(default_factory=dict)
    """``[columns]``: header → field, in every sheet."""
    sheets: Mapping[str, SheetConfig] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    """``[status]``: the agency's word → one of the status words of the toolkit."""
    contact: Contact = field(default_factory=Contact)
    checks: Checks = field(default_factory=Checks)
    burn: Burn = field(default_factory=Burn)
    retainers: Mapping[str, RetainerConfig] = field(default_factory=dict)
    """Client → policy, names compared without case."""
    forecast: ForecastConfig = field(default_factory=ForecastConfig)
    export: ExportConfig = field(default_factory=ExportConfig)
    history: HistoryPlace = field(default_factory=HistoryPlace)
    google: GooglePlace = field(default_factory=GooglePlace)
    path: Path | None = None
    """Where it was read from; None for the defaults."""

    @property
    def templates_folder(self) -> Path | None:
        """The agency's folder of templates, beside agency.toml unless absolute; None without."""
        if not self.templates:
            return None
        beside = self.path.parent if self.path else Path()
        return beside / Path(self.templates).expanduser()

    def for_sheet(self, sheet: str) -> SheetConfig:
        """Return the settings of one sheet, its name compared without case."""
        wanted = sheet.strip().casefold()
        for name, settings in self.sheets.items():
            if name.strip().casefold() == wanted:
                return settings
        return SheetConfig()


def find_config(beside: Path, user_folder: Path | None = None) -> Path | None:
    """Return the agency.toml that holds for a workbook or folder; None where there is none.

    It is looked for beside the workbook, then upwards, then in the user's configuration folder.
    """
    start = beside.resolve()
    if not start.is_dir():
        start = start.parent
    folders: list[Path] = [start, *start.parents, *([user_folder] if user_folder else [])]
    for folder in folders:
        candidate = folder / FILE_NAME
        if candidate.is_file():
            return candidate
    return None


def load_config(path: Path) -> Config:
    """Read one agency.toml.

    Raises ConfigError, with file and key, for what is not understood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    try:
        return dataclasses.replace(parse_config(text, str(path)), path=path)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error


def parse_config(text: str, origin: str = FILE_NAME) -> Config:
    """Return the Config a TOML text describes; unknown keys name the nearest known one."""
    return _build(Config, tomllib.loads(text), origin, "")


T = TypeVar("T")

WORDS = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    date: "a date",
}


def _build(cls: type[T], values: Mapping[str, Any], origin: str, path: str) -> T:
    hints = get_type_hints(cls)
    known = {f.name for f in dataclasses.fields(cls) if f.name != "path"}  # type: ignore[arg-type]
    given: dict[str, Any] = {}
    for key, value in values.items():
        name = f"{path}{key}"
        if key not in known:
            raise ConfigError(f"{origin}: unknown key {name!r}{_nearest(key, known)}")
        given[key] = _convert(hints[key], value, origin, name)
    return cls(**given)


def _nearest(key: str, known: set[str]) -> str:
    close = difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; the keys here are {', '.join(sorted(known))}"


def _convert(hint: Any, value: Any, origin: str, name: str) -> Any:
    """Return the value as the annotation wants it, or raise ConfigError naming the key."""
    hint = _without_none(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if isinstance(value, dict):
            return _build(hint, value, origin, f"{name}.")
    elif get_origin(hint) is Mapping:
        if isinstance(value, dict):
            inner = get_args(hint)[1]
            return {k: _convert(inner, v, origin, f"{name}.{k}") for k, v in value.items()}
    elif get_origin(hint) is tuple:
        if isinstance(value, list):
            inner = get_args(hint)[0]
            return tuple(_convert(inner, v, origin, f"{name}[{i}]") for i, v in enumerate(value))
    elif get_origin(hint) is typing.Literal:
        if value in get_args(hint):
            return value
    elif hint is Decimal:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Decimal(str(value))
    elif type(value) is hint:
        return value
    raise ConfigError(f"{origin}: {name} must be {_wanted(hint)}, not {value!r}")


def _without_none(hint: Any) -> Any:
    """Return what a key that may be left out holds when it is given: TOML has no null."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        return next(kind for kind in get_args(hint) if kind is not types.NoneType)
    return hint


def _wanted(hint: Any) -> str:
    """Return what a key may hold, in words."""
    if dataclasses.is_dataclass(hint) or get_origin(hint) is Mapping:
        return "a table"
    if get_origin(hint) is tuple:
        return "a list"
    if get_origin(hint) is typing.Literal:
        return " or ".join(repr(choice) for choice in get_args(hint))
    return WORDS[hint]
