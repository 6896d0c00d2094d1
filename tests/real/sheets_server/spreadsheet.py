"""A spreadsheet's state: tabs, names, metadata; addresses, and the values of formulas."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.real.sheets_server.appearance import DEFAULT_FORMAT, THEME
from tests.real.sheets_server.failure import Json, Refusal, invalid
from tests.real.sheets_server.formulas import evaluate
from tests.real.sheets_server.tab import Tab
from tests.real.sheets_server.typing_in import SheetError
from toolkit.table import a1, column_number

__all__ = ["Area", "Spreadsheet", "sheet_name", "span", "tidy"]

RANGE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>[^!']*?))(?:!(?P<cells>.*))?", re.S)
CELLS = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d*)(?::\$?([A-Za-z]{0,3})\$?(\d*))?")


class Area(NamedTuple):
    """A rectangle of a tab, 0-based, ends excluded; None is an open end."""

    tab: Tab
    row: int
    column: int
    end_row: int | None
    end_column: int | None


class Spreadsheet:
    """One spreadsheet; every change goes through :meth:`changing`, all of it or none."""

    def __init__(self, key: str, title: str, new_id: Callable[[str], int], me: str) -> None:
        self.key, self.new_id, self.me = key, new_id, me
        self.properties: dict[str, Json] = {
            "title": title,
            "locale": "en_US",
            "autoRecalc": "ON_CHANGE",
            "timeZone": "Etc/GMT",
            "defaultFormat": DEFAULT_FORMAT,
            "spreadsheetTheme": THEME,
        }
        self.tabs = [Tab({"sheetId": 0, "title": "Sheet1"})]
        self.named: list[Json] = []
        self.metadata: list[Json] = []
        self._computed: dict[tuple[int, int, int], Json] = {}

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Undo everything when a part of a request is refused."""
        tabs = [tab.copy() for tab in self.tabs]
        kept = copy.deepcopy((self.named, self.metadata, self.properties))
        self._computed.clear()
        try:
            yield
        except Refusal:
            self.tabs = tabs
            self.named, self.metadata, self.properties = kept
            raise
        finally:
            self._computed.clear()

    def forget(self) -> None:
        """Let formulas be computed anew."""
        self._computed.clear()

    def tab(self, sheet_id: int) -> Tab:
        """Return the tab with an id. Raises Refusal."""
        for tab in self.tabs:
            if tab.id == sheet_id:
                return tab
        raise invalid(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Tab | None:
        """Return the tab of a name, compared without case."""
        wanted = title.lower()
        return next((tab for tab in self.tabs if tab.title.lower() == wanted), None)

    def area(self, text: str) -> Area:
        """Return what an A1 range names. Raises Refusal."""
        text = text.strip()
        failure = invalid(f"Unable to parse range: {text}")
        found = RANGE.fullmatch(text)
        if not found:
            raise failure
        quoted, cells = found["quoted"], found["cells"]
        name = quoted.replace("''", "'") if quoted is not None else found["plain"]
        tab = self.titled(name) if name else self.tabs[0]
        if cells is None:
            if tab and name:
                return Area(tab, 0, 0, None, None)
            tab, cells = self.tabs[0], name
        for one in self.named:
            if one["name"].lower() == cells.lower():
                return self.grid(one["range"])
        if tab is None:
            raise failure
        return _cells(tab, cells, failure)

    def grid(self, grid: Json) -> Area:
        """Return what a GridRange names."""
        return Area(
            self.tab(grid.get("sheetId", 0)),
            grid.get("startRowIndex", 0),
            grid.get("startColumnIndex", 0),
            grid.get("endRowIndex"),
            grid.get("endColumnIndex"),
        )

    def clipped(self, area: Area, *, lenient: bool = False) -> tuple[Tab, int, int, int, int]:
        """Return an area with its ends inside the grid. Raises Refusal for one beyond it."""
        tab, row, column, end_row, end_column = area
        beyond = (end_row or 0) > tab.height and not lenient
        if row >= tab.height or column >= tab.width or beyond:
            where = span(row, column, end_row or tab.height, end_column or tab.width)
            raise exceeds(tab, where)
        return (
            tab,
            row,
            column,
            min(end_row or tab.height, tab.height),
            min(end_column or tab.width, tab.width),
        )

    def guard(self, tab: Tab, row: int, column: int, end_row: int, end_column: int) -> None:
        """Raise Refusal where a protected range keeps the caller out."""
        for one in tab.protected:
            if one.get("requestingUserCanEdit", True) or one.get("warningOnly"):
                continue
            _, top, left, bottom, right = self.clipped(self.grid(one["range"]), lenient=True)
            if row < bottom and top < end_row and column < right and left < end_column:
                raise invalid(
                    "You are trying to edit a protected cell or object. Please contact the "
                    "spreadsheet owner to remove protection if you need to edit."
                )

    def value(self, tab: Tab, row: int, column: int, above: tuple[Json, ...] = ()) -> Json:
        """Return a cell's value, computed where it is a formula."""
        cell = tab.cell(row, column)
        if cell.formula is None:
            return cell.value
        place = (tab.id, row, column)
        if place in above:
            return SheetError("#REF!")
        if place not in self._computed:

            def look(name: str, top: int, left: int, bottom: int, right: int) -> list[list[Json]]:
                other = self.titled(name) if name else tab
                if other is None:
                    return [[SheetError("#REF!")]]
                return [
                    [self.value(other, r, c, (*above, place)) for c in range(left, right + 1)]
                    for r in range(top, bottom + 1)
                ]

            self._computed[place] = evaluate(cell.formula, look)
        return self._computed[place]


def exceeds(tab: Tab, where: str) -> Refusal:
    """Return the refusal of a range that lies beyond the grid."""
    return invalid(
        f"Range ({sheet_name(tab)}!{where}) exceeds grid limits. "
        f"Max rows: {tab.height}, max columns: {tab.width}"
    )


def _cells(tab: Tab, text: str, failure: Refusal) -> Area:
    found = CELLS.fullmatch(text)
    if not found:
        raise failure
    letters, digits, to_letters, to_digits = found.groups()
    if ":" not in text:
        if not (letters and digits):
            raise failure
        row, column = int(digits) - 1, column_number(letters) - 1
        return Area(tab, row, column, row + 1, column + 1)
    if not (letters or digits) or not (to_letters or to_digits):
        raise failure
    row, end_row = _ordered(_row(digits), _row(to_digits))
    column, end_column = _ordered(_column(letters), _column(to_letters))
    return Area(tab, row, column, end_row, end_column)


def _row(digits: str) -> int | None:
    return int(digits) - 1 if digits else None


def _column(letters: str) -> int | None:
    return column_number(letters) - 1 if letters else None


def _ordered(first: int | None, last: int | None) -> tuple[int, int | None]:
    if first is not None and last is not None:
        return min(first, last), max(first, last) + 1
    return first or 0, None if last is None else last + 1


def sheet_name(tab: Tab) -> str:
    """Return a tab's name as ranges show it, quoted where it must be."""
    title = tab.title
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", title)
    if plain and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*", title):
        return title
    return "'" + title.replace("'", "''") + "'"


def span(row: int, column: int, end_row: int, end_column: int) -> str:
    """Return a rectangle as replies show it: ``A1:C4``, or ``A1`` for one cell."""
    first, last = a1(row + 1, column + 1), a1(end_row, end_column)
    return first if first == last else f"{first}:{last}"


def tidy(grid: Json) -> dict[str, Json]:
    """Return a GridRange as replies show it: the first tab's id, 0, is left out."""
    return {key: value for key, value in grid.items() if key != "sheetId" or value != 0}
