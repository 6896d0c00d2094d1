"""Results → plans: what is to be written, where; touches nothing."""

from toolkit.writeback.checks import CHECKS_SHEET, checks_sheet, notes_of, plan_for_checks
from toolkit.writeback.fixes import plan_for_fixes

__all__ = ["CHECKS_SHEET", "checks_sheet", "notes_of", "plan_for_checks", "plan_for_fixes"]
