from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.build import parts, repacked, shelf, workbook
from toolkit.books.ooxml.xml import parse, serialise
from toolkit.books.writer import apply_plan
from toolkit.plan import Note, Plan

EXCEL = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="urn:main" '
    b'mc:Ignorable="x14ac" xmlns:mc="urn:mc" xmlns:x14ac="urn:x14ac"><a b="1"/><c>1 &gt; 0 &amp; '
    b'"x"</c><extLst><ext uri="{1}" xmlns:x14="urn:x14"><x14:e/></ext></extLst></worksheet>'
)
DOT_NET = (
    b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="urn:main">'
    b'<x:a b="1" /><x:c>text</x:c></x:worksheet>'
)
INDENTED = b'<?xml version="1.0"?>\r\n<a>\r\n  <b />\r\n  <c d="e" />\r\n</a>\r\n'
JAVA = b"<?xml version='1.0' encoding='UTF-8'?>\n<a>\n<b/></a>\n"


@pytest.mark.parametrize("part", [EXCEL, DOT_NET, INDENTED, JAVA])
def test_a_part_read_and_written_keeps_its_bytes(part: bytes) -> None:
    assert serialise(parse(part, "x"), part) == part


@pytest.mark.parametrize("part", [EXCEL, DOT_NET, INDENTED, JAVA])
def test_a_change_touches_nothing_else(part: bytes) -> None:
    root = parse(part, "x")
    root[-1].set("new", "1 /> 2")

    written = serialise(root, part)

    assert parse(written, "x")[-1].get("new") == "1 /> 2"
    assert written.replace(b' new="1 /&gt; 2"', b"") == part


@pytest.mark.parametrize(
    "part",
    [
        b"<a><b/></a>",
        '<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="utf-16"?><a>\xe9</a>'.encode("utf-16"),
    ],
    ids=["undeclared", "iso-8859-1", "utf-16"],
)
def test_what_says_another_encoding_or_none_is_declared_anew(part: bytes) -> None:
    written = serialise(parse(part, "x"), part)

    assert written.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a>')
    assert parse(written, "x").text == parse(part, "x").text


def test_a_comment_that_looks_like_markup_keeps_its_text() -> None:
    part = b'<?xml version="1.0" encoding="UTF-8"?><a><!-- <b/> --><c /></a>'

    assert b"<!-- <b/> -->" in serialise(parse(part, "x"), part)


def test_notes_that_go_leave_every_byte_as_excel_wrote_it(tmp_path: Path) -> None:
    book = workbook(tmp_path / "tracker.xlsx", {"Jobs": [], "Other": [["x"]]})
    name = "xl/worksheets/sheet1.xml"
    as_excel = parts(book.read_bytes())[name].replace(
        b"</worksheet>", EXCEL[EXCEL.index(b"<extLst>") :]
    )
    book.write_bytes(repacked(book.read_bytes(), {name: as_excel}))
    before = parts(book.read_bytes())

    apply_plan(book, Plan(notes=(Note("Jobs", 2, 2, "Ours"),)), shelf=shelf(tmp_path))
    assert parts(book.read_bytes())[name] != before[name]
    apply_plan(book, Plan(clear_notes=True), shelf=shelf(tmp_path))

    assert parts(book.read_bytes()) == before


def test_a_style_sheet_made_for_notes_goes_with_them(tmp_path: Path) -> None:
    book = workbook(tmp_path / "tracker.xlsx", {"Jobs": [["a"]]})
    rels = "xl/_rels/workbook.xml.rels"
    content = parts(book.read_bytes())
    arrows = parse(content[rels], rels)
    for arrow in arrows:
        if arrow.get("Target") == "styles.xml":
            arrows.remove(arrow)
    types = content["[Content_Types].xml"]
    start = types.index(b'<Override PartName="/xl/styles.xml"')
    types = types[:start] + types[types.index(b"/>", start) + 2 :]
    changed = {rels: serialise(arrows), "[Content_Types].xml": types, "xl/styles.xml": None}
    book.write_bytes(repacked(book.read_bytes(), changed))
    before = parts(book.read_bytes())

    apply_plan(book, Plan(notes=(Note("Jobs", 1, 1, "Ours"),)), shelf=shelf(tmp_path))
    assert "xl/styles.xml" in parts(book.read_bytes())
    apply_plan(book, Plan(clear_notes=True), shelf=shelf(tmp_path))

    assert parts(book.read_bytes()) == before
