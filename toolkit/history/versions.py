"""The version of a database's tables, and bringing an older one up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table, text

from toolkit.errors import HistoryError
from toolkit.history.schema import REVISION, VERSION_TABLE

__all__ = ["MIGRATIONS", "bring_up_to_date", "is_up_to_date", "refuse_newer"]

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
LOCK = 0x7001C17
"""Any number that is ours: PostgreSQL holds others off while one of us migrates."""


def is_up_to_date(connection: Connection) -> bool:
    """Whether the database has the newest tables."""
    return _version(connection) == REVISION


def bring_up_to_date(connection: Connection, shown: str, to: str = "head") -> None:
    """Run the migrations a database lacks, inside the connection's transaction.

    Raises HistoryError when the database was written by a newer toolkit.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    version = _version(connection)
    if version == REVISION:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise _newer(shown, version)
    command.upgrade(config, to)


def refuse_newer(connection: Connection, shown: str) -> None:
    """Raise HistoryError when the database was written by a newer toolkit; change nothing."""
    version = _version(connection)
    if version is not None and version > REVISION:
        raise _newer(shown, version)


def _newer(shown: str, version: str) -> HistoryError:
    return HistoryError(
        f"The history at {shown} was written by a newer toolkit (its version is {version},"
        f" this one knows {REVISION}): pip install -U account-services-toolkit"
    )


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(
        select(column("version_num")).select_from(table(VERSION_TABLE))
    ).scalar()
