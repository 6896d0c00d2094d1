"""What is to be started, and when."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from toolkit.errors import ConfigError

__all__ = ["CODES", "WEEKDAYS", "Task", "Timing", "parse_weekdays"]

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = tuple(name[:3] for name in NAMES)
LAST_DAY = 28
"""The last day that every month has."""
CODES = "Exit code: 0 nothing needs a person, 1 something does, 2 something could not be done."


@dataclass(frozen=True, slots=True)
class Timing:
    """A time of this computer's day: every day, on weekdays, or on a day of each month."""

    at: time
    weekdays: tuple[str, ...] = ()
    """Of ``WEEKDAYS``, in that order; empty for every day."""
    day: int | None = None
    """The day of each month, at most the 28th."""

    def __post_init__(self) -> None:
        if self.day is not None and not 1 <= self.day <= LAST_DAY:
            raise ConfigError(
                f"Not every month has a day {self.day}: choose one from 1 to {LAST_DAY}"
            )
        if self.day is not None and self.weekdays:
            raise ConfigError("Choose days of the week or a day of the month, not both")

    def __str__(self) -> str:
        when = f"at {self.at:%H:%M}, by this computer's clock"
        if self.day:
            return f"on day {self.day} of each month {when}"
        return f"{'on ' + ', '.join(self.weekdays) if self.weekdays else 'every day'} {when}"


@dataclass(frozen=True, slots=True)
class Task:
    """A run as a scheduler starts it."""

    run: str
    name: str
    """A name no other task of this computer has: letters, digits, single - and _."""
    python: Path
    config: Path
    timing: Timing
    options: tuple[str, ...] = ()
    """More words of the command, such as ``--log json``."""
    needs_password: bool = False
    """The mail server's password comes from an environment variable."""

    def __post_init__(self) -> None:
        for text in self.words:
            if not text.isprintable():
                raise ConfigError(
                    f"{text!r} holds a line break or the like, which no scheduler takes: rename it"
                )

    @property
    def words(self) -> tuple[str, ...]:
        """The command, a word each.

        -P keeps Python from importing what lies in the agency's folder.
        """
        return (
            str(self.python),
            "-P",
            "-m",
            "toolkit",
            "run",
            self.run,
            "--config",
            str(self.config),
            *self.options,
        )

    @property
    def folder(self) -> Path:
        """The folder it is started in."""
        return self.config.parent

    @property
    def title(self) -> str:
        """What it is, in a sentence."""
        return f"toolkit run {self.run}, {self.timing}."


def parse_weekdays(text: str) -> tuple[str, ...]:
    """Return the days of ``mon-fri`` or ``mon,thu``, in the order of the week.

    Raises ConfigError, naming the nearest, for what is no day.
    """
    wanted: set[int] = set()
    for part in text.lower().split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        start, end = _weekday(first), _weekday(last if dash else first)
        wanted |= {n % 7 for n in range(start, end + 1 if end >= start else end + 8)}
    return tuple(WEEKDAYS[n] for n in sorted(wanted))


def _weekday(word: str) -> int:
    for number, name in enumerate(NAMES):
        if len(word) >= len("mon") and name.startswith(word):
            return number
    near = difflib.get_close_matches(word, WEEKDAYS, n=1, cutoff=0.3)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ConfigError(f"{word!r} is no day of the week: write mon-fri, or mon,thu{hint}")
