"""A line for crontab."""

from __future__ import annotations

import shlex

from toolkit.schedules.task import CODES, WEEKDAYS, Task

__all__ = ["cron_line"]


def cron_line(task: Task) -> str:
    """Return the line, with what to know above it as comments.

    cron hands the rest of the line to a shell, but takes an unescaped % for the end of it.
    """
    timing = task.timing
    days = ",".join(str((WEEKDAYS.index(day) + 1) % 7) for day in timing.weekdays) or "*"
    when = f"{timing.at.minute} {timing.at.hour} {timing.day or '*'} * {days}"
    command = f"cd {shlex.quote(str(task.folder))} && {shlex.join(task.words)}"
    notes = [
        task.title,
        CODES,
        "To install: crontab -e, then add the line below. A run missed while the computer is off"
        " is not made up for.",
    ]
    if task.needs_password:
        notes.append(
            "Above it, set the variable that mail.password_env names: NAME=password. Only you"
            " and root can read your crontab."
        )
    return (
        "".join(f"# {note}\n" for note in notes) + f"{when} {command.replace('%', chr(92) + '%')}\n"
    )
