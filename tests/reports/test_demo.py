"""Reports of the demo agency, from its workbooks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from toolkit.books import open_book
from toolkit.config import load_config
from toolkit.model import Tracker, name_key
from toolkit.reports import contact_view, render, status_views
from toolkit.reports.wording import line
from toolkit.shipped import shipped

AS_OF = date(2026, 6, 12)
BOOKS = ("*job list*", "*traffic*", "*WIP*", "Accounts*", "Meetings*", "People*", "Production*")


@cache
def demo() -> Tracker:
    from toolkit.reading import read_tracker

    folder = shipped("workbooks/demo")
    paths = [path for pattern in BOOKS for path in sorted(folder.glob(pattern))]
    books = [(path.name, open_book(path).read()) for path in paths]
    return read_tracker(books, load_config(folder / "agency.toml"), AS_OF)


def config_path() -> Path:
    return shipped("workbooks/demo") / "agency.toml"


def test_every_open_job_is_in_the_report_of_its_client_and_in_no_other() -> None:
    tracker = demo()
    views = status_views(tracker, load_config(config_path()), AS_OF)
    assert len(views) == 12
    for view in views:
        running = {
            line(j.name)
            for j in tracker.jobs
            if j.is_open and j.client and name_key(j.client) == name_key(view.client)
        }
        rows = [row.name for section in view.sections[:2] for row in section.rows]
        assert running == set(rows)


def test_no_amount_of_the_tracker_is_in_a_clients_report() -> None:
    tracker = demo()
    for view in status_views(tracker, load_config(config_path()), AS_OF)[:4]:
        page = render(view, "txt").decode()
        amounts = {f"{j.estimate:,.0f}" for j in tracker.jobs if j.estimate and j.estimate > 999}
        assert not [amount for amount in amounts if amount in page]


def test_every_meeting_has_a_report_and_internal_ones_stay_inside() -> None:
    tracker = demo()
    clients = {name_key(c.name) for c in tracker.contacts}
    for meeting in tracker.meetings:
        now = datetime(2026, 6, 12, tzinfo=UTC)
        view = contact_view(tracker, load_config(config_path()), meeting.number, now)
        listed = {name_key(n) for group in view.distribution for n in group.names.split(", ")}
        assert view.deadline
        assert view.distribution
        if meeting.is_internal:
            assert not clients & listed
