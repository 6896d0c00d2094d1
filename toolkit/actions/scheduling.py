"""What to install so that a run starts by itself."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Literal

from toolkit.actions.ordering import Order
from toolkit.runs.places import plain_name, run_places
from toolkit.schedules import (
    Task,
    Timing,
    cron_line,
    launchd_agent,
    systemd_units,
    windows_task,
)

__all__ = ["Scheduler", "schedule_of"]

Scheduler = Literal["cron", "systemd", "windows", "launchd"]


def schedule_of(
    order: Order,
    scheduler: Scheduler,
    timing: Timing,
    today: date,
    options: tuple[str, ...] = (),
) -> str:
    """Return what a scheduler is given to start a run with this interpreter; nothing is installed.

    Raises ConfigError for a path no scheduler takes.
    """
    task = Task(
        order.name,
        f"toolkit-{plain_name(order.name)}-{run_places(order.agency).lock.stem}",
        Path(sys.executable),
        order.agency,
        timing,
        options,
        needs_password=bool(order.config.mail.password_env),
    )
    match scheduler:
        case "cron":
            return cron_line(task)
        case "windows":
            return windows_task(task, today)
        case "launchd":
            return launchd_agent(task)
        case "systemd":
            files = systemd_units(task).items()
            return "\n".join(f"# ~/.config/systemd/user/{name}\n{text}" for name, text in files)
