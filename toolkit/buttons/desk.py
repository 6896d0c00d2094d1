"""What a button works with: the workbook in front, its agency, and a way to answer the person."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import TracebackType
from typing import TYPE_CHECKING, Any

from toolkit.books.excel import ExcelBook
from toolkit.buttons.lean import lean_xlwings
from toolkit.errors import NotAWorkbookError, ToolkitError
from toolkit.public_holidays import KEPT

if TYPE_CHECKING:
    import xlwings

    from toolkit.agency import Agency
    from toolkit.books import Book
    from toolkit.model.source import Record

__all__ = ["TITLE", "Desk", "Press", "log_path"]

TITLE = "Account Services"
ADD_IN = "account services.xlam"
LONGEST_STATUS = 240
"""The status bar shows 255 characters."""


def log_path() -> Path:
    """Return where failures of buttons are written."""
    import platformdirs

    folder = platformdirs.user_log_path("account-services-toolkit", appauthor=False)
    return folder / "buttons.log"


class Press:
    """One press of a button: ``with Press("Undo") as desk: …``.

    A failure ends in one plain dialog and in the log, never in a traceback before a person.
    """

    def __init__(self, button: str) -> None:
        self._button = button
        self._desk: Desk | None = None

    def __enter__(self) -> Desk:
        try:
            book = _book_in_front(lean_xlwings())
        except Exception as error:  # noqa: BLE001 - whatever an Excel that is not there throws
            _log(self._button, error)
            sys.exit(f"{TITLE}: {_told(error)}")
        self._desk = Desk(book)
        book.app.status_bar = f"{TITLE}: {self._button} …"
        return self._desk

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> bool:
        if error is None or not isinstance(error, Exception) or self._desk is None:
            return False
        place = _log(self._button, error)
        self._desk.forget_status()
        self._desk.ask_attention(f"{_told(error)}\n\nDetails are in {place}")
        return True


def _told(error: Exception) -> str:
    if isinstance(error, ToolkitError):
        return str(error)
    return "Something went wrong that should not; nothing was left half written."


def _log(button: str, error: Exception) -> Path:
    """Add a failure to the log and return where that is; a log that fails must not hide it."""
    path = log_path()
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{moment} {button}\n{''.join(lines)}\n")
    except OSError:
        return path
    return path


def _book_in_front(xlwings: Any) -> Any:
    """Return the workbook whose button was pressed, or the one in front of the add-in."""
    try:
        book = xlwings.Book.caller()
    except Exception as error:  # its own class is plain Exception
        if not len(xlwings.apps):
            raise NotAWorkbookError("Excel is not running; open a workbook in it") from error
        book = xlwings.apps.active.books.active
    if book.name.casefold() == ADD_IN:
        book = book.app.books.active
    return book


class Desk:
    """The workbook in front, seen from a button."""

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self.live = ExcelBook(book)

    @property
    def path(self) -> Path:
        """Where the workbook stands; where it would, when it was never saved."""
        place = self.saved_path()
        if place is not None:
            return place
        name = self.live.name
        return Path.home() / (name if Path(name).suffix else f"{name}.xlsx")

    def saved_path(self) -> Path | None:
        """Return where the workbook stands on this computer, None when nowhere."""
        try:
            full = str(self._book.fullname)
        except Exception:  # noqa: BLE001 - xlwings found no folder for an address on the web
            return None
        is_path = PureWindowsPath(full).is_absolute() or PurePosixPath(full).is_absolute()
        return Path(full) if is_path and "://" not in full else None

    def need_saved(self) -> None:
        """Raise NotAWorkbookError when results have no folder to go to."""
        if self.saved_path() is None:
            raise NotAWorkbookError(
                f"{self.live.name} stands in no folder of this computer, and results go beside it: "
                "save it, or let OneDrive keep its folder on this computer, and try again"
            )

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    @property
    def user_folder(self) -> Path:
        """The folder of the person's own agency.toml."""
        from toolkit.agency import user_config_folder

        return user_config_folder()

    def agency(self, *, companions: bool = False) -> Agency:
        """Return the workbook as an agency, with the other books of its folder where asked."""
        import platformdirs

        from toolkit.agency import agency_around

        KEPT.set(platformdirs.user_cache_path("account-services-toolkit", appauthor=False))
        return agency_around(
            self.live,
            self.path,
            now=self.now,
            user_folder=self.user_folder,
            companions=companions,
            progress=self._show_progress,
        )

    def _show_progress(self, told: str) -> None:
        self._book.app.status_bar = f"{TITLE}: {told} …"

    def selected(self, records: Iterable[Record]) -> Any:
        """Return the record in whose row the selection stands, None where there is none."""
        at = self._book.app.selection
        if at is None or at.sheet.book.name != self._book.name:
            return None
        name, row = at.sheet.name, at.row
        for record in records:
            source = record.source
            if (source.book, source.sheet, record.row) == (self.live.name, name, row):
                return record
        return None

    def show(self, sheet: str) -> None:
        """Bring a sheet to the front."""
        self._book.sheets[sheet].activate()

    def say(self, told: str) -> None:
        """End with a message in the status bar."""
        self._book.app.status_bar = f"{TITLE}: {told}"[:LONGEST_STATUS]

    def forget_status(self) -> None:
        """Give the status bar back to Excel."""
        self._book.app.status_bar = False

    def saved(self) -> Book:
        """Return the workbook as a book that is saved with every change."""
        from toolkit.buttons.saved import SavedBook

        return SavedBook(self.live, self._book.save)

    def agrees(self, told: str) -> bool:
        """Ask the person whether to go on with what would be done."""
        self.forget_status()
        answer = self._book.app.alert(f"{told}. Go on?", title=TITLE, buttons="ok_cancel")
        return answer == "ok"

    def tell(self, told: str) -> None:
        """End with a dialog that informs."""
        self.forget_status()
        self._book.app.alert(told, title=TITLE, mode="info")

    def ask_attention(self, told: str) -> None:
        """End with a dialog that something could not be done."""
        self._book.app.alert(told, title=TITLE, mode="critical")


def open_for_person(path: Path) -> None:
    """Open a file or folder with the program the person has for it, if there is one."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - a file of ours
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen([opener, str(path)])  # noqa: S603 - a path of ours, no shell
