"""How many times more examples the slow tests try: TOOLKIT_TEST_SCALE, 1 by default."""

from __future__ import annotations

import os

__all__ = ["SCALE"]

SCALE = max(1, int(os.environ.get("TOOLKIT_TEST_SCALE", "1")))
