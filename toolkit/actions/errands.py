"""What a step of a scheduled run is sent out with, and what it brings back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from toolkit.actions.remembering import earlier_reading
from toolkit.agency import Agency, open_agency
from toolkit.books.google.address import is_google
from toolkit.checks import Snapshot
from toolkit.config import Config, RunConfig, Step
from toolkit.errors import HistoryError, MissingExtraError
from toolkit.history import Alert, ScheduledStep
from toolkit.model import Finding, Severity
from toolkit.runs.patience import READING, Patience
from toolkit.table import Progress

__all__ = ["Errand", "Work"]


@dataclass(frozen=True, slots=True)
class Work:
    """What came of a step that could be done."""

    said: tuple[str, ...] = ()
    for_person: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    counts: Mapping[str, Any] = field(default_factory=dict)
    stopped: bool = False
    """Something has to be settled before it can go on."""
    marks: tuple[str, ...] = ()
    """What the next run knows the findings by."""
    alerts: tuple[Alert, ...] = ()
    """To be kept as given once somebody was really told."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What every step of a run is sent out with."""

    run: RunConfig
    config: Config
    beside: Path
    """The folder of agency.toml: names in it are meant from there."""
    now: datetime
    as_of: date | None
    history: str
    user_folder: Path | None
    last: Callable[[Step], ScheduledStep | None]
    """What became of a step when it was last done; raises HistoryError."""
    dry: bool
    """Nothing is written anywhere."""
    patience: Patience
    tell: Progress

    def books(self, step: Step) -> tuple[str, ...]:
        """Return the BOOKs of a step, as open_agency takes them from any folder."""
        named = step.books or self.run.books
        return tuple(map(self._book, named)) or (str(self.beside),)

    def _book(self, name: str) -> str:
        meant = self.config.books.get(name, name)
        return meant if is_google(meant) else str(self.beside / Path(meant).expanduser())

    def out(self, step: Step) -> Path | None:
        """Return where results go; None where agency.toml's ``output`` says it."""
        named = step.out or self.run.out
        return self.beside / Path(named).expanduser() if named else None

    def read(self, step: Step) -> Agency:
        """Read the books of a step, again where reading may be repeated."""
        return self.patience.kept(
            lambda: open_agency(
                self.books(step),
                now=self.now,
                as_of=self.as_of,
                config_path=self.config.path,
                user_folder=self.user_folder,
                progress=self.tell,
            ),
            READING,
        )

    def earlier(self, agency: Agency) -> tuple[Snapshot | None, tuple[str, ...]]:
        """Return the reading to compare with, and why there is none where it cannot be had."""
        try:
            return earlier_reading(agency, self.history), ()
        except (HistoryError, MissingExtraError) as error:
            return None, (f"Nothing was compared with an earlier day: {error}",)

    def kept(self, keep: Callable[[], object]) -> tuple[str, ...]:
        """Keep something in the history; return why it is not kept, where it cannot be."""
        try:
            keep()
        except (HistoryError, MissingExtraError) as error:
            return (f"Not kept for later runs: {error}",)
        return ()

    def graver(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings a person is told of."""
        grades = list(Severity)
        worst = grades[: grades.index(Severity(self.run.tell_from)) + 1]
        return tuple(finding for finding in findings if finding.severity in worst)
