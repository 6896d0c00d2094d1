"""What is printed for each scheduler, read back by that scheduler's own tools where they are."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cronsim import CronSim

from tests.runs.agency import Area
from toolkit.errors import ConfigError
from toolkit.schedules import (
    Task,
    Timing,
    cron_line,
    launchd_agent,
    parse_weekdays,
    systemd_units,
    windows_task,
)
from toolkit.schedules.windows import NAMESPACE

FOLDER = Path("/home/ana/Ana & Ben's “agency” 100% $HOME")
DAILY = Timing(time(2, 30))
WORKDAYS = Timing(time(5, 0), ("mon", "tue", "wed", "thu", "fri"))
MONTHLY = Timing(time(23, 5), day=3)
TIMINGS = pytest.mark.parametrize(
    ("timing", "next_three"),
    [
        (DAILY, ["2026-11-26 02:30", "2026-11-27 02:30", "2026-11-28 02:30"]),
        (WORKDAYS, ["2026-11-26 05:00", "2026-11-27 05:00", "2026-11-30 05:00"]),
        (
            Timing(time(6, 15), ("sun",)),
            ["2026-11-29 06:15", "2026-12-06 06:15", "2026-12-13 06:15"],
        ),
        (MONTHLY, ["2026-12-03 23:05", "2027-01-03 23:05", "2027-02-03 23:05"]),
    ],
)
NOON = datetime(2026, 11, 25, 12, 0)  # noqa: DTZ001 - schedulers mean the computer's clock


def task(timing: Timing = DAILY, folder: Path = FOLDER, python: str = sys.executable) -> Task:
    name = "toolkit-nightly-agency-1234"
    return Task("nightly", name, Path(python), folder / "agency.toml", timing, needs_password=True)


def cron_parts(made: Task) -> tuple[str, str]:
    """Return a line's five fields, and the command as cron hands it to the shell."""
    (line,) = [one for one in cron_line(made).splitlines() if not one.startswith("#")]
    *fields, rest = line.split(" ", 5)
    command, _, standard_input = rest.replace("\\%", "\0").partition("%")
    assert not standard_input
    return " ".join(fields), command.replace("\0", "%")


@TIMINGS
def test_cron_starts_it_when_it_should(timing: Timing, next_three: list[str]) -> None:
    times = CronSim(cron_parts(task(timing))[0], NOON)
    assert [f"{next(times):%Y-%m-%d %H:%M}" for _ in next_three] == next_three


@pytest.mark.skipif(os.name != "posix", reason="cron's shell is needed")
@pytest.mark.parametrize("name", ["plain", "Ana & Ben's agency 100%", 'a "b" $HOME `id` \\ é'])
def test_the_command_of_the_cron_line_runs_from_anywhere(tmp_path: Path, name: str) -> None:
    area = Area(tmp_path).settle('[run.nightly]\nsteps = ["chase"]')
    folder = area.agency.rename(tmp_path / name)
    (folder / "json.py").write_text("raise ImportError('not this one')")
    command = cron_parts(task(folder=folder))[1]
    environment = {**area.environment(), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env=environment, capture_output=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / "toolkit-output").is_dir()


def systemd() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        if os.environ.get("TOOLKIT_REQUIRE_REAL"):
            pytest.fail("systemd-analyze is not installed")
        pytest.skip("systemd-analyze is not installed")
    return found


@TIMINGS
def test_systemd_starts_it_when_it_should(timing: Timing, next_three: list[str]) -> None:
    timer = systemd_units(task(timing))["toolkit-nightly-agency-1234.timer"]
    (calendar,) = [line for line in timer.splitlines() if line.startswith("OnCalendar=")]
    words = ["calendar", "--iterations=3", "--base-time=2026-11-25 12:00:00 UTC"]
    done = subprocess.run(
        [systemd(), *words, calendar.removeprefix("OnCalendar=")],
        env={"TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    shown = [line.split(": ", 1)[1] for line in done.stdout.splitlines() if "UTC" in line]
    starts = [line for line in shown if not line.startswith("(")]
    assert [" ".join(line.split()[1:3])[:16] for line in starts[:3]] == next_three


def test_systemd_takes_service_and_timer_without_a_word(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER.name
    folder.mkdir()
    paths = []
    for name, text in systemd_units(task(folder=folder)).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(str(tmp_path / name))
    done = subprocess.run(
        [systemd(), "verify", "--man=no", *paths], capture_output=True, text=True, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if "toolkit-nightly" in line]
    assert (ours, done.returncode) == ([], 0)


def test_what_systemd_would_fill_in_is_doubled() -> None:
    service = systemd_units(task())["toolkit-nightly-agency-1234.service"]
    assert "100%% $$HOME/agency.toml" in service
    assert f"WorkingDirectory={str(FOLDER).replace('%', '%%')}\n" in service
    assert "SuccessExitStatus=1\n" in service


def windows(timing: Timing, folder: Path = FOLDER) -> ElementTree.Element:
    text = windows_task(task(timing, folder), date(2026, 11, 25))
    assert text.isascii()
    assert ElementTree.fromstring(text.encode("utf-16")).tag == f"{{{NAMESPACE}}}Task"
    return ElementTree.fromstring(text)


def words_of(root: ElementTree.Element, path: str) -> list[str]:
    steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
    return [found.text or found.tag.partition("}")[2] for found in root.findall(steps)]


def test_windows_starts_it_when_it_should() -> None:
    trigger = "Triggers/CalendarTrigger"
    daily, workdays, monthly = windows(DAILY), windows(WORKDAYS), windows(MONTHLY)
    assert words_of(daily, f"{trigger}/StartBoundary") == ["2026-11-25T02:30:00"]
    assert words_of(daily, f"{trigger}/ScheduleByDay/DaysInterval") == ["1"]
    assert words_of(workdays, f"{trigger}/ScheduleByWeek/DaysOfWeek/*") == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    ]
    assert words_of(monthly, f"{trigger}/ScheduleByMonth/DaysOfMonth/Day") == ["3"]
    assert len(words_of(monthly, f"{trigger}/ScheduleByMonth/Months/*")) == 12


def test_windows_is_given_the_command_in_its_own_quotes() -> None:
    folder = Path("Büro & Söhne--GmbH 100%")
    root = windows(DAILY, folder)
    assert words_of(root, "Actions/Exec/Command") == [sys.executable]
    assert words_of(root, "Actions/Exec/WorkingDirectory") == [str(folder)]
    assert words_of(root, "Actions/Exec/Arguments") == [
        f'-P -m toolkit run nightly --config "{folder / "agency.toml"}"'
    ]


def test_launchd_gets_words_and_moments() -> None:
    agent = plistlib.loads(launchd_agent(task(WORKDAYS)).encode())
    assert agent["ProgramArguments"] == list(task().words)
    assert agent["WorkingDirectory"] == str(FOLDER)
    moments = agent["StartCalendarInterval"]
    assert [moment["Weekday"] for moment in moments] == [1, 2, 3, 4, 5]
    assert all((moment["Hour"], moment["Minute"]) == (5, 0) for moment in moments)
    monthly = plistlib.loads(launchd_agent(task(MONTHLY)).encode())
    assert monthly["StartCalendarInterval"] == [{"Hour": 23, "Minute": 5, "Day": 3}]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", "mon tue wed thu fri"),
        ("thu, Mon", "mon thu"),
        ("fri-mon", "mon fri sat sun"),
        ("Wednesday", "wed"),
        ("sun", "sun"),
    ],
)
def test_weekdays_are_understood(text: str, days: str) -> None:
    assert parse_weekdays(text) == tuple(days.split())


@pytest.mark.parametrize("text", ["", "mno", "mon-", "fri;sat", "weekdays"])
def test_what_is_no_weekday_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_weekdays(text)


@pytest.mark.parametrize("day", [0, 29, 31])
def test_a_day_that_some_months_lack_is_refused(day: int) -> None:
    with pytest.raises(ConfigError):
        Timing(time(2, 30), day=day)


def test_a_path_with_a_line_break_is_refused() -> None:
    with pytest.raises(ConfigError):
        task(folder=Path("/home/a\nb"))
