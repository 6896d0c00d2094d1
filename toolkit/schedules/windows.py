"""A task for the Task Scheduler of Windows, as the XML it imports."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from xml.sax.saxutils import escape

from toolkit.schedules.task import CODES, Task

__all__ = ["windows_task"]

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
DAYS = dict(
    zip(
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def windows_task(task: Task, today: date) -> str:
    """Return the task's XML, whose first start may be today.

    It is ASCII without a declared encoding, so that a redirection of cmd and one of PowerShell,
    which writes UTF-16, both give a file that is read as it is meant.
    """
    password = (
        "\n  The variable that mail.password_env names: setx NAME password, then log in anew."
        if task.needs_password
        else ""
    )
    start = datetime.combine(today, task.timing.at).isoformat()
    text = f"""<?xml version="1.0"?>
<!--
  {_comment(task.title)}
  {CODES}
  To install: save this as {task.name}.xml, then
  schtasks /Create /TN "{task.name}" /XML {task.name}.xml{password}
-->
<Task version="1.2" xmlns="{NAMESPACE}">
  <RegistrationInfo>
    <Description>{escape(task.title)} {CODES}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{start}</StartBoundary>
      <Enabled>true</Enabled>
{_schedule(task)}
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(task.words[0])}</Command>
      <Arguments>{escape(subprocess.list2cmdline(task.words[1:]))}</Arguments>
      <WorkingDirectory>{escape(str(task.folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
    return text.encode("ascii", "xmlcharrefreplace").decode()


def _schedule(task: Task) -> str:
    timing = task.timing
    if timing.day:
        months = "".join(f"<{month} />" for month in MONTHS)
        return (
            "      <ScheduleByMonth>\n"
            f"        <DaysOfMonth><Day>{timing.day}</Day></DaysOfMonth>\n"
            f"        <Months>{months}</Months>\n"
            "      </ScheduleByMonth>"
        )
    if timing.weekdays:
        days = "".join(f"<{DAYS[day]} />" for day in timing.weekdays)
        return (
            "      <ScheduleByWeek>\n"
            f"        <DaysOfWeek>{days}</DaysOfWeek>\n"
            "        <WeeksInterval>1</WeeksInterval>\n"
            "      </ScheduleByWeek>"
        )
    return "      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"


def _comment(text: str) -> str:
    """Return text that may stand in an XML comment: without a double hyphen."""
    return text.replace("--", "- -")
