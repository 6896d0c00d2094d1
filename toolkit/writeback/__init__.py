"""Results → plans: what is to be written, where; touches nothing."""

from toolkit.writeback.checks import CHECKS_SHEET, checks_sheet, notes_of, plan_for_checks
from toolkit.writeback.fixes import (
    FIXES_SHEET,
    fixes_sheet,
    is_listed,
    made_edits,
    plan_for_fixes,
    plan_to_make,
    plan_to_take_back,
)

__all__ = [
    "CHECKS_SHEET",
    "FIXES_SHEET",
    "checks_sheet",
    "fixes_sheet",
    "is_listed",
    "made_edits",
    "notes_of",
    "plan_for_checks",
    "plan_for_fixes",
    "plan_to_make",
    "plan_to_take_back",
]
