"""An open document, its sheets and its names, as xlwings asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.real.calc.model import BookModel, NameModel
from tests.real.calc.sheet import Sheet
from tests.real.soffice import properties
from toolkit.table import Area

if TYPE_CHECKING:
    from tests.real.calc.app import App

__all__ = ["Book", "Names", "Sheets"]

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".ods": "calc8",
}


class Book(base_classes.Book):
    """One open document."""

    app: Any = None

    def __init__(self, app: App, document: Any) -> None:
        self.app, self.document = app, document
        self.uno, self.calls = app.uno, app.calls
        self._codes: dict[str, int] = {}
        self._kinds: dict[int, tuple[int, str]] = {}
        self.merged: dict[str, list[Area]] = {}
        """Merged areas by sheet, as far as they were asked for."""

    @property
    def api(self) -> BookModel:
        return BookModel(self)

    @property
    def fullname(self) -> str:
        url = self.document.URL
        return self.uno.fileUrlToSystemPath(url) if url else self.name

    @property
    def name(self) -> str:
        url = self.document.URL
        return Path(self.uno.fileUrlToSystemPath(url)).name if url else "Book1"

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, self.document)

    def activate(self) -> None:
        self.app.books.open_books.remove(self)
        self.app.books.open_books.insert(0, self)

    def close(self) -> None:
        if self in self.app.books.open_books:
            self.app.books.open_books.remove(self)
        self.document.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        target = Path(path or self.fullname).resolve()
        wanted = {"FilterName": FILTERS[target.suffix.lower()], "Overwrite": True}
        self.document.storeAsURL(target.as_uri(), properties(self.uno, wanted))

    def format_key(self, code: str) -> int:
        """Return Calc's number of a format code."""
        if code not in self._codes:
            locale = self.uno.createUnoStruct("com.sun.star.lang.Locale")
            locale.Language, locale.Country = "en", "US"
            formats = self.document.NumberFormats
            key = formats.queryKey(code, locale, False)
            self._codes[code] = key if key >= 0 else formats.addNew(code, locale)
        return self._codes[code]

    def format_kind(self, key: int) -> tuple[int, str]:
        """Return type and code of one of Calc's formats."""
        if key not in self._kinds:
            found = self.document.NumberFormats.getByKey(key)
            self._kinds[key] = (found.Type, found.FormatString)
        return self._kinds[key]


class Sheets(base_classes.Sheets):
    """The sheets of a document."""

    def __init__(self, book: Book) -> None:
        self.book = book
        book.calls["sheets"] += 1

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.CurrentController.ActiveSheet)

    def __call__(self, key: int | str) -> Sheet:
        tabs = self.book.document.Sheets
        if isinstance(key, int):
            return Sheet(self.book, tabs.getByIndex(key - 1))
        for name in tabs.ElementNames:
            if name.casefold() == key.casefold():
                return Sheet(self.book, tabs.getByName(name))
        raise KeyError(key)

    def __len__(self) -> int:
        count: int = self.book.document.Sheets.Count
        return count

    def __iter__(self) -> Iterator[Sheet]:
        return iter([self(number) for number in range(1, len(self) + 1)])

    def __contains__(self, key: str) -> bool:
        return key.casefold() in (n.casefold() for n in self.book.document.Sheets.ElementNames)

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        self.book.calls["add sheet"] += 1
        place = before.index - 1 if before else after.index if after else 0
        title = name or f"Sheet{len(self) + 1}"
        self.book.document.Sheets.insertNewByName(title, place)
        sheet = self(title)
        sheet.activate()  # as Excel does
        return sheet


class Names(base_classes.Names):
    """The names of a document or of one sheet."""

    def __init__(self, book: Book, owner: Any) -> None:
        self.book, self.owner = book, owner
        book.calls["names"] += 1

    @property
    def api(self) -> Any:
        return self.owner.NamedRanges

    def __call__(self, key: int | str) -> Name:
        if isinstance(key, int):
            return Name(self, self.api.getByIndex(key - 1))
        for name in self.api.ElementNames:
            if name.casefold() == key.casefold():
                return Name(self, self.api.getByName(name))
        raise KeyError(key)

    def contains(self, key: str) -> bool:
        return key.casefold() in (name.casefold() for name in self.api.ElementNames)

    def __len__(self) -> int:
        count: int = self.api.Count
        return count

    def add(self, name: str, refers_to: str) -> Name:
        if self.contains(name):
            self.api.removeByName(self(name).name)
        place = self.book.uno.createUnoStruct("com.sun.star.table.CellAddress")
        self.api.addNewByName(name, refers_to.lstrip("="), place, 0)
        return self(name)


class Name(base_classes.Name):
    """One name."""

    def __init__(self, names: Names, name: Any) -> None:
        self._names, self._name = names, name

    @property
    def api(self) -> NameModel:
        return NameModel()

    @property
    def name(self) -> str:
        found: str = self._name.Name
        return found

    @name.setter
    def name(self, wanted: str) -> None:
        self._name.Name = wanted

    @property
    def refers_to(self) -> str:
        return f"={self._name.Content}"

    @refers_to.setter
    def refers_to(self, wanted: str) -> None:
        self._name.Content = wanted.lstrip("=")

    def delete(self) -> None:
        self._names.api.removeByName(self.name)
