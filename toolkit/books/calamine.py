"""Calamine, with each of its failures turned into ours."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.errors import UnreadableError
from toolkit.table import Area, SheetInfo, Value, Visibility

if TYPE_CHECKING:
    from python_calamine import SheetMetadata

__all__ = ["Calamine"]


class Calamine:
    """An open workbook whose reader may raise, but never anything but UnreadableError.

    It may still abort the process or eat memory: suspicious files belong into ``guarded``.
    """

    def __init__(self, content: bytes, name: str) -> None:
        from python_calamine import CalamineWorkbook

        self.name = name
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except BaseException as error:  # a panic of the library is no Exception
            raise self._refusal(error) from error

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return the worksheets in order; charts and dialogs that stand as sheets are left out."""
        from python_calamine import SheetTypeEnum

        return tuple(
            SheetInfo(sheet.name, _visibility(sheet))
            for sheet in self._book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        )

    def rows(self, sheet: str) -> list[list[Value]]:
        """Return the sheet's rows from row 1, blanks as "", errors as ""."""
        try:
            rows: list[list[Value]] = self._book.get_sheet_by_name(sheet).to_python(
                skip_empty_area=False
            )  # type: ignore[assignment]
        except BaseException as error:  # a panic of the library is no Exception
            raise self._refusal(error) from error
        return rows

    def merged(self, sheet: str) -> Sequence[Area]:
        """Return the merged areas, where the format tells."""
        try:
            ranges = self._book.get_sheet_by_name(sheet).merged_cell_ranges
        except BaseException as error:  # a panic of the library is no Exception
            raise self._refusal(error) from error
        return [
            Area(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in ranges or ()
        ]

    def _refusal(self, error: BaseException) -> UnreadableError:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise error
        told = " ".join(str(error).split())[:200] or type(error).__name__
        if type(error).__name__ == "PasswordError":
            return UnreadableError(
                f"{self.name} is protected by a password; remove it in the program it is "
                "from and save it again"
            )
        return UnreadableError(
            f"{self.name} cannot be read ({told}); open it in Excel and save it as .xlsx"
        )


def _visibility(sheet: SheetMetadata) -> Visibility:
    from python_calamine import SheetVisibleEnum

    if sheet.visible == SheetVisibleEnum.Visible:
        return Visibility.VISIBLE
    return (
        Visibility.VERY_HIDDEN
        if sheet.visible == SheetVisibleEnum.VeryHidden
        else Visibility.HIDDEN
    )
