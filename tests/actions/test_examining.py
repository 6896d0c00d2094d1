from __future__ import annotations

from pathlib import Path

from toolkit.actions.examining import NO_CHILDREN, examine
from toolkit.actions.installing import Machine

WINDOWS = {"Excel's macros", "Defender"}


def unwell(folder: Path, values: dict[str, object], **environment: str) -> set[str]:
    machine = Machine("win32", folder, folder, folder / "python.exe")
    found = examine(machine, folder, lambda _hive, _key, name: values.get(name), environment)
    return {one.name for one in found if not one.is_well}


def test_nothing_set_is_well_but_for_the_add_in(tmp_path: Path) -> None:
    assert unwell(tmp_path, {}) == {"add-in"}


def test_macros_that_are_off_and_defenders_rule_are_told(tmp_path: Path) -> None:
    assert unwell(tmp_path, {"VBAWarnings": 4, NO_CHILDREN: "1"}) >= WINDOWS
    assert not unwell(tmp_path, {"VBAWarnings": 2, NO_CHILDREN: "2"}) & WINDOWS


def test_a_broken_configuration_and_a_missing_one_drive_are_told(tmp_path: Path) -> None:
    (tmp_path / "agency.toml").write_text("[agency]\nnmae = 1\n")
    assert unwell(tmp_path, {}, OneDrive=str(tmp_path / "gone")) >= {"configuration", "OneDrive"}


def test_on_linux_the_registry_is_not_asked(tmp_path: Path) -> None:
    def never(*_: str) -> object:
        raise AssertionError

    machine = Machine("linux", tmp_path, tmp_path, tmp_path / "python")
    assert all(one.is_well for one in examine(machine, tmp_path, never, {}))
