from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.books.samples import packed, put
from toolkit.books.file import FileBook
from toolkit.books.ods import read_ods
from toolkit.books.ods_cell import excel_formula
from toolkit.errors import UnreadableError
from toolkit.table import Area, CellError, Grid, Value, Visibility

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{short}="{OASIS}:{long}:1.0"'
    for short, long in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("number", "datastyle"),
    ]
)
STYLES = (
    '<number:time-style style:name="N1" number:truncate-on-overflow="false"/>'
    '<style:style style:name="hours" style:data-style-name="N1"/>'
    '<style:style style:name="away"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="gone"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="yellow"><style:table-cell-properties '
    'fo:background-color="#ffff00"/></style:style>'
)


def ods(table: str, settings: str = "") -> bytes:
    content = (
        f'<office:document-content {SPACES} xmlns:calcext="urn:calcext">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    more = {"settings.xml": settings} if settings else {}
    return packed({"mimetype": TYPE, "content.xml": content, **more})


def grid(rows: str, attributes: str = "") -> Grid:
    table = f'<table:table table:name="Jobs"{attributes}>{rows}</table:table>'
    return read_ods(ods(table), "jobs.ods")["Jobs"]


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def cell(attributes: str = "", text: str = "") -> str:
    held = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{held}</table:table-cell>"


def typed(kind: str, value: str, name: str = "value") -> str:
    return f'office:value-type="{kind}" office:{name}="{value}"'


def test_content_with_line_breaks_between_its_elements_is_read(tmp_path: Path) -> None:
    table = f'<table:table table:name="Jobs">{row(cell(text="A-7"))}</table:table>'
    broken = ods(table.replace("><", ">\n  <"))
    book = FileBook(put(tmp_path, "jobs.ods", broken))

    assert [sheet.name for sheet in book.sheets()] == ["Jobs"]
    assert book.read()["Jobs"].value(1, 1) == "A-7"


@pytest.mark.parametrize(
    ("made", "value"),
    [
        (cell(typed("float", "42")), 42.0),
        (cell(typed("currency", "12.5")), 12.5),
        (cell('office:value-type="string"', "0042"), "0042"),
        (cell('office:value-type="string"', 'a<text:s text:c="2"/>b'), "a  b"),
        (cell(typed("boolean", "true", "boolean-value")), True),
        (cell(typed("date", "2026-03-04", "date-value")), date(2026, 3, 4)),
        (
            cell(typed("date", "2026-03-04T09:30:00", "date-value")),
            datetime(2026, 3, 4, 9, 30),  # noqa: DTZ001
        ),
        (cell(typed("time", "PT14H30M00S", "time-value")), time(14, 30)),
        (cell(typed("time", "PT30H30M00S", "time-value")), timedelta(hours=30, minutes=30)),
        (
            cell('table:style-name="hours" ' + typed("time", "PT07H30M00S", "time-value")),
            timedelta(hours=7, minutes=30),
        ),
        (
            cell('office:value-type="string" calcext:value-type="error"', "#REF!"),
            CellError("#REF!"),
        ),
    ],
)
def test_a_value_keeps_its_type(made: str, value: Value) -> None:
    found = grid(row(made)).value(1, 1)
    assert found == value
    assert type(found) is type(value)


def test_repeats_keep_every_cell_in_its_place() -> None:
    found = grid(
        row(
            cell('table:number-columns-repeated="16384"'),
            attributes=' table:number-rows-repeated="2"',
        )
        + row(
            cell('table:number-columns-repeated="2"'),
            cell('table:number-columns-repeated="2" office:value-type="string"', "x"),
            attributes=' table:number-rows-repeated="2"',
        )
        + row(cell(), attributes=' table:number-rows-repeated="1048570"')
    )
    assert [list(cells) for cells in found.rows] == [[], [], ["", "", "x", "x"], ["", "", "x", "x"]]


def test_what_stands_around_the_cells_is_read() -> None:
    found = grid(
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        + row(
            cell('table:number-columns-spanned="3" ' + typed("float", "1")),
            cell('table:style-name="gone" ' + typed("float", "1")),
            '<table:table-cell table:style-name="yellow"><office:annotation><text:p>Ask</text:p>'
            "</office:annotation></table:table-cell>",
            cell('table:formula="of:=[.A1]*2" ' + typed("float", "2")),
            cell('table:formula="of:=[.A1]*3"'),
            attributes=' table:visibility="filter"',
        ),
        ' table:style-name="away"',
    )
    assert found.visibility is Visibility.HIDDEN
    assert found.hidden_columns == {3}
    assert found.hidden_rows == {1}
    assert found.merged == (Area(1, 1, 1, 3),)
    assert found.struck == {(1, 2)}
    assert found.filled == {(1, 3): "FFFF00"}
    assert found.notes == {(1, 3): "Ask"}
    assert found.formulas == {(1, 4): "A1*2", (1, 5): "A1*3"}
    assert found.uncalculated == {(1, 5)}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("of:=[.E4]*2", "E4*2"),
        ("of:=SUM([.E6];40)", "SUM(E6,40)"),
        ("of:=SUM([.$E$4:.E9])", "SUM($E$4:E9)"),
        ("of:=[$Rates.B2]&\"a;[.B]\"", 'Rates!B2&"a;[.B]"'),
        ("of:=[$'Old jobs'.B2]", "'Old jobs'!B2"),
    ],
)  # fmt: skip
def test_formulas_read_as_in_excel(written: str, shown: str) -> None:
    assert excel_formula(written) == shown


@pytest.mark.parametrize(
    "rows",
    [
        row(cell(typed("float", "1")), attributes=' table:number-rows-repeated="2000000"') * 2,
        row(cell('table:number-columns-repeated="16384"'), cell(typed("float", "1"))),
        row(cell(typed("float", "abc"))),
        "<table:table-row>",
    ],
)
def test_what_no_sheet_can_hold_is_refused(tmp_path: Path, rows: str) -> None:
    content = ods(f'<table:table table:name="Jobs">{rows}</table:table>')
    with pytest.raises(UnreadableError):
        FileBook(put(tmp_path, "jobs.ods", content)).read()
