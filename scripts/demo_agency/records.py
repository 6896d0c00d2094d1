"""Records that stand in no workbook yet."""

from __future__ import annotations

from toolkit.model import Source
from toolkit.table import Grid

__all__ = ["NOWHERE"]

NOWHERE = Source("", Grid("", ()), None, (), 0, 0, 0, ())
"""The source of a record before it is written anywhere."""
