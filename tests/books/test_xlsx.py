from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.books.samples import (
    DOCUMENT,
    MAIN,
    STRICT,
    packed,
    parts,
    put,
    relations,
    sheet,
    styles,
    text_cell,
)
from toolkit.books.file import FileBook
from toolkit.books.reader import Reader, grids_by
from toolkit.errors import UnreadableError
from toolkit.table import Area, CellError, Grid, Value, Visibility

DATES = styles(
    '<xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="164"/><xf numFmtId="20"/>',
    formats='<numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\ hh:mm;@"/>',
)


SOLID = '<fill><patternFill patternType="solid"><fgColor {}/></patternFill></fill>'


def read(content: bytes, reader: Reader = Reader.CALAMINE) -> Grid:
    """Return the first sheet, read in this process."""
    return next(iter(grids_by(reader, content, "jobs.xlsx", ()).values()))


def one(rows: str, *, before: str = "", after: str = "", **more: object) -> bytes:
    xml = sheet(rows, before, after)
    return packed(parts({"Jobs": xml}, **more))  # type: ignore[arg-type]


BOTH = pytest.mark.parametrize("reader", [Reader.CALAMINE, Reader.OWN])


@BOTH
@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>42</v></c>', 42.0),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellError("#N/A")),
        ('<c r="A1" t="str"><v>0042</v></c>', "0042"),
        ('<c r="A1" t="s"><v>0</v></c>', "Rich text"),
        ('<c r="A1" t="s"><v>1</v></c>', "  a\r\nb  "),
        ('<c r="A1" t="s"><v>2</v></c>', "R&D <b>"),
        ('<c r="A1" t="inlineStr"><is><t>in</t></is></c>', "in"),
        ('<c r="A1" t="d"><v>2026-03-04</v></c>', date(2026, 3, 4)),
        ('<c r="A1" s="1"><v>46085</v></c>', date(2026, 3, 4)),
        ('<c r="A1" s="1"><v>45</v></c>', date(1900, 2, 14)),
        ('<c r="A1" s="1"><v>-3</v></c>', -3.0),
        ('<c r="A1" s="2"><v>1.25</v></c>', timedelta(hours=30)),
        ('<c r="A1" s="3"><v>46085.5</v></c>', datetime(2026, 3, 4, 12)),  # noqa: DTZ001
        ('<c r="A1" s="4"><v>0.75</v></c>', time(18)),
        ('<c r="A1" s="1"><v>0</v></c>', time(0)),
    ],
)
def test_a_value_keeps_its_type(reader: Reader, cell: str, value: Value) -> None:
    strings = (
        '<si><r><t xml:space="preserve">Rich </t></r><r><rPr><b/></rPr><t>text</t></r>'
        '<rPh sb="0" eb="1"><t>X</t></rPh></si>'
        '<si><t xml:space="preserve">  a_x000D_\nb  </t></si><si><t>R&amp;D &lt;b&gt;</t></si>'
    )
    found = read(one(f'<row r="1">{cell}</row>', strings=strings, styles=DATES), reader).value(1, 1)
    assert found == value
    assert type(found) is type(value)


@BOTH
def test_dates_of_1904_workbooks_are_dates(reader: Reader) -> None:
    content = packed(
        parts(
            {"Jobs": sheet('<row r="1"><c r="A1" s="1"><v>44623</v></c></row>')},
            styles=DATES,
            workbook='<workbookPr date1904="1"/>',
        )
    )
    assert read(content, reader).value(1, 1) == date(2026, 3, 4)


def test_a_workbook_without_styles_is_read() -> None:
    assert read(one('<row r="1"><c r="A1" s="7"><v>1</v></c></row>')).value(1, 1) == 1


@BOTH
def test_a_stray_cell_in_the_last_corner_is_one_cell(reader: Reader, tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "Job #")}</row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    grid = read(one(rows), reader)
    assert grid.value(1, 1) == "Job #"
    assert grid.value(1_048_576, 16_384) == 1
    assert len({id(row) for row in grid.rows}) == 3


def test_rows_that_only_claim_to_be_there_cost_nothing() -> None:
    rows = f'<row r="1">{text_cell("A1", "Job #")}</row><row r="1048576" ht="15"/>'
    grid = read(one(rows, before='<dimension ref="A1:XFD1048576"/>'))
    assert len(grid.rows) == 1


@pytest.mark.parametrize("address", ["XFE1", "A1048577", "A99999999999", "ZZZ1"])
def test_a_cell_no_sheet_can_have_is_refused(tmp_path: Path, address: str) -> None:
    content = one(f'<row r="1"><c r="{address}"><v>1</v></c></row>')
    with pytest.raises(UnreadableError):
        FileBook(put(tmp_path, "jobs.xlsx", content)).read()


def formulas(rows: str, workbook: str = "") -> Grid:
    return read(packed(parts({"Jobs": sheet(rows)}, workbook=workbook)))


def test_a_formula_never_calculated_is_said_so() -> None:
    grid = formulas(
        '<row r="1"><c r="A1"><f>B1&amp;"x"</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="str"><f>IF(1,"")</f><v></v></c><c r="D1"><f>2*2</f><v/></c></row>'
    )
    assert grid.formulas == {(1, 1): 'B1&"x"', (1, 2): "1+1", (1, 3): 'IF(1,"")', (1, 4): "2*2"}
    assert grid.uncalculated == {(1, 1), (1, 4)}


def test_a_workbook_that_waits_for_calculation_has_stale_formulas() -> None:
    grid = formulas(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>',
        '<calcPr fullCalcOnLoad="1"/>',
    )
    assert grid.uncalculated == {(1, 2)}
    assert grid.value(1, 2) == 2


def test_shared_formulas_are_written_out_for_each_cell() -> None:
    grid = formulas(
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">SUM(A1:A$9)*$C1</f>'
        "<v>1</v></c></row>"
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    assert grid.formulas[3, 2] == "SUM(A3:A$9)*$C3"


def test_every_cell_of_an_array_formula_is_a_formula() -> None:
    grid = formulas(
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">ROW(A1:A2)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row>'
    )
    assert set(grid.formulas) == {(1, 1), (2, 1)}


def test_strike_through_of_cells_and_of_whole_rich_texts_is_seen() -> None:
    content = one(
        '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1"><v>2</v></c>'
        '<c r="C1" t="s"><v>0</v></c><c r="D1" t="s"><v>1</v></c><c r="E1"><v>0</v></c></row>',
        styles=styles('<xf fontId="1"/>', fonts="<font><strike/></font>"),
        strings="<si><r><rPr><strike/></rPr><t>gone</t></r></si>"
        "<si><r><rPr><strike/></rPr><t>half</t></r><r><t> gone</t></r></si>",
    )
    assert read(content).struck == {(1, 1), (1, 3)}


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        ('rgb="FFFFFF00"', "FFFF00"),
        ('indexed="10"', "FF0000"),
        ('theme="4"', "4472C4"),
        ('theme="0" tint="-0.5"', "808080"),
    ],
)
def test_fills_are_shown_as_their_colour(colour: str, shown: str) -> None:
    scheme = "".join(
        f'<s{n}><srgbClr val="{value}"/></s{n}>'
        for n, value in enumerate(["000000", "FFFFFF", "44546A", "E7E6E6", "4472C4"])
    )
    members = parts(
        {"Jobs": sheet('<row r="1"><c r="A1" s="1"/><c r="B1"><v>1</v></c></row>')},
        styles=styles(
            '<xf fillId="2"/>',
            fills=SOLID.format(colour),
        ),
    )
    members["xl/theme/theme1.xml"] = f"<theme><clrScheme>{scheme}</clrScheme></theme>"
    members["xl/_rels/workbook.xml.rels"] = relations(
        [
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "theme", "theme/theme1.xml"),
        ]
    )
    assert read(packed(members)).filled == {(1, 1): shown}


def test_white_is_no_fill() -> None:
    fill = SOLID.format('rgb="FFFFFFFF"')
    content = one(
        '<row r="1"><c r="A1" s="1"/></row>', styles=styles('<xf fillId="2"/>', fills=fill)
    )
    assert not read(content).filled


def test_what_stands_around_the_cells_is_read() -> None:
    grid = read(
        one(
            '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="true"/>',
            before='<sheetViews><sheetView><pane ySplit="2" state="frozen"/></sheetView>'
            "</sheetViews>"
            '<cols><col min="2" max="3" hidden="1"/></cols>',
            after='<autoFilter ref="A1:C9"/><mergeCells><mergeCell ref="B2:D2"/></mergeCells>',
        )
    )
    assert grid.hidden_rows == {1, 3}
    assert grid.hidden_columns == {2, 3}
    assert grid.frozen_rows == 2
    assert grid.filtered == Area(1, 1, 9, 3)
    assert grid.merged == (Area(2, 2, 2, 4),)


def test_tables_and_notes_come_with_their_places() -> None:
    members = parts({"Jobs": sheet('<row r="1"><c r="A1"><v>1</v></c></row>')})
    members["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        [("rId1", "table", "../tables/table1.xml"), ("rId2", "comments", "/xl/comments1.xml")]
    )
    members["xl/tables/table1.xml"] = (
        f'<table xmlns="{MAIN}" name="T" displayName="JobList" ref="B3:D9"/>'
    )
    members["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="C4"><text><r><t>Ask </t></r>'
        "<r><t>Ann</t></r></text></comment></commentList></comments>"
    )
    grid = read(packed(members))
    assert grid.tables == (("JobList", Area(3, 2, 9, 4)),)
    assert grid.notes == {(4, 3): "Ask Ann"}


def test_a_sheet_of_ours_is_known_by_its_mark(tmp_path: Path) -> None:
    rows = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    content = packed(
        parts(
            {"Jobs": rows, "Checks (2)": rows},
            names='<definedName name="_account_services" localSheetId="1" hidden="1">'
            "&quot;Checks&quot;</definedName>",
        )
    )
    book = FileBook(put(tmp_path, "jobs.xlsx", content))
    assert [(info.name, info.own) for info in book.sheets()] == [
        ("Jobs", None),
        ("Checks (2)", "Checks"),
    ]
    assert book.read()["Checks (2)"].own == "Checks"


PLAIN = sheet(
    '<row r="2"><c r="B2" t="str"><v>Job #</v></c><c r="C2" t="e"><v>#REF!</v></c></row>'
    '<row r="3" hidden="1"><c r="B3"><f>1+1</f><v>2</v></c></row>'
)


@pytest.mark.parametrize(
    "odd",
    [
        PLAIN.replace(MAIN, STRICT),
        PLAIN.replace('"', "'"),
        PLAIN.replace("<row", "<!-- <row r='9'> --><row", 1),
        PLAIN.replace("Job #", "<![CDATA[Job #]]>"),
        PLAIN.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns", "xmlns:x"),
        PLAIN.replace(' r="2"', "").replace("<row>", '<row r="2">').replace('<c r="C2"', "<c"),
        PLAIN.replace("<c ", "<c\n\t").replace(' t="', '\n t="'),
        '<?xml version="1.0" encoding="utf-16"?>' + PLAIN,
    ],
)
def test_xml_written_another_way_reads_the_same(odd: str) -> None:
    encoding = "utf-16" if "utf-16" in odd else "utf-8"
    members = parts({"Jobs": PLAIN})
    members["xl/worksheets/sheet1.xml"] = odd.encode(encoding)
    grid = read(packed(members))
    assert grid.value(2, 2) == "Job #"
    assert grid.value(2, 3) == CellError("#REF!")
    assert grid.formulas == {(3, 2): "1+1"}
    assert grid.hidden_rows == {3}


def test_backslashes_in_member_names_are_slashes(tmp_path: Path) -> None:
    members = {name.replace("/", "\\"): content for name, content in parts({"Jobs": PLAIN}).items()}
    (grid,) = FileBook(put(tmp_path, "jobs.xlsx", packed(members))).read().values()
    assert grid.value(2, 2) == "Job #"


def test_hidden_sheets_are_listed_and_charts_are_not(tmp_path: Path) -> None:
    members = parts(
        {"Jobs": PLAIN, "Old": PLAIN, "Chart": "<chartsheet/>"}, states={"Old": "veryHidden"}
    )
    members["xl/_rels/workbook.xml.rels"] = relations(
        [
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ("rId3", "chartsheet", "worksheets/sheet3.xml"),
        ]
    )
    book = FileBook(put(tmp_path, "jobs.xlsx", packed(members)))
    assert [(info.name, info.visibility) for info in book.sheets()] == [
        ("Jobs", Visibility.VISIBLE),
        ("Old", Visibility.VERY_HIDDEN),
    ]
    assert list(book.read()) == ["Jobs", "Old"]


def refused(folder: Path, members: Mapping[str, str | bytes]) -> str:
    with pytest.raises(UnreadableError) as error:
        FileBook(put(folder, "jobs.xlsx", packed(members))).read()
    return str(error.value)


def test_entities_are_refused_and_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    members = parts({"Jobs": bomb + PLAIN.replace("Job #", "&b;")})
    assert "jobs.xlsx" in refused(tmp_path, members)
    members = parts({"Jobs": PLAIN})
    members["xl/workbook.xml"] = bomb + str(members["xl/workbook.xml"])
    assert "jobs.xlsx" in refused(tmp_path, members)


def test_parts_that_claim_more_than_they_hold_do_no_harm() -> None:
    members = parts(
        {"Jobs": sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')},
        strings="<si><t>x</t></si>",
    )
    strings = str(members["xl/sharedStrings.xml"])
    members["xl/sharedStrings.xml"] = strings.replace("<sst ", '<sst uniqueCount="4294967295" ')
    assert read(packed(members)).value(1, 1) == "x"


def test_a_size_that_lies_is_seen_before_it_bursts(tmp_path: Path) -> None:
    content = bytearray(packed(parts({"Jobs": PLAIN}), zipfile.ZIP_DEFLATED))
    at = content.rfind(b"PK\x01\x02")
    for claimed in (64, 150_000_000, 4_000_000_000):
        content[at + 24 : at + 28] = claimed.to_bytes(4, "little")
        with pytest.raises(UnreadableError):
            FileBook(put(tmp_path, "jobs.xlsx", bytes(content))).read()


def test_relations_that_lead_nowhere_are_no_traceback(tmp_path: Path) -> None:
    members = parts({"Jobs": PLAIN})
    members["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships><Relationship Id="rId1" Type="{DOCUMENT}/worksheet" '
        'Target="../../../etc/passwd"/></Relationships>'
    )
    assert "jobs.xlsx" in refused(tmp_path, members)


def test_an_encoding_nobody_knows_is_refused(tmp_path: Path) -> None:
    members = parts({"Jobs": '<?xml version="1.0" encoding="UTF-H"?>' + PLAIN + "<!-- -->"})
    assert "jobs.xlsx" in refused(tmp_path, members)
