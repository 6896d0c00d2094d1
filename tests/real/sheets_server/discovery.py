"""Google's discovery document: which requests there are, and whether one fits its schema."""

from __future__ import annotations

import importlib.resources
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.real.sheets_server.failure import Json, violation

__all__ = ["Call", "Discovery"]

MESSAGES = "type.googleapis.com/google.apps.sheets.v4"


@dataclass(frozen=True, slots=True)
class Call:
    """One method of the API, as a request named it."""

    id: str
    path: Mapping[str, str]
    method: Mapping[str, Any]


class Discovery:
    """The published description of the Sheets API, as google-api-python-client ships it."""

    def __init__(self) -> None:
        documents = importlib.resources.files("googleapiclient.discovery_cache.documents")
        document = json.loads(documents.joinpath("sheets.v4.json").read_text(encoding="utf-8"))
        self.schemas: Mapping[str, Any] = document["schemas"]
        self._common: Mapping[str, Any] = document["parameters"]
        self._methods = [
            (method["httpMethod"], _path_pattern(document["servicePath"] + method["path"]), method)
            for method in _methods(document)
        ]

    def route(self, verb: str, path: str) -> Call | None:
        """Return the method a request calls; None where there is none."""
        hits = [
            (len(method["parameterOrder"]), -method["path"].count(":"), found.groupdict(), method)
            for expected, pattern, method in self._methods
            if expected == verb and (found := pattern.fullmatch(path))
        ]
        if not hits:
            return None
        _, _, given, method = min(hits, key=lambda hit: (hit[1], hit[0]))
        return Call(method["id"].removeprefix("sheets.spreadsheets."), given, method)

    def query(self, call: Call, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Return the query's values in their types. Raises Refusal for what is unknown."""
        read: dict[str, Any] = {}
        for name, texts in given.items():
            known = call.method["parameters"].get(name) or self._common.get(name)
            if known is None:
                raise violation(
                    "",
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                    f"parameter. Field '{name}' could not be found in request message.",
                )
            values = [_query_value(name, known, text) for text in texts]
            read[name] = values if known.get("repeated") else values[-1]
        return read

    def body(self, call: Call, raw: bytes) -> dict[str, Any]:
        """Return the body, held to its schema. Raises Refusal with the field that breaks it."""
        if "request" not in call.method:
            return {}
        try:
            given = json.loads(raw) if raw else {}
        except ValueError:
            text = raw.decode("utf8", "replace")[:60]
            raise violation(
                "", f"Invalid JSON payload received. Unexpected token.\n{text}"
            ) from None
        name = call.method["request"]["$ref"]
        checked = self._object(self.schemas[name], given, "data" * (name == "ValueRange"), name)
        return checked or {}

    def check_mask(self, mask: Json, schema: Mapping[str, Any], path: str = "") -> None:
        """Raise Refusal where a field mask names what the schema does not have."""
        if "$ref" in schema:
            schema = self.schemas[schema["$ref"]]
        if schema.get("type") == "array":
            return self.check_mask(mask, schema["items"], path)
        for name, below in mask.items():
            if name == "*":
                continue
            if name not in schema.get("properties", {}):
                raise violation(
                    "fields",
                    f"Request contains an invalid argument. Invalid field selection {path}{name}",
                )
            self.check_mask(below, schema["properties"][name], f"{path}{name}.")
        return None

    def _value(self, schema: Mapping[str, Any], value: Json, path: str) -> Json:
        if value is None:
            return None
        if "$ref" in schema:
            return self._object(self.schemas[schema["$ref"]], value, path, schema["$ref"])
        kind = schema.get("type")
        if kind == "array":
            return self._array(schema["items"], value, path)
        if kind == "object":
            return self._map(schema, value, path)
        return value if kind == "any" else _scalar(schema, value, path)

    def _array(self, items: Mapping[str, Any], value: Json, path: str) -> Json:
        if isinstance(value, list):
            return [self._value(items, one, f"{path}[{n}]") for n, one in enumerate(value)]
        if isinstance(value, dict) and items.get("type") != "array":
            raise violation(
                path,
                f'Invalid JSON payload received. Unknown name "{path}": Proto field is not '
                "repeating, cannot start list.",
            )
        label = "TYPE_STRING"
        if items.get("type") == "array":
            label = "type.googleapis.com/google.protobuf.ListValue"
        elif "$ref" in items:
            label = f"{MESSAGES}.{items['$ref']}"
        raise _ill_typed(path, label, value)

    def _map(self, schema: Mapping[str, Any], value: Json, path: str) -> Json:
        if "properties" in schema:
            return self._object(schema, value, path, "")
        if not isinstance(value, dict):
            raise _ill_typed(path, "type object", value)
        inner = schema.get("additionalProperties")
        return {k: self._value(inner, v, f"{path}.{k}") if inner else v for k, v in value.items()}

    def _object(self, schema: Mapping[str, Any], value: Json, path: str, name: str) -> Json:
        if not isinstance(value, dict):
            raise _ill_typed(path, f"{MESSAGES}.{name}" if name else "object", value)
        read, known = {}, schema.get("properties", {})
        for key, one in value.items():
            if key not in known:
                where = f" at '{path}'" if path else ""
                raise violation(
                    path,
                    f'Invalid JSON payload received. Unknown name "{key}"{where}: '
                    "Cannot find field.",
                )
            below = f"{path}.{_snake(key)}" if path else _snake(key)
            checked = self._value(known[key], one, below)
            if checked is not None:
                read[key] = checked
        return read


def _path_pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\\?\+?(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape("/" + path)))


def _methods(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from resource.get("methods", {}).values()
    for below in resource.get("resources", {}).values():
        yield from _methods(below)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda found: "_" + found[1].lower(), name)


def _ill_typed(path: str, label: str, value: Json) -> Exception:
    return violation(path, f"Invalid value at '{path}' ({label}), {json.dumps(value)}")


def _query_value(name: str, known: Mapping[str, Any], text: str) -> Any:
    where = _snake(name)
    if "enum" in known and text not in known["enum"]:
        kind = f"{MESSAGES}.{name[0].upper()}{name[1:]}"
        raise violation(where, f"Invalid value at '{where}' ({kind}), \"{text}\"")
    if known["type"] == "boolean":
        if text.lower() not in ("true", "false", "1", "0"):
            raise violation(where, f"Invalid value at '{where}' (TYPE_BOOL), \"{text}\"")
        return text.lower() in ("true", "1")
    return int(text) if known["type"] == "integer" else text


def _scalar(schema: Mapping[str, Any], value: Json, path: str) -> Json:
    """Return a scalar by the rules of proto3 JSON, or raise Refusal."""
    kind = schema.get("type")
    if "enum" in schema:
        if value not in schema["enum"]:
            raise _ill_typed(path, f"{MESSAGES}.{path.rsplit('.', 1)[-1]}", value)
    elif kind == "string" and not isinstance(value, str):
        raise _ill_typed(path, "TYPE_STRING", value)
    elif kind == "boolean" and not isinstance(value, bool):
        raise _ill_typed(path, "TYPE_BOOL", value)
    elif kind == "integer":
        return _integer(value, path)
    elif kind == "number" and (isinstance(value, bool) or not isinstance(value, int | float)):
        label = "TYPE_DOUBLE" if schema.get("format") == "double" else "TYPE_FLOAT"
        raise _ill_typed(path, label, value)
    return value


def _integer(value: Json, path: str) -> int:
    whole = value
    if (isinstance(value, str) and re.fullmatch(r"-?\d+", value)) or (
        isinstance(value, float) and value.is_integer()
    ):
        whole = int(value)
    if isinstance(whole, bool) or not isinstance(whole, int) or not -(2**31) <= whole < 2**31:
        raise _ill_typed(path, "TYPE_INT32", value)
    return whole
