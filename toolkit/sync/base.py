"""What both books of a pair last agreed on, as bytes for the history."""

from __future__ import annotations

import json
import zlib
from typing import Any

from toolkit.errors import HistoryError
from toolkit.history.snapshots import plain, typed
from toolkit.sync.merge import State

__all__ = ["pack_base", "unpack_base"]

FORMAT = 1


def pack_base(state: State) -> bytes:
    """Return a state as bytes that keep every value's type."""
    rows = [[plain(key), plain(row)] for key, row in state.items()]
    content = {"format": FORMAT, "rows": rows}
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 6)


def unpack_base(content: bytes | None) -> State:
    """Return the state that was packed; empty for a pair that never agreed on anything.

    Raises HistoryError for what is damaged or of a newer toolkit.
    """
    if content is None:
        return {}
    try:
        held: dict[str, Any] = json.loads(zlib.decompress(content))
        if held["format"] > FORMAT:
            raise HistoryError("The sync's memory is of a newer toolkit; install that version")
        return {typed(key): typed(row) for key, row in held["rows"]}
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise HistoryError(
            "What the two books last agreed on is damaged; bring the history back from a backup,"
            " or name a new one with --history: the next sync then compares from the start"
        ) from error
