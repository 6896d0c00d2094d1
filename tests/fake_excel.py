"""An xlwings engine that keeps rows in memory: a press can be run where no program is installed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from xlwings import base_classes

from toolkit.table import a1

__all__ = ["jobs", "open_caller", "retainers_and_hours"]


Rows = list[list[Any]]


def jobs(count: int) -> dict[str, Rows]:
    """Return a job tracker of 15 columns with a header and so many jobs, one of 20 due too soon."""
    header = (
        "Job #|Job Name|Client|Owner|Status|Next Step|Milestone|Start|Due|Estimate|"
        "Estimate Signed|Billed|Billing Status|PO Number|Notes"
    ).split("|")
    start = datetime(2026, 5, 4)  # noqa: DTZ001 - cells know no time zone
    early, later = start - timedelta(days=10), start + timedelta(days=59)
    rows: Rows = [
        header,
        *(
            [
                f"J-{n:05}", f"Campaign {n}", f"Client {n % 40}", f"Person {n % 9}",
                "In progress", "Edit the film", "Film", start,
                later if n % 20 else early, 1000.0 + n, start, 100.0, "Unbilled",
                f"PO-{n}", "As agreed",
            ]
            for n in range(count)
        ),
    ]  # fmt: skip
    return {"Jobs": rows}


def retainers_and_hours(count: int) -> dict[str, Rows]:
    """Return 40 retainers, and so many entries of half a year that count against them."""
    start = datetime(2026, 1, 1)  # noqa: DTZ001 - cells know no time zone
    retainers: Rows = [
        ["Client", "Retainer Hours", "Monthly Fee", "Start Date"],
        *([f"Client {n}", 120.0, 9000.0, start] for n in range(40)),
    ]
    hours: Rows = [
        ["Date", "Client", "Job #", "Person", "Role", "Hours", "Billable?", "Notes"],
        *(
            [
                start + timedelta(days=n * 180 // count), f"Client {n % 40}", f"J-{n % 300:05}",
                f"Person {n % 30}", "Designer", (n % 16 + 1) / 4, "Yes", f"Work on part {n % 500}",
            ]
            for n in range(count)
        ),
    ]  # fmt: skip
    return {"Retainers": retainers, "Hours": hours}


def open_caller(tabs: dict[str, Rows], fullname: str) -> Any:
    """Open a workbook with these sheets as the one whose button is pressed; return its App."""
    import xlwings

    app = App()
    app.books = Books(Book(app, fullname))
    app.books.only.tabs = [Sheet(app.books.only, name, rows) for name, rows in tabs.items()]
    engine = Engine(app)
    xlwings.engines.add(xlwings.Engine(impl=engine))
    xlwings.engines["memory"].activate()
    wrapped = xlwings.App(impl=app)
    wrapped.books[0].set_mock_caller()
    return wrapped


class Engine:
    name, type = "memory", "desktop"

    def __init__(self, app: App) -> None:
        self.apps = [app]
        app.engine = self

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value[1:] if isinstance(value, str) and value.startswith("'") else value

    @staticmethod
    def clean_value_data(data: Any, *rest: Any) -> Any:
        return data


class App(base_classes.App):
    screen_updating = enable_events = True
    calculation = "automatic"
    status_bar: Any = ""
    selection = None
    books: Any = None
    engine: Any = None
    pid = 1

    def __init__(self) -> None:
        self.alerts: list[str] = []
        self.api = SimpleNamespace(ActiveWindow=SimpleNamespace(FreezePanes=False, SplitRow=0))

    api: Any = None

    def activate(self, steal_focus: bool = False) -> None:
        pass

    def alert(self, prompt: str, *rest: Any) -> str:
        self.alerts.append(prompt)
        return "ok"


class Books(base_classes.Books):
    def __init__(self, only: Book) -> None:
        self.only = only

    @property
    def active(self) -> Book:
        return self.only

    def __call__(self, key: int | str) -> Book:
        return self.only

    def __len__(self) -> int:
        return 1


class Book(base_classes.Book):
    app: Any = None
    api: Any = SimpleNamespace(ProtectStructure=False)

    def __init__(self, app: App, fullname: str) -> None:
        self.app = app
        self._fullname = fullname
        self.tabs: list[Sheet] = []
        self.front = 0

    @property
    def fullname(self) -> str:
        return self._fullname

    @property
    def name(self) -> str:
        return self._fullname.replace("\\", "/").rpartition("/")[2]

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(Sheet(self, "", []))

    def activate(self) -> None:
        pass


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def active(self) -> Sheet:
        return self._book.tabs[self._book.front]

    def __call__(self, key: int | str) -> Sheet:
        if isinstance(key, int):
            return self._book.tabs[key - 1]
        return next(tab for tab in self._book.tabs if tab.name == key)

    def __len__(self) -> int:
        return len(self._book.tabs)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(list(self._book.tabs))

    def __contains__(self, key: str) -> bool:
        return any(tab.name == key for tab in self._book.tabs)

    def add(self, before: Any = None, after: Any = None, name: str = "") -> Sheet:
        self._book.tabs.append(Sheet(self._book, name, []))
        return self._book.tabs[-1]


class Sheet(base_classes.Sheet):
    tables: Any = ()
    api: Any = None
    name: Any = ""
    visible = True

    def __init__(self, book: Book, name: str, rows: list[list[Any]]) -> None:
        self._book, self.name, self.rows = book, name, rows
        self.marks: dict[str, str] = {}
        self.api = SimpleNamespace(
            Visible=-1,
            ProtectContents=False,
            AutoFilter=None,
            AutoFilterMode=False,
            Comments=SimpleNamespace(Count=0),
        )

    @property
    def book(self) -> Book:
        return self._book

    @property
    def index(self) -> int:
        return self._book.tabs.index(self) + 1

    @property
    def names(self) -> Names:
        return Names(self)

    @property
    def used_range(self) -> Range:
        width = max(map(len, self.rows), default=1)
        return Range(self, (1, 1), (max(len(self.rows), 1), max(width, 1)))

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, Range):
            return Range(self, first.first, last.last if last else first.last)
        return Range(self, first, last or first)

    def activate(self) -> None:
        self._book.front = self.index - 1

    def clear(self) -> None:
        self.rows.clear()


class Names(base_classes.Names):
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __call__(self, key: Any) -> Any:
        return SimpleNamespace(refers_to=self._sheet.marks[key], api=SimpleNamespace())

    def __len__(self) -> int:
        return len(self._sheet.marks)

    def contains(self, key: Any) -> bool:
        return key in self._sheet.marks

    def add(self, name: str, refers_to: str) -> Any:
        self._sheet.marks[name] = refers_to
        return self(name)


class Range(base_classes.Range):
    max_cells_per_read = max_cells_per_write = None
    merge_cells: Any = False
    number_format: Any = "General"
    color: Any = None
    column_width: Any = 8.0
    wrap_text: Any = False
    api: Any = None
    font: Any = None

    def __init__(self, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
        self._sheet, self.first, self.last = sheet, first, last
        line = SimpleNamespace(Hidden=False)
        self.api = SimpleNamespace(
            Font=SimpleNamespace(Strikethrough=False),
            EntireRow=line,
            EntireColumn=line,
            AutoFilter=lambda field: None,
            HasFormula=False,  # a text that begins with "=" is a text here
        )
        self.font = SimpleNamespace(bold=False, size=11.0, color=None)

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return self.first[0]

    @property
    def column(self) -> int:
        return self.first[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        at = (self.first[0] + row - 1, self.first[1] + (column or 1) - 1)
        return Range(self._sheet, at, at)

    def get_address(self, *rest: Any) -> str:
        return f"{a1(*self.first)}:{a1(*self.last)}"

    @property
    def address(self) -> str:
        return self.get_address()

    @property
    def raw_value(self) -> Any:
        found = []
        for row in range(self.first[0] - 1, self.last[0]):
            cells = self._sheet.rows[row] if row < len(self._sheet.rows) else []
            cells = cells[self.first[1] - 1 : self.last[1]]
            found.append([*cells, *[None] * (self.shape[1] - len(cells))])
        return found

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows = data if isinstance(data, list) else [[data]]
        for row, cells in enumerate(rows, self.first[0] - 1):
            while len(self._sheet.rows) <= row:
                self._sheet.rows.append([])
            there = self._sheet.rows[row]
            there += [None] * (self.first[1] - 1 + len(cells) - len(there))
            there[self.first[1] - 1 : self.first[1] - 1 + len(cells)] = cells

    @property
    def formula(self) -> Any:
        return [["" if v is None else str(v) for v in row] for row in self.raw_value]

    @formula.setter
    def formula(self, data: Any) -> None:
        self.raw_value = data
