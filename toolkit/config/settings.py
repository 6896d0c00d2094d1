"""The whole of agency.toml, as frozen values."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.config.burning import Burn, RetainerConfig
from toolkit.config.money import ExportConfig, ForecastConfig
from toolkit.config.running import MailConfig, RunConfig
from toolkit.config.working import Agency, Calendar, Checks, Contact, SheetConfig

__all__ = ["Config", "GooglePlace", "HistoryPlace", "SyncConfig"]


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """``[sync]``: how ``toolkit sync A B`` sees the two tables."""

    key: str = ""
    """Header of the column of keys; a job number's usual headers when empty."""
    sheet: str = ""
    """The sheet to sync, where a book has several with job numbers."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Header in A → header in B, where they differ."""
    directions: Mapping[str, typing.Literal["both", "A", "B"]] = field(default_factory=dict)
    """Header in A → the side that always wins; ``both`` for all others."""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Header in A → values; only rows that show one of them, in A or B, are synced."""
    partners: Mapping[str, str] = field(default_factory=dict)
    """File name → what the button Sync with Google keeps it in step with: ``gsheet:KEY/Tab``."""


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
    sync: SyncConfig = field(default_factory=SyncConfig)
    run: Mapping[str, RunConfig] = field(default_factory=dict)
    mail: MailConfig = field(default_factory=MailConfig)
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
