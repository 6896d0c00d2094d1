"""Where the history is kept, and opening it without ever showing a password."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import HistoryError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL

    from toolkit.history.store import History

__all__ = ["database_url", "default_history", "is_begun", "open_history", "shown"]

FILE_NAME = "history.sqlite"
SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+]*)://(?P<rest>.*)", re.DOTALL)
DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
SECRETS = re.compile(r"(?i)((?:^|[?&])[^=&]*(?:pass|secret|key|token)[^=&]*=)[^&]*")


def default_history() -> str:
    """Return the address of the user's own history, in the system's folder for such files."""
    from platformdirs import user_data_path

    return str(user_data_path("account-services-toolkit", appauthor=False) / FILE_NAME)


def open_history(address: str, *, wait: float = 15, to_read: bool = False) -> History:
    """Open the history at a path, ``sqlite:///path`` or ``postgresql://user@host/database``.

    A new database is set up and an older one is brought up to date first. ``wait`` is how many
    seconds another writer may keep us waiting. ``to_read`` makes and changes nothing, whatever is
    asked of it: there must be a database, and it stays at its version.

    Raises HistoryError when the database cannot be reached, belongs to a newer version, or is none;
    MissingExtraError without the ``db`` extra.
    """
    url = database_url(address, to_read=to_read)
    from toolkit.history.store import History

    return History(url, shown(address), wait, to_read=to_read)


def is_begun(address: str) -> bool:
    """Whether there is a history at an address; of a server, nothing is asked and it may be."""
    found = SCHEME.fullmatch(address)
    if found and DRIVERS.get(found["scheme"]) != "sqlite":
        return True
    path = found["rest"].removeprefix("/") if found else address
    return Path(path).expanduser().is_file()


def database_url(address: str, *, to_read: bool = False) -> URL:
    """Return an address as SQLAlchemy takes it.

    Raises HistoryError for what is none, MissingExtraError without the ``db`` extra.
    """
    for library in ("sqlalchemy", "alembic"):
        if importlib.util.find_spec(library) is None:
            raise MissingExtraError(library, "db")
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = _url(address, make_url, to_read=to_read)
    except (ArgumentError, ValueError):
        # What the library says of an address it cannot read repeats the address.
        raise HistoryError(
            f"{shown(address)} is no address of a database; give a path or"
            " postgresql://host/database"
        ) from None
    if url.get_backend_name() == "postgresql" and importlib.util.find_spec("psycopg") is None:
        raise MissingExtraError("psycopg", "db")
    return url


def shown(address: str) -> str:
    """Return an address as it may be shown: without password, nor secrets among its options."""
    found = SCHEME.fullmatch(address)
    if not found or found["scheme"].startswith("sqlite"):
        return address
    rest, mark, options = found["rest"].partition("?")
    login, at, host = rest.rpartition("@")
    user, colon, _ = login.partition(":")
    hidden = f"{user}{':***' if colon else ''}{at}{host}"
    return f"{found['scheme']}://{hidden}{mark}" + SECRETS.sub(r"\1***", options)


def _url(address: str, make_url: Callable[[str], URL], *, to_read: bool) -> URL:
    found = SCHEME.fullmatch(address)
    if not found:
        if not address.strip():
            raise HistoryError("The history has no address; give a path or postgresql://host/name")
        return _sqlite(Path(address).expanduser(), to_read=to_read)
    driver = DRIVERS.get(found["scheme"])
    if driver is None:
        raise HistoryError(
            f"A history is kept in sqlite:/// or postgresql://, not in {found['scheme']}://"
        )
    if driver == "sqlite":
        path = found["rest"].removeprefix("/")
        return _sqlite(Path(path), to_read=to_read) if path else make_url("sqlite://")
    if found["rest"].partition("?")[0].count("@") > 1:
        raise HistoryError(
            f"{shown(address)}: an @ inside the password must be written %40, a / %2F"
        )
    return make_url(f"{driver}://{found['rest']}")


def _sqlite(path: Path, *, to_read: bool) -> URL:
    """Return a file's address; its name may hold any character, such as % or ?."""
    from sqlalchemy import URL

    if to_read:
        file = path.resolve().as_uri()
        return URL.create("sqlite", database=file, query={"mode": "ro", "uri": "true"})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HistoryError(f"No folder for the history at {path.parent}: {error}") from error
    return URL.create("sqlite", database=str(path))
