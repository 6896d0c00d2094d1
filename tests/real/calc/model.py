"""The members of Excel's object model on Windows that the toolkit uses beyond xlwings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from toolkit.table import a1

if TYPE_CHECKING:
    from tests.real.calc.app import App
    from tests.real.calc.book import Book
    from tests.real.calc.sheet import Range, Sheet

__all__ = ["AppModel", "BookModel", "NameModel", "RangeModel", "SheetModel"]

FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA"""


class NameModel:
    """A name, whose standing in lists Calc does not keep."""

    Visible = True


class BookModel:
    """``Workbook``."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def Path(self) -> str:  # noqa: N802
        return self._book.fullname.rpartition("/")[0] if self._book.document.URL else ""

    @property
    def FullName(self) -> str:  # noqa: N802
        return self._book.fullname

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        return bool(self._book.document.isProtected())

    @property
    def ReadOnly(self) -> bool:  # noqa: N802
        return bool(self._book.document.isReadonly())


class AppModel:
    """``Application``."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def ActiveWindow(self) -> WindowModel:  # noqa: N802
        book = self._app.books.active
        assert book is not None
        return WindowModel(book)


class WindowModel:
    """``Window``: the view of the sheet in front."""

    def __init__(self, book: Book) -> None:
        self._view = book.document.CurrentController
        book.calls["window"] += 1

    @property
    def FreezePanes(self) -> bool:  # noqa: N802
        return bool(self._view.hasFrozenPanes())

    @FreezePanes.setter
    def FreezePanes(self, wanted: bool) -> None:  # noqa: N802
        if wanted:
            self._view.freezeAtPosition(0, self._rows)
        else:
            self._view.freezeAtPosition(0, 0)

    _rows = 0

    @property
    def SplitRow(self) -> int:  # noqa: N802
        return int(self._view.SplitRow)

    @SplitRow.setter
    def SplitRow(self, rows: int) -> None:  # noqa: N802
        self._rows = rows


class SheetModel:
    """``Worksheet``."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def Visible(self) -> int:  # noqa: N802
        return -1 if self._sheet.sheet.IsVisible else 0

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        self._sheet.calls["protected"] += 1
        return bool(self._sheet.sheet.isProtected())

    @property
    def Comments(self) -> CommentsModel:  # noqa: N802
        return CommentsModel(self._sheet)

    @property
    def Cells(self) -> CellsModel:  # noqa: N802
        return CellsModel(self._sheet)

    @property
    def AutoFilterMode(self) -> bool:  # noqa: N802
        return self.AutoFilter is not None

    @AutoFilterMode.setter
    def AutoFilterMode(self, wanted: bool) -> None:  # noqa: N802
        for area in _filters(self._sheet):
            area.AutoFilter = wanted

    @property
    def AutoFilter(self) -> FilterModel | None:  # noqa: N802
        self._sheet.calls["filter"] += 1
        found = [area for area in _filters(self._sheet) if area.AutoFilter]
        return FilterModel(found[0]) if found else None


def _filters(sheet: Sheet) -> list[Any]:
    document = sheet.book.document
    ranges = document.getPropertyValue("UnnamedDatabaseRanges")
    index = sheet.index - 1
    found = [ranges.getByTable(index)] if ranges.hasByTable(index) else []
    named = [document.DatabaseRanges.getByName(n) for n in document.DatabaseRanges.ElementNames]
    return found + [area for area in named if area.DataArea.Sheet == index]


class FilterModel:
    """``AutoFilter``."""

    def __init__(self, area: Any) -> None:
        self._area = area.DataArea

    @property
    def Range(self) -> FilterModel:  # noqa: N802
        return self

    @property
    def Address(self) -> str:  # noqa: N802
        at = self._area
        first, last = a1(at.StartRow + 1, at.StartColumn + 1), a1(at.EndRow + 1, at.EndColumn + 1)
        return f"{first}:{last}"


class CellsModel:
    """``Worksheet.Cells``."""

    def __init__(self, sheet: Sheet) -> None:
        self.FormatConditions = FormatConditionsModel(sheet)


class FormatConditionsModel:
    """``FormatConditions``: every condition of a sheet, counted from 1."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def _all(self) -> list[FormatConditionModel]:
        formats = self._sheet.sheet.ConditionalFormats
        return [
            FormatConditionModel(formats, one, number)
            for one in formats.getConditionalFormats()
            for number in range(one.Count)
        ]

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self._all())

    def Item(self, number: int) -> FormatConditionModel:  # noqa: N802
        return self._all()[number - 1]


class FormatConditionModel:
    """``FormatCondition``."""

    def __init__(self, formats: Any, whole: Any, number: int) -> None:
        self._formats, self._whole, self._number = formats, whole, number

    @property
    def Type(self) -> int:  # noqa: N802
        condition, expression = 0, 2
        return expression if self._whole.getByIndex(self._number).Type == condition else 0

    @property
    def Formula1(self) -> str:  # noqa: N802
        return f"={self._whole.getByIndex(self._number).Formula1}"

    def Delete(self) -> None:  # noqa: N802
        if self._whole.Count > 1:
            self._whole.removeByIndex(self._number)
        else:
            self._formats.removeByID(self._whole.ID)


class CommentsModel:
    """``Comments``: iterated as COM's collections are."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def Count(self) -> int:  # noqa: N802
        self._sheet.calls["notes"] += 1
        return int(self._sheet.sheet.Annotations.Count)

    def __iter__(self) -> Iterator[CommentModel]:
        notes = self._sheet.sheet.Annotations
        return iter([CommentModel(self._sheet, notes.getByIndex(i)) for i in range(notes.Count)])


class CommentModel:
    """``Comment``."""

    def __init__(self, sheet: Sheet, note: Any) -> None:
        self._sheet, self._note = sheet, note

    @property
    def Author(self) -> str:  # noqa: N802
        return str(self._note.Author)

    def Text(self) -> str:  # noqa: N802
        return str(self._note.String)

    @property
    def Parent(self) -> CommentModel:  # noqa: N802
        return self

    @property
    def Row(self) -> int:  # noqa: N802
        return int(self._note.Position.Row) + 1

    @property
    def Column(self) -> int:  # noqa: N802
        return int(self._note.Position.Column) + 1

    def Delete(self) -> None:  # noqa: N802
        notes = self._sheet.sheet.Annotations
        for index in range(notes.Count):
            at = notes.getByIndex(index).Position
            if (at.Row + 1, at.Column + 1) == (self.Row, self.Column):
                notes.removeByIndex(index)
                return


class RangeModel:
    """``Range``."""

    def __init__(self, range_: Range) -> None:
        self._range = range_

    @property
    def Font(self) -> FontModel:  # noqa: N802
        return FontModel(self._range)

    @property
    def EntireRow(self) -> LineModel:  # noqa: N802
        return LineModel(self._range, self._range.cells.Rows)

    @property
    def EntireColumn(self) -> LineModel:  # noqa: N802
        return LineModel(self._range, self._range.cells.Columns)

    @property
    def HasFormula(self) -> bool | None:  # noqa: N802
        self._range.calls["formulas"] += 1
        found = self._range.cells.queryContentCells(FORMULAS).RangeAddresses
        count = sum(
            (at.EndRow - at.StartRow + 1) * (at.EndColumn - at.StartColumn + 1) for at in found
        )
        return None if 0 < count < len(self._range) else bool(count)

    def AddComment(self, text: str) -> None:  # noqa: N802
        self._range.calls["notes"] += 1
        at = self._range.cells.getCellByPosition(0, 0).CellAddress
        self._range.sheet.sheet.Annotations.insertNew(at, text)

    def AutoFilter(self, field: int = 1) -> None:  # noqa: N802
        ranges = self._range.sheet.book.document.DatabaseRanges
        name = f"filter{self._range.sheet.index}"
        if name in ranges.ElementNames:
            ranges.removeByName(name)
        ranges.addNewByName(name, self._range.cells.RangeAddress)
        ranges.getByName(name).AutoFilter = True


class FontModel:
    """``Font``."""

    def __init__(self, range_: Range) -> None:
        self._range = range_

    @property
    def Strikethrough(self) -> bool | None:  # noqa: N802
        self._range.calls["struck"] += 1
        found = {
            same.getByIndex(0).CharStrikeout != 0
            for same in _each(self._range.cells.UniqueCellFormatRanges)
        }
        return found.pop() if len(found) == 1 else None


def _each(container: Any) -> list[Any]:
    return [container.getByIndex(index) for index in range(container.Count)]


class LineModel:
    """``EntireRow`` or ``EntireColumn``."""

    def __init__(self, range_: Range, lines: Any) -> None:
        self._range, self._lines = range_, lines

    @property
    def Hidden(self) -> bool | None:  # noqa: N802
        self._range.calls["hidden"] += 1
        # Calc answers for the first line only; its visible cells tell about all of them.
        shown = self._range.cells.queryVisibleCells().RangeAddresses
        seen: set[int] = set()
        is_rows = hasattr(self._lines, "OptimalHeight")
        for at in shown:
            first, last = (at.StartRow, at.EndRow) if is_rows else (at.StartColumn, at.EndColumn)
            seen.update(range(first, last + 1))
        if not seen:
            return True
        return False if len(seen) == self._lines.Count else None
