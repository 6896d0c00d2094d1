"""Field masks: read from their text, applied to what is shown and to what is changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.real.sheets_server.failure import Json

__all__ = ["masked", "parse_mask", "update_by_mask"]


def parse_mask(text: str) -> dict[str, Json]:
    """Return ``a/b,c(d,e.f)`` as a tree; an empty branch means everything below."""
    tokens = re.findall(r"[(),]|[^(),\s]+", text)
    return _group(tokens)


def _group(tokens: list[str]) -> dict[str, Json]:
    tree: dict[str, Json] = {}
    while tokens and tokens[0] != ")":
        token = tokens.pop(0)
        if token == ",":
            continue
        node = tree
        for part in re.split(r"[./]", token):
            node = node.setdefault(part, {})
        if tokens and tokens[0] == "(":
            tokens.pop(0)
            node.update(_group(tokens))
            tokens.pop(0)
    return tree


def masked(tree: Mapping[str, Json], value: Json) -> Json:
    """Return the part of a value that a mask lets through."""
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [masked(tree, one) for one in value]
    if isinstance(value, dict):
        return {key: masked(tree[key], one) for key, one in value.items() if key in tree}
    return value


def update_by_mask(
    tree: Mapping[str, Json], target: dict[str, Json], source: Mapping[str, Json]
) -> None:
    """Change what the mask names; what the source lacks is cleared."""
    for key, below in tree.items():
        if key == "*":
            target.clear()
            target.update(source)
        elif below and "*" not in below:
            update_by_mask(below, target.setdefault(key, {}), source.get(key) or {})
            if not target[key]:
                del target[key]
        elif key in source:
            target[key] = source[key]
        else:
            target.pop(key, None)
