"""The history in SQLite, and in PostgreSQL wherever a server can be started."""

from __future__ import annotations

import importlib.util
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import StatementError

from tests.real.postgres import postgres_address
from tests.trackers import make_tracker
from toolkit.errors import HistoryError, MissingExtraError
from toolkit.forecast.kept import KeptForecast, KeptLine
from toolkit.history import (
    Actual,
    Alert,
    Closing,
    Export,
    ExportLine,
    Run,
    default_history,
    open_history,
)
from toolkit.history import schema as s
from toolkit.history.versions import MIGRATIONS, bring_up_to_date

NOW = datetime(2026, 6, 12, 8, 30, tzinfo=timezone(timedelta(hours=2)))
TODAY = date(2026, 6, 12)
BOOKS = ("agency.xlsx", "hours.csv")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "deep" / "history.sqlite")
    else:
        with postgres_address() as url:
            yield url


def test_runs_come_back_as_they_went_in(address: str) -> None:
    run = Run(NOW, "check", BOOKS, {"findings": 3, "worst": Decimal("1.50"), "day": TODAY})
    with open_history(address) as history:
        history.add_run(run)
        history.add_run(Run(NOW, "status", BOOKS))
    with open_history(address) as history:
        assert history.runs("check") == (run,)
        assert len(history.runs()) == 2


def test_a_moment_without_a_zone_is_refused(address: str) -> None:
    with open_history(address) as history, pytest.raises(StatementError):
        history.add_run(Run(datetime(2026, 6, 12), "check", BOOKS))  # noqa: DTZ001


def test_the_last_snapshot_before_a_day_is_found(address: str) -> None:
    old = make_tracker(jobs=[{"number": "0042", "due": "2026-06-20"}])
    new = make_tracker(jobs=[{"number": "0042", "due": "2026-06-27"}])
    with open_history(address) as history:
        assert history.add_snapshot(NOW, date(2026, 6, 5), BOOKS, old)
        assert history.add_snapshot(NOW, TODAY, BOOKS, new)
        assert not history.add_snapshot(NOW, TODAY, BOOKS, new)
        assert history.snapshots(BOOKS[::-1]) == (date(2026, 6, 5), TODAY)
        before = history.latest_snapshot(BOOKS, before=TODAY)
        latest = history.latest_snapshot(BOOKS)
        assert history.latest_snapshot(("other.xlsx",)) is None
    assert before is not None
    assert latest is not None
    assert before.tracker.jobs[0].due == date(2026, 6, 20)
    assert latest.tracker.jobs[0].due == date(2026, 6, 27)


def test_forecast_amounts_keep_every_digit(address: str) -> None:
    lines = tuple(
        KeptLine("Harbor", "J-1", "estimate", "committed", "Dana", "", TODAY, "KWD", amount)
        for amount in (Decimal("0.001"), Decimal("12345678901234567.891"), Decimal("-3.20"))
    )
    forecast = KeptForecast(NOW, TODAY, BOOKS, "recognised", lines)
    with open_history(address) as history:
        history.add_forecast(forecast)
        history.add_forecast(KeptForecast(NOW, TODAY, BOOKS, "billed", ()))
        assert history.forecasts(BOOKS) == (forecast, KeptForecast(NOW, TODAY, BOOKS, "billed", ()))


def test_the_last_export_of_a_format_is_found(address: str) -> None:
    line = ExportLine("4000", "2026-07", "USD", Decimal("10.00"))
    first = Export(NOW, TODAY, "xero", BOOKS, "a" * 64, (line,))
    second = Export(NOW + timedelta(hours=1), TODAY, "xero", BOOKS, "b" * 64, ())
    with open_history(address) as history:
        history.add_export(first)
        assert history.latest_export("xero", BOOKS) == first
        history.add_export(second)
        assert history.latest_export("xero", BOOKS) == second
        assert history.latest_export("iif", BOOKS) is None


def test_a_period_is_closed_once(address: str) -> None:
    ledger = {"used": Decimal("30.25"), "lots": [{"from": date(2026, 4, 1), "hours": Decimal(10)}]}
    closing = Closing(NOW, "harbor|2026-01-01", date(2026, 5, 1), date(2026, 5, 31), ledger, "Dana")
    with open_history(address) as history:
        assert history.close_period(closing)
        assert not history.close_period(
            Closing(NOW, closing.retainer, closing.first, closing.through, {"used": 0})
        )
        assert history.closings() == history.closings(closing.retainer) == (closing,)
        assert history.closings("someone else") == ()


def test_an_alert_is_given_once(address: str) -> None:
    alert = Alert(NOW, "harbor|2026-01-01", date(2026, 6, 1), "75%")
    with open_history(address) as history:
        assert history.add_alert(alert)
        assert not history.add_alert(alert)
        assert history.add_alert(Alert(NOW, alert.subject, alert.period, "90%"))
        assert [a.crossing for a in history.alerts(alert.subject)] == ["75%", "90%"]


def test_a_sync_base_is_replaced(address: str) -> None:
    with open_history(address) as history:
        assert history.sync_base("jobs") is None
        history.set_sync_base(NOW, "jobs", b"one")
        history.set_sync_base(NOW, "jobs", b"two")
        assert history.sync_base("jobs") == b"two"


def test_actuals_of_a_month_are_replaced_whole(address: str) -> None:
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    old = [Actual("Harbor", a, may, "USD", Decimal(10)) for a in ("4000", "4100")]
    new = Actual("Harbor", "4000", may, "USD", Decimal("12.50"))
    later = Actual("Harbor", "4000", june, "USD", Decimal(7))
    with open_history(address) as history:
        assert history.set_actuals(NOW, old) == ()
        assert history.set_actuals(NOW, [later, new]) == (may,)
        assert history.actuals() == (new, later)
        assert history.set_actuals(NOW, []) == ()


def test_many_writers_lose_nothing_and_tell_each_alert_once(address: str) -> None:
    told: list[bool] = []

    def write(number: int) -> None:
        with open_history(address, wait=60) as history:
            for turn in range(5):
                history.add_run(Run(NOW, f"{number}", BOOKS))
                told.append(history.add_alert(Alert(NOW, "harbor", TODAY, f"{turn}")))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    with open_history(address) as history:
        assert len(history.runs()) == 20
    assert sum(told) == 5
    assert len(told) == 20


def test_two_processes_may_start_the_same_history(tmp_path: Path) -> None:
    path = str(tmp_path / "history.sqlite")
    code = "import sys; from toolkit.history import open_history; open_history(sys.argv[1]).close()"
    started = [subprocess.Popen([sys.executable, "-c", code, path]) for _ in range(2)]
    assert [process.wait(60) for process in started] == [0, 0]


def test_an_older_database_is_brought_up_to_date_and_keeps_its_entries(address: str) -> None:
    engine = create_engine(
        address.replace("postgresql:", "postgresql+psycopg:")
        if "://" in address
        else _made(address)
    )
    with engine.begin() as connection:
        bring_up_to_date(connection, "here", to="0001")
        connection.execute(
            s.RUNS.insert(),
            {"at": NOW, "action": "check", "books": "[]", "outcome": "{}", "version": "0.1"},
        )
        assert not inspect(connection).has_table("toolkit_closings")
    engine.dispose()
    with open_history(address) as history:
        assert [run.action for run in history.runs()] == ["check"]
        assert history.closings() == ()


def _made(path: str) -> str:
    Path(path).parent.mkdir()
    return f"sqlite:///{path}"


def test_migrations_lay_the_tables_the_code_expects(address: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_history(address) as history, history._engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": s.VERSION_TABLE, "compare_type": False}
        )
        assert compare_metadata(context, s.METADATA) == []


def test_the_newest_migration_is_the_one_named() -> None:
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("v*.py"))
    assert names[-1].startswith(f"v{s.REVISION}_")


def test_a_database_of_a_newer_version_is_left_alone(address: str) -> None:
    with open_history(address) as history, history._engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {s.VERSION_TABLE} SET version_num = '0999'")
    with pytest.raises(HistoryError, match="0999"):
        open_history(address)


def test_a_locked_database_is_said_to_be_busy(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with open_history(str(path), wait=0.1) as history:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryError, match="somebody else"):
            history.add_run(Run(NOW, "check", BOOKS))
        assert history.runs() == ()
        other.execute("ROLLBACK")
        other.close()
        history.add_run(Run(NOW, "check", BOOKS))


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"PK\x03\x04" * 300])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.sqlite"
    path.write_bytes(content)
    with pytest.raises(HistoryError, match="no history"):
        open_history(str(path))
    assert path.read_bytes() == content


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HistoryError):
        open_history(str(tmp_path / "file" / "history.sqlite"))
    with pytest.raises(HistoryError):
        open_history(str(tmp_path))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://dana:tr0mbone@127.0.0.1:1/toolkit",
        "postgresql://dana@127.0.0.1:1/toolkit?password=tr0mbone",
        "postgresql://dana:tr0m@bone@127.0.0.1:1/toolkit",
        "postgresql://dana:tr0mbone@127.0.0.1:notaport/toolkit",
        "postgresql://dana:tr0mbone@127.0.0.1:1/toolkit?sslpassword=tr0mbone&nonsense=1",
        "mysql://dana:tr0mbone@127.0.0.1/toolkit",
    ],
)
def test_a_password_is_never_shown(address: str) -> None:
    with pytest.raises(HistoryError) as caught:
        open_history(address, wait=1)
    assert "tr0m" not in str(caught.value)
    assert "bone" not in str(caught.value)


@pytest.mark.parametrize("name", ["100%41 sure?.sqlite", "#1 & more.sqlite"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    open_history(str(tmp_path / name)).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("missing", "address"), [("sqlalchemy", "x"), ("psycopg", "postgresql://h/d")]
)
def test_without_the_extra_it_is_said_what_to_install(
    missing: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda n: None if n == missing else find(n))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MissingExtraError, match=r"\[db\]"):
        open_history(address)


def test_the_users_own_history_has_a_folder_of_ours() -> None:
    assert "account-services-toolkit" in default_history()


def test_moments_come_back_in_utc(address: str) -> None:
    with open_history(address) as history:
        history.add_run(Run(NOW, "check", BOOKS))
        kept = history.runs()[0].at
    assert kept == NOW
    assert kept.tzinfo == UTC
