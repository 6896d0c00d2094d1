"""The open history: entries in, entries out, each write in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Insert,
    Select,
    Table,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import DBAPIError

from toolkit import __version__
from toolkit.errors import HistoryError
from toolkit.forecast.kept import KeptForecast, KeptLine
from toolkit.history import schema as s
from toolkit.history.entries import (
    Actual,
    Alert,
    Closing,
    Export,
    ExportLine,
    Run,
    Snapshot,
)
from toolkit.history.snapshots import from_json, pack, to_json, unpack
from toolkit.history.versions import bring_up_to_date, is_up_to_date, refuse_newer
from toolkit.model import Tracker

__all__ = ["History"]


class History:
    """What earlier runs left behind; close it, or use it as a context manager."""

    def __init__(self, url: URL, shown: str, wait: float, *, to_read: bool = False) -> None:
        self.shown = shown
        """The address without its secrets."""
        sqlite = url.get_backend_name() == "sqlite"
        self._engine = create_engine(url, connect_args=_waiting(sqlite, wait, to_read))
        if sqlite:
            event.listen(self._engine, "connect", _sqlite_connected)
            event.listen(self._engine, "begin", _sqlite_begun)
        self._to_read = to_read
        try:
            if to_read:
                self._refuse_newer()
            else:
                self._bring_up_to_date()
        except BaseException:  # no connection stays open, whatever happened
            self.close()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> History:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add_run(self, run: Run) -> None:
        """Keep that a command was run."""
        row = {
            "at": run.at,
            "action": run.action,
            "books": _books(run.books),
            "outcome": to_json(run.outcome),
            "version": __version__,
        }
        with self.writing() as connection:
            connection.execute(insert(s.RUNS), row)

    def runs(self, action: str | None = None) -> tuple[Run, ...]:
        """Return the runs kept, oldest first."""
        query = select(s.RUNS).order_by(s.RUNS.c.at, s.RUNS.c.id)
        if action:
            query = query.where(s.RUNS.c.action == action)
        return tuple(
            Run(row.at, row.action, _names(row.books), from_json(row.outcome))
            for row in self.rows(query)
        )

    def add_snapshot(
        self, at: datetime, as_of: date, books: Sequence[str], tracker: Tracker
    ) -> bool:
        """Keep a tracker; False when the same one is already kept for the day."""
        content = pack(tracker)
        row = {
            "at": at,
            "as_of": as_of,
            "books": _books(books),
            "sha256": hashlib.sha256(content).hexdigest(),
            "content": content,
        }
        with self.writing() as connection:
            return self._add_once(connection, s.SNAPSHOTS, row)

    def snapshots(self, books: Sequence[str]) -> tuple[date, ...]:
        """Return the days the books have a snapshot of, oldest first."""
        table = s.SNAPSHOTS.c
        query = select(table.as_of).where(table.books == _books(books)).distinct()
        return tuple(row.as_of for row in self.rows(query.order_by(table.as_of)))

    def latest_snapshot(
        self, books: Sequence[str], *, before: date | None = None
    ) -> Snapshot | None:
        """Return the newest snapshot of the books, of a day before the given one."""
        table = s.SNAPSHOTS.c
        query = select(s.SNAPSHOTS).where(table.books == _books(books))
        if before:
            query = query.where(table.as_of < before)
        query = query.order_by(table.as_of.desc(), table.at.desc(), table.id.desc()).limit(1)
        for row in self.rows(query):
            return Snapshot(row.at, row.as_of, _names(row.books), unpack(row.content))
        return None

    def add_forecast(self, forecast: KeptForecast) -> None:
        """Keep a forecast with its lines."""
        head = {
            "at": forecast.at,
            "as_of": forecast.as_of,
            "books": _books(forecast.books),
            "basis": forecast.basis,
        }
        with self.writing() as connection:
            self._add_with_lines(
                connection, s.FORECASTS, head, s.FORECAST_LINES, "forecast", forecast.lines
            )

    def forecasts(self, books: Sequence[str]) -> tuple[KeptForecast, ...]:
        """Return every kept forecast of the books, oldest first."""
        table = s.FORECASTS.c
        query = select(s.FORECASTS).where(table.books == _books(books))
        return tuple(
            KeptForecast(
                row.at,
                row.as_of,
                _names(row.books),
                row.basis,
                tuple(self._lines(KeptLine, s.FORECAST_LINES, "forecast", row.id)),
            )
            for row in self.rows(query.order_by(table.as_of, table.at, table.id))
        )

    def add_export(self, export: Export) -> None:
        """Keep what finance was sent."""
        head = {
            "at": export.at,
            "as_of": export.as_of,
            "format": export.format,
            "books": _books(export.books),
            "sha256": export.sha256,
        }
        with self.writing() as connection:
            self._add_with_lines(
                connection, s.EXPORTS, head, s.EXPORT_LINES, "export", export.lines
            )

    def latest_export(self, format_name: str, books: Sequence[str]) -> Export | None:
        """Return the last export of the books in a format."""
        table = s.EXPORTS.c
        query = select(s.EXPORTS).where(table.format == format_name, table.books == _books(books))
        for row in self.rows(query.order_by(table.at.desc(), table.id.desc()).limit(1)):
            lines = tuple(self._lines(ExportLine, s.EXPORT_LINES, "export", row.id))
            return Export(row.at, row.as_of, row.format, _names(row.books), row.sha256, lines)
        return None

    def close_period(self, closing: Closing) -> bool:
        """Keep a closed period; False when it was closed before, which stays as it was."""
        row = {
            "at": closing.at,
            "retainer": closing.retainer,
            "first": closing.first,
            "through": closing.through,
            "ledger": to_json(closing.ledger),
            "closed_by": closing.by,
        }
        with self.writing() as connection:
            return self._add_once(connection, s.CLOSINGS, row)

    def closings(self, retainer: str | None = None) -> tuple[Closing, ...]:
        """Return the closed periods, by retainer and then by their first day."""
        table = s.CLOSINGS.c
        query = select(s.CLOSINGS).order_by(table.retainer, table.first)
        if retainer is not None:
            query = query.where(table.retainer == retainer)
        return tuple(
            Closing(r.at, r.retainer, r.first, r.through, from_json(r.ledger), r.closed_by)
            for r in self.rows(query)
        )

    def add_alert(self, alert: Alert) -> bool:
        """Keep that somebody was told; False when they were told before."""
        row = {
            "at": alert.at,
            "subject": alert.subject,
            "period": alert.period,
            "crossing": alert.crossing,
        }
        with self.writing() as connection:
            return self._add_once(connection, s.ALERTS, row)

    def alerts(self, subject: str | None = None) -> tuple[Alert, ...]:
        """Return the alerts kept, oldest first."""
        query = select(s.ALERTS).order_by(s.ALERTS.c.at, s.ALERTS.c.id)
        if subject is not None:
            query = query.where(s.ALERTS.c.subject == subject)
        return tuple(Alert(r.at, r.subject, r.period, r.crossing) for r in self.rows(query))

    def set_actuals(self, at: datetime, actuals: Sequence[Actual]) -> tuple[date, ...]:
        """Keep finance's actuals in place of those of the same months; return the months replaced.

        A month is replaced whole, for a line that finance took away must not stay.
        """
        months = sorted({actual.month for actual in actuals})
        table = s.ACTUALS.c
        with self.writing() as connection:
            had = connection.execute(select(table.month).where(table.month.in_(months)).distinct())
            replaced = tuple(sorted(row.month for row in had))
            connection.execute(delete(s.ACTUALS).where(table.month.in_(months)))
            if actuals:
                connection.execute(insert(s.ACTUALS), [{"at": at, **asdict(a)} for a in actuals])
        return replaced

    def actuals(self) -> tuple[Actual, ...]:
        """Return every actual that is kept, by month, client and account."""
        table = s.ACTUALS.c
        query = select(s.ACTUALS).order_by(table.month, table.client, table.account, table.id)
        return tuple(
            Actual(r.client, r.account, r.month, r.currency, r.amount) for r in self.rows(query)
        )

    def set_sync_base(self, at: datetime, pair: str, content: bytes) -> None:
        """Keep what both sides of a synced pair held when they last agreed."""
        with self.writing() as connection:
            row = {"at": at, "pair": pair, "content": content}
            statement = self._insert(s.SYNC_BASES).values(row)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["pair"], set_={"at": at, "content": content}
                )
            )

    def sync_base(self, pair: str) -> bytes | None:
        """Return what :meth:`set_sync_base` last kept for the pair."""
        query = select(s.SYNC_BASES.c.content).where(s.SYNC_BASES.c.pair == pair)
        for row in self.rows(query):
            return bytes(row.content)
        return None

    def _bring_up_to_date(self) -> None:
        with self._told(), self._engine.connect() as connection:
            if is_up_to_date(connection):
                return
        with self.writing() as connection:
            bring_up_to_date(connection, self.shown)

    def _refuse_newer(self) -> None:
        with self._told(), self._engine.connect() as connection:
            refuse_newer(connection, self.shown)

    def rows(self, query: Select[Any]) -> Iterator[Any]:
        """Return the rows of a query; raises HistoryError.

        A table that an older database lacks, and that may not be made, holds none.
        """
        with self._told(), self._engine.connect() as connection:
            if self._to_read and not all(
                inspect(connection).has_table(table.name)
                for table in query.get_final_froms()
                if isinstance(table, Table)
            ):
                return
            yield from connection.execute(query).all()

    def _lines(self, kind: type, table: Table, parent: str, number: int) -> Iterator[Any]:
        names = [c.name for c in table.columns if c.name not in ("id", parent)]
        query = select(*(table.c[n] for n in names)).where(table.c[parent] == number)
        for row in self.rows(query.order_by(table.c.id)):
            yield kind(**dict(zip(names, row, strict=True)))

    def _add_with_lines(
        self,
        connection: Connection,
        heads: Table,
        head: dict[str, Any],
        table: Table,
        parent: str,
        lines: Iterable[Any],
    ) -> None:
        added = connection.execute(insert(heads).returning(heads.c.id), head).scalar_one()
        names = [c.name for c in table.columns if c.name not in ("id", parent)]
        rows = [{parent: added, **{n: getattr(line, n) for n in names}} for line in lines]
        if rows:
            connection.execute(insert(table), rows)

    def _add_once(self, connection: Connection, table: Table, row: dict[str, Any]) -> bool:
        statement = self._insert(table).values(row).on_conflict_do_nothing()
        return connection.execute(statement.returning(table.c.id)).first() is not None

    def _insert(self, table: Table) -> Any:
        from sqlalchemy.dialects import postgresql, sqlite

        dialect: Any = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        made: Insert = dialect.insert(table)
        return made

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes: all of it or nothing; raises HistoryError."""
        with self._told(), self._engine.connect() as connection:
            connection = connection.execution_options(toolkit_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the database's errors into ours, which never carry a password."""
        try:
            yield
        except DBAPIError as error:
            raise HistoryError(_explained(self.shown, error)) from error


def _waiting(sqlite: bool, seconds: float, to_read: bool) -> dict[str, Any]:
    """Return how the driver is told to wait for others, and no longer, and perhaps only to read."""
    if sqlite:
        return {"timeout": seconds}
    # A connect_timeout below two seconds is rounded up to two by libpq itself.
    return {
        "connect_timeout": max(2, round(seconds)),
        "options": f"-c lock_timeout={round(seconds * 1000)}"
        + (" -c default_transaction_read_only=on" if to_read else ""),
    }


def _explained(shown: str, error: DBAPIError) -> str:
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no reason given"
    lowered = str(error.orig).lower()
    if "locked" in lowered or "lock timeout" in lowered:
        return f"The history at {shown} is being written by somebody else; try again in a minute"
    if "readonly" in lowered or "read-only" in lowered:
        return f"The history at {shown} may not be written; check the file's permissions"
    if "not a database" in lowered or "malformed" in lowered:
        return (
            f"The file {shown} is no history, or a damaged one; move it away to start a new one,"
            " or name another with history.url in agency.toml"
        )
    return f"The history at {shown} cannot be used: {said}"


def _sqlite_connected(connection: Any, _: object) -> None:
    """Leave transactions to SQLAlchemy's own BEGIN: the driver's come too late for locking."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _sqlite_begun(connection: Connection) -> None:
    """Take the write lock at once where writing follows, so that waiting is possible at all."""
    writes = connection.get_execution_options().get("toolkit_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _books(books: Sequence[str]) -> str:
    return json.dumps(sorted(books), ensure_ascii=False)


def _names(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))
