"""Settings of scheduled runs: their steps, in order, and the mail that tells of them."""

from __future__ import annotations

import typing
from dataclasses import dataclass

__all__ = [
    "BurnStep",
    "ChaseStep",
    "CheckStep",
    "ExportStep",
    "ForecastStep",
    "MailConfig",
    "RunConfig",
    "RunStepConfig",
    "StatusStep",
    "Step",
    "SyncStep",
]

Scenario = typing.Literal["low", "likely", "high", "won or lost"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run: ``{ do = "check" }``, or ``"check"`` alone; these keys fit every step."""

    name: str = ""
    """What the log, the mail and ``needs`` call it; what it does when empty."""
    needs: tuple[str, ...] = ()
    """Names of earlier steps; when one of them was not done, this one is left out."""
    books: tuple[str, ...] = ()
    """BOOKs, beside agency.toml unless absolute; those of the run when empty."""
    out: str = ""
    """Folder for what is made, beside agency.toml unless absolute; that of the run when empty."""

    @property
    def action(self) -> str:
        """What it does."""
        return str(getattr(self, "do", ""))

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or self.action


@dataclass(frozen=True, slots=True)
class CheckStep(Step):
    """``do = "check"``: find what is wrong."""

    do: typing.Literal["check"] = "check"
    select: tuple[str, ...] = ()
    """Only these codes or families."""
    ignore: tuple[str, ...] = ()
    """Not these codes or families."""
    write: bool = False
    """Put the Checks sheet into the books themselves, not into copies."""
    copies: bool = True
    """Make a checked copy of each book, where ``write`` does not."""
    annotate: bool = False
    """Put notes on the cells too."""
    page: bool = False
    """Make the page that a browser filters as well."""
    save: bool = True
    """Keep what was read, so that the next run can tell what changed."""


@dataclass(frozen=True, slots=True)
class SyncStep(Step):
    """``do = "sync"``: keep two books in step, as ``[sync]`` says; ``books`` are A and B."""

    do: typing.Literal["sync"] = "sync"
    write: bool = False
    """Make the changes; without, only tell what would change."""
    allow_deletes: bool = False
    """Let rows deleted in one book go in the other."""


@dataclass(frozen=True, slots=True)
class StatusStep(Step):
    """``do = "status"``: write a status report for each client."""

    do: typing.Literal["status"] = "status"
    formats: tuple[typing.Literal["html", "docx", "pdf", "txt"], ...] = ("html",)
    client: str = ""
    """Only this client's."""


@dataclass(frozen=True, slots=True)
class BurnStep(Step):
    """``do = "burn"``: burn hours against retainers, and tell of crossings nobody was told of."""

    do: typing.Literal["burn"] = "burn"
    page: bool = True
    """Make the page with charts."""
    write: bool = False
    """Put the Retainer Burn sheet into the book itself."""
    close: bool = False
    """Close finished periods, and tell what was restated."""


@dataclass(frozen=True, slots=True)
class ForecastStep(Step):
    """``do = "forecast"``: forecast revenue by client and month."""

    do: typing.Literal["forecast"] = "forecast"
    months: int | None = None
    """Months to forecast; ``forecast.months`` when left out."""
    scenario: Scenario = "likely"
    """What the page and the sheet show."""
    page: bool = True
    """Make the page."""
    write: bool = False
    """Put the sheet Forecast into the first book itself."""
    save: bool = True
    """Keep the forecast, for bridges and accuracy later."""


@dataclass(frozen=True, slots=True)
class ChaseStep(Step):
    """``do = "chase"``: list who owes what, a CSV file and a text."""

    do: typing.Literal["chase"] = "chase"


@dataclass(frozen=True, slots=True)
class ExportStep(Step):
    """``do = "export"``: write the forecast as a file finance imports."""

    do: typing.Literal["export"] = "export"
    format: typing.Literal[
        "canonical", "xero", "intacct", "iif", "business-central", "netsuite", "template"
    ] = "canonical"
    months: int | None = None
    """Months to export; ``forecast.months`` when left out."""
    scenario: Scenario = "likely"


RunStepConfig = CheckStep | SyncStep | StatusStep | BurnStep | ForecastStep | ChaseStep | ExportStep
"""Every kind of step; ``do`` tells which one a table is."""


@dataclass(frozen=True, slots=True)
class RunConfig:
    """``[run.NAME]``: what ``toolkit run NAME`` does, one step after another."""

    steps: tuple[RunStepConfig, ...] = ()
    books: tuple[str, ...] = ()
    """BOOKs of every step that names none; the folder of agency.toml when empty."""
    out: str = ""
    """Folder for what is made, beside agency.toml unless absolute; ``output`` when empty."""
    tell_from: typing.Literal["error", "warning", "advice"] = "error"
    """The mildest finding that needs a person: these and graver ones are told, and make the exit
    code 1."""
    mail: typing.Literal["when needed", "always", "never"] = "when needed"
    """When the summary is sent."""
    to: tuple[str, ...] = ()
    """Who gets it; ``mail.to`` when empty."""
    tries: int = 3
    """How often a book that is busy, half written or out of reach is read before giving up."""
    wait_seconds: int = 30
    """The wait before the second try; each later one is twice as long."""


@dataclass(frozen=True, slots=True)
class MailConfig:
    """``[mail]``: the server that sends the summary of a run, always over TLS."""

    server: str = ""
    """Its name, such as smtp.example.com."""
    security: typing.Literal["tls", "starttls"] = "tls"
    """Encrypted from the first byte, or by STARTTLS before anything is said."""
    port: int | None = None
    """465 for tls and 587 for starttls when left out."""
    user: str = ""
    """Who logs in; nobody does when empty."""
    password_env: str = ""
    """The environment variable that holds the password. Never put the password itself here."""
    password_keyring: str = ""
    """Or the service name under which the system's keyring holds the password of ``user``."""
    sender: str = ""
    """Address the mail comes from; ``user`` when empty."""
    to: tuple[str, ...] = ()
    """Addresses that get the summary."""
    certificates: str = ""
    """PEM file of the authority that signed the server's certificate, where this computer does not
    know it; beside agency.toml unless absolute."""
    wait_seconds: int = 30
    """How long an answer of the server is waited for."""
