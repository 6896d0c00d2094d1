"""What earlier runs left behind: where it is kept, and the reading to compare today's with."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.agency import Agency
from toolkit.checks import Snapshot
from toolkit.config import Config
from toolkit.history import default_history, is_begun, open_history

if TYPE_CHECKING:
    from toolkit.history.store import History

__all__ = [
    "earlier_reading",
    "history_address",
    "history_of",
    "kept_history",
    "remember_reading",
]


def history_address(agency: Agency, given: str | None = None) -> str:
    """Return where the agency's history is: as asked for, as configured, or the user's own."""
    return history_of(agency.config, given)


def history_of(config: Config, given: str | None = None) -> str:
    """Return where the history is that agency.toml means, or that was asked for.

    A configured path without a scheme is relative to agency.toml.
    """
    if given:
        return given
    url = config.history.url
    if not url:
        return default_history()
    if "://" in url or config.path is None:
        return url
    return str(config.path.parent / Path(url).expanduser())


@contextmanager
def kept_history(address: str) -> Iterator[History | None]:
    """Open a history that was begun, only to read: looking makes and changes nothing.

    None where none was begun. Raises HistoryError when there is one that cannot be used.
    """
    if not is_begun(address):
        yield None
        return
    with open_history(address, to_read=True) as history:
        yield history


def earlier_reading(agency: Agency, given: str | None = None) -> Snapshot | None:
    """Return the last reading kept of the same books, of a day before today's.

    None where there is none, and where no history was ever begun: looking begins none. Raises
    HistoryError when there is a history that cannot be used.
    """
    if importlib.util.find_spec("sqlalchemy") is None and not given:
        return None  # the file was left by an installation that had the extra
    with kept_history(history_address(agency, given)) as history:
        if history is None:
            return None
        kept = history.latest_snapshot(tuple(agency.books), before=agency.as_of)
    return Snapshot(kept.tracker, kept.as_of) if kept else None


def remember_reading(agency: Agency, given: str | None = None) -> bool:
    """Keep what was read, for later runs to compare with; False when it is kept already.

    Raises HistoryError when it cannot be kept, MissingExtraError without the ``db`` extra.
    """
    with open_history(history_address(agency, given)) as history:
        return history.add_snapshot(agency.now, agency.as_of, tuple(agency.books), agency.tracker)
