"""A sheet's cells → records: where the tables are, what their columns hold, what their cells say."""

from toolkit.reading.tracker import read_tracker

__all__ = ["read_tracker"]
