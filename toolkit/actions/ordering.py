"""What run is meant: found in agency.toml, or made of one step, and held to make sense."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.actions.remembering import history_of, kept_history
from toolkit.config import Config, RunConfig, find_config, load_config
from toolkit.errors import ConfigError
from toolkit.history import ScheduledRun, ScheduledStep
from toolkit.runs.log import LogStyle, log_path
from toolkit.runs.places import run_places

__all__ = ["Order", "last_time", "log_of", "order_for", "order_named", "past_runs"]

NAME = re.compile(r"\w[\w .-]{0,59}")


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
