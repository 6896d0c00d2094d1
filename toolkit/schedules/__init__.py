"""What a system's own scheduler is told, so that a run starts by itself."""

from toolkit.schedules.cron import cron_line
from toolkit.schedules.launchd import launchd_agent
from toolkit.schedules.systemd import systemd_units
from toolkit.schedules.task import Task, Timing, parse_weekdays
from toolkit.schedules.windows import windows_task

__all__ = [
    "Task",
    "Timing",
    "cron_line",
    "launchd_agent",
    "parse_weekdays",
    "systemd_units",
    "windows_task",
]
