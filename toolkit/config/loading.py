"""agency.toml, found and read: every key known, every value of its kind."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from toolkit.config.settings import Config
from toolkit.errors import ConfigError

__all__ = ["FILE_NAME", "find_config", "load_config", "parse_config"]

FILE_NAME = "agency.toml"


def find_config(beside: Path, user_folder: Path | None = None) -> Path | None:
    """Return the agency.toml that holds for a workbook or folder; None where there is none.

    It is looked for beside the workbook, then upwards, then in the user's configuration folder.
    """
    start = beside.resolve()
    if not start.is_dir():
        start = start.parent
    folders: list[Path] = [start, *start.parents, *([user_folder] if user_folder else [])]
    for folder in folders:
        candidate = folder / FILE_NAME
        if candidate.is_file():
            return candidate
    return None


def load_config(path: Path) -> Config:
    """Read one agency.toml.

    Raises ConfigError, with file and key, for what is not understood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    try:
        return dataclasses.replace(parse_config(text, str(path)), path=path)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error


def parse_config(text: str, origin: str = FILE_NAME) -> Config:
    """Return the Config a TOML text describes; unknown keys name the nearest known one."""
    return _build(Config, tomllib.loads(text), origin, "")


T = TypeVar("T")

WORDS = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    date: "a date",
}


def _build(cls: type[T], values: Mapping[str, Any], origin: str, path: str) -> T:
    hints = get_type_hints(cls)
    known = {f.name for f in dataclasses.fields(cls) if f.name != "path"}  # type: ignore[arg-type]
    given: dict[str, Any] = {}
    for key, value in values.items():
        name = f"{path}{key}"
        if key not in known:
            raise ConfigError(f"{origin}: unknown key {name!r}{_nearest(key, known)}")
        given[key] = _convert(hints[key], value, origin, name)
    return cls(**given)


def _nearest(key: str, known: set[str]) -> str:
    close = difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; the keys here are {', '.join(sorted(known))}"


def _convert(hint: Any, value: Any, origin: str, name: str) -> Any:
    """Return the value as the annotation wants it, or raise ConfigError naming the key."""
    if len(kinds := [kind for kind in get_args(hint) if dataclasses.is_dataclass(kind)]) > 1:
        hint, value = _chosen(kinds, value, origin, name)
    hint = _without_none(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if isinstance(value, dict):
            return _build(hint, value, origin, f"{name}.")
    elif get_origin(hint) is Mapping:
        if isinstance(value, dict):
            inner = get_args(hint)[1]
            return {k: _convert(inner, v, origin, f"{name}.{k}") for k, v in value.items()}
    elif get_origin(hint) is tuple:
        if isinstance(value, list):
            inner = get_args(hint)[0]
            return tuple(_convert(inner, v, origin, f"{name}[{i}]") for i, v in enumerate(value))
    elif get_origin(hint) is typing.Literal:
        if value in get_args(hint):
            return value
    elif hint is Decimal:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Decimal(str(value))
    elif type(value) is hint:
        return value
    # Somebody may have typed the password itself where its place is named.
    instead = "" if "password" in name else f", not {value!r}"
    raise ConfigError(f"{origin}: {name} must be {_wanted(hint)}{instead}")


def _chosen(kinds: Sequence[Any], value: Any, origin: str, name: str) -> tuple[Any, Any]:
    """Return which of several tables is meant, and it; its name alone stands for a bare one."""
    table = {"do": value} if isinstance(value, str) else value
    known = {kind().action: kind for kind in kinds}
    if not isinstance(table, dict) or "do" not in table:
        raise ConfigError(
            f"{origin}: {name} must say what to do, as do = {next(iter(known))!r};"
            f" there are {', '.join(sorted(known))}"
        )
    wanted = table["do"]
    if not isinstance(wanted, str) or wanted not in known:
        near = _nearest(str(wanted), set(known)).replace("the keys here", "the steps")
        raise ConfigError(f"{origin}: {name} has an unknown step {wanted!r}{near}")
    return known[wanted], table


def _without_none(hint: Any) -> Any:
    """Return what a key that may be left out holds when it is given: TOML has no null."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        return next(kind for kind in get_args(hint) if kind is not types.NoneType)
    return hint


def _wanted(hint: Any) -> str:
    """Return what a key may hold, in words."""
    if dataclasses.is_dataclass(hint) or get_origin(hint) is Mapping:
        return "a table"
    if get_origin(hint) is tuple:
        return "a list"
    if get_origin(hint) is typing.Literal:
        return " or ".join(repr(choice) for choice in get_args(hint))
    return WORDS[hint]
