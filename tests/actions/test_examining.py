from __future__ import annotations

import json
from pathlib import Path

from toolkit.actions.examining import NO_CHILDREN, examine
from toolkit.actions.installing import Machine

WINDOWS = {"Excel's macros", "Defender"}


def unwell(folder: Path, values: dict[str, object], **environment: str) -> set[str]:
    machine = Machine("win32", folder, folder, folder / "python.exe")
    found = examine(
        machine, folder, folder, lambda _hive, _key, name: values.get(name), environment
    )
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
    assert all(one.is_well for one in examine(machine, tmp_path, tmp_path, never, {}))


def key_file(folder: Path) -> Path:
    login = {"type": "authorized_user", "client_id": "c", "client_secret": "s"}
    path = folder / "key.json"
    path.write_text(json.dumps(login | {"refresh_token": "secret-token"}))
    return path


def told_of(name: str, folder: Path, **environment: str) -> tuple[bool, str]:
    machine = Machine("linux", folder, folder, folder / "python")
    found = examine(machine, folder, folder, lambda *_: None, environment)
    (one,) = (one for one in found if one.name == name)
    return one.is_well, one.told


def test_a_login_to_google_is_looked_for_where_it_is_needed(tmp_path: Path) -> None:
    assert told_of("Google", tmp_path)[0]
    (tmp_path / "agency.toml").write_text('[books]\njobs = "gsheet:KEY/Jobs"\n')
    assert not told_of("Google", tmp_path)[0]
    path = str(key_file(tmp_path))
    assert told_of("Google", tmp_path, GOOGLE_APPLICATION_CREDENTIALS=path)[0]
    (tmp_path / "agency.toml").write_text('[google]\ncredentials = "key.json"\n')
    assert told_of("Google", tmp_path)[0]


def test_a_key_that_cannot_be_used_is_told_and_never_shown(tmp_path: Path) -> None:
    (tmp_path / "agency.toml").write_text('[google]\ncredentials = "key.json"\n')
    assert not told_of("Google", tmp_path)[0]
    (tmp_path / "key.json").write_text('{"type": "service_account", "private_key": "secret-key"}')
    is_well, told = told_of("Google", tmp_path)
    assert not is_well
    assert "secret" not in told


def test_gclouds_own_login_is_found(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "gcloud"
    folder.mkdir(parents=True)
    key_file(tmp_path).rename(folder / "application_default_credentials.json")
    (tmp_path / "agency.toml").write_text('[books]\njobs = "gsheet:KEY/Jobs"\n')
    is_well, told = told_of("Google", tmp_path)
    assert is_well
    assert "secret" not in told


def test_a_history_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "agency.toml").write_text('[history]\nurl = "kept.sqlite"\n')
    is_well, told = told_of("history", tmp_path)
    assert is_well
    assert str(tmp_path / "kept.sqlite") in told
    (tmp_path / "kept.sqlite").write_text("no database")
    assert not told_of("history", tmp_path)[0]


def test_one_drive_of_a_mac_is_found(tmp_path: Path) -> None:
    (tmp_path / "Library" / "CloudStorage" / "OneDrive-Agency").mkdir(parents=True)
    machine = Machine("darwin", tmp_path, tmp_path, tmp_path / "python")
    found = examine(machine, tmp_path, tmp_path, lambda *_: None, {})
    assert any(one.name == "OneDrive" and "OneDrive-Agency" in one.told for one in found)
