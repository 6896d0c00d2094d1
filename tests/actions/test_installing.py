from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from toolkit.actions.installing import (
    ADD_IN,
    Machine,
    add_in_status,
    install_add_in,
    remove_add_in,
)
from toolkit.errors import OutputError
from toolkit.shipped import shipped

VERSION = importlib.metadata.version("xlwings")


def machine(folder: Path, system: str) -> Machine:
    return Machine(system, folder, folder / "AppData" / "Roaming", folder / "venv" / "python.exe")


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_what_is_installed_stands_and_goes_again(tmp_path: Path, system: str) -> None:
    one = machine(tmp_path, system)
    assert [standing.is_well for standing in add_in_status(one)] == [False]

    made = install_add_in(one)
    assert one.add_in.read_bytes() == shipped(f"workbooks/{ADD_IN}").read_bytes()
    assert all(standing.is_well for standing in add_in_status(one))
    assert len(made) == (3 if system == "darwin" else 2)

    assert set(remove_add_in(one)) == {one.add_in, one.settings}
    assert remove_add_in(one) == ()


@pytest.mark.parametrize(
    ("system", "places"),
    [
        (
            "win32",
            {
                "AppData/Roaming/Microsoft/Excel/XLSTART/Account Services.xlam",
                ".account-services/account-services.conf",
            },
        ),
        (
            "darwin",
            {
                "Library/Group Containers/UBF8T346G9.Office/User Content.localized/"
                "Startup.localized/Excel/Account Services.xlam",
                "Library/Containers/com.microsoft.Excel/Data/account-services.conf",
                f"Library/Application Scripts/com.microsoft.Excel/xlwings-{VERSION}.applescript",
            },
        ),
    ],
)
def test_files_go_where_excel_looks_for_them(tmp_path: Path, system: str, places: set[str]) -> None:
    made = install_add_in(machine(tmp_path, system))
    assert {path.relative_to(tmp_path).as_posix() for path in made} == places


def test_the_settings_name_this_python_and_keep_workbooks_out(tmp_path: Path) -> None:
    one = machine(tmp_path, "win32")
    install_add_in(one)
    lines = one.settings.read_bytes().decode().split("\r\n")
    assert lines[0] == f'"INTERPRETER_WIN","{one.interpreter}"'
    assert lines[1] == '"ADD_WORKBOOK_TO_PYTHONPATH","FALSE"'


def test_another_python_or_version_is_seen(tmp_path: Path) -> None:
    one = machine(tmp_path, "win32")
    install_add_in(one)
    one.settings.write_text('"INTERPRETER_WIN","C:\\old\\python.exe"\n')
    assert [standing.is_well for standing in add_in_status(one)] == [True, False]
    one.add_in.write_bytes(b"older")
    assert [standing.is_well for standing in add_in_status(one)] == [False, False]


def test_where_there_is_no_excel_nothing_is_installed(tmp_path: Path) -> None:
    one = machine(tmp_path, "linux")
    with pytest.raises(OutputError):
        install_add_in(one)
    assert [standing.is_well for standing in add_in_status(one)] == [True]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    one = machine(tmp_path, "win32")
    one.roaming.parent.mkdir(parents=True)
    one.roaming.write_text("in the way")
    with pytest.raises(OutputError) as found:
        install_add_in(one)
    assert str(one.add_in) in str(found.value)
