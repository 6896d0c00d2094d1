"""No rule reads the clock, the disk or the network: everything it knows is handed in."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from tests.checks.cases import AS_OF
from tests.checks.clean_agency import AgencyRows, clean_agency
from tests.checks.defects import PLANT
from toolkit.checks import RULES, Context
from toolkit.checks.runner import run_rules
from toolkit.config import Config

DISK_AND_NETWORK = ("open", "os.", "socket.", "subprocess.", "urllib.", "shutil.", "sqlite3.")
CLOCK = {"today", "now", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "localtime"}
seen: list[str] = []
watching = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if watching and event.startswith(DISK_AND_NETWORK):
        seen.append(f"{event} {arguments[:1]}")


sys.addaudithook(_hook)  # cannot be taken off again, so it listens only while watching


def _calls(frame: FrameType, event: str, called: Any) -> None:
    if frame.f_globals.get("__name__", "").startswith("hypothesis"):
        return  # it times every garbage collection once it has been imported
    if event == "c_call" and called.__name__ in CLOCK:
        owner = getattr(called, "__self__", None)
        if owner in (dt.date, dt.datetime, time) or owner is time:
            seen.append(f"clock {called.__name__}")


@contextmanager
def watched() -> Iterator[list[str]]:
    global watching
    seen.clear()
    watching = True
    sys.setprofile(_calls)
    try:
        yield seen
    finally:
        sys.setprofile(None)
        watching = False


def spoilt() -> AgencyRows:
    """Return an agency with many defects, so that every rule has something to word."""
    agency = clean_agency(7)
    for code, plant in PLANT.items():
        if code not in ("NUM101", "NUM102"):
            plant(agency, random.Random(code))
    return agency


def test_the_watch_sees_a_file_opened_and_the_time_asked() -> None:
    with watched() as events:
        open(__file__).close()  # noqa: PTH123
        dt.date.today()  # noqa: DTZ011
        time.time()
    assert [event.partition(" ")[0] for event in events] == ["open", "clock", "clock"]


def test_rules_touch_neither_disk_nor_network_nor_clock() -> None:
    agency = spoilt()
    context = Context.of(agency.tracker(), Config(), AS_OF, before=agency.snapshot())
    for year in range(1900, 2130):
        context.workdays.name(dt.date(year, 1, 1))
    with watched() as events:
        report = run_rules(RULES, context)
    assert events == []
    assert len({finding.code for finding in report.findings}) > 40
