"""Where the locks and logs of an agency's runs stand."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["RunPlaces", "plain_name", "run_places"]


@dataclass(frozen=True, slots=True)
class RunPlaces:
    """The files of one agency's runs, the same whoever names the agency how."""

    lock: Path
    logs: Path
    """Its folder of logs."""


def plain_name(text: str) -> str:
    """Return a text as part of a name that every system and format takes; perhaps empty."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-")[:40]


def run_places(agency: Path, state: Path | None = None) -> RunPlaces:
    """Return the places of the runs of an agency.toml, or of a folder without one.

    They are in ``state``, or in the user's own folders for such files; nothing is made.
    """
    import platformdirs

    app = "account-services-toolkit"
    where = agency.resolve()
    folder = where.parent if where.is_file() else where
    told_apart = hashlib.sha256(str(where).encode()).hexdigest()[:8]
    name = f"{plain_name(folder.name) or 'agency'}-{told_apart}"
    locks = state or platformdirs.user_state_path(app, appauthor=False)
    logs = state / "log" if state else platformdirs.user_log_path(app, appauthor=False)
    return RunPlaces(locks / f"{name}.lock", logs / name)
