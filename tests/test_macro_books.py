from __future__ import annotations

import inspect
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from scripts.macro_books import ADD_IN, TEMPLATES, macro_files
from scripts.vba.compression import compressed
from scripts.vba.reading import decompressed, macros_of
from toolkit import buttons
from toolkit.shipped import shipped

FILES = dict(macro_files())
SOURCES = shipped("workbooks/src")


def modules(name: str) -> dict[str, str]:
    return dict(macros_of(name, FILES[name]))


def subs(source: str) -> set[str]:
    return set(re.findall(r"(?m)^(?:Public )?Sub (\w+)", source))


def functions() -> set[str]:
    return {
        name
        for name, one in inspect.getmembers(buttons, inspect.isfunction)
        if one.__module__ == "toolkit.buttons" and not name.startswith("_")
    }


def test_two_builds_are_the_same_bytes() -> None:
    assert dict(macro_files()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_reads_our_source_back(name: str) -> None:
    ours = "Ribbon.bas" if name == ADD_IN else "SheetButtons.bas"
    read = modules(name)[ours].replace("\r\n", "\n")
    assert read.partition("\n")[2] == (SOURCES / ours).read_text("utf-8")


@pytest.mark.parametrize("length", [0, 1, 15, 17, 4095, 4096, 4097, 12_289])
@pytest.mark.parametrize("text", [b"a", b"Sub Press()\r\n", bytes(range(256))])
def test_what_is_compressed_comes_back(text: bytes, length: int) -> None:
    content = (text * (length // len(text) + 1))[:length]
    if content:
        assert decompressed(compressed(content))[:length] == content


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sheet_button_names_a_macro_that_is_there(name: str) -> None:
    with zipfile.ZipFile(BytesIO(FILES[name])) as package:
        drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
    named = re.findall(r"FmlaMacro>\[0\]!(\w+)<", drawing)
    assert len(named) == len(TEMPLATES[name].buttons)
    assert set(named) <= subs(modules(name)["SheetButtons.bas"])


def test_every_macro_of_a_sheet_button_has_its_function() -> None:
    source = (SOURCES / "SheetButtons.bas").read_text("utf-8")
    assert set(re.findall(r'(?m)^    Press "(\w+)"', source)) == functions()


def test_the_ribbon_has_a_button_for_every_function_and_no_other() -> None:
    with zipfile.ZipFile(BytesIO(FILES[ADD_IN])) as package:
        ribbon = ElementTree.fromstring(package.read("customUI/customUI14.xml"))
    found = ribbon.findall(".//{*}button")
    assert {one.get("tag") for one in found} == functions() == set(buttons.BUTTONS)
    assert {one.get("onAction") for one in found} <= subs(modules(ADD_IN)["Ribbon.bas"])
    assert {one.get("tag"): one.get("label") for one in found} == buttons.BUTTONS


def test_no_workbook_says_which_program_the_add_in_runs() -> None:
    runner = modules(ADD_IN)["xlwings.bas"]
    lookups = runner[runner.index("Function GetConfig(") :]
    lookups = lookups[: lookups.index("End Function")]
    assert "ActiveWorkbook" not in lookups
    assert "LICENSE_KEY" not in runner[: runner.index("Sub ExecuteMac")].partition("If False")[0]


def test_the_shipped_files_are_the_built_ones() -> None:
    for name in TEMPLATES:
        assert shipped(f"workbooks/{name}").exists(), name
    assert shipped(f"workbooks/{ADD_IN}").exists()
