"""A sheet's cells → records: where its tables are, what columns hold and cells say."""

from toolkit.reading.tracker import read_tracker

__all__ = ["read_tracker"]
