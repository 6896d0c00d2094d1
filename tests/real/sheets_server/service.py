"""What the server knows and does, HTTP aside: spreadsheets, files, quotas, tokens."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from tests.real.sheets_server.batch import batch_update
from tests.real.sheets_server.discovery import Discovery
from tests.real.sheets_server.failure import Json, Refusal, invalid
from tests.real.sheets_server.masks import masked, parse_mask
from tests.real.sheets_server.metadata import filtered_areas, matching_metadata
from tests.real.sheets_server.showing import show, tab_properties
from tests.real.sheets_server.spreadsheet import Spreadsheet
from tests.real.sheets_server.tokens import Tokens
from tests.real.sheets_server.values import append, clear, value_range, write, write_many

__all__ = ["File", "Reply", "Service"]

ROBOT = "robot@example.iam.gserviceaccount.com"
MIME = "application/vnd.google-apps.spreadsheet"
READS = frozenset(
    "get getByDataFilter values.get values.batchGet values.batchGetByDataFilter "
    "developerMetadata.get developerMetadata.search".split()
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
DISCOVERY = Discovery()


@dataclass(slots=True)
class File:
    """What Drive knows of a spreadsheet."""

    created: str
    modified: str
    shared: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class Reply:
    """Which method it was, and what it answers; None is an empty reply."""

    method: str
    body: Json


@dataclass(slots=True)
class Service:
    """All spreadsheets and files; every request is carried out under one lock."""

    books: dict[str, Spreadsheet] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    me: str = ROBOT
    next_ids: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    """Ids to be given next, by kind: a recording's own."""
    quota: dict[str, int] = field(default_factory=dict)
    """``Read`` or ``Write`` → requests allowed a minute."""
    tokens: Tokens = field(default_factory=Tokens)
    lock: Any = field(default_factory=threading.RLock)
    clock: Callable[[], float] = time.time
    _random: random.Random = field(default_factory=lambda: random.Random(1))
    _windows: Counter[tuple[str, int]] = field(default_factory=Counter)

    def new_id(self, kind: str) -> Any:
        """Return an id nobody has."""
        if self.next_ids[kind]:
            return self.next_ids[kind].pop(0)
        if kind == "fileId":
            return "1" + "".join(self._random.choices(LETTERS, k=43))
        return self._random.randrange(10**8, 2**31)

    def create(self, title: str, key: str = "") -> Spreadsheet:
        """Return a new spreadsheet with one empty tab."""
        key = key or self.new_id("fileId")
        now = self._now()
        self.books[key] = Spreadsheet(key, title, self.new_id, self.me)
        self.files[key] = File(now, now)
        return self.books[key]

    def sheets(self, verb: str, path: str, query: Mapping[str, Sequence[str]], raw: bytes) -> Reply:
        """Carry out one request to the Sheets API."""
        call = DISCOVERY.route(verb, path)
        if call is None:
            raise Refusal(404, "Requested entity was not found.")
        given = DISCOVERY.query(call, query)
        body = DISCOVERY.body(call, raw)
        self._meter(call.id)
        if call.id == "create":
            title = body.get("properties", {}).get("title", "Untitled spreadsheet")
            return Reply(call.id, show(self.create(title), DISCOVERY, given))
        path_parts = {name: unquote(value) for name, value in call.path.items()}
        book = self._open(path_parts["spreadsheetId"])
        if call.id == "sheets.copyTo":
            return Reply(call.id, self._copy_tab(book, int(path_parts["sheetId"]), body))
        if call.id not in METHODS:
            raise Refusal(501, f"this server does not do {call.id}")
        if call.id in READS:
            answer = METHODS[call.id](book, path_parts, given, body)
        else:
            with book.changing():
                answer = METHODS[call.id](book, path_parts, given, body)
            file = self.files[book.key]
            file.version, file.modified = file.version + 1, self._now()
        if given.get("fields") and call.id != "get":
            mask = parse_mask(given["fields"])
            DISCOVERY.check_mask(mask, call.method["response"])
            answer = masked(mask, answer)
        return Reply(call.id, answer)

    def _copy_tab(self, book: Spreadsheet, sheet_id: int, body: Json) -> Json:
        target = self._open(body.get("destinationSpreadsheetId", ""))
        tab = book.tab(sheet_id).copy()
        title = f"Copy of {tab.title}"
        number = 1
        while target.titled(title):
            number += 1
            title = f"Copy of {tab.title} {number}"
        tab.properties |= {"sheetId": self.new_id("sheetId"), "title": title}
        target.tabs.append(tab)
        return tab_properties(target, tab)

    def drive(self, verb: str, path: str, query: Mapping[str, Sequence[str]], raw: bytes) -> Reply:
        """Carry out one of the few Drive requests that gspread makes."""
        key = path.removeprefix("/drive/v3/files").strip("/")
        if not key and verb == "POST":
            return Reply("drive.create", self._file(self.create(json.loads(raw)["name"])))
        if not key and verb == "GET":
            return Reply("drive.list", self._listed(query.get("q", [""])[-1]))
        if key not in self.files:
            raise Refusal(404, f"File not found: {key}.")
        if verb == "GET":
            fields = query.get("fields", ["kind,id,name,mimeType"])[-1].split(",")
            every = self._file(self.books[key]) | self._dates(key)
            return Reply("drive.get", {k: v for k, v in every.items() if k in fields})
        if verb == "DELETE":
            del self.files[key], self.books[key]
            return Reply("drive.delete", None)
        raise Refusal(501, "this server does not do this Drive request")

    def _open(self, key: str) -> Spreadsheet:
        if key not in self.files:
            raise Refusal(404, "Requested entity was not found.")
        if not self.files[key].shared:
            raise Refusal(403, "The caller does not have permission")
        return self.books[key]

    def _file(self, book: Spreadsheet) -> dict[str, Json]:
        title = book.properties["title"]
        return {"kind": "drive#file", "id": book.key, "name": title, "mimeType": MIME}

    def _dates(self, key: str) -> dict[str, Json]:
        file = self.files[key]
        return {
            "createdTime": file.created,
            "modifiedTime": file.modified,
            "version": str(file.version),
        }

    def _listed(self, wanted: str) -> Json:
        name = wanted.split(' and name = "')[1].rstrip('"') if " and name = " in wanted else None
        files = [
            {"id": key, "name": book.properties["title"], **self._dates(key)}
            for key, book in self.books.items()
            if name is None or book.properties["title"] == name
        ]
        return {"kind": "drive#fileList", "files": files}

    def _meter(self, method: str) -> None:
        kind = "Read" if method in READS else "Write"
        if kind not in self.quota:
            return
        window = (kind, int(self.clock() // 60))
        self._windows[window] += 1
        if self._windows[window] > self.quota[kind]:
            raise Refusal(
                429,
                f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per "
                "minute per user' of service 'sheets.googleapis.com' for consumer "
                "'project_number:000000000000'.",
                [
                    {
                        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason": "RATE_LIMIT_EXCEEDED",
                        "domain": "googleapis.com",
                        "metadata": {
                            "service": "sheets.googleapis.com",
                            "quota_limit": f"{kind}RequestsPerMinutePerUser",
                        },
                    }
                ],
            )

    def _now(self) -> str:
        moment = datetime.fromtimestamp(self.clock(), UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _update(book: Spreadsheet, path: Json, query: Json, body: Json) -> Json:
    if body.get("range") and body["range"] != path["range"]:
        wanted, said = path["range"], body["range"]
        raise invalid(f"Requested writing within range [{wanted}], but the body says [{said}]")
    mode = query.get("valueInputOption", "")
    return write(book, book.area(path["range"]), body, mode, query)


def _batch_get(book: Spreadsheet, path: Json, query: Json, body: Json) -> Json:
    ranges = [
        value_range(book, book.area(text), query, lenient=True) for text in query.get("ranges", ())
    ]
    return {"spreadsheetId": book.key, "valueRanges": ranges}


def _batch_get_filtered(book: Spreadsheet, path: Json, query: Json, body: Json) -> Json:
    found = [
        {"valueRange": value_range(book, area, body), "dataFilters": [one]}
        for one in body.get("dataFilters", ())
        for area in filtered_areas(book, one)
    ]
    return {"spreadsheetId": book.key, "valueRanges": found}


def _batch_write_filtered(book: Spreadsheet, path: Json, query: Json, body: Json) -> Json:
    pairs = [
        (area, one)
        for one in body.get("data", ())
        for area in filtered_areas(book, one["dataFilter"])
    ]
    return write_many(book, pairs, body, filtered=True)


def _get_filtered(book: Spreadsheet, path: Json, query: Json, body: Json) -> Json:
    areas = [area for one in body.get("dataFilters", ()) for area in filtered_areas(book, one)]
    return show(book, DISCOVERY, {"includeGridData": body.get("includeGridData")}, areas)


def _search(book: Spreadsheet, path: Json, query: Json, body: Json) -> Json:
    found = [
        {"developerMetadata": one, "dataFilters": [wanted]}
        for wanted in body.get("dataFilters", ())
        for one in matching_metadata(book, wanted)
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


METHODS: Mapping[str, Callable[[Spreadsheet, Any, Any, Any], Json]] = {
    "get": lambda book, path, query, body: show(book, DISCOVERY, query),
    "getByDataFilter": _get_filtered,
    "batchUpdate": lambda book, path, query, body: batch_update(book, body, DISCOVERY),
    "values.get": lambda book, path, query, body: value_range(
        book, book.area(path["range"]), query, lenient=True
    ),
    "values.batchGet": _batch_get,
    "values.batchGetByDataFilter": _batch_get_filtered,
    "values.update": _update,
    "values.append": lambda book, path, query, body: append(
        book, book.area(path["range"]), body, query
    ),
    "values.clear": lambda book, path, query, body: {
        "spreadsheetId": book.key,
        "clearedRange": clear(book, book.area(path["range"])),
    },
    "values.batchClear": lambda book, path, query, body: {
        "spreadsheetId": book.key,
        "clearedRanges": [clear(book, book.area(text)) for text in body.get("ranges", ())],
    },
    "values.batchUpdate": lambda book, path, query, body: write_many(
        book, [(book.area(one["range"]), one) for one in body.get("data", ())], body
    ),
    "values.batchUpdateByDataFilter": _batch_write_filtered,
    "developerMetadata.search": _search,
}
