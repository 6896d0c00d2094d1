from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.books.build import JOBS, checks, members, opened, parts, plan, repacked, shelf, workbook
from toolkit.books.backups import Shelf
from toolkit.books.file import FileBook
from toolkit.books.writer import apply_plan
from toolkit.errors import ChangedUnderneathError, NotAWorkbookError, RefusedError
from toolkit.plan import Block, Column, Edit, OwnSheet, Plan


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "tracker.xlsx")


@pytest.fixture
def kept(tmp_path: Path) -> Shelf:
    return shelf(tmp_path)


def values(path: Path, sheet: str) -> list[list[object]]:
    return [
        list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    ]


def test_an_own_sheet_is_added_and_every_other_part_keeps_its_bytes(
    book: Path, kept: Shelf
) -> None:
    before = members(book.read_bytes())

    receipt = apply_plan(book, plan(), shelf=kept)

    after = members(book.read_bytes())
    changed = {name for name in before if after[name] != before[name]}
    assert receipt.written
    assert receipt.sheets == {"Checks": "Checks"}
    assert changed == {
        "[Content_Types].xml",
        "docProps/app.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
    }
    assert values(book, "Checks")[0][0] == "Checks of the tracker"
    assert values(book, "Jobs")[1][:2] == list(JOBS[1][:2])


def test_a_repeat_with_nothing_new_writes_nothing(book: Path, kept: Shelf) -> None:
    apply_plan(book, plan(), shelf=kept)
    before = book.stat()

    receipt = apply_plan(book, plan(), shelf=kept)

    assert not receipt.written
    assert receipt.backup is None
    assert book.stat().st_mtime_ns == before.st_mtime_ns


def test_our_sheet_is_replaced_in_its_place(book: Path, kept: Shelf) -> None:
    apply_plan(book, Plan(sheets=(checks("Late"), checks(name="Burn"))), shelf=kept)
    apply_plan(book, plan("Fine", "Fine", "Fine"), shelf=kept)

    assert CalamineWorkbook.from_path(book).sheet_names == ["Jobs", "Checks", "Burn"]
    assert [row[4] for row in values(book, "Checks")[5:8]] == ["Fine"] * 3


def test_fifty_saves_grow_nothing_after_the_second(book: Path, kept: Shelf) -> None:
    sizes = []
    for number in range(50):
        apply_plan(book, plan(*("Late", "Fine")[: 1 + number % 2]), shelf=kept)
        sizes.append((book.stat().st_size, len(parts(book.read_bytes())["xl/styles.xml"])))

    assert max(size for size, _ in sizes) == sizes[1][0]
    assert max(styles for _, styles in sizes) == sizes[1][1]


def test_a_persons_sheet_of_our_name_is_left_alone(tmp_path: Path, kept: Shelf) -> None:
    book = workbook(tmp_path / "tracker.xlsx", {"checks": JOBS})
    sheet = members(book.read_bytes())["xl/worksheets/sheet1.xml"]

    first = apply_plan(book, plan("Late"), shelf=kept)
    second = apply_plan(book, plan("Fine"), shelf=kept)

    assert first.sheets == second.sheets == {"Checks": "Checks (2)"}
    assert first.remarks
    assert CalamineWorkbook.from_path(book).sheet_names == ["checks", "Checks (2)"]
    assert members(book.read_bytes())["xl/worksheets/sheet1.xml"] == sheet


def test_a_sheet_is_set_up_to_be_read_and_printed(book: Path, kept: Shelf) -> None:
    apply_plan(book, plan("Late", "Fine"), shelf=kept)

    sheet = opened(book)["Checks"]
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:E7"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.print_area == "'Checks'!$A$1:$E$8"
    assert sheet["A8"].value == "Total"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_the_mark_is_a_hidden_name_of_the_sheet(book: Path, kept: Shelf) -> None:
    apply_plan(book, plan(), shelf=kept)

    mark = opened(book)["Checks"].defined_names["_account_services"]
    assert mark.value == '"Checks"'
    assert mark.hidden


def test_a_copy_leaves_the_book_as_it_is(book: Path, kept: Shelf, tmp_path: Path) -> None:
    before, copy = book.read_bytes(), tmp_path / "copy.xlsx"

    receipt = apply_plan(book, plan(), to=copy, shelf=kept)

    assert book.read_bytes() == before
    assert receipt.book == str(copy)
    assert "Checks" in CalamineWorkbook.from_path(copy).sheet_names
    assert not apply_plan(book, plan(), to=copy, shelf=kept).written


def test_text_never_becomes_a_formula(book: Path, kept: Shelf) -> None:
    apply_plan(book, plan("=1+1", "\x0bx_x0041_"), shelf=kept)

    sheet = opened(book)["Checks"]
    assert sheet["A3"].value == "=not a formula"
    assert sheet["A3"].data_type == "s"
    assert sheet["E6"].data_type == "s"
    assert [row[4] for row in values(book, "Checks")[5:7]] == ["=1+1", "x_x0041_"]


@pytest.mark.parametrize("ending", [".csv", ".xls", ".ods"])
def test_other_kinds_are_left_alone_and_results_stand_beside(
    tmp_path: Path, kept: Shelf, ending: str
) -> None:
    book = tmp_path / f"hours{ending}"
    book.write_bytes(b"Job,Hours\nA-1,2\n")

    receipt = apply_plan(book, plan(), shelf=kept)

    assert book.read_bytes() == b"Job,Hours\nA-1,2\n"
    assert receipt.book == str(tmp_path / "hours (results).xlsx")
    assert receipt.remarks
    assert CalamineWorkbook.from_path(receipt.book).sheet_names == ["Checks"]
    assert not apply_plan(book, plan(), shelf=kept).written


def test_results_beside_never_take_a_persons_file(tmp_path: Path, kept: Shelf) -> None:
    (tmp_path / "hours.csv").write_text("Job,Hours\n")
    theirs = workbook(tmp_path / "hours (results).xlsx").read_bytes()

    receipt = apply_plan(tmp_path / "hours.csv", plan(), shelf=kept)

    assert Path(receipt.book).name == "hours (results 2).xlsx"
    assert (tmp_path / "hours (results).xlsx").read_bytes() == theirs


def test_a_book_saved_since_it_was_read_is_not_written(book: Path, kept: Shelf) -> None:
    from toolkit.books.stamp import stamp

    seen = stamp(book)
    workbook(book, {"Jobs": JOBS[:2]})
    before = book.read_bytes()

    with pytest.raises(ChangedUnderneathError):
        apply_plan(book, plan(), seen=seen, shelf=kept)
    assert book.read_bytes() == before


def test_what_is_no_workbook_says_so(tmp_path: Path, kept: Shelf) -> None:
    (tmp_path / "photo.xlsx").write_bytes(b"\x89PNG")

    with pytest.raises(NotAWorkbookError):
        apply_plan(tmp_path / "photo.xlsx", plan(), shelf=kept)
    with pytest.raises(NotAWorkbookError):
        apply_plan(tmp_path / "none.xlsx", plan(), shelf=kept)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("a/b: [c]*?", "a-b- -c---"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History (2)"),
        ("x" * 40, "x" * 31),
    ],
)
def test_any_name_becomes_one_a_sheet_can_have(
    book: Path, kept: Shelf, wanted: str, given: str
) -> None:
    receipt = apply_plan(book, Plan(sheets=(checks(name=wanted),)), shelf=kept)

    assert receipt.sheets == {wanted: given}
    assert opened(book).sheetnames == ["Jobs", given]
    assert not apply_plan(book, Plan(sheets=(checks(name=wanted),)), shelf=kept).written


def rebuilt(book: Path, part: str, old: bytes, new: bytes) -> None:
    content = parts(book.read_bytes())[part]
    assert old in content
    book.write_bytes(repacked(book.read_bytes(), {part: content.replace(old, new)}))


def test_a_protected_structure_gets_no_new_sheet(book: Path, kept: Shelf) -> None:
    rebuilt(
        book,
        "xl/workbook.xml",
        b"<bookViews>",
        b'<workbookProtection lockStructure="1"/><bookViews>',
    )

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)


def test_a_password_to_change_is_respected(book: Path, kept: Shelf) -> None:
    rebuilt(
        book,
        "xl/workbook.xml",
        b"<workbookPr",
        b'<fileSharing reservationPassword="CC1A"/><workbookPr',
    )

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)


def test_a_password_that_is_none_is_no_reason_to_refuse(book: Path, kept: Shelf) -> None:
    sharing = b'<fileSharing userName="Bo" reservationPassword="0"/><workbookPr'
    rebuilt(book, "xl/workbook.xml", b"<workbookPr", sharing)

    assert apply_plan(book, plan(), shelf=kept).written


def test_a_signed_book_is_refused(book: Path, kept: Shelf) -> None:
    origin = (
        b"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    )
    arrow = b'<Relationship Id="rId9" Type="%s" Target="x.sigs"/></Relationships>' % origin
    rebuilt(book, "_rels/.rels", b"</Relationships>", arrow)

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)


def test_a_shared_book_is_refused(book: Path, kept: Shelf) -> None:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"
    arrow = b'<Relationship Id="rId9" Type="%s" Target="r.xml"/></Relationships>' % kind
    rebuilt(book, "xl/_rels/workbook.xml.rels", b"</Relationships>", arrow)

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)


def test_a_part_that_is_there_twice_is_refused(book: Path, kept: Shelf) -> None:
    with zipfile.ZipFile(book, "a") as package:
        package.writestr("XL/Workbook.xml", b"<workbook/>")

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)


def test_an_encrypted_book_is_refused(tmp_path: Path, kept: Shelf) -> None:
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)

    with pytest.raises(RefusedError):
        apply_plan(locked, plan(), shelf=kept)


def test_a_document_type_is_refused(book: Path, kept: Shelf) -> None:
    rebuilt(book, "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook')

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)


def test_a_number_that_is_none_is_refused_not_a_crash(book: Path, kept: Shelf) -> None:
    rebuilt(book, "xl/styles.xml", b'<xf numFmtId="0"', b'<xf numFmtId="none"')

    with pytest.raises(RefusedError):
        apply_plan(book, Plan(edits=(Edit("Jobs", 2, 4, 1200.5, 7),)), shelf=kept)


def test_a_book_without_styles_gets_them(book: Path, kept: Shelf) -> None:
    content = parts(book.read_bytes())
    rels = re.sub(rb"<Relationship [^>]*styles.xml\"/>", b"", content["xl/_rels/workbook.xml.rels"])
    sheet = re.sub(rb' s="\d+"', b"", content["xl/worksheets/sheet1.xml"])
    changed = {"xl/_rels/workbook.xml.rels": rels, "xl/worksheets/sheet1.xml": sheet}
    book.write_bytes(repacked(book.read_bytes(), {**changed, "xl/styles.xml": None}))

    apply_plan(book, plan(), shelf=kept)

    assert opened(book)["Checks"]["A5"].font.bold


def test_an_empty_style_sheet_makes_no_default_of_a_date(book: Path, kept: Shelf) -> None:
    empty = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    sheet = re.sub(rb' s="\d+"', b"", parts(book.read_bytes())["xl/worksheets/sheet1.xml"])
    changed = {"xl/styles.xml": empty, "xl/worksheets/sheet1.xml": sheet}
    book.write_bytes(repacked(book.read_bytes(), changed))

    apply_plan(book, Plan(edits=(Edit("Jobs", 9, 5, None, date(2026, 3, 1)),)), shelf=kept)

    jobs = FileBook(book).read("Jobs")["Jobs"]
    assert jobs.value(2, 4) == 1200.5
    assert jobs.value(9, 5) == date(2026, 3, 1)


def test_a_workbook_of_a_beta_of_excel_is_refused(book: Path, kept: Shelf) -> None:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rebuilt(book, "xl/workbook.xml", main, b"http://schemas.microsoft.com/office/excel/2006/2")

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)


def test_what_a_mac_zips_along_is_kept_and_not_read(book: Path, kept: Shelf) -> None:
    fork = b"\x00\x05\x16\x07"
    junk = {"__MACOSX/xl/_rels/._workbook.xml.rels": fork, "__MACOSX/xl/._workbook.xml": fork}
    book.write_bytes(repacked(book.read_bytes(), junk))

    for states in (["Late"], ["Fine", "Late"]):
        assert apply_plan(book, plan(*states), shelf=kept).written
    assert junk.items() <= parts(book.read_bytes()).items()


def test_member_names_with_backslashes_are_kept(book: Path, kept: Shelf) -> None:
    content = parts(book.read_bytes())
    with zipfile.ZipFile(book, "w") as package:
        for name, data in content.items():
            package.writestr(name.replace("/", "\\"), data)

    apply_plan(book, plan(), shelf=kept)

    names = zipfile.ZipFile(BytesIO(book.read_bytes())).namelist()
    assert "xl\\worksheets\\sheet1.xml" in names
    assert "xl/worksheets/sheet2.xml" in names


def test_a_streamed_package_with_data_descriptors_is_saved(book: Path, kept: Shelf) -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: int) -> int:
            raise OSError

    pipe, content = Pipe(), parts(book.read_bytes())
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    book.write_bytes(pipe.getvalue())

    apply_plan(book, plan(), shelf=kept)

    assert opened(book).sheetnames == ["Jobs", "Checks"]
    with zipfile.ZipFile(book) as package:
        assert package.testzip() is None


def test_a_table_too_long_for_a_sheet_is_refused(book: Path, kept: Shelf) -> None:
    column, row = Column("Job"), ("A-1",)
    sheet = OwnSheet("Big", "Big", (), (Block((column,), (row,) * 1_048_576),))

    with pytest.raises(RefusedError):
        apply_plan(book, Plan(sheets=(sheet,)), shelf=kept)
