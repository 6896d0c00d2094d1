"""Looking at everything the toolkit stands on, a line each: well, or what to do."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.actions.installing import Machine, Standing, add_in_status
from toolkit.books.google.address import is_google
from toolkit.config import FILE_NAME, Config, find_config, load_config
from toolkit.errors import ToolkitError

__all__ = ["Registry", "examine", "registry_of_windows"]

Registry = Callable[[str, str, str], object]
"""Hive (``HKCU`` or ``HKLM``), key and name → value, None where there is none."""
EXCEL = r"Microsoft\Office\16.0\Excel\Security"
DEFENDER = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
NO_CHILDREN = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
"""Defender's rule "Block all Office applications from creating child processes"."""
BLOCKS, ALL_MACROS_OFF = 1, 4
GCLOUD = ".config/gcloud"


def examine(
    machine: Machine,
    folder: Path,
    user_folder: Path,
    registry: Registry,
    environment: Mapping[str, str],
) -> tuple[Standing, ...]:
    """Return how everything stands, in the order in which it is needed.

    ``folder`` is where the workbooks are whose agency.toml counts.
    """
    config, configuration = _configuration(folder, user_folder)
    return (
        Standing("Python", sys.version_info >= (3, 11), f"{sys.version.split()[0]} {sys.prefix}"),
        Standing("toolkit", True, __version__),
        _xlwings(),
        *add_in_status(machine),
        *(_windows(registry) if machine.system == "win32" else ()),
        configuration,
        _one_drive(machine, environment),
        _google(machine, config, environment),
        _history(config),
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


def _configuration(folder: Path, user_folder: Path) -> tuple[Config, Standing]:
    """Return the configuration that counts, the defaults where it is broken."""
    path = find_config(folder, user_folder)
    if path is None:
        told = f"none; it would be {folder / FILE_NAME} or {user_folder / FILE_NAME}"
        return Config(), Standing("configuration", True, told)
    try:
        return load_config(path), Standing("configuration", True, str(path))
    except ToolkitError as error:
        return Config(), Standing("configuration", False, str(error))


def _one_drive(machine: Machine, environment: Mapping[str, str]) -> Standing:
    """Return whether OneDrive's folders are on this computer.

    Windows names them in the environment; macOS keeps them all in one place.
    """
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    folders = dict.fromkeys(environment[name] for name in names if environment.get(name))
    if machine.system == "darwin":
        clouds = machine.home / "Library" / "CloudStorage"
        folders = dict.fromkeys(map(str, sorted(clouds.glob("OneDrive*"))))
    missing = [folder for folder in folders if not Path(folder).is_dir()]
    if missing:
        told = f"{missing[0]} is not on this computer: let OneDrive sync it"
        return Standing("OneDrive", False, told)
    return Standing("OneDrive", True, ", ".join(folders) or "not in use")


def _google(machine: Machine, config: Config, environment: Mapping[str, str]) -> Standing:
    """Return whether there is a login to Google that can be used; nobody is asked over the net."""
    from toolkit.books.google.credentials import LOG_IN, READ, credentials_for, robot_of

    named = [*config.books.values(), *config.sync.partners.values()]
    is_used = bool(config.google.credentials) or any(map(is_google, named))
    needed = "" if is_used else "; needed only for Google sheets"
    login = _google_login(machine, config, environment)
    if not login.is_file():
        told = f"{login} is not there" if config.google.credentials else "no login"
        return Standing("Google", not is_used, f"{told}: {LOG_IN}{needed}")
    try:
        found = credentials_for(login, READ)
    except ToolkitError as error:
        return Standing("Google", not is_used, f"{error}{needed}")
    who = robot_of(found)
    shared = f"{who}: share your sheets with it" if who else "a person's login"
    return Standing("Google", True, f"{shared} ({login})")


def _google_login(machine: Machine, config: Config, environment: Mapping[str, str]) -> Path:
    """Return where the login is kept: configured, named in the environment, or gcloud's own."""
    if config.google.credentials:
        beside = config.path.parent if config.path else Path()
        return beside / Path(config.google.credentials).expanduser()
    if named := environment.get("GOOGLE_APPLICATION_CREDENTIALS"):
        return Path(named)
    own = machine.roaming / "gcloud" if machine.system == "win32" else machine.home / GCLOUD
    return Path(environment.get("CLOUDSDK_CONFIG", own)) / "application_default_credentials.json"


def _history(config: Config) -> Standing:
    from toolkit.actions.remembering import history_of, kept_history
    from toolkit.history.opening import shown

    address = history_of(config)
    place = shown(address)
    if importlib.util.find_spec("sqlalchemy") is None:
        told = "nothing is kept: pip install 'account-services-toolkit[db]'"
        return Standing("history", not config.history.url, told)
    try:
        with kept_history(address) as history:
            told = place if history else f"none yet; it would be {place}"
            if history:
                history.sync_base("")  # the smallest question tells whether it answers
    except ToolkitError as error:
        return Standing("history", False, str(error))
    folder = Path(address).expanduser().absolute().parent
    while "://" not in address and not folder.exists():
        folder = folder.parent
    is_well = "://" in address or os.access(folder, os.W_OK)
    return Standing("history", is_well, told if is_well else f"{folder} cannot be written to")


def _office() -> Standing:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Standing("LibreOffice", True, found or "not installed; nothing of yours needs it")
