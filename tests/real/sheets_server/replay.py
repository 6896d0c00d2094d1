"""Recorded traffic with Google, sent again to the local server; replies are compared."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.real.sheets_server.failure import Json
from tests.real.sheets_server.server import SheetsServer

__all__ = ["Agreement", "replay"]

TIMES = frozenset({"createdTime", "modifiedTime"})
DRIVE = re.compile(r"POST /drive/v3/files|(GET|DELETE) /drive/v3/files/[\w-]+")
RECORDED_BY = re.compile(r'"([\w.-]+@[\w.-]+\.iam\.gserviceaccount\.com)"')


@dataclass(slots=True)
class Agreement:
    """How many usable replies agree in status, in shape, and exactly."""

    usable: int = 0
    status: int = 0
    shape: int = 0
    exact: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)


def replay(folder: Path) -> Agreement:
    """Replay every recording of a folder, each on a server of its own.

    A reply is usable when its spreadsheet was made inside the recording, so that the server can be
    in the same state, and the request is to Sheets or one of the Drive requests gspread cannot do
    without. Ids that Google chose are taken from the recording; times are compared by type.
    """
    found = Agreement()
    for path in sorted(folder.glob("*.json")):
        with SheetsServer() as server:
            _replay_one(path, server, found)
    return found


def _replay_one(path: Path, server: SheetsServer, found: Agreement) -> None:
    text = path.read_text(encoding="utf-8")
    if author := RECORDED_BY.search(text.replace('\\"', '"')):
        server.service.me = author[1]
    recording = _Recording(server)
    for number, pair in enumerate(json.loads(text)["interactions"]):
        why = recording.prepare(pair)
        if why:
            found.skipped[why] += 1
            continue
        reply = recording.send(pair)
        server.service.quota = {}
        _compare(found, f"{path.name}[{number}]", pair["response"], reply)


class _Recording:
    def __init__(self, server: SheetsServer) -> None:
        self.server = server
        self.http = requests.Session()
        self.known: set[str] = set()
        self.lost: set[str | None] = set()

    def prepare(self, pair: Json) -> str:
        """Bring the server to where Google was; return why a pair is not usable, or nothing."""
        request, code = pair["request"], pair["response"]["status"]["code"]
        real = _body(pair["response"])
        where = urlsplit(request["uri"])
        named = re.search(r"/(?:spreadsheets|files)/([\w-]+)", where.path)
        key = named[1] if named else None
        called = f"{request['method']} {where.path}"
        if "sheets.googleapis" not in where.netloc and not DRIVE.fullmatch(called):
            if where.path.endswith("/copy") and isinstance(real, dict):
                self.lost.add(real.get("id"))
            if "upload" in where.path:
                self.lost.add(key)
            return "another Drive request"
        if key in self.lost:
            return "state from another Drive request"
        service = self.server.service
        if called == "POST /drive/v3/files":
            service.next_ids["fileId"] = [real["id"]]
            self.known.add(real["id"])
        elif code == 429:
            service.quota = {"Write" if "Write" in json.dumps(real) else "Read": 0}
            service.create("", key or "")
        elif code == 403:
            service.create("", key or "")
            service.files[key or ""].shared = False
        elif key not in self.known and code < 400:
            return "spreadsheet not made in the recording"
        for kind, numbers in _ids(real).items():
            service.next_ids[kind] = numbers
        return ""

    def send(self, pair: Json) -> requests.Response:
        request = pair["request"]
        where = urlsplit(request["uri"])
        kind = request["headers"].get("Content-Type", ["application/json"])[0]
        return self.http.request(
            request["method"],
            f"{self.server.url}{where.path}" + (f"?{where.query}" if where.query else ""),
            data=request["body"].encode() if request["body"] else None,
            headers={"Content-Type": kind},
            timeout=30,
        )


def _compare(found: Agreement, name: str, recorded: Json, reply: requests.Response) -> None:
    real = _settled(_body(recorded))
    ours = _settled(reply.json() if reply.content else None)
    found.usable += 1
    same_status = reply.status_code == recorded["status"]["code"]
    same_shape = same_status and _shape(ours) == _shape(real)
    exact = same_shape and ours == real
    found.status += same_status
    found.shape += same_shape
    found.exact += exact
    if not exact:
        found.different.append(f"{name}: {next(_differences(real, ours), 'status')}")


def _body(response: Json) -> Json:
    text = response["body"]["string"]
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _ids(real: Json) -> dict[str, list[Any]]:
    kinds = {
        "addSheet": ("properties", "sheetId"),
        "duplicateSheet": ("properties", "sheetId"),
        "addNamedRange": ("namedRange", "namedRangeId"),
        "addProtectedRange": ("protectedRange", "protectedRangeId"),
    }
    found: dict[str, list[Any]] = defaultdict(list)
    for reply in real.get("replies", []) if isinstance(real, dict) else []:
        for kind, (holder, name) in kinds.items():
            if kind in reply:
                found[name].append(reply[kind][holder][name])
    return found


def _settled(value: Json) -> Json:
    """Return a reply without what no two replies share: times, and the order of theme colours."""
    if isinstance(value, dict):
        settled: dict[str, Json] = {
            k: "time" if k in TIMES else _settled(v) for k, v in value.items()
        }
        if "themeColors" in settled:
            settled["themeColors"].sort(key=lambda one: one["colorType"])
        return settled
    return [_settled(one) for one in value] if isinstance(value, list) else value


def _shape(value: Json) -> Json:
    if isinstance(value, dict):
        return {k: _shape(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_shape(one) for one in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "number" if is_number else type(value).__name__


def _differences(real: Json, ours: Json, path: str = "") -> Iterator[str]:
    if isinstance(real, dict) and isinstance(ours, dict):
        for key in real.keys() | ours.keys():
            if key not in real or key not in ours:
                yield f"{path}.{key} only {'recorded' if key in real else 'here'}"
            else:
                yield from _differences(real[key], ours[key], f"{path}.{key}")
    elif isinstance(real, list) and isinstance(ours, list) and len(real) == len(ours):
        for number, (one, other) in enumerate(zip(real, ours, strict=True)):
            yield from _differences(one, other, f"{path}[{number}]")
    elif real != ours:
        yield f"{path}: {str(real)[:200]} is here {str(ours)[:200]}"
