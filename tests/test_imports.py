"""What is imported when: the price of starting is part of the product."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = set(
    "alembic docx docxtpl gspread holidays jinja2 lxml numpy openpyxl pandas polars "
    "python_calamine rapidfuzz rich sqlalchemy typer typst xlsxwriter xlwings".split()
)


def imported_by(statement: str) -> set[str]:
    """Return the top-level modules a fresh interpreter holds after a statement."""
    code = f"{statement}; import sys; print(*{{m.partition('.')[0] for m in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import toolkit",
        "import toolkit.model, toolkit.table, toolkit.plan, toolkit.errors, toolkit.config",
        "import toolkit.workdays",
        "import toolkit.cli.main",
        "import toolkit.checks, toolkit.writeback",
    ],
)
def test_importing_costs_nothing_heavy(statement: str) -> None:
    assert imported_by(statement) & HEAVY == set()


def test_burning_hours_needs_neither_pandas_nor_a_database() -> None:
    statement = (
        "import datetime, toolkit.model, toolkit.config; from toolkit.retainers import burn_of; "
        "burn_of(toolkit.model.Tracker(), toolkit.config.Config(), datetime.date(2026, 7, 1))"
    )
    assert imported_by(statement) & HEAVY <= {"holidays"}


def test_a_burn_of_15000_entries_planned_for_its_sheet_needs_no_pandas() -> None:
    statement = """
from datetime import UTC, date, datetime
from toolkit.actions.burning import burn
from toolkit.agency import open_agency
from toolkit.shipped import shipped
from toolkit.writeback.burn import plan_for_burn
demo = str(shipped("workbooks/demo"))
agency = open_agency([demo], now=datetime.now(UTC), as_of=date(2026, 6, 15))
assert len(agency.tracker.hours) > 15000
found = burn(agency)
assert plan_for_burn(found, found.current())
"""
    unwanted = {"pandas", "numpy", "polars", "jinja2", "sqlalchemy"}
    assert imported_by(statement.strip()) & unwanted == set()
