"""What a press imports: the price of a button is part of the product."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.buttons import modules_of_a_press

pytest.importorskip("xlwings")
HEAVY = set(
    "alembic click docx docxtpl gspread jinja2 lxml matplotlib numpy openpyxl pandas polars "
    "pyarrow python_calamine rich sqlalchemy typst xlsxwriter".split()
)


def test_a_press_imports_what_it_needs_and_nothing_heavy() -> None:
    found = modules_of_a_press()
    assert found & HEAVY == set()
    assert {"toolkit", "xlwings"} <= found


def test_without_excel_a_press_ends_in_one_line(tmp_path: Path) -> None:
    code = "from toolkit import buttons; buttons.check_tracker()"
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_without_xlwings_the_line_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['xlwings'] = None; "
        "from toolkit import buttons; buttons.check_tracker()"
    )
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 1
    assert "[excel]" in done.stderr
