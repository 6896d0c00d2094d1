"""Every format of every report: whole, the same each time, and deaf to what cells command."""

from __future__ import annotations

import html as markup
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.reports.samples import (
    AS_OF,
    HOSTILE,
    NOW,
    contact_sample,
    hostile_contact,
    hostile_status,
    status_sample,
)
from tests.trackers import make_tracker
from toolkit.config import Config
from toolkit.errors import MissingExtraError, OutputError
from toolkit.reports import (
    FORMATS,
    ContactView,
    Format,
    StatusView,
    contact_view,
    file_name,
    render,
    status_views,
)
from toolkit.reports.wording import clean

View = StatusView | ContactView


def text_of(document: bytes, kind: Format) -> str:
    """Return what a reader of the document sees, white space aside."""
    if kind == "pdf":
        from pypdf import PdfReader

        text = "".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)
    elif kind == "docx":
        from docx import Document

        body = Document(BytesIO(document)).element.body
        text = "".join(body.itertext())
    else:
        text = document.decode("utf-8")
        if kind == "html":
            text = re.sub(r"(?s)<style>.*?</style>", "", text)
            text = markup.unescape(re.sub(r"<[^>]+>", "", text))
    return squeezed(text)


def squeezed(text: str) -> str:
    """Return text without white space and ligatures, which lay-out puts in as it likes."""
    folded = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    return "".join(folded.split())


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("sample", [status_sample, contact_sample])
def test_every_format_says_all_of_the_view(kind: Format, sample: Callable[[], View]) -> None:
    view = sample()
    text = text_of(render(view, kind), kind).casefold()
    if isinstance(view, StatusView):
        rows = [row for section in view.sections for row in section.rows]
        wanted = [view.client, view.date, view.team, *view.notes, "Waiting on client"]
        wanted += [part for row in rows for part in (row.number, row.name, *row.milestones[0])]
        wanted += ["Client to approve headline", "Studio resizes"]
    else:
        wanted = [view.client, "Boston, 4th floor", "10:00–11:30", "Sam Marlow", "Dana Reyes"]
        wanted += ["Headline route B was shown.", "Decision", "Route B goes ahead.", "24 Nov 2026"]
        wanted += ["A 15-second cut is to be estimated.", "Department heads", "Ola Berg"]
        wanted += [view.deadline, *view.closing]
    assert [part for part in wanted if squeezed(part).casefold() not in text] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_view_gives_the_same_bytes(kind: Format) -> None:
    assert render(status_sample(), kind) == render(status_sample(), kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_missing_is_told_to_us_and_not_to_the_client(kind: Format) -> None:
    row = replace(status_sample().sections[0].rows[0], next_step="—")
    view = status_sample()
    gap = replace(view, sections=(replace(view.sections[0], rows=(row,)), *view.sections[1:]))
    assert "missing" not in text_of(render(gap, kind), kind).casefold()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_contact_report_names_in_its_margin_what_is_missing(kind: Format) -> None:
    view = contact_sample(place_held=None, next_steps="Send layout", topics=None, decisions=None)
    text = text_of(render(view, kind), kind)
    notes = [*view.margin.facts, *view.margin.sections, *view.margin.steps]
    assert len(notes) == 3
    assert [note for note in notes if squeezed(note) not in text] == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("hostile", [hostile_status, hostile_contact])
def test_whatever_a_cell_holds_comes_out_as_text(
    kind: Format, hostile: Callable[[str], View]
) -> None:
    together = "\n".join(HOSTILE)
    document = render(hostile(together), kind)
    text = text_of(document, kind)
    assert [line for line in HOSTILE if squeezed(clean(line)) not in text] == []
    for bad in ("\x00", "\x07", "\u202e"):
        assert bad not in text
    if kind == "html":
        assert b"<script" not in document


@pytest.mark.parametrize("kind", FORMATS)
def test_names_in_any_script_come_through(kind: Format) -> None:
    names = "Łódź Ωmega Жук"
    text = text_of(render(hostile_status(names), kind), kind)
    assert squeezed(names) in text


@pytest.mark.parametrize("kind", FORMATS)
def test_letters_the_pdfs_own_fonts_lack_do_no_harm(kind: Format) -> None:
    names = "قهوة עברית 東京 한국 🎬"
    document = render(hostile_status(names), kind)
    if kind == "pdf":  # whether the letters are seen there is up to the machine's fonts
        assert document.startswith(b"%PDF")
    else:
        assert squeezed(names) in text_of(document, kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_rows_that_say_nothing_make_a_report_all_the_same(kind: Format) -> None:
    made = make_tracker(jobs=[{"number": None, "client": None}], meetings=[{"number": 1}])
    (status,) = status_views(made, Config(), AS_OF)
    contact = contact_view(made, Config(), 1, NOW)
    assert "—" in text_of(render(status, kind), kind)
    assert squeezed("the date is missing") in text_of(render(contact, kind), kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_client_without_jobs_is_told_so(kind: Format) -> None:
    made = make_tracker(accounts=[{"client": "Marlow Hotels"}])
    (view,) = status_views(made, Config(), AS_OF, "Marlow Hotels")
    text = text_of(render(view, kind), kind)
    wanted = ("No open jobs.", "No new work.", "Nothing to be billed.")
    assert [words for words in wanted if squeezed(words) not in text] == []


def test_html_needs_nothing_from_outside() -> None:
    for view in (status_sample(), contact_sample()):
        page = render(view, "html").decode()
        assert not re.search(r"(?i)\b(?:src|href)\s*=|url\(|@import|<script|<link", page)
        assert '<html lang="en">' in page
        assert page.count("<h1") == 1


def test_the_rows_of_an_html_table_are_headed() -> None:
    page = render(status_sample(), "html").decode()
    assert page.count('<th scope="col">') == 12
    assert page.count('<th scope="row">') == 3


def test_text_fits_into_a_mail() -> None:
    view = hostile_status("Längstwortmöglichesungetüm" * 8 + " 東京" * 60)
    lines = render(view, "txt").decode().split("\n")
    assert max(map(len, lines)) <= 72


def test_an_agencys_template_stands_for_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "status.html.j2").write_text("<p>{{ client }}</p>", encoding="utf-8")
    assert render(status_sample(), "html", tmp_path) == b"<p>Marlow Hotels</p>"
    (tmp_path / "status.typ").write_text(
        '#import "base.typ": *\n#view.client in Typst', encoding="utf-8"
    )
    assert "inTypst" in text_of(render(status_sample(), "pdf", tmp_path), "pdf")
    assert b"Marlow Hotels" in render(status_sample(), "txt", tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("status.html.j2", "{{ nobody_knows_this }}"),
        ("status.html.j2", "{% for %}"),
        ("status.html.j2", "{{ ''.__class__.__mro__ }}"),
        ("status.txt.j2", "{{ client.nothing.here }}"),
        ("status.typ", "#let x = "),
        ("status.docx", "no Word document"),
    ],
)
def test_a_template_that_does_not_work_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    kind: Format = {"j2": name.split(".")[1], "typ": "pdf", "docx": "docx"}[name.split(".")[-1]]  # type: ignore[assignment]
    with pytest.raises(OutputError, match=re.escape(name)):
        render(status_sample(), kind, tmp_path)


def test_a_folder_of_templates_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        render(status_sample(), "html", tmp_path / "none")


@pytest.mark.parametrize(
    ("client", "name"),
    [
        ("Marlow Hotels", "Status report - Marlow Hotels - 2026-11-24.pdf"),
        ('Bell/Co: \\ <x>|?*"', "Status report - Bell Co x - 2026-11-24.pdf"),
        ("../../etc/passwd", "Status report - etc passwd - 2026-11-24.pdf"),
        ("CON", "Status report - CON_ - 2026-11-24.pdf"),
        ("nul.txt", "Status report - nul.txt_ - 2026-11-24.pdf"),
        ("a\u202eb\x00c\n", "Status report - ab c - 2026-11-24.pdf"),
        ("東京 Søk", "Status report - 東京 Søk - 2026-11-24.pdf"),
        ("", "Status report - 2026-11-24.pdf"),
        ("...", "Status report - 2026-11-24.pdf"),
        ("x" * 300, f"Status report - {'x' * 120} - 2026-11-24.pdf"),
    ],
)
def test_a_file_name_is_safe_on_every_system(client: str, name: str) -> None:
    assert file_name(replace(status_sample(), client=client), "pdf") == name


def test_a_file_name_fits_however_long_the_cells_are() -> None:
    view = replace(contact_sample(), client="東京" * 300, number="9" * 300)
    assert len(file_name(view, "html").encode()) <= 255


def test_a_contact_reports_file_carries_its_number() -> None:
    name = file_name(contact_sample(), "docx")
    assert name == "Contact report - 27 - Marlow Hotels - 2026-11-19.docx"


def test_making_a_view_imports_no_renderer() -> None:
    code = (
        "import sys, toolkit.reports; "
        "print([m for m in ('jinja2', 'docx', 'docxtpl', 'typst', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_typst_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"\[pdf\]"):
        render(status_sample(), "pdf")


def test_a_pdf_is_tagged_titled_and_on_the_countrys_paper() -> None:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(render(status_sample(), "pdf")))
    assert reader.metadata is not None
    assert reader.metadata.title == status_sample().title
    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # type: ignore[index]  # noqa: E712
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [612, 792]


def test_word_repeats_the_header_and_keeps_rows_whole() -> None:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Inches

    document = Document(BytesIO(render(status_sample(), "docx")))
    for table in document.tables:
        rows = [row.trPr for row in table._tbl.tr_lst]
        assert rows[0] is not None
        assert rows[0].find(qn("w:tblHeader")) is not None
        assert all(row is not None and row.find(qn("w:cantSplit")) is not None for row in rows)
    assert document.core_properties.title == status_sample().title
    assert document.sections[0].page_width == Inches(8.5)


@pytest.mark.parametrize("sample", [status_sample, lambda: contact_sample(place_held=None)])
def test_word_has_nothing_to_repair(tmp_path: Path, sample: Callable[[], View]) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "report.docx"
    path.write_bytes(render(sample(), "docx"))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_a_report_of_400_jobs_is_whole() -> None:
    view = status_sample()
    row = view.sections[0].rows[0]
    many = tuple(replace(row, number=f"LNG-{n:04}") for n in range(400))
    long = replace(view, sections=(replace(view.sections[0], rows=many), *view.sections[1:]))
    for kind in FORMATS:
        text = text_of(render(long, kind), kind)
        assert [r.number for r in many if r.number not in text] == []
