"""What a press imports: the price of a button is part of the product."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.buttons import BURN, modules_of_a_press

OURS = set(
    "actions agency books buttons checks collector config currency deadline documents errors "
    "model plan public_holidays reading table workdays writeback".split()
)
"""The parts of the toolkit that checking takes: no report, forecast, history or sync."""
INTERPRETER = {"_distutils_hack", "_virtualenv", "tests", "__main__", "__mp_main__", "org"}
"""What a virtual environment and this test put there themselves."""


def libraries(modules: set[str]) -> set[str]:
    """Return the top-level modules that are no part of Python itself."""
    tops = {name.partition(".")[0] for name in modules}
    tops -= INTERPRETER | set(sys.stdlib_module_names)
    return {name for name in tops if not name.startswith("_sysconfigdata")}


@pytest.fixture(scope="module")
def found() -> set[str]:
    return modules_of_a_press()


def test_a_press_imports_two_libraries_and_no_other(found: set[str]) -> None:
    assert libraries(found) == {"toolkit", "xlwings", "platformdirs"}
    assert not {name for name in found if name.startswith("xlwings.pro")}


def test_a_press_imports_the_parts_of_the_toolkit_it_needs(found: set[str]) -> None:
    parts = {name.split(".")[1] for name in found if name.startswith("toolkit.")}
    assert parts == OURS
    books = {name for name in found if name.startswith("toolkit.books.")}
    assert "toolkit.books.excel" in books
    assert not books & {"toolkit.books.file", "toolkit.books.google.book", "toolkit.books.reader"}


def test_a_burn_of_hours_imports_neither_pandas_nor_a_database() -> None:
    found = modules_of_a_press(BURN, 400)
    assert "toolkit.retainers.burn" in found
    assert libraries(found) == {"toolkit", "xlwings", "platformdirs"}


def test_without_excel_a_press_ends_in_one_line(tmp_path: Path) -> None:
    code = "from toolkit import buttons; buttons.check_tracker()"
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
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
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 1
    assert "[excel]" in done.stderr
