"""Google books over the local server, and grids put onto it as a person would have made them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tests.real.sheets_server import SheetsServer
from tests.real.sheets_server.appearance import mirrored
from tests.real.sheets_server.spreadsheet import Spreadsheet
from tests.real.sheets_server.tab import Tab
from tests.real.sheets_server.typing_in import SheetError
from toolkit.books.google.address import Address
from toolkit.books.google.book import GoogleBook
from toolkit.books.google.cells import format_for, user_entered
from toolkit.books.google.client import Patience, SheetsClient
from toolkit.table import CellError, Grid, Value, Visibility

__all__ = [
    "ROBOT",
    "google_book",
    "lead_google_to",
    "made_book",
    "put_grid",
    "service_account",
]

ROBOT = "toolkit@example.iam.gserviceaccount.com"


def google_book(
    server: SheetsServer, key: str, tab: str = "", patience: Patience | None = None
) -> GoogleBook:
    """Return a book that nobody has to wait for: pauses take no time."""
    patience = patience or Patience(connect=20, read=20, sleep=lambda _: None)

    def connect(scope: str) -> SheetsClient:
        return SheetsClient(server.session(), f"gsheet:{key}", ROBOT, patience)

    return GoogleBook(Address(key, tab), connect)


def lead_google_to(server: SheetsServer, patch: pytest.MonkeyPatch) -> None:
    """Lead Google's hosts to the server, for whatever asks for them: commands, logins."""
    from requests.adapters import HTTPAdapter

    real = HTTPAdapter.send

    def send(self: HTTPAdapter, request: Any, *args: Any, **options: Any) -> Any:
        request.url = server.led(request.url)
        return real(self, request, *args, **options)

    patch.setattr(HTTPAdapter, "send", send)


@functools.cache
def service_account() -> Mapping[str, str]:
    """Return what a service account's key file holds; the key is good, and nobody's."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {
        "type": "service_account",
        "project_id": "p",
        "private_key_id": "1",
        "private_key": key.decode(),
        "client_email": ROBOT,
        "client_id": "1",
        "token_uri": "https://oauth2.googleapis.com/token",
    }


def made_book(server: SheetsServer, *grids: Grid, key: str = "KEY") -> GoogleBook:
    """Return a book of the given tabs."""
    book = server.service.create("Tracker", key)
    book.tabs = []
    for number, grid in enumerate(grids):
        put_grid(book, grid, number)
    return google_book(server, key)


def put_grid(book: Spreadsheet, grid: Grid, number: int) -> Tab:
    """Put one grid as a tab: values, formulas, formats, and what surrounds them."""
    size: dict[str, Any] = {"rowCount": len(grid.rows) + 50, "columnCount": max(grid.width, 1) + 6}
    if grid.frozen_rows:
        size["frozenRowCount"] = grid.frozen_rows
    properties = {"sheetId": number, "title": grid.sheet, "gridProperties": size}
    tab = Tab(properties | ({} if grid.visibility is Visibility.VISIBLE else {"hidden": True}))
    book.tabs.append(tab)
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            _put(tab, row, column, value, grid)
    for row in grid.hidden_rows:
        tab.sizes["ROWS"][row - 1] = {"hiddenByUser": True}
    for column in grid.hidden_columns:
        tab.sizes["COLUMNS"][column - 1] = {"hiddenByUser": True}
    areas = [_range(number, *area) for area in grid.merged]
    tab.merges = areas
    if grid.filtered:
        tab.filter = {"range": _range(number, *grid.filtered)}
    for name, area in grid.names:
        named = {"namedRangeId": f"{number}.{name}", "name": name}
        book.named.append(named | {"range": _range(number, *area)})
    for area in grid.protected:
        protected = {"range": _range(number, *area), "requestingUserCanEdit": False}
        tab.protected.append({"protectedRangeId": 1, "editors": {}, **protected})
    return tab


def _range(number: int, row: int, column: int, last_row: int, last_column: int) -> dict[str, int]:
    rows = {"sheetId": number, "startRowIndex": row - 1, "endRowIndex": last_row}
    return rows | {"startColumnIndex": column - 1, "endColumnIndex": last_column}


def _put(tab: Tab, row: int, column: int, value: Value, grid: Grid) -> None:
    at = (row + 1, column + 1)
    form: dict[str, Any] = {}
    if isinstance(value, date | datetime | time | timedelta):
        form["numberFormat"] = format_for(value, {})
    if at in grid.struck:
        form["textFormat"] = {"strikethrough": True}
    if at in grid.filled:
        parts = [int(grid.filled[at][n : n + 2], 16) / 255 for n in (0, 2, 4)]
        form["backgroundColor"] = dict(zip(("red", "green", "blue"), parts, strict=True))
    held: Any = SheetError(value.code) if isinstance(value, CellError) else None
    if not isinstance(value, CellError):
        held = next(iter(user_entered(value, "").values()), None)
    formula = grid.formulas.get(at)
    tab.change(
        row,
        column,
        value=None if formula else held,
        formula=f"={formula}" if formula else None,
        format=mirrored(form) or None,
        note=grid.notes.get(at),
    )
