"""When meetings began and ended, where day and times stand in columns of their own."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.reading.test_status_by_cells import read
from toolkit.table import Value

DAY = date(2026, 11, 23)


def log(start: str, end: str, cells: list[list[Value]]) -> list[list[Value]]:
    rows: list[list[Value]] = [
        ["Meeting No", "Date", start, end, "Client", "Client Attendees", "Topics", "Next Steps"]
    ]
    for n, (day, begun, over) in enumerate(cells):
        rows.append([50 + n, day, begun, over, "Acme", "Peter", "Film", "Call the printer"])
    return rows


@pytest.mark.parametrize(
    ("start", "end"),
    [("Start time", "End time"), ("Start", "End"), ("Time", "Ends"), ("Von", "Bis"),
     ("Starts at", "Ends at")],
)  # fmt: skip
@pytest.mark.parametrize(
    "clock", [(time(10), time(11, 30)), ("10:00", "11:30"), ("10 am", "11.30 am")]
)
def test_times_of_their_own_columns_join_the_day(
    start: str, end: str, clock: tuple[Value, Value]
) -> None:
    tracker = read(log(start, end, [[DAY, *clock], [DAY, *clock]]), "Meetings")
    meeting = tracker.meetings[0]
    assert meeting.held_at == datetime.combine(DAY, time(10))
    assert meeting.ends_at == datetime.combine(DAY, time(11, 30))
    assert not tracker.unread
    assert [meeting.place(name).column for name in ("held_at", "start_time", "ends_at")] == [
        2,
        3,
        4,
    ]


def test_a_time_that_is_none_is_told_of() -> None:
    tracker = read(
        log("Start time", "End time", [[DAY, "10:00", e] for e in ("11:30", "late")]), "Meetings"
    )
    assert {cell.field for cell in tracker.unread} == {"ends_at"}


def test_a_day_that_names_its_time_keeps_it() -> None:
    moment = datetime.combine(DAY, time(9))
    tracker = read(log("Start time", "End time", [[moment, None, "11:30"]] * 2), "Meetings")
    assert tracker.meetings[0].held_at == moment
