from __future__ import annotations

import pytest

from toolkit.books.live.quiet import Asking
from toolkit.errors import BookBusyError, ChangedUnderneathError, RefusedError, ToolkitError


class ComError(Exception):
    """Shaped as pywin32's."""

    def __init__(self, hresult: int, description: str = "", inner: int = 0) -> None:
        super().__init__(hresult, "Exception occurred.")
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", description, None, 0, inner)


def raised_for(error: Exception) -> ToolkitError:
    with pytest.raises(ToolkitError) as found, Asking("Jobs.xlsx"):
        raise error
    return found.value


@pytest.mark.parametrize(
    "error",
    [
        ComError(-2146777998),  # a cell is being edited
        ComError(-2147418111),  # the call was rejected
        ComError(-2147352567, inner=-2146777998),
        AttributeError("Range.Value"),  # what COM's own wrapper makes of a busy Excel
        ComError(-2147023174),  # Excel is gone
    ],
)
def test_a_busy_or_closed_excel_is_said_so(error: Exception) -> None:
    assert isinstance(raised_for(error), BookBusyError)


def test_what_excel_says_is_passed_on() -> None:
    found = raised_for(ComError(-2147352567, "The cell is on a protected sheet.", -2146827284))
    assert isinstance(found, RefusedError)
    assert "The cell is on a protected sheet." in str(found)


def test_our_own_errors_pass_as_they_are() -> None:
    error = ChangedUnderneathError("read it again")
    assert raised_for(error) is error


def test_stopping_by_hand_passes() -> None:
    with pytest.raises(KeyboardInterrupt), Asking("Jobs.xlsx"):
        raise KeyboardInterrupt
