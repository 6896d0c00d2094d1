"""What earlier runs left behind: where it is kept, and the reading to compare today's with."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from toolkit.agency import Agency
from toolkit.checks import Snapshot
from toolkit.history import default_history, open_history

__all__ = ["earlier_reading", "history_address", "remember_reading"]


def history_address(agency: Agency, given: str | None = None) -> str:
    """Return where the agency's history is: as asked for, as configured, or the user's own.

    A configured path without a scheme is relative to agency.toml.
    """
    if given:
        return given
    url = agency.config.history.url
    if not url:
        return default_history()
    if "://" in url or agency.config.path is None:
        return url
    return str(agency.config.path.parent / Path(url).expanduser())


def earlier_reading(agency: Agency, given: str | None = None) -> Snapshot | None:
    """Return the last reading kept of the same books, of a day before today's.

    None where there is none, and where no history was ever begun: looking begins none. Raises
    HistoryError when there is a history that cannot be used.
    """
    address = history_address(agency, given)
    if "://" not in address and not Path(address).expanduser().is_file():
        return None
    if importlib.util.find_spec("sqlalchemy") is None and not given:
        return None  # the file was left by an installation that had the extra
    with open_history(address) as history:
        kept = history.latest_snapshot(tuple(agency.books), before=agency.as_of)
    return Snapshot(kept.tracker, kept.as_of) if kept else None


def remember_reading(agency: Agency, given: str | None = None) -> bool:
    """Keep what was read, for later runs to compare with; False when it is kept already.

    Raises HistoryError when it cannot be kept, MissingExtraError without the ``db`` extra.
    """
    with open_history(history_address(agency, given)) as history:
        return history.add_snapshot(agency.now, agency.as_of, tuple(agency.books), agency.tracker)
