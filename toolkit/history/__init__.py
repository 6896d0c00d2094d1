"""What earlier runs left behind, in one database: SQLite for one person, PostgreSQL for a team."""

from toolkit.history.entries import (
    Actual,
    Alert,
    Closing,
    Export,
    ExportLine,
    Run,
    RunState,
    ScheduledRun,
    ScheduledStep,
    Snapshot,
    StepState,
)
from toolkit.history.opening import default_history, is_begun, open_history

__all__ = [
    "Actual",
    "Alert",
    "Closing",
    "Export",
    "ExportLine",
    "Run",
    "RunState",
    "ScheduledRun",
    "ScheduledStep",
    "Snapshot",
    "StepState",
    "default_history",
    "is_begun",
    "open_history",
]
