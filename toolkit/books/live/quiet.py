"""Working in somebody's Excel unnoticed: what was set is put back, what fails is said plainly."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from toolkit.books.live import model
from toolkit.errors import BookBusyError, RefusedError, ToolkitError

if TYPE_CHECKING:
    import xlwings

__all__ = ["Asking", "Quiet"]

BUSY = frozenset({-2146777998, -2147418111, -2147417846})
"""HRESULTs of an Excel in which a cell is edited or a dialog is open."""
GONE = frozenset({-2147023174, -2147417848, -2147023179})
"""HRESULTs of an Excel that was closed meanwhile."""


class Asking:
    """Turns whatever a spreadsheet program throws into an error that says what to do.

    ``with Asking("Jobs.xlsx"): …``; a class, because the errors of some programs cannot travel
    through a generator.
    """

    def __init__(self, book: str) -> None:
        self._book = book

    def __enter__(self) -> None:
        model.give_up_in_time()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if error is None or isinstance(error, ToolkitError) or not isinstance(error, Exception):
            return
        raise _plain(self._book, error) from error


def _plain(book: str, error: Exception) -> ToolkitError:
    code = getattr(error, "hresult", None)
    inner = getattr(error, "excepinfo", None)
    codes = {code, inner[5] if inner else None}
    if codes & GONE:
        return BookBusyError(f"{book} was closed in Excel meanwhile; open it and try again")
    if codes & BUSY or isinstance(error, AttributeError):
        return BookBusyError(
            f"Excel is busy with {book}: finish the cell you are editing (Enter or Esc), close any "
            "open dialog, and try again"
        )
    told = (inner[2] if inner else None) or getattr(error, "Message", None) or str(error)
    return RefusedError(f"Excel refused to change {book}: {told or type(error).__name__}")


class Quiet:
    """Holds screen, calculation and events still, and puts them and the selection back."""

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self._back: list[Callable[[], object]] = []

    def __enter__(self) -> None:
        app = self._book.app
        selection, front = app.selection, self._book.sheets.active
        before = app.screen_updating, app.enable_events, app.calculation
        # Put back in this order, the screen last, so that nobody sees the steps.
        self._back = [
            lambda: front.activate(),
            lambda: selection.select() if selection is not None else None,
            lambda: setattr(app, "calculation", before[2]),
            lambda: setattr(app, "enable_events", before[1]),
            lambda: setattr(app, "screen_updating", before[0]),
        ]
        try:
            app.screen_updating = False
            app.enable_events = False
            app.calculation = "manual"
        except BaseException:  # a person's settings come back after anything
            self._put_back()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._put_back()

    def _put_back(self) -> None:
        for step in self._back:
            try:
                step()
            except Exception:  # noqa: BLE001, S112 - the rest must be put back all the same
                continue
