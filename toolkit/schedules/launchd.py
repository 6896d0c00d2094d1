"""An agent for macOS's launchd."""

from __future__ import annotations

import plistlib

from toolkit.schedules.task import CODES, WEEKDAYS, Task

__all__ = ["launchd_agent"]


def launchd_agent(task: Task) -> str:
    """Return the property list, with what to know as a comment below its first line."""
    timing = task.timing
    moment = {"Hour": timing.at.hour, "Minute": timing.at.minute}
    moments = [moment]
    if timing.day:
        moments = [moment | {"Day": timing.day}]
    elif timing.weekdays:
        moments = [moment | {"Weekday": WEEKDAYS.index(day) + 1} for day in timing.weekdays]
    agent = {
        "Label": task.name,
        "ProgramArguments": list(task.words),
        "WorkingDirectory": str(task.folder),
        "StartCalendarInterval": moments,
    }
    first, rest = plistlib.dumps(agent, sort_keys=False).decode().split("\n", 1)
    password = (
        "\n  The variable that mail.password_env names: launchctl setenv NAME password, after each"
        " login."
        if task.needs_password
        else ""
    )
    return f"""{first}
<!--
  {task.title.replace("--", "- -")}
  {CODES}
  To install: save this as ~/Library/LaunchAgents/{task.name}.plist, then
  launchctl load ~/Library/LaunchAgents/{task.name}.plist{password}
-->
{rest}"""
