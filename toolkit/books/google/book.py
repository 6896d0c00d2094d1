"""A workbook that is a Google sheet."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.books.google.address import Address, parse_address
from toolkit.books.google.credentials import READ, WRITE, credentials_for, robot_of
from toolkit.books.google.edits import Group, due_edits, edit_requests
from toolkit.books.google.grids import LOOK_MASK, READ_MASK, WRITTEN, Spreadsheet, read_reply
from toolkit.books.google.journal import JOURNAL, Journal
from toolkit.books.google.notes import note_requests
from toolkit.books.google.own import fingerprint, free_title, own_requests
from toolkit.errors import (
    BookError,
    ChangedUnderneathError,
    MissingExtraError,
    NotAWorkbookError,
    UnreachableError,
)
from toolkit.plan import Edit, Plan, Receipt
from toolkit.table import Grid, SheetInfo

if TYPE_CHECKING:
    from toolkit.books.google.client import SheetsClient

__all__ = ["GoogleBook", "open_google"]

Connect = Callable[[str], "SheetsClient"]
"""Scope → a client that may do as much."""
PART = 1_900_000
"""Bytes of one request: Google recommends 2 MB at most (Sheets API, usage limits)."""
TRIES = 4
FORGET_AFTER = 3600
"""Seconds after which the mark of a write is of no use to anybody."""


def open_google(
    name: str, credentials: str | Path | Mapping[str, Any] | None = None, called: str = ""
) -> GoogleBook:
    """Return the book ``gsheet:KEY[/Tab]`` or a full address names; nothing is requested yet.

    Raises NotAWorkbookError where the name is none, MissingExtraError without the google extra.
    """
    address = parse_address(name)

    def connect(scope: str) -> SheetsClient:
        try:
            from google.auth.transport.requests import AuthorizedSession

            from toolkit.books.google.client import SheetsClient
        except ImportError as error:
            raise MissingExtraError("gspread", "google") from error
        login = credentials_for(credentials, scope)
        # One refresh: a login that is refused twice will be refused again.
        session = AuthorizedSession(login, max_refresh_attempts=1)  # type: ignore[no-untyped-call]
        return SheetsClient(session, str(address), robot_of(login))

    return GoogleBook(address, connect, called)


class GoogleBook:
    """One spreadsheet, or one tab of it: read in one request, written in two.

    The login asks for reading only, until something is written.
    """

    def __init__(self, address: Address, connect: Connect, called: str = "") -> None:
        self.address = address
        self.name = called or str(address)
        self._connect = connect
        self._clients: dict[str, SheetsClient] = {}

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return every sheet, in the order of its tabs."""
        found = self._chosen(self._get(LOOK_MASK), ())
        return tuple(SheetInfo(g.sheet, g.visibility, g.own) for g in found.values())

    def read(self, *names: str) -> Mapping[str, Grid]:
        """Return the grids of the named tabs, or of all, as they stood at one instant."""
        return self._chosen(self._get(READ_MASK), names)

    def apply(self, plan: Plan) -> Receipt:
        """Write all of a plan, or nothing.

        What is larger than one request goes in parts; each leaves the sheet whole, and what is
        left goes over the next time.
        """
        if not plan:
            return Receipt(self.name, written=False)
        with_cells = plan.edits or plan.notes or plan.clear_notes
        found = self._get(READ_MASK if with_cells else LOOK_MASK, WRITE)
        edits = due_edits(found.tabs, plan.edits)
        given, own, remarks = self._own(plan, found)
        groups: list[Group] = [*edit_requests(found.tabs, edits)]
        notes = note_requests(found.tabs, plan.notes, clear=plan.clear_notes)
        groups += [([one], ()) for one in notes]
        groups += [(several, ()) for several in own]
        parts = [*_parts(groups)]
        guards = [edit for edit in edits if edit.is_guard]
        for part, made in parts:
            self._put_back(self._write(part, found, [*made, *guards] if made else ()))
        return Receipt(
            self.name,
            bool(parts),
            plan.changes,
            given,
            len(plan.notes),
            remarks=tuple(remarks),
        )

    def _own(
        self, plan: Plan, found: Spreadsheet
    ) -> tuple[dict[str, str], list[list[dict[str, Any]]], list[str]]:
        given: dict[str, str] = {}
        groups: list[list[dict[str, Any]]] = []
        remarks = []
        ids = {title: tab.id for title, tab in found.tabs.items()}
        for sheet in plan.sheets:
            title = free_title(sheet.name, found.tabs, list(given.values()))
            given[sheet.name] = title
            if title != sheet.name and title not in found.tabs:
                remarks.append(
                    f"A sheet called {sheet.name} was there already; the results stand in {title}"
                )
            old = found.tabs.get(title)
            if old and old.fingerprint == fingerprint(sheet):
                continue
            ids[title] = old.id if old else _new_id()
            groups += own_requests(sheet, title, old, ids[title], ids)
        return given, groups, remarks

    def _client(self, scope: str) -> SheetsClient:
        for known in (WRITE, scope):
            if known in self._clients:
                return self._clients[known]
        self._clients[scope] = self._connect(scope)
        return self._clients[scope]

    def _get(self, fields: str, scope: str = READ) -> Spreadsheet:
        client = self._client(scope)
        return read_reply(client.fetch_sheet_metadata(self.address.key, {"fields": fields}))

    def _chosen(self, found: Spreadsheet, names: Sequence[str]) -> dict[str, Grid]:
        if self.name == str(self.address) and found.title:
            self.name = found.title
        tabs = {title: tab for title, tab in found.tabs.items() if tab.grid.own != JOURNAL}
        if not names and (self.address.tab or self.address.gid is not None):
            names = [
                title
                for title, tab in tabs.items()
                if title == self.address.tab or tab.id == self.address.gid or tab.grid.own
            ]
            if all(tabs[title].grid.own for title in names):
                raise NotAWorkbookError(
                    f"{self.name} has no tab {self.address.tab or self.address.gid}; "
                    f"it has {', '.join(tabs)}"
                )
        for name in names:
            if name not in tabs:
                raise NotAWorkbookError(f"{self.name} has no sheet {name!r}")
        return {name: tabs[name].grid for name in names or tabs}

    def _write(
        self, requests: Sequence[dict[str, Any]], found: Spreadsheet, edits: Sequence[Edit]
    ) -> Sequence[Edit]:
        """Send one atomic batch until it has landed, exactly once; return what to put back.

        Every batch leaves a mark with a number of its own. Where a reply does not say whether the
        batch landed, the mark does; and the same number twice is refused.
        """
        from toolkit.books.google.client import UnclearError

        client = self._client(WRITE)
        number = _new_id()
        journal = Journal.of(found, edits)
        first = [*_marks(number, found), *journal.requests(_new_id())]
        body: dict[str, Any] = {"requests": [*first, *requests], **journal.look()}
        failure: Exception = UnreachableError("")
        for tries in range(TRIES):
            try:
                return [*journal.to_put_back(self._sent(client, body))]
            except UnclearError as unclear:
                failure = unclear
                client.patience.sleep(client.patience.pause(tries))
                if number in self._get(LOOK_MASK, WRITE).writes:
                    after = self._get(READ_MASK, WRITE) if journal.edits else found
                    return [*journal.to_put_back(after)]
        raise failure

    def _sent(self, client: SheetsClient, body: Mapping[str, Any]) -> Spreadsheet:
        from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL

        url = SPREADSHEET_BATCH_UPDATE_URL % self.address.key
        params: dict[str, Any] = {"fields": f"updatedSpreadsheet({READ_MASK})"}
        reply = client.request("post", url, params=params, json=body).json()
        return read_reply(reply.get("updatedSpreadsheet", {}))

    def _put_back(self, overwritten: Sequence[Edit]) -> None:
        """Bring back what somebody put where we wrote. Raises ChangedUnderneathError then.

        What changed once more since stays as it is, for that is newer.
        """
        left = overwritten
        for _ in range(TRIES):
            if not left:
                break
            found = self._get(READ_MASK, WRITE)
            due = [*_still_due(found, left)]
            left = []
            for part, made in _parts([*edit_requests(found.tabs, due)]):
                left += self._write(part, found, made)
        if overwritten:
            where = f"stands in the hidden tab {JOURNAL!r}" if left else "is there again"
            raise ChangedUnderneathError(
                f"Somebody changed {self.name} in the instant it was written; what was theirs "
                f"{where}: run it again"
            )


def _still_due(found: Spreadsheet, edits: Sequence[Edit]) -> Iterator[Edit]:
    for edit in edits:
        try:
            yield from due_edits(found.tabs, [edit])
        except BookError:
            continue  # the cell has moved on, or a formula stands there now: nothing is lost


def _new_id() -> int:
    return secrets.randbelow(2**31 - 1) + 1


def _marks(number: int, found: Spreadsheet) -> Iterator[dict[str, Any]]:
    """Yield the mark of one write, and the end of the marks that are old."""
    now = time.time()
    mark = {"metadataId": number, "metadataKey": WRITTEN, "metadataValue": str(int(now))}
    mark |= {"visibility": "DOCUMENT"}
    place = {"location": {"spreadsheet": True}}
    yield {"createDeveloperMetadata": {"developerMetadata": mark | place}}
    for old, when in found.writes.items():
        if not when.isdigit() or int(when) < now - FORGET_AFTER:
            lookup = {"developerMetadataLookup": {"metadataId": old}}
            yield {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def _parts(groups: Sequence[Group]) -> Iterator[tuple[list[dict[str, Any]], list[Edit]]]:
    """Yield requests, and their edits, in parts of a size Google takes; a group is never cut."""
    part: list[dict[str, Any]] = []
    made: list[Edit] = []
    size = 0
    for group, edits in groups:
        length = sum(len(json.dumps(one)) for one in group)
        if part and size + length > PART:
            yield part, made
            part, made, size = [], [], 0
        part += group
        made += edits
        size += length
    if part:
        yield part, made
