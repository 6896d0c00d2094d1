"""Putting the ribbon add-in where Excel loads it, and telling whether it stands there.

The folders are the ones Excel opens workbooks from when it starts: XLSTART on Windows,
Startup.localized in Office's group container on macOS. The settings say which Python runs; the
add-in reads them from the person's own folder and from nowhere a workbook could bring them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.errors import MissingExtraError, OutputError
from toolkit.shipped import shipped

__all__ = ["ADD_IN", "Machine", "Standing", "add_in_status", "install_add_in", "remove_add_in"]

ADD_IN = "Account Services.xlam"
SETTINGS = "account-services.conf"
GROUP_CONTAINER = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"


@dataclass(frozen=True, slots=True)
class Machine:
    """What the places depend on: ``sys.platform``, the person's folders, the Python to run."""

    system: str
    home: Path
    roaming: Path
    interpreter: Path

    @classmethod
    def this(cls) -> Machine:
        """Return the machine this runs on."""
        roaming = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
        return cls(sys.platform, Path.home(), Path(roaming), Path(sys.executable))

    @property
    def has_excel(self) -> bool:
        """Whether Excel with VBA exists for such a system."""
        return self.system in ("win32", "darwin")

    @property
    def add_in(self) -> Path:
        """Where the add-in stands."""
        if self.system == "darwin":
            return self.home / GROUP_CONTAINER / "Startup.localized" / "Excel" / ADD_IN
        return self.roaming / "Microsoft" / "Excel" / "XLSTART" / ADD_IN

    @property
    def settings(self) -> Path:
        """Where the add-in reads which Python it runs."""
        if self.system == "darwin":
            return self.home / "Library/Containers/com.microsoft.Excel/Data" / SETTINGS
        return self.home / ".account-services" / SETTINGS

    @property
    def script_folder(self) -> Path | None:
        """Where macOS lets Excel find the script that starts other programs."""
        if self.system == "darwin":
            return self.home / "Library/Application Scripts/com.microsoft.Excel"
        return None


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that was looked at: whether it is well, and what it is or what to do."""

    name: str
    is_well: bool
    told: str


def install_add_in(machine: Machine) -> tuple[Path, ...]:
    """Copy add-in, settings and script to their places and return them.

    Raises OutputError when a place cannot be written or there is no Excel for the system,
    MissingExtraError without xlwings.
    """
    _need_excel(machine)
    files = {machine.add_in: _built(), machine.settings: _settings(machine)}
    if machine.script_folder is not None:
        script = _script()
        files[machine.script_folder / script.name] = script.read_bytes()
    for path, content in files.items():
        _tried(path, partial(_written, path, content))
    return tuple(files)


def remove_add_in(machine: Machine) -> tuple[Path, ...]:
    """Take add-in and settings away and return what was there; xlwings' script stays."""
    _need_excel(machine)
    there = [path for path in (machine.add_in, machine.settings) if path.exists()]
    for path in there:
        _tried(path, path.unlink)
    return tuple(there)


def add_in_status(machine: Machine) -> tuple[Standing, ...]:
    """Return what is well with the add-in, and what to do where something is not."""
    if not machine.has_excel:
        told = "there is no Excel with VBA for this system; the commands work all the same"
        return (Standing("add-in", True, told),)
    return tuple(_standing(machine))


def _standing(machine: Machine) -> Iterable[Standing]:
    install = "run: toolkit addin install, then start Excel again"
    if not machine.add_in.exists():
        yield Standing("add-in", False, f"not installed; {install}")
        return
    is_new = machine.add_in.read_bytes() == _built()
    told = str(machine.add_in) if is_new else f"of another version; {install}"
    yield Standing("add-in", is_new, told)
    wanted = _settings(machine)
    fits = machine.settings.exists() and machine.settings.read_bytes() == wanted
    told = str(machine.interpreter) if fits else f"starts another Python or none; {install}"
    yield Standing("add-in's Python", fits, told)
    if machine.script_folder is not None:
        path = machine.script_folder / _script().name
        told = str(path) if path.exists() else f"the script of this xlwings is missing; {install}"
        yield Standing("RunPython script", path.exists(), told)


def _need_excel(machine: Machine) -> None:
    if not machine.has_excel:
        raise OutputError("Excel runs add-ins on Windows and macOS only; use the toolkit command")


def _built() -> bytes:
    return shipped(f"workbooks/{ADD_IN}").read_bytes()


def _settings(machine: Machine) -> bytes:
    """Return the settings as the add-in's VBA reads them: quoted pairs, a line each."""
    key = "INTERPRETER_MAC" if machine.system == "darwin" else "INTERPRETER_WIN"
    pairs = {key: str(machine.interpreter), "ADD_WORKBOOK_TO_PYTHONPATH": "FALSE"}
    end = "\n" if machine.system == "darwin" else "\r\n"
    return "".join(f'"{name}","{value}"{end}' for name, value in pairs.items()).encode()


def _script() -> Path:
    """Return the AppleScript that the installed xlwings brings."""
    import importlib.util

    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise MissingExtraError("xlwings", "excel")
    scripts = sorted(Path(found.origin).parent.glob("xlwings-*.applescript"))
    if not scripts:
        raise MissingExtraError("xlwings for macOS", "excel")
    return scripts[-1]


def _written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _tried(path: Path, step: Callable[[], object]) -> None:
    try:
        step()
    except OSError as error:
        raise OutputError(
            f"{path}: {error.strerror}; close Excel, which may hold it, and try again"
        ) from error
