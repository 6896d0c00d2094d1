"""Odd files no chance damage makes, each built for one trick of zip, XML, BIFF, ODS or text."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping

from tests.books.biff import biff, hidden_row, ole, record, small_ole, xls
from tests.books.biff12 import record as record12
from tests.books.biff12 import xlsb
from tests.books.corpus import OddFile
from tests.books.samples import MAIN, one_sheet, packed, parts, relations, sheet, styles, text_cell
from tests.books.test_ods import cell, ods, row

__all__ = ["oddities"]

HEAD = '<row r="1">' + "".join(
    text_cell(f"{letter}1", word)
    for letter, word in zip("ABCDE", ("Job #", "Job Name", "Client", "Status", "Due"), strict=True)
)
JOB = (
    '<row r="2">'
    + "".join(
        text_cell(f"{letter}2", word)
        for letter, word in zip("ABCD", ("A-1", "Poster", "Acme", "WIP"), strict=True)
    )
    + "</row>"
)
ROWS = f"{HEAD}</row>{JOB}"
LAUGHS = "<!DOCTYPE z [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
FILE = "<!DOCTYPE z [<!ENTITY i SYSTEM 'file:///etc/hostname'>"
TRICKS: dict[str, Callable[[], bytes]] = {}


def trick(build: Callable[[], bytes]) -> Callable[[], bytes]:
    TRICKS[build.__name__] = build
    return build


def oddities() -> Iterable[OddFile]:
    """Yield every odd file, named by its trick and the kind it pretends to be."""
    for name, build in TRICKS.items():
        content = build()
        kind = "xlsx" if content.startswith(b"PK") else "xls" if content[:1] == b"\xd0" else "csv"
        yield OddFile(f"{name}.{'ods' if name.startswith('ods') else kind}", content)
    for name, xml in SHEETS.items():
        yield OddFile(f"sheet {name}.xlsx", one_sheet(xml))
    for name, changed in PARTS.items():
        members = {**parts({"Jobs": sheet(ROWS)}, strings="", styles=styles("")), **changed}
        yield OddFile(f"part {name}.xlsx", packed(members))
    for name, table in TABLES.items():
        yield OddFile(f"table {name}.ods", ods(table))
    for name, text in TEXTS.items():
        yield OddFile(f"text {name}.csv", text)


def _line(words: Iterable[str], number: int) -> str:
    cells = "".join(
        text_cell(f"{_letters(at)}{number}", word) for at, word in enumerate(words, start=1)
    )
    return f'<row r="{number}">{cells}</row>'


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


WIDE = ["Status", "Due", "Owner", "Client", "Job #", "Hours", "Budget"]
DIAGONAL = "".join(
    f'<row r="{n * 20}"><c r="{_letters(n)}{n * 20}"><v>1</v></c></row>' for n in range(1, 9000)
)
SHEETS: Mapping[str, str] = {
    "negative row": f'{ROWS}<row r="-5"><c r="A-5"><v>1</v></c></row>',
    "row 0": f'{ROWS}<row r="0"><c r="A0"><v>1</v></c></row>',
    "column XFE": f'{ROWS}<row r="3"><c r="XFE3"><v>1</v></c></row>',
    "row 1048577": f'{ROWS}<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
    "last corner": f'{ROWS}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "no addresses": "<row><c><v>1</v></c><c><v>2</v></c></row>" * 50,
    "same cell twice": ROWS + ROWS + ROWS,
    "rows upside down": JOB + HEAD + "</row>",
    "diagonal": DIAGONAL,
    "16380 headers": _line((f"{w} {n}" for n in range(2340) for w in WIDE), 1) + JOB,
    "2000 equal headers": _line(["Status"] * 2000, 1) + _line(["WIP"] * 2000, 2),
    "string out of range": f'{ROWS}<row r="3"><c r="A3" t="s"><v>99999999</v></c></row>',
    "string below 0": f'{ROWS}<row r="3"><c r="A3" t="s"><v>-1</v></c></row>',
    "numbers that are none": ROWS
    + '<row r="3">'
    + "".join(
        f'<c r="{_letters(n)}3"><v>{v}</v></c>'
        for n, v in enumerate(("NaN", "inf", "1e999", "--1", "0x10", "1,5", "١"), 1)
    )
    + "</row>",
    "very long text": HEAD + text_cell("F1", "word " * 400_000) + f"</row>{JOB}",
    "break in every header": _line(["Job\n" * 500 + "#", "Due\n" * 500, "Status"], 1) + JOB,
    "a million blanks": HEAD + "</row>" + "".join(f'<row r="{n}"/>' for n in range(2, 300_000)),
    "headers without end": "".join(
        _line((WIDE[(n + k) % 7] for k in range(5)), 2 * n + 1) for n in range(1500)
    ),
    "formula of a megabyte": f'{ROWS}<row r="3"><c r="A3"><f>{"1+" * 500_000}1</f></c></row>',
    "shared formula without master": ROWS
    + "".join(
        f'<row r="{n}"><c r="A{n}"><f t="shared" si="{n}"/><v>1</v></c></row>'
        for n in range(3, 2000)
    ),
    "nested 100,000 deep": ROWS + "<x>" * 100_000 + "</x>" * 100_000,
    "attribute of 5 MB": f"<row r='1' spans='{'1:9 ' * 1_250_000}'>{text_cell('A1', 'x')}</row>",
    "50,000 attributes": "<row " + " ".join(f'a{n}="1"' for n in range(50_000)) + f"></row>{ROWS}",
}


def _after(xml: str) -> Mapping[str, str]:
    return {"xl/worksheets/sheet1.xml": sheet(ROWS, after=xml)}


def _main(xml: str, name: str = "xl/sharedStrings.xml") -> Mapping[str, str | bytes]:
    return {name: xml}


def _book(sheets: str, names: str = "") -> str:
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{link}"><sheets>{sheets}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>"
    )


def _tab(name: str, relation: str = "rId1", number: int = 1) -> str:
    return f'<sheet name="{name}" sheetId="{number}" r:id="{relation}"/>'


UTF16 = sheet(ROWS).encode("utf-16")
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
PARTS: Mapping[str, Mapping[str, str | bytes]] = {
    "laughs in strings": _main(f"{LAUGHS}]><sst xmlns='{MAIN}'><si><t>&i;</t></si></sst>"),
    "laughs in the sheet": {"xl/worksheets/sheet1.xml": f"{LAUGHS}]>{sheet(ROWS)}"},
    "laughs in the book": {BOOK: f"{LAUGHS}]>{_book(_tab('&i;'))}"},
    "laughs in styles": {"xl/styles.xml": f"{LAUGHS}]>{styles('')}"},
    "laughs in relations": {
        RELATIONS: f"{LAUGHS}]>{relations([('rId1', 'worksheet', 'worksheets/sheet1.xml')])}"
    },
    "laughs in utf-16": {
        "xl/worksheets/sheet1.xml": (
            '<?xml version="1.0" encoding="utf-16"?>' + f"{LAUGHS}]>{sheet(ROWS)}"
        ).encode("utf-16")
    },
    "a file in strings": _main(f"{FILE}]><sst xmlns='{MAIN}'><si><t>&i;</t></si></sst>"),
    "a file in the sheet": {"xl/worksheets/sheet1.xml": f"{FILE}]>{sheet(ROWS)}"},
    "utf-16 without a word": {"xl/worksheets/sheet1.xml": UTF16},
    "utf-32": {"xl/worksheets/sheet1.xml": sheet(ROWS).encode("utf-32")},
    "unknown encoding": {
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="klingon"?>{sheet(ROWS)}'
    },
    "wrong encoding": {
        "xl/worksheets/sheet1.xml": sheet(ROWS.replace("Poster", "Größe")).encode("cp1252")
    },
    "nul bytes": {"xl/worksheets/sheet1.xml": sheet(ROWS).replace("Poster", "Po\0ster")},
    "only nul bytes": {"xl/worksheets/sheet1.xml": bytes(100_000)},
    "comment of 5 MB": {"xl/worksheets/sheet1.xml": f"<!--{'x' * 5_000_000}-->{sheet(ROWS)}"},
    "deep strings": _main(
        f"<sst xmlns='{MAIN}'>{'<si>' * 50_000}<t>x</t>{'</si>' * 50_000}</sst>"
    ),
    "deep book": {BOOK: _book(f"{_tab('Jobs')}{'<x>' * 100_000}{'</x>' * 100_000}")},
    "deep styles": {"xl/styles.xml": f"{'<a>' * 200_000}{'</a>' * 200_000}"},
    "sheet is the book": {RELATIONS: relations([("rId1", "worksheet", "workbook.xml")])},
    "sheet is its own relations": {
        RELATIONS: relations([("rId1", "worksheet", "_rels/workbook.xml.rels")])
    },
    "sheet leads to itself": {
        SHEET_RELATIONS: relations(
            [("r1", "table", "../worksheets/sheet1.xml"), ("r2", "comments", "sheet1.xml")]
        )
    },
    "sheet outside": {
        RELATIONS: relations([("rId1", "worksheet", "../../../../../etc/passwd")])
    },
    "sheet in the net": {
        RELATIONS: relations([("rId1", "worksheet", "http://example.invalid/sheet1.xml")])
    },
    "no sheet there": {RELATIONS: relations([("rId1", "worksheet", "worksheets/sheet9.xml")])},
    "no relation there": {BOOK: _book(_tab("Jobs", "rId77"))},
    "no sheets": {BOOK: _book("")},
    "same name twice": {BOOK: _book(_tab("Jobs") + _tab("Jobs", number=2))},
    "name of 20,000 letters": {BOOK: _book(_tab("J" * 20_000))},
    "3,000 names for a sheet": {
        BOOK: _book("".join(_tab(f"Jobs {n}", number=n) for n in range(1, 3001))),
        "xl/worksheets/sheet1.xml": sheet(
            HEAD
            + "</row>"
            + "".join(_line(["A-1", "Poster", "Acme", "WIP"], n) for n in range(2, 1500))
        ),
    },
    "50,000 defined names": {
        BOOK: _book(
            _tab("Jobs"),
            "".join(f'<definedName name="n{n}">Jobs!$A$1</definedName>' for n in range(50_000)),
        )
    },
    "name of a megabyte": {
        BOOK: _book(
            _tab("Jobs"), f'<definedName name="n">{"Jobs!$A$1," * 100_000}</definedName>'
        )
    },
    "name over everything": {
        BOOK: _book(
            _tab("Jobs"), '<definedName name="n">Jobs!$A$1:$XFD$1048576</definedName>'
        )
    },
    "merged over everything": _after('<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'),
    "merged 50,000 times": _after(
        "<mergeCells>"
        + "".join(f'<mergeCell ref="A{n}:E{n + 3}"/>' for n in range(1, 50_000))
        + "</mergeCells>"
    ),
    "merged to nowhere": _after(
        '<mergeCells><mergeCell ref="B9:A1"/><mergeCell ref=""/><mergeCell ref="ZZZZ1:A"/>'
        "</mergeCells>"
    ),
    "filter over everything": _after('<autoFilter ref="A1:XFD1048576"/>'),
    "filter below everything": _after('<autoFilter ref="A1048576:XFD1048576"/>'),
    "dimension lies": {
        "xl/worksheets/sheet1.xml": sheet(ROWS, '<dimension ref="A1:XFD1048576"/>')
    },
    "hidden columns without end": {
        "xl/worksheets/sheet1.xml": sheet(
            ROWS, '<cols><col min="1" max="4294967295" hidden="1"/></cols>'
        )
    },
    "frozen below everything": {
        "xl/worksheets/sheet1.xml": sheet(
            ROWS, '<sheetViews><sheetView><pane ySplit="999999999" state="frozen"/></sheetView>'
            "</sheetViews>"
        )
    },
    "table over everything": {
        SHEET_RELATIONS: relations([("r1", "table", "../tables/table1.xml")]),
        "xl/tables/table1.xml": f'<table xmlns="{MAIN}" name="T" ref="A1:XFD1048576"/>',
    },
    "strings that lie": _main(f"<sst xmlns='{MAIN}' count='4294967295' uniqueCount='9999999999'/>"),
    "string of 100,000 runs": _main(
        f"<sst xmlns='{MAIN}'><si>{'<r><t>x</t></r>' * 100_000}</si></sst>"
    ),
    "content types are none": {"[Content_Types].xml": "<Types/>"},
    "content types are text": {"[Content_Types].xml": "hello"},
}  # fmt: skip
REPEATED = 'office:value-type="float" office:value="1"'
TABLES: Mapping[str, str] = {
    "rows without end": '<table:table table:name="Jobs">'
    + row(cell(REPEATED), attributes=' table:number-rows-repeated="1000000000"')
    + "</table:table>",
    "columns without end": '<table:table table:name="Jobs">'
    + row(cell(f'{REPEATED} table:number-columns-repeated="1000000000"'))
    + "</table:table>",
    "both without end": '<table:table table:name="Jobs">'
    + row(
        cell(f'{REPEATED} table:number-columns-repeated="16384"'),
        attributes=' table:number-rows-repeated="1048576"',
    )
    + "</table:table>",
    "blank rows without end": '<table:table table:name="Jobs">'
    + row(cell(text="Job #"))
    + row(cell(), attributes=' table:number-rows-repeated="1048575"') * 300
    + row(cell(text="A-1"))
    + "</table:table>",
    "spans without end": '<table:table table:name="Jobs">'
    + row(
        cell(
            'table:number-rows-spanned="1048576" table:number-columns-spanned="16384"',
            text="Job #",
        )
    )
    + "</table:table>",
    "wrong values": '<table:table table:name="Jobs">'
    + row(
        cell('office:value-type="date" office:date-value="2026-13-45"', text="x"),
        cell('office:value-type="time" office:time-value="PT99999999999H"', text="x"),
        cell('office:value-type="float" office:value="NaN"', text="x"),
        cell('office:value-type="boolean" office:boolean-value="maybe"', text="x"),
        cell('office:value-type="currency" office:value=""', text="x"),
    )
    + "</table:table>",
    "table within a table": '<table:table table:name="Jobs">'
    + row(
        cell().replace(
            "><", '><table:table table:name="In">' + row(cell(text="A-1")) + "</table:table><"
        )
    )
    + "</table:table>",
    "deep text": '<table:table table:name="Jobs">'
    + row(cell(text="<text:span>" * 20_000 + "x" + "</text:span>" * 20_000))
    + "</table:table>",
    "no table": "",
    "laughs": "&i;",
}
QUOTED = b'Job #,Name,Status\r\nA-1,"Poster,WIP\r\n'
TEXTS: Mapping[str, bytes] = {
    "quote never closed": QUOTED + b"A-2,Film,WIP\r\n" * 200_000,
    "line of 30 MB": b"Job #,Name\nA-1," + b"x" * 30_000_000,
    "one line of commas": b"Job #" + b"," * 20_000_000,
    "only line breaks": b"\n" * 20_000_000,
    "only carriage returns": b"Job #,Name,Status\rA-1,Poster,WIP\rA-2,Film,WIP",
    "mixed encodings": "Job #,Größe,Status\nA-1,".encode() + "Größe".encode("cp1252") + b",WIP\n",
    "nul in cells": b"Job #,Name,Status\nA-1,Po\0ster,WIP\n",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbfJob #,Name\nA-1,Poster\n",
    "half a utf-16": "Job #,Name\nA-1,Poster\n".encode("utf-16")[:-1],
    "lone surrogates": b"\xff\xfe" + b"\x00\xd8" * 500 + "\nJob #,Name\n".encode("utf-16-le"),
    "sep of nothing": b"sep=\nJob #,Name\nA-1,Poster\n",
    "sep of a quote": b'sep="\nJob #"Name\nA-1"Poster\n',
    "json": b'[{"job": 1, "name": "Poster"}, {"job": 2, "name": "Film"}]\n' * 50,
    "a log": b"2026-03-01 12:00:00,123 INFO [main] started; took 12 ms\n" * 5000,
    "every row as long": b"".join(b"," * n + b"x\n" for n in range(1, 1500)),
    "tab and comma": b"Job #\tName,Status\nA-1\tPoster,WIP\nA-2,Film\tWIP\n",
    "cell of 2 MB": b'Job #,Name\nA-1,"' + b"word " * 400_000 + b'"\n',
    "headers only": b"Job #,Name,Client,Status,Due\n" * 20_000,
    "formulas": b"Job #,Name,Status\n=cmd|' /C calc'!A0,=HYPERLINK(1),@SUM(1)\n",
    "escapes": b"Job #,Name,Status\n\x1b[31mA-1\x1b[0m,\x07\x08,WIP\n",
}  # fmt: skip


def _whole() -> dict[str, str | bytes]:
    return parts({"Jobs": sheet(ROWS)})


def _zipped(write: Callable[[zipfile.ZipFile], None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return out.getvalue()


@trick
def every_member_twice() -> bytes:
    import warnings

    def write(archive: zipfile.ZipFile) -> None:
        for _ in range(2):
            for name, content in _whole().items():
                archive.writestr(name, content)

    with warnings.catch_warnings(action="ignore"):
        return _zipped(write)


@trick
def absolute_names() -> bytes:
    return packed({f"/{name}": content for name, content in _whole().items()})


@trick
def names_that_climb() -> bytes:
    return packed({f"../../{name}": content for name, content in _whole().items()})


@trick
def names_of_a_drive() -> bytes:
    return packed({f"C:\\{name}": content for name, content in _whole().items()})


@trick
def zip64_everywhere() -> bytes:
    def write(archive: zipfile.ZipFile) -> None:
        for name, content in _whole().items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content.encode() if isinstance(content, str) else content)

    return _zipped(write)


class _Pipe(io.RawIOBase):
    """A target that cannot go back: sizes come in descriptors behind the data."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.held += bytes(memoryview(data))  # type: ignore[arg-type]
        return memoryview(data).nbytes  # type: ignore[arg-type]


@trick
def data_descriptors() -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _whole().items():
            archive.writestr(name, content)
    return bytes(pipe.held)


def _central(content: bytes) -> list[int]:
    found, at = [], content.find(b"PK\x01\x02")
    while at >= 0:
        found.append(at)
        at = content.find(b"PK\x01\x02", at + 4)
    return found


def _patched(offset: int, value: bytes) -> bytes:
    """Return a book with the same bytes put into every entry of the central directory."""
    raw = bytearray(packed(_whole()))
    for at in _central(bytes(raw)):
        raw[at + offset : at + offset + len(value)] = value
    return bytes(raw)


@trick
def wrong_checksums() -> bytes:
    return _patched(16, b"\1\2\3\4")


@trick
def all_members_overlap() -> bytes:
    return _patched(42, bytes(4))


@trick
def all_members_locked() -> bytes:
    return _patched(8, b"\1\0")


@trick
def all_members_of_another_packing() -> bytes:
    return _patched(10, b"\x0c\0")


@trick
def all_members_claim_gigabytes() -> bytes:
    return _patched(24, b"\xff\xff\xff\x7f")


@trick
def all_members_claim_nothing() -> bytes:
    return _patched(24, bytes(4))


@trick
def noise_before() -> bytes:
    return b"PK\x03\x04" + bytes(5000) + packed(_whole())


@trick
def noise_behind() -> bytes:
    return packed(_whole()) + bytes(range(256)) * 4000


@trick
def two_ends() -> bytes:
    return packed(_whole()) + packed({"hello.txt": "hello"})


@trick
def end_counts_wrong() -> bytes:
    raw = bytearray(packed(_whole()))
    at = raw.rfind(b"PK\x05\x06")
    raw[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    return bytes(raw)


@trick
def empty_zip() -> bytes:
    return packed({})


@trick
def only_folders() -> bytes:
    return packed(dict.fromkeys(("xl/", "_rels/", "xl/worksheets/"), ""))


@trick
def twenty_thousand_members() -> bytes:
    return packed({**_whole(), **{f"xl/media/{n}.bin": b"" for n in range(20_000)}})


@trick
def bomb_of_members() -> bytes:
    return packed({**_whole(), **{f"xl/media/{n}.bin": bytes(60_000_000) for n in range(4)}})


@trick
def bomb_in_the_sheet() -> bytes:
    return packed({**_whole(), "xl/worksheets/sheet1.xml": sheet(ROWS) + " " * 120_000_000})


@trick
def bomb_that_hides() -> bytes:
    """The sheet claims to be small, and unpacks to 100 MB."""
    raw = bytearray(
        packed({**_whole(), "xl/worksheets/sheet1.xml": sheet(ROWS) + " " * 100_000_000})
    )
    for at in _central(bytes(raw)):
        raw[at + 24 : at + 28] = struct.pack("<I", 900)
    return bytes(raw)


ROW_OF_JOBS: list[list[object]] = [["Job #", "Name"], *([f"A-{n}", n] for n in range(40))]


@trick
def biff_cut_in_a_record() -> bytes:
    return ole(biff(ROW_OF_JOBS)[:-31])


@trick
def biff_record_of_64_kb() -> bytes:
    return ole(biff(ROW_OF_JOBS, inside=struct.pack("<HH", 0x204, 0xFFFF)))


@trick
def biff_nested_without_end() -> bytes:
    return ole(biff(ROW_OF_JOBS, inside=record(0x809, bytes(16)) * 2000))


@trick
def biff_of_lost_sheets() -> bytes:
    lost = record(0x85, struct.pack("<IHBB", 0xFFFFFFF0, 0, 1, 0) + b"X")
    return ole(biff(ROW_OF_JOBS, globals_=lost * 50))


@trick
def biff_strings_that_lie() -> bytes:
    return ole(biff(ROW_OF_JOBS, globals_=record(0xFC, struct.pack("<II", 2**31, 2**31))))


@trick
def biff_without_container() -> bytes:
    return biff(ROW_OF_JOBS, inside=hidden_row(3))


@trick
def ole_of_odd_sectors() -> bytes:
    raw = bytearray(xls(ROW_OF_JOBS))
    raw[30:32] = b"\x1f\0"
    return bytes(raw)


@trick
def ole_small_sectors_in_circles() -> bytes:
    raw = bytearray(small_ole(biff(ROW_OF_JOBS[:8])))
    raw[0x600 : 0x600 + 16] = bytes(16)
    return bytes(raw)


@trick
def ole_header_only() -> bytes:
    return xls(ROW_OF_JOBS)[:512]


@trick
def xlsb_cut() -> bytes:
    members = _members(xlsb(ROW_OF_JOBS))
    members["xl/worksheets/sheet1.bin"] = members["xl/worksheets/sheet1.bin"][:-40]
    return packed(members)


@trick
def xlsb_of_long_records() -> bytes:
    members = _members(xlsb(ROW_OF_JOBS))
    members["xl/worksheets/sheet1.bin"] += b"\x06\xff\xff\xff\x7f"
    members["xl/workbook.bin"] += record12(39, b"\xff" * 40) * 500
    return packed(members)


@trick
def xlsb_row_of_two_billion() -> bytes:
    members = _members(xlsb(ROW_OF_JOBS))
    far = record12(0, struct.pack("<IIH", 2**31 - 1, 0, 300) + bytes(7))
    members["xl/worksheets/sheet1.bin"] += far + record12(5, struct.pack("<IId", 2**31 - 1, 0, 1))
    return packed(members)


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@trick
def ods_without_content() -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})


@trick
def ods_of_another_encoding() -> bytes:
    members = _members(ods('<table:table table:name="Jobs"/>'))
    head = b'<?xml version="1.0" encoding="utf-16"?>'
    members["content.xml"] = (head + members["content.xml"]).decode().encode("utf-16")
    return packed(members)
