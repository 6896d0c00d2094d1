"""The page of agency.toml's keys, from the dataclasses they are read into."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.config import Config

__all__ = ["config_page", "field_texts"]

INTRODUCTION = """# agency.toml

Everything works without it. `toolkit init BOOK` prints one to start from. It is looked for beside
the workbook, then in the folders above, then in the user's own configuration folder;
`--config FILE` names another. A key that is not known is an error that names the nearest one.
Defaults stand behind each key.
"""
HEADER = "\n| key | holds | default | |\n|---|---|---|---|\n"
WORDS = {str: "text", int: "whole number", Decimal: "number", bool: "true or false", date: "date"}


def config_page() -> str:
    """Return a section for each table of the file, with what every key means."""
    return INTRODUCTION + "".join(_sections(Config, "", {}))


def _sections(cls: type, path: str, seen: dict[type, str]) -> Iterator[str]:
    """Yield the table of a dataclass, then those of the tables inside it."""
    texts, hints = field_texts(cls), typing.get_type_hints(cls)
    rows: list[str] = []
    inner: list[str] = []
    for field in dataclasses.fields(cls):
        if field.name == "path":
            continue
        hint = hints[field.name]
        if kinds := _alternatives(hint):
            inner += _steps(kinds, f"[[{path}.{field.name}]]")
            continue
        table, below = _table(hint, f"{path}.{field.name}".lstrip("."))
        if below is None:
            rows.append(_row(field, hint, texts[field.name]))
        elif below in seen:
            inner.append(f"\n## {table}\n\nThe keys are those of {seen[below]}.\n")
        else:
            seen[below] = f"`{table}`"
            inner += [f"\n## {table}\n", *_sections(below, table.strip("[]"), seen)]
    if path:
        yield f"\n{inspect.getdoc(cls) or ''}\n".replace("``", "`")
    if rows:
        yield HEADER
        yield from rows
    yield from inner


def _alternatives(hint: Any) -> list[type]:
    """Return the dataclasses one of which each table of a list is; none for any other key."""
    (inner,) = typing.get_args(hint)[:1] if typing.get_origin(hint) is tuple else (None,)
    kinds: tuple[type, ...] = typing.get_args(inner)
    return [kind for kind in kinds if dataclasses.is_dataclass(kind)]


def _steps(kinds: list[type], heading: str) -> Iterator[str]:
    """Yield what all kinds of a table have in common, then what each has of its own."""
    shared = kinds[0].__mro__[1]
    yield f"\n## {heading}\n"
    yield from _sections(shared, heading.strip("[]"), {})
    common = {field.name for field in dataclasses.fields(shared)}
    for kind in kinds:
        (do,) = (field.default for field in dataclasses.fields(kind) if field.name == "do")
        yield f'\n### do = "{do}"\n\n{inspect.getdoc(kind)}\n'.replace("``", "`")
        texts, hints = field_texts(kind), typing.get_type_hints(kind)
        own = [f for f in dataclasses.fields(kind) if f.name not in common | {"do"}]
        if own:
            yield HEADER
        for field in own:
            yield _row(field, hints[field.name], texts[field.name])


def _row(field: dataclasses.Field[Any], hint: Any, text: str) -> str:
    return f"| `{field.name}` | {_words(hint)} | {_shown(_default(field))} | {text} |\n"


def _table(hint: Any, path: str) -> tuple[str, type | None]:
    """Return the heading of the table a key opens and its dataclass; None for a plain key."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    heading, inner = f"[{path}]", hint
    if origin is Mapping:
        heading, inner = f"[{path}.NAME]", arguments[1]
    elif origin is tuple:
        heading, inner = f"[[{path}]]", arguments[0]
    return heading, inner if isinstance(inner, type) and dataclasses.is_dataclass(inner) else None


def field_texts(cls: type) -> Mapping[str, str]:
    """Return field → the string that stands below it in the source."""
    (node,) = ast.parse(inspect.getsource(cls)).body
    body = typing.cast("ast.ClassDef", node).body
    found = {}
    for field, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = ""
            if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
                text = " ".join(str(following.value.value).split())
            found[field.target.id] = text.replace("``", "`").replace("|", "\\|")
    return found


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _words(hint: Any) -> str:
    """Return in plain words what a key holds."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return " or ".join(_words(a) for a in typing.get_args(hint) if a is not types.NoneType)
    if typing.get_origin(hint) is typing.Literal:
        return " or ".join(f'`"{choice}"`' for choice in typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        return f"list: {_words(typing.get_args(hint)[0])}"
    return "a table" if typing.get_origin(hint) is Mapping else WORDS[hint]


def _shown(default: Any) -> str:
    """Return a default as TOML writes it; nothing for one that means "not set"."""
    if default in (None, "", (), date.min) or default == {}:
        return ""
    return f"`{_toml(default)}`"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{k} = {_toml(v)}' for k, v in value.items())} }}"
    return str(value)
