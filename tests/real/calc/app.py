"""The program and its open books, as xlwings asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.real.calc.book import Book
from tests.real.calc.model import AppModel
from tests.real.calc.sheet import Range, Sheet
from tests.real.soffice import Soffice, properties

if TYPE_CHECKING:
    from tests.real.calc import Engine

__all__ = ["App", "Apps", "Books"]


class Apps(base_classes.Apps):
    """The programs that are driven: one."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def over(self, soffice: Soffice) -> App:
        app = App(self.engine, soffice)
        self._apps.insert(0, app)
        return app

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self._apps if app.pid == pid)


class App(base_classes.App):
    """One LibreOffice."""

    enable_events = True
    display_alerts = True
    status_bar: Any = False
    version = "16.0"
    path = startup_path = ""
    hwnd = 0
    books: Any = None
    engine: Any = None

    def __init__(self, engine: Engine, soffice: Soffice) -> None:
        self.engine, self.soffice = engine, soffice
        self.uno = soffice.uno
        self.calls = engine.calls
        self.alerts: list[tuple[str, str]] = []
        self.books = Books(self)
        self._is_updating = True
        self.macros_run = False

    @property
    def api(self) -> AppModel:
        return AppModel(self)

    @property
    def pid(self) -> int:
        return self.soffice.process.pid

    @property
    def selection(self) -> Range | None:
        self.calls["selection"] += 1
        book = self.books.active
        chosen: Any = book.document.CurrentSelection if book else None
        if book is None or not hasattr(chosen, "RangeAddress"):
            return None
        at = chosen.RangeAddress
        corner = (at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1)
        return Range(Sheet(book, chosen.Spreadsheet), corner)

    @property
    def screen_updating(self) -> bool:
        return self._is_updating

    @screen_updating.setter
    def screen_updating(self, wanted: bool) -> None:
        self.calls["screen_updating"] += 1
        if wanted != self._is_updating:
            for book in self.books:
                book.document.unlockControllers() if wanted else book.document.lockControllers()
        self._is_updating = wanted

    @property
    def calculation(self) -> str:
        book = self.books.active
        is_on = book is None or book.document.isAutomaticCalculationEnabled()
        return "automatic" if is_on else "manual"

    @calculation.setter
    def calculation(self, wanted: str) -> None:
        self.calls["calculation"] += 1
        for book in self.books:
            book.document.enableAutomaticCalculation(wanted == "automatic")

    def activate(self, steal_focus: bool = False) -> None:
        pass

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: str) -> str:
        self.alerts.append((title, prompt))
        return self.answer

    answer = "ok"
    """What a person presses."""

    def quit(self) -> None:
        for book in self.books:
            book.close()
        self.soffice.close()

    def kill(self) -> None:
        self.soffice.kill()


class Books(base_classes.Books):
    """The open books, the active one first."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.open_books: list[Book] = []

    @property
    def active(self) -> Book | None:
        return self.open_books[0] if self.open_books else None

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, int):
            return self.open_books[key - 1]
        for book in self.open_books:
            if book.name.casefold() == key.casefold():
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.open_books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.open_books))

    def add(self) -> Book:
        return self._loaded("private:factory/scalc")

    def open(self, fullname: str, *rest: Any, **more: Any) -> Book:
        path = Path(fullname).resolve()
        if not path.exists():
            raise FileNotFoundError(fullname)
        return self._loaded(path.as_uri())

    def _loaded(self, address: str) -> Book:
        uno = self.app.uno
        # A view is needed for selections and for controls to be pressed.
        wanted = {"Hidden": False, "MacroExecutionMode": 4 if self.app.macros_run else 0}
        document = self.app.soffice.desktop.loadComponentFromURL(
            address, "_blank", 0, properties(uno, wanted)
        )
        if document is None:
            raise FileNotFoundError(address)
        document.calculateAll()  # Calc shows 0 for what the file says is not calculated yet
        book = Book(self.app, document)
        self.open_books.insert(0, book)
        return book
