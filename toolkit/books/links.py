"""Which links a sheet of ours may carry: places in workbooks, web and mail addresses."""

from __future__ import annotations

__all__ = ["is_place_in_book", "is_web_address", "is_workbook"]

LONGEST_LINK = 2_000
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")


def is_place_in_book(target: str) -> bool:
    """Whether a target leads to a cell of the same book: ``#Jobs!E5``."""
    return target.startswith("#") and 1 < len(target) <= LONGEST_LINK and "\n" not in target


def is_web_address(target: str) -> bool:
    """Whether a target is a web or mail address."""
    fits = len(target) <= LONGEST_LINK and "\n" not in target
    return fits and target.startswith(("https://", "http://", "mailto:"))


def is_workbook(target: str) -> bool:
    """Whether a target leads to another workbook: a cell's text never starts a program."""
    fits = len(target) <= LONGEST_LINK and "\n" not in target and "://" not in target
    return fits and target.split("#", 1)[0].casefold().endswith(WORKBOOKS)
