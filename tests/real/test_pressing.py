"""The shipped workbooks in a real program: opened, pressed, read back, saved, opened again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scripts.macro_books import TEMPLATES
from tests.real.pressing import AddIn, captions
from tests.scale import SCALE
from toolkit import buttons
from toolkit.books.excel import ExcelBook
from toolkit.books.file import FileBook
from toolkit.buttons import desk
from toolkit.plan import Block, Column, Edit, OwnSheet, Plan
from toolkit.shipped import shipped

DUE = datetime(2026, 3, 1)  # noqa: DTZ001 - cells know no time zone
ROWS = [
    ["'A-1", "Spring film", "Acme ", "Jo", "In progress", "Edit", None, DUE, DUE, 1200],
    ["'A-1", "Site", "Bolt", "Kim", "In progress", "Test", None, DUE, DUE, 900],
]
PRESSES = 200
MOST_GROWTH = 50_000_000


@pytest.fixture
def macros(excel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(desk, "log_path", lambda: tmp_path / "buttons.log")
    excel.impl.macros_run = True
    excel.impl.alerts.clear()
    yield excel
    excel.impl.macros_run = False


def copied(name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(shipped(f"workbooks/{name}").read_bytes())
    return path


@pytest.fixture
def add_in(macros: Any, tmp_path: Path) -> Iterator[AddIn]:
    opened = AddIn(macros, copied("Account Services.xlam", tmp_path))
    yield opened
    opened.close()


def opened(excel: Any, path: Path) -> Any:
    book = excel.books.open(str(path))
    book.set_mock_caller()
    return book


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_button_runs_the_function_it_names(
    macros: Any, add_in: AddIn, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(macros, copied(name, tmp_path)).sheets[0]
    monkeypatch.setattr(add_in, "_run", add_in.commands.append)
    for caption, macro in TEMPLATES[name].buttons:
        assert f".{macro}?" in captions(sheet)[caption][1]
        add_in.press_on(sheet, caption)
    assert len(set(add_in.commands)) == len(TEMPLATES[name].buttons)


def test_a_press_checks_the_book_and_lives_through_saving(
    macros: Any, add_in: AddIn, tmp_path: Path
) -> None:
    path = copied("Job tracker.xlsm", tmp_path)
    book = opened(macros, path)
    book.sheets["Jobs"].range((5, 1)).value = ROWS
    add_in.press_on(book.sheets["Jobs"], "Check tracker")
    assert not macros.impl.alerts
    found = ExcelBook(book).read("Checks")["Checks"].rows
    assert len(found) > 6
    book.save(str(path))
    book.close()

    with zipfile.ZipFile(path) as package:
        drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
    assert "SheetButtons.CheckTracker" in drawing
    book = opened(macros, path)
    assert ExcelBook(book).read("Checks")["Checks"].rows == found
    # Calc loses the buttons it wrote itself when it opens them again; their macros live on.
    add_in.run_macro(book, "CheckTracker")
    assert not macros.impl.alerts


def test_the_add_in_presses_the_book_in_front(macros: Any, add_in: AddIn, tmp_path: Path) -> None:
    assert set(add_in.modules) == {"Dictionary", "Ribbon", "Sheet1", "ThisWorkbook", "xlwings"}
    ours = (shipped("workbooks/src") / "Ribbon.bas").read_text("utf-8")
    assert ours.strip() in add_in.modules["Ribbon"].replace("\r\n", "\n")

    book = opened(macros, copied("Job tracker.xlsm", tmp_path))
    book.sheets["Jobs"].range((5, 1)).value = ROWS
    add_in.press("check_tracker")
    assert not macros.impl.alerts
    assert book.sheets.active.name == "Checks"


def test_the_add_in_runs_every_function_of_the_ribbon(
    macros: Any, add_in: AddIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(macros, copied("Job tracker.xlsm", tmp_path))
    monkeypatch.setattr(add_in, "_run", add_in.commands.append)
    for name in buttons.BUTTONS:
        add_in.press(name)
    command = "from toolkit import buttons; buttons.{}()"
    assert add_in.commands == [command.format(name) for name in buttons.BUTTONS]


def test_a_button_lives_through_our_own_save(macros: Any, add_in: AddIn, tmp_path: Path) -> None:
    path = copied("Job tracker.xlsm", tmp_path)
    columns = (Column("What"),)
    sheet = OwnSheet("Checks", "Checks", (), (Block(columns, (("late",),)),))
    FileBook(path).apply(Plan(sheets=(sheet,), edits=(Edit("Jobs", 5, 1, None, "A-1"),)))

    book = opened(macros, path)
    add_in.press_on(book.sheets["Jobs"], "Check tracker")
    assert not macros.impl.alerts
    assert book.sheets.active.name == "Checks"


def test_many_presses_leak_nothing_and_lose_no_setting(
    macros: Any, add_in: AddIn, soffice: Any, tmp_path: Path
) -> None:
    book = opened(macros, copied("Job tracker.xlsm", tmp_path))
    sheet = book.sheets["Jobs"]
    sheet.range((5, 1)).value = ROWS
    count = min(PRESSES, 15 * SCALE)
    add_in.press_on(sheet, "Check tracker")
    before = None
    for number in range(count):
        sheet.range((5, 2)).value = f"Spring film {number}"
        add_in.press_on(sheet, "Check tracker")
        if number == count // 10:
            before = soffice.memory()
    assert before is not None
    grown = soffice.memory() - before

    assert not macros.impl.alerts
    assert len(add_in.commands) == count + 1
    assert grown < MOST_GROWTH
    assert (macros.screen_updating, macros.calculation, macros.enable_events) == (
        True,
        "automatic",
        True,
    )
