"""Scheduled runs in the history, in SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.history.test_store import address  # noqa: F401 - a fixture
from toolkit.actions.remembering import kept_history
from toolkit.errors import HistoryError
from toolkit.history import Run, RunState, ScheduledRun, ScheduledStep, StepState, open_history
from toolkit.history.scheduled import (
    add_step,
    begin_run,
    end_run,
    last_step,
    mark_crashed,
    scheduled_runs,
)
from toolkit.history.versions import bring_up_to_date

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
LATER = AT + timedelta(minutes=3)
BEGUN = ScheduledRun(AT, "nightly", "agency.toml", "pc")
STEP = ScheduledStep(
    "check",
    "check",
    StepState.DONE,
    AT,
    LATER,
    2,
    ("3 errors",),
    ("J-1 is late",),
    ("a",),
    {"n": 3},
    ("a1",),
)


def test_a_run_comes_back_with_its_steps(address: str) -> None:  # noqa: F811
    ended = replace(BEGUN, state=RunState.ENDED, ended=LATER, exit_code=1, remarks=("mailed",))
    with open_history(address) as history:
        number = begin_run(history, BEGUN)
        assert scheduled_runs(history) == (BEGUN,)
        add_step(history, number, STEP)
        end_run(history, number, ended)
        assert scheduled_runs(history, "agency.toml") == (replace(ended, steps=(STEP,)),)
        assert scheduled_runs(history, "other.toml") == ()


def test_a_run_that_never_ended_is_told_once_and_only_where_it_ran(address: str) -> None:  # noqa: F811
    with open_history(address) as history:
        begin_run(history, BEGUN)
        begin_run(history, replace(BEGUN, host="other pc"))
        begin_run(history, replace(BEGUN, agency="other.toml"))
        (crashed,) = mark_crashed(history, "agency.toml", "pc", LATER)
        assert (crashed.state, crashed.ended) == (RunState.CRASHED, LATER)
        assert mark_crashed(history, "agency.toml", "pc", LATER) == ()
        states = sorted(run.state for run in scheduled_runs(history))
    assert states == [RunState.CRASHED, RunState.RUNNING, RunState.RUNNING]


@pytest.mark.parametrize("name", ["plain", "with space", "100%?#é;&=x"])
def test_a_history_opened_to_read_is_not_changed_by_anything(tmp_path: Path, name: str) -> None:
    file = tmp_path / name / "history.sqlite"
    with open_history(str(file)) as history:
        begin_run(history, BEGUN)
    before = file.read_bytes()
    with open_history(str(file), to_read=True) as history:
        assert scheduled_runs(history) == (BEGUN,)
        with pytest.raises(HistoryError):
            history.add_run(Run(AT, "check", ()))
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["history.sqlite"]


def test_reading_begins_no_history_and_keeps_an_old_one_old(tmp_path: Path) -> None:
    with pytest.raises(HistoryError):
        open_history(str(tmp_path / "none.sqlite"), to_read=True)
    old = tmp_path / "old.sqlite"
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        bring_up_to_date(connection, "old", to="0003")
    engine.dispose()
    before = old.read_bytes()
    with open_history(str(old), to_read=True) as history:
        assert (history.runs(), scheduled_runs(history)) == ((), ())
    assert old.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["old.sqlite"]
    with open_history(str(old)) as history:
        assert scheduled_runs(history) == ()
    with closing(sqlite3.connect(old)) as found:
        assert found.execute("SELECT * FROM toolkit_history_version").fetchall() == [("0004",)]


def test_a_newer_history_is_refused_by_readers_too(tmp_path: Path) -> None:
    file = tmp_path / "history.sqlite"
    with open_history(str(file)):
        pass
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE toolkit_history_version SET version_num = '9999'")
    with pytest.raises(HistoryError, match="newer"):
        open_history(str(file), to_read=True)


@pytest.mark.parametrize("scheme", ["", "sqlite:///"])
def test_whether_a_history_was_begun_is_known_without_beginning_it(
    tmp_path: Path, scheme: str
) -> None:
    place = f"{scheme}{tmp_path / 'history.sqlite'}"
    with kept_history(place) as history:
        assert history is None
    with open_history(place):
        pass
    with kept_history(place) as history:
        assert history is not None


def test_a_database_nobody_wrote_to_yet_is_read_as_empty(address: str) -> None:  # noqa: F811
    if "://" in address:
        with kept_history(address) as history:
            assert history is not None
            assert (history.runs(), history.sync_base("pair")) == ((), None)


def test_a_server_is_only_read_when_opened_to_read(address: str) -> None:  # noqa: F811
    with open_history(address):
        pass
    with open_history(address, to_read=True) as history, pytest.raises(HistoryError):
        begin_run(history, BEGUN)


def test_the_last_time_a_step_was_done_is_found(address: str) -> None:  # noqa: F811
    with open_history(address) as history:
        assert last_step(history, "agency.toml", "nightly", "check") is None
        for run, step in (
            (BEGUN, replace(STEP, marks=("old",))),
            (BEGUN, STEP),
            (BEGUN, replace(STEP, state=StepState.FAILED)),
            (replace(BEGUN, name="weekly"), replace(STEP, marks=("other",))),
        ):
            add_step(history, begin_run(history, run), step)
        assert last_step(history, "agency.toml", "nightly", "check") == STEP


def test_looking_keeps_an_old_history_old(tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        bring_up_to_date(connection, "old", to="0003")
    engine.dispose()
    before = old.read_bytes()
    with kept_history(str(old)) as history:
        assert history is not None
    assert old.read_bytes() == before
