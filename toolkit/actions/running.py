"""Running the steps agency.toml names: one run at a time, every outcome kept and told."""

from __future__ import annotations

import difflib
import os
import platform
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from toolkit.actions.remembering import history_of, kept_history
from toolkit.actions.steps import DOING, Errand, Work
from toolkit.config import Config, RunConfig, RunStepConfig, find_config, load_config
from toolkit.deadline import timezone_of
from toolkit.errors import ConfigError, MailError, MissingExtraError, OutputError, ToolkitError
from toolkit.history import Alert, RunState, ScheduledRun, ScheduledStep, StepState
from toolkit.runs.diary import Diary
from toolkit.runs.lock import Holder, held
from toolkit.runs.log import LogStyle, RunLog, log_path
from toolkit.runs.mail import post_of, send
from toolkit.runs.patience import Patience
from toolkit.runs.places import run_places
from toolkit.runs.summary import letter
from toolkit.table import Progress

__all__ = [
    "CLEAN",
    "FAILED",
    "FOR_PERSON",
    "Order",
    "log_of",
    "order_for",
    "order_named",
    "past_runs",
    "run",
]

CLEAN, FOR_PERSON, FAILED = 0, 1, 2
"""Exit codes: nothing needs a person; something does; something could not be done."""
NAME = re.compile(r"\w[\w .-]{0,59}")


class Note(NamedTuple):
    """What is to be said of the run itself, and the exit code it asks for."""

    code: int
    said: str


@dataclass(frozen=True, slots=True)
class Order:
    """A run as it was asked for."""

    name: str
    wanted: RunConfig
    config: Config
    agency: Path
    """Its agency.toml; for a run without one, the folder it is for."""
    history: str
    as_of: date | None = None
    dry: bool = False
    log_style: LogStyle = "text"
    state: Path | None = None
    """Folder of lock and logs, where it is not the user's own."""
    user_folder: Path | None = None

    @property
    def beside(self) -> Path:
        """The folder that books and results are named from."""
        return self.agency.parent if self.agency.is_file() else self.agency


def order_named(
    name: str,
    beside: Path,
    *,
    config_path: Path | None = None,
    history: str | None = None,
    user_folder: Path | None = None,
) -> Order:
    """Return the run that ``[run.NAME]`` describes in the agency.toml that holds for a folder.

    Raises ConfigError where there is none, naming the nearest, or where it makes no sense.
    """
    found = config_path or find_config(beside, user_folder)
    if found is None:
        raise ConfigError(
            f"There is no agency.toml in {beside.resolve()} or above it; go to the agency's"
            " folder, or name its file with --config"
        )
    config = load_config(found.resolve())
    if name not in config.run:
        near = difflib.get_close_matches(name, config.run, n=1)
        there = f"there are {', '.join(config.run)}" if config.run else "it names no run"
        raise ConfigError(
            f"{found}: there is no [run.{name}]; "
            + (f"did you mean {near[0]!r}?" if near else f"{there}; docs/scheduled.md shows one")
        )
    _make_sense(name, config.run[name], str(found))
    address = history_of(config, history)
    return Order(name, config.run[name], config, found.resolve(), address, user_folder=user_folder)


def order_for(
    name: str,
    wanted: RunConfig,
    *,
    config_path: Path | None = None,
    history: str | None = None,
    user_folder: Path | None = None,
) -> Order:
    """Return a run that stands in no agency.toml, under the one that holds for its first book."""
    first = next((Path(b) for b in wanted.books if Path(b).exists()), Path()).resolve()
    found = config_path or find_config(first, user_folder)
    config = load_config(found.resolve()) if found else Config()
    agency = found.resolve() if found else (first if first.is_dir() else first.parent)
    _make_sense(name, wanted, str(found or agency))
    address = history_of(config, history)
    return Order(name, wanted, config, agency, address, user_folder=user_folder)


def _make_sense(name: str, wanted: RunConfig, origin: str) -> None:
    """Raise ConfigError for a run without steps, titles used twice, and needs of what comes not."""
    if not NAME.fullmatch(name):
        raise ConfigError(
            f"{origin}: the run {name!r} needs a name of at most 60 letters, digits, spaces,"
            " dots, - and _"
        )
    if not wanted.steps:
        raise ConfigError(f'{origin}: [run.{name}] has no steps; give it steps = ["check"]')
    before: list[str] = []
    for step in wanted.steps:
        if step.title in before:
            raise ConfigError(
                f"{origin}: [run.{name}] has two steps called {step.title!r};"
                ' give one of them a name = "…"'
            )
        if unknown := [need for need in step.needs if need not in before]:
            near = difflib.get_close_matches(unknown[0], before, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"before it come {before}"
            raise ConfigError(
                f"{origin}: [run.{name}], step {step.title!r}, needs {unknown[0]!r}, which no"
                f" step before it is called; {hint}"
            )
        before.append(step.title)


def past_runs(order: Order, most: int = 20) -> tuple[ScheduledRun, ...]:
    """Return the agency's newest runs of every name, the newest first; none without a history."""
    with kept_history(order.history) as history:
        if history is None:
            return ()
        from toolkit.history.scheduled import scheduled_runs

        return scheduled_runs(history, str(order.agency), most)


def last_time(order: Order, step: str) -> ScheduledStep | None:
    """Return what became of a step of a run when it was last done; raises HistoryError."""
    with kept_history(order.history) as history:
        if history is None:
            return None
        from toolkit.history.scheduled import last_step

        return last_step(history, str(order.agency), order.name, step)


def log_of(order: Order) -> Path:
    """Return where the log of a run is written."""
    return log_path(run_places(order.agency, order.state).logs, order.name, order.log_style)


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
        except BaseException:
            # Ctrl-C: the history must not take it for a crash.
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
