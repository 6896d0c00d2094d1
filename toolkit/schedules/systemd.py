"""A service and a timer for systemd."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.schedules.task import CODES, Task

__all__ = ["systemd_units"]


def systemd_units(task: Task) -> Mapping[str, str]:
    """Return file name → text of the service and of its timer, for ``~/.config/systemd/user``."""
    secret = f"EnvironmentFile=-%h/.config/{task.name}.env\n" if task.needs_password else ""
    told = (
        f"# The variable that mail.password_env names stands in ~/.config/{task.name}.env, as\n"
        "# NAME=password; let nobody else read that file (chmod 600).\n"
        if task.needs_password
        else ""
    )
    service = (
        f"# {CODES}\n{told}"
        "[Unit]\n"
        f"Description={_plain(task.title)}\n"
        "\n"
        "[Service]\n"
        "Type=oneshot\n"
        f"WorkingDirectory={_plain(str(task.folder))}\n"
        f"{secret}"
        f"ExecStart={_command(task.words)}\n"
        "SuccessExitStatus=1\n"
        "TimeoutStartSec=4h\n"
    )
    timer = (
        f"# To install both: systemctl --user daemon-reload && systemctl --user enable --now"
        f" {task.name}.timer\n"
        "# It runs while you are logged in; for the night: loginctl enable-linger\n"
        "[Unit]\n"
        f"Description={_plain(task.title)}\n"
        "\n"
        "[Timer]\n"
        f"OnCalendar={_calendar(task)}\n"
        "# What was missed while the computer was off is made up for.\n"
        "Persistent=true\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )
    return {f"{task.name}.service": service, f"{task.name}.timer": timer}


def _calendar(task: Task) -> str:
    timing = task.timing
    days = ",".join(day.capitalize() for day in timing.weekdays)
    date = f"*-*-{timing.day:02}" if timing.day else "*-*-*"
    return f"{days + ' ' if days else ''}{date} {timing.at:%H:%M}:00"


def _plain(text: str) -> str:
    """Return a value that is taken whole, blanks and all; % begins what systemd fills in."""
    return text.replace("%", "%%")


def _command(words: tuple[str, ...]) -> str:
    """Return words as ExecStart splits them; all but the program may hold variables."""
    quoted = ['"' + _plain(w.replace("\\", "\\\\").replace('"', '\\"')) + '"' for w in words]
    return " ".join([quoted[0], *(word.replace("$", "$$") for word in quoted[1:])])
