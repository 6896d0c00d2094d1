"""What is kept of a run while it goes on: its log and its place in the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from toolkit.errors import HistoryError, MissingExtraError
from toolkit.history import Alert, ScheduledRun, ScheduledStep, open_history
from toolkit.runs.log import RunLog

if TYPE_CHECKING:
    from toolkit.history.store import History

__all__ = ["Diary"]

T = TypeVar("T")


@dataclass(slots=True)
class Diary:
    """Log and history of one run; without them, as in a dry run, it keeps nothing.

    A history that cannot be written costs nobody the run: why is in ``unkept``.
    """

    log: RunLog | None = None
    history: str | None = None
    """Its address."""
    _unkept: str | None = None
    _number: int | None = field(default=None, init=False)

    @property
    def troubles(self) -> tuple[str, ...]:
        """What could not be kept, and why."""
        unkept = f"Not kept in the history: {self._unkept}" if self._unkept else None
        broken = self.log.trouble if self.log else None
        return tuple(said for said in (unkept, broken) if said)

    def begin(self, run: ScheduledRun) -> tuple[ScheduledRun, ...]:
        """Keep that a run begins; return the earlier ones that never ended."""
        self.say(run.at, "run begins", computer=run.host)

        def kept(history: History) -> tuple[ScheduledRun, ...]:
            from toolkit.history.scheduled import begin_run, mark_crashed

            crashed = mark_crashed(history, run.agency, run.host, run.at)
            self._number = begin_run(history, run)
            return crashed

        return self._kept(kept) or ()

    def step(self, step: ScheduledStep) -> None:
        """Keep what became of a step."""
        self.say(
            step.ended,
            "step ends",
            step=step.name,
            state=step.state.value,
            seconds=round((step.ended - step.at).total_seconds(), 1),
            tries=step.tries,
            said=step.said,
            for_person=step.for_person,
            made=step.made,
        )

        def kept(history: History) -> None:
            from toolkit.history.scheduled import add_step

            if self._number is not None:
                add_step(history, self._number, step)

        self._kept(kept)

    def end(self, run: ScheduledRun) -> None:
        """Keep how a run ended; said again, the later word counts."""

        def kept(history: History) -> None:
            from toolkit.history.scheduled import end_run

            if self._number is not None:
                end_run(history, self._number, run)

        self._kept(kept)

    def given(self, alerts: Sequence[Alert]) -> None:
        """Keep that somebody was told of crossings, so that nobody is told again."""

        def kept(history: History) -> None:
            for alert in alerts:
                history.add_alert(alert)

        if alerts:
            self._kept(kept)

    def say(self, at: datetime, event: str, **said: object) -> None:
        """Write an event into the log."""
        if self.log:
            self.log.add(at, event, **said)

    def _kept(self, write: Callable[[History], T]) -> T | None:
        """Do one write; after the first that fails, the history is left alone."""
        if self.history is None or self._unkept:
            return None
        try:
            with open_history(self.history) as history:
                return write(history)
        except (HistoryError, MissingExtraError) as error:
            self._unkept = str(error)
            return None
