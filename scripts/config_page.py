"""The page of agency.toml's keys, from the dataclasses they are read into."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator

from toolkit.config import burning, money, settings, working

__all__ = ["config_page"]

INTRODUCTION = """# agency.toml

Everything works without it. `toolkit init BOOK` prints one to start from. It is looked for beside
the workbook, then in the folders above, then in the user's own configuration folder;
`--config FILE` names another. A key that is not known is an error that names the nearest one.
Defaults stand behind each key.
"""


def config_page() -> str:
    """Return a section for each table of the file, with what every key means."""
    classes = {
        node.name: node
        for module in (working, burning, money, settings)
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef)
    }
    return INTRODUCTION + "".join(_sections(classes, "Config", ""))


def _sections(classes: dict[str, ast.ClassDef], name: str, path: str) -> Iterator[str]:
    rows, inner = [], []
    for key, kind, default, text in _keys(classes[name]):
        below = next((c for c in classes if c in re.findall(r"\w+", kind)), None)
        table = f"{path}.{key}".lstrip(".")
        if below:
            repeated = kind.startswith("Mapping")
            inner += [f"\n## [{table}{'.NAME' if repeated else ''}]\n"]
            inner += _sections(classes, below, table)
        elif key != "path":
            rows.append(f"| `{key}` | {_words(kind)} | {_shown(default)} | {text} |\n")
    if path:
        yield f"\n{ast.get_docstring(classes[name]) or ''}\n".replace("``", "`")
    if rows:
        yield "\n| key | holds | default | |\n|---|---|---|---|\n"
        yield from rows
    yield from inner


def _keys(node: ast.ClassDef) -> Iterator[tuple[str, str, str, str]]:
    """Return key, annotation, default and description of each field, as they are written."""
    for field, following in zip(node.body, [*node.body[1:], None], strict=True):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        text = ""
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            text = " ".join(inspect.cleandoc(str(following.value.value)).split())
        default = ast.unparse(field.value) if field.value else ""
        yield field.target.id, ast.unparse(field.annotation), default, text.replace("``", "`")


def _words(kind: str) -> str:
    """Return in plain words what a key of an annotation holds."""
    if choices := re.fullmatch(r"(?:typing\.)?Literal\[(.*)\]", kind):
        return " or ".join(f"`{c.strip()}`" for c in choices[1].replace("'", '"').split(","))
    if kind.startswith("Mapping"):
        return "a table"
    words = {"str": "text", "int": "whole number", "Decimal": "number", "bool": "true or false"}
    single = next((words[w] for w in words if w in re.findall(r"\w+", kind)), kind)
    return f"list: {single}" if kind.startswith("tuple") else single


def _shown(default: str) -> str:
    default = re.sub(r"Decimal\((.*)\)", r"\1", default).replace("'", '"')
    if default in ('""', "()", "None", "field(default_factory=dict)"):
        return ""
    if default.startswith("("):
        default = "[" + default[1:-1].rstrip(",") + "]"
    return f"`{default.replace('True', 'true').replace('False', 'false')}`"
