"""Looking at everything the toolkit stands on, a line each: well, or what to do."""

from __future__ import annotations

import importlib
import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.actions.installing import Machine, Standing, add_in_status
from toolkit.errors import ToolkitError

__all__ = ["Registry", "examine", "registry_of_windows"]

Registry = Callable[[str, str, str], object]
"""Hive (``HKCU`` or ``HKLM``), key and name → value, None where there is none."""
EXCEL = r"Microsoft\Office\16.0\Excel\Security"
DEFENDER = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
NO_CHILDREN = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
"""Defender's rule "Block all Office applications from creating child processes"."""
BLOCKS, ALL_MACROS_OFF = 1, 4


def examine(
    machine: Machine, user_folder: Path, registry: Registry, environment: dict[str, str]
) -> tuple[Standing, ...]:
    """Return how everything stands, in the order in which it is needed."""
    return (
        Standing("Python", sys.version_info >= (3, 11), f"{sys.version.split()[0]} {sys.prefix}"),
        Standing("toolkit", True, __version__),
        _xlwings(),
        *add_in_status(machine),
        *(_windows(registry) if machine.system == "win32" else ()),
        _configuration(user_folder),
        _one_drive(environment),
        _history(),
        _office(),
    )


def registry_of_windows(hive: str, key: str, name: str) -> object:
    """Return a value of the Windows registry; None where there is none, or no Windows."""
    if sys.platform == "win32":
        return _registry_value(hive, key, name)
    return None


def _registry_value(hive: str, key: str, name: str) -> object:
    winreg: Any = importlib.import_module("winreg")  # only Windows has it

    root = winreg.HKEY_CURRENT_USER if hive == "HKCU" else winreg.HKEY_LOCAL_MACHINE
    try:
        with winreg.OpenKey(root, key) as opened:
            value: object = winreg.QueryValueEx(opened, name)[0]
            return value
    except OSError:
        return None


def _xlwings() -> Standing:
    try:
        return Standing("xlwings", True, importlib.metadata.version("xlwings"))
    except importlib.metadata.PackageNotFoundError:
        told = "needed for buttons in Excel: pip install 'account-services-toolkit[excel]'"
        return Standing("xlwings", False, told)


def _windows(registry: Registry) -> Iterator[Standing]:
    for folder in (r"Software\Policies", "Software"):
        set_to = registry("HKCU", rf"{folder}\{EXCEL}", "VBAWarnings")
        if set_to is not None:
            is_well = set_to != ALL_MACROS_OFF
            told = (
                "macros may run"
                if is_well
                else (
                    "all macros are off: in Excel, File, Options, Trust Center, Macro Settings, "
                    "choose “Disable with notification”, or ask IT when it is greyed out"
                )
            )
            yield Standing("Excel's macros", is_well, told)
            break
    else:
        yield Standing("Excel's macros", True, "as Excel is installed: it asks before they run")
    blocks = str(registry("HKLM", DEFENDER, NO_CHILDREN) or "")
    is_well = blocks != str(BLOCKS)
    told = (
        "may start Python"
        if is_well
        else (
            "a rule of Defender keeps Office from starting Python: ask IT to exempt this "
            "Python, or use the toolkit command"
        )
    )
    yield Standing("Defender", is_well, told)


def _configuration(user_folder: Path) -> Standing:
    from toolkit.config import FILE_NAME, load_config

    path = user_folder / FILE_NAME
    if not path.exists():
        return Standing("configuration", True, f"none of your own; it would be {path}")
    try:
        load_config(path)
    except ToolkitError as error:
        return Standing("configuration", False, str(error))
    return Standing("configuration", True, str(path))


def _one_drive(environment: dict[str, str]) -> Standing:
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    folders = dict.fromkeys(environment[name] for name in names if environment.get(name))
    missing = [folder for folder in folders if not Path(folder).is_dir()]
    if missing:
        told = f"{missing[0]} is not on this computer: let OneDrive sync it"
        return Standing("OneDrive", False, told)
    return Standing("OneDrive", True, ", ".join(folders) or "not in use")


def _history() -> Standing:
    from toolkit.history import default_history

    place = str(default_history())
    folder = Path(place.removeprefix("sqlite:///")).parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    import os

    is_well = os.access(folder, os.W_OK)
    return Standing("history", is_well, place if is_well else f"{folder} cannot be written to")


def _office() -> Standing:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Standing("LibreOffice", True, found or "not installed; nothing of yours needs it")
