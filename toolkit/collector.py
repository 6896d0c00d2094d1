"""Python's garbage collector, put to rest while much is made and nothing is thrown away."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

__all__ = ["collector_resting"]


@contextlib.contextmanager
def collector_resting() -> Iterator[None]:
    """Let the garbage collector rest, and leave it as it was found.

    It looks through all objects again at every few hundred new ones, which for a million records
    takes longer than making them. What was made meanwhile counts as old afterwards: it would
    otherwise be looked through at once, and all it refers to with it.
    """
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            if not gc.get_freeze_count():  # else somebody's frozen objects would thaw
                gc.freeze()
                gc.unfreeze()
            gc.enable()
