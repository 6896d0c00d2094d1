"""Running the steps agency.toml names: one run at a time, every outcome kept and told."""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from toolkit.actions.errands import Errand, Work
from toolkit.actions.ordering import Order, last_time
from toolkit.actions.steps import DOING
from toolkit.config import RunStepConfig
from toolkit.deadline import timezone_of
from toolkit.errors import MailError, MissingExtraError, OutputError, ToolkitError
from toolkit.history import Alert, RunState, ScheduledRun, ScheduledStep, StepState
from toolkit.runs.diary import Diary
from toolkit.runs.lock import Holder, held
from toolkit.runs.log import RunLog
from toolkit.runs.mail import post_of, send
from toolkit.runs.patience import Patience
from toolkit.runs.places import run_places
from toolkit.runs.summary import letter
from toolkit.table import Progress

__all__ = ["CLEAN", "FAILED", "FOR_PERSON", "run"]

CLEAN, FOR_PERSON, FAILED = 0, 1, 2
"""Exit codes: nothing needs a person; something does; something could not be done."""


class Note(NamedTuple):
    """What is to be said of the run itself, and the exit code it asks for."""

    code: int
    said: str


def run(
    order: Order,
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], None],
    progress: Progress = lambda _: None,
) -> ScheduledRun:
    """Go through the steps and return what came of them; its exit code says how it went.

    A dry run writes nothing: no result, no history, no log, no lock, no mail. Raises RunHeldError
    while another run of the agency is under way, and OutputError where lock or log cannot be made.
    """
    zone = timezone_of(order.config)
    desk = _Desk(order, lambda: clock().astimezone(zone), sleep, progress, Diary())
    if order.dry:
        return desk.carried_out(None)
    places = run_places(order.agency, order.state)
    holder = Holder(order.name, platform.node(), os.getpid(), desk.clock())
    with (
        held(places.lock, holder) as left,
        RunLog(places.logs, order.name, order.log_style) as log,
    ):
        return replace(desk, diary=Diary(log, order.history)).carried_out(left)


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that one run works with."""

    order: Order
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    progress: Progress
    diary: Diary

    def carried_out(self, left: Holder | None) -> ScheduledRun:
        """Do the steps, keep how it ended, and only then tell people."""
        order, diary = self.order, self.diary
        begun = ScheduledRun(self.clock(), order.name, str(order.agency), platform.node())
        notes = list(_crashes(diary.begin(begun), left))
        steps: list[ScheduledStep] = []
        alerts: list[Alert] = []
        try:
            self._go_through(steps, alerts)
        except BaseException:  # Ctrl-C too: the history must not take it for a crash; raised again
            stopped = replace(begun, state=RunState.STOPPED, ended=self.clock(), exit_code=FAILED)
            diary.end(replace(stopped, remarks=tuple(n.said for n in notes)))
            diary.say(self.clock(), "run is stopped")
            raise
        ended = self._ended(begun, notes, steps)
        diary.end(ended)
        self.progress("Telling")
        mailed, told = self._mail(ended)
        if told:
            diary.given(alerts)
        ended = self._ended(begun, [*notes, *mailed], steps)
        diary.end(ended)
        diary.say(self.clock(), "run ends", exit_code=ended.exit_code, remarks=ended.remarks)
        return ended

    def _go_through(self, steps: list[ScheduledStep], alerts: list[Alert]) -> None:
        """Do one step after the other; what becomes of each is added to ``steps``."""
        done: set[str] = set()
        for step in self.order.wanted.steps:
            lacking = [need for need in step.needs if need not in done]
            made, given = self._left_out(step, lacking) if lacking else self._tried(step)
            alerts += given
            steps.append(made)
            self.diary.step(made)
            if made.state is StepState.DONE:
                done.add(step.title)

    def _left_out(self, step: RunStepConfig, lacking: Sequence[str]) -> _Made:
        now = self.clock()
        why = (f"It needs {', '.join(lacking)}, which was not done",)
        return ScheduledStep(step.title, step.action, StepState.SKIPPED, now, now, said=why), ()

    def _tried(self, step: RunStepConfig) -> _Made:
        """Do a step; what goes wrong in it is its own outcome, and the others go on."""
        at, tries = self.clock(), [1]
        self.diary.say(at, "step begins", step=step.title)
        try:
            work = DOING[type(step)](step, self._errand(step, at, tries))
            state = StepState.STOPPED if work.stopped else StepState.DONE
        except ToolkitError as error:
            work, state = Work(for_person=(str(error),)), StepState.FAILED
        except Exception as error:  # noqa: BLE001 - a bug in one step must not cost the others
            work, state = Work(for_person=(_bug(error),)), StepState.FAILED
        made = ScheduledStep(
            step.title,
            step.action,
            state,
            at,
            self.clock(),
            tries[-1],
            work.said,
            work.for_person,
            work.made,
            work.counts,
            work.marks,
        )
        return made, work.alerts

    def _errand(self, step: RunStepConfig, at: datetime, tries: list[int]) -> Errand:
        order = self.order

        def heard(number: int, error: ToolkitError) -> None:
            tries.append(number + 1)
            self.diary.say(self.clock(), "tries again", step=step.title, because=str(error))

        wanted = order.wanted
        return Errand(
            wanted,
            order.config,
            order.beside,
            at,
            order.as_of,
            order.history,
            order.user_folder,
            lambda one: last_time(order, one.title),
            order.dry,
            Patience(wanted.tries, wanted.wait_seconds, self.sleep, heard),
            lambda said: self.progress(f"{step.title}: {said}"),
        )

    def _ended(
        self, begun: ScheduledRun, notes: Sequence[Note], steps: Sequence[ScheduledStep]
    ) -> ScheduledRun:
        every = [*notes, *(Note(FAILED, said) for said in self.diary.troubles)]
        return replace(
            begun,
            state=RunState.ENDED,
            ended=self.clock(),
            exit_code=max((CLEAN, *map(_code, steps), *(note.code for note in every))),
            remarks=tuple(note.said for note in every),
            steps=tuple(steps),
        )

    def _mail(self, ended: ScheduledRun) -> tuple[tuple[Note, ...], bool]:
        """Send the summary where it is wanted; say what came of it, and whether people know.

        Without a mail server, what is printed and logged is all the telling there is.
        """
        order, settings = self.order, self.order.config.mail
        if order.wanted.mail == "never":
            return (), True
        if order.wanted.mail == "when needed" and ended.exit_code == CLEAN:
            return (), True
        if not settings.server:
            return (Note(CLEAN, "No mail was sent: [mail] in agency.toml names no server"),), True
        try:
            said = letter(ended, order.config, order.config.templates_folder)
            post = post_of(settings, order.wanted.to, beside=order.beside)
            if order.dry:
                return (Note(CLEAN, f"Not sent, as it is a dry run: “{said.subject}”"),), False
            send(said, post, self.clock())
        except (MailError, MissingExtraError, OutputError) as error:
            return (Note(FAILED, str(error)),), False
        return (Note(CLEAN, f"A summary was sent to {', '.join(post.to)}"),), True


_Made = tuple[ScheduledStep, Sequence[Alert]]


def _code(step: ScheduledStep) -> int:
    if step.state is StepState.FAILED:
        return FAILED
    return CLEAN if step.state is StepState.DONE and not step.for_person else FOR_PERSON


def _crashes(crashed: Sequence[ScheduledRun], left: Holder | None) -> Iterator[Note]:
    """Return what is to be said of runs that never ended: the history knows, or else the lock."""
    for one in crashed:
        when = one.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        yield Note(FOR_PERSON, f"The run “{one.name}” that began {when} never ended: it crashed")
    if left and not crashed:
        yield Note(FOR_PERSON, f"An earlier run never ended: it crashed ({left})")


def _bug(error: Exception) -> str:
    """Return where a bug is; not its message, which may hold anything a cell or server held."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}, in {last.name}"
    return (
        f"The toolkit has a bug here: {type(error).__name__} in {place}; toolkit --debug and the"
        " step's own command show more"
    )
