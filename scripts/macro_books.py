"""Workbooks with buttons and the ribbon add-in, built from the VBA and XML in workbooks/src."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scripts.vba.project import Kind, Module, vba_project
from scripts.vba.reading import macros_of

__all__ = [
    "ADD_IN",
    "TEMPLATES",
    "add_in",
    "macro_files",
    "made_with_installed_xlwings",
    "template",
]

SOURCE = Path(__file__).resolve().parent.parent / "workbooks" / "src"
ADD_IN = "Account Services.xlam"
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - XlsxWriter takes a naive one
PACKED = (2026, 1, 1, 0, 0, 0)
INK = "#1F3A4D"
BUTTON_WIDTH, BUTTON_HEIGHT, BUTTON_GAP = 130, 26, 8
BUTTON_LINE = BUTTON_HEIGHT + BUTTON_GAP
IN_A_LINE = 6
"""Buttons beside each other: what a laptop's screen shows."""


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook people start from: its sheet, what is asked for, and its buttons."""

    sheet: str
    title: str
    columns: tuple[tuple[str, float, str], ...]
    """Header, width, number format."""
    buttons: tuple[tuple[str, str], ...]
    """Caption and macro."""


DATE, MONEY, HOURS = "yyyy-mm-dd", "#,##0.00", "#,##0.0"
COMMON = (("Fix", "FixCells"), ("Undo", "UndoFix"), ("Help", "ShowHelp"))
TEMPLATES: Mapping[str, Template] = {
    "Job tracker.xlsm": Template(
        "Jobs",
        "Job tracker",
        (
            ("Job #", 11, "@"),
            ("Job Name", 34, "General"),
            ("Client", 22, "General"),
            ("Owner", 12, "General"),
            ("Status", 18, "General"),
            ("Next Step", 34, "General"),
            ("Milestone", 20, "General"),
            ("Start", 12, DATE),
            ("Due", 12, DATE),
            ("Estimate", 13, MONEY),
            ("Estimate Signed", 16, DATE),
            ("Billed", 13, MONEY),
            ("Billing Status", 16, "General"),
            ("PO Number", 14, "@"),
            ("Notes", 40, "General"),
        ),
        (
            ("Check tracker", "CheckTracker"),
            ("Status report", "StatusReportClient"),
            ("All status reports", "StatusReportAll"),
            ("Forecast", "ForecastRevenue"),
            ("Finance file", "FinanceFile"),
            ("Sync with Google", "SyncWithGoogle"),
            ("Clear marks", "ClearMarks"),
            ("Settings", "OpenSettings"),
            *COMMON,
        ),
    ),
    "Retainers.xlsm": Template(
        "Retainers",
        "Retainers",
        (
            ("Client", 24, "General"),
            ("Retainer", 26, "General"),
            ("Hours per Month", 16, HOURS),
            ("Fee per Month", 15, MONEY),
            ("Start", 12, DATE),
            ("End", 12, DATE),
            ("Scope", 40, "General"),
            ("Overage Rate", 14, MONEY),
        ),
        (
            ("Retainer burn", "RetainerBurn"),
            ("Forecast", "ForecastRevenue"),
            ("Check tracker", "CheckTracker"),
            *COMMON,
        ),
    ),
    "Meeting log.xlsm": Template(
        "Meetings",
        "Meeting log",
        (
            ("Meeting #", 11, "General"),
            ("Client", 22, "General"),
            ("Date", 12, DATE),
            ("Kind", 16, "General"),
            ("Place", 18, "General"),
            ("Client Present", 26, "General"),
            ("Agency Present", 26, "General"),
            ("Topics", 34, "General"),
            ("Decisions", 40, "General"),
            ("Budget", 30, "General"),
            ("Next Steps", 40, "General"),
            ("Report Sent", 13, DATE),
        ),
        (("Contact report", "ContactReport"), ("Check tracker", "CheckTracker"), *COMMON),
    ),
}


def macro_files() -> Mapping[str, bytes]:
    """Return the add-in and the templates by their names."""
    return {ADD_IN: add_in()} | {name: template(one) for name, one in TEMPLATES.items()}


def made_with_installed_xlwings(path: Path) -> bool:
    """Whether an add-in carries the VBA of the xlwings that is installed: another differs."""
    import xlwings

    with zipfile.ZipFile(path) as package:
        properties = package.read("docProps/core.xml").decode()
    return f"xlwings {xlwings.__version__}<" in properties


def template(one: Template) -> bytes:
    """Return a macro workbook: title, a row of buttons, a header and room below it."""
    modules = [
        Module("ThisWorkbook", kind=Kind.WORKBOOK),
        Module("Sheet1", kind=Kind.SHEET),
        Module("SheetButtons", _source("SheetButtons.bas")),
    ]
    return _workbook(one, vba_project("VBAProject", modules))


def _workbook(one: Template, project: bytes) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    book: Any = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"title": one.title, "created": MADE})
    page = book.add_worksheet(one.sheet)
    book.add_vba_project(io.BytesIO(project), is_stream=True)
    book.set_vba_name("ThisWorkbook")
    page.set_vba_name("Sheet1")
    title = book.add_format({"bold": True, "font_size": 15, "font_color": INK})
    header = book.add_format(
        {"bold": True, "bg_color": INK, "font_color": "#FFFFFF", "text_wrap": True}
    )
    page.write_string(0, 0, one.title, title)
    for column, (name, width, code) in enumerate(one.columns):
        page.set_column(column, column, width, book.add_format({"num_format": code}))
        page.write_string(3, column, name, header)
    _add_buttons(page, one.buttons)
    page.freeze_panes(4, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    page.autofilter(3, 0, 200, len(one.columns) - 1)
    book.close()
    return content.getvalue()


def _add_buttons(page: Any, buttons: Sequence[tuple[str, str]]) -> None:
    """Put buttons between title and header, once the columns that hold them have their widths."""
    page.set_row_pixels(1, BUTTON_LINE * math.ceil(len(buttons) / IN_A_LINE) + BUTTON_GAP)
    for number, (caption, macro) in enumerate(buttons):
        line, at = divmod(number, IN_A_LINE)
        place = {
            "x_offset": at * (BUTTON_WIDTH + BUTTON_GAP),
            "y_offset": line * BUTTON_LINE + BUTTON_GAP // 2,
        }
        size = {"width": BUTTON_WIDTH, "height": BUTTON_HEIGHT}
        page.insert_button(1, 0, {"caption": caption, "macro": macro, **place, **size})


def add_in() -> bytes:
    """Return the ribbon add-in: our ribbon, and xlwings' own VBA from the installed package."""
    runner, dictionary = _xlwings_modules()
    modules = [
        Module("ThisWorkbook", kind=Kind.WORKBOOK),
        Module("Sheet1", kind=Kind.SHEET),
        Module("Ribbon", _source("Ribbon.bas")),
        Module("xlwings", runner),
        Module("Dictionary", dictionary, Kind.CLASS),
    ]
    settings = Template(
        "account-services.conf",
        "ADD_WORKBOOK_TO_PYTHONPATH",
        (("FALSE", 30, "General"),),
        (),
    )
    return _with_ribbon(_settings_book(settings, vba_project("AccountServices", modules)))


def _settings_book(one: Template, project: bytes) -> bytes:
    import xlsxwriter
    import xlwings

    content = io.BytesIO()
    book: Any = xlsxwriter.Workbook(content, {"in_memory": True})
    made = {"title": "Account Services", "comments": f"With xlwings {xlwings.__version__}"}
    book.set_properties(made | {"created": MADE})
    page = book.add_worksheet(one.sheet)
    book.add_vba_project(io.BytesIO(project), is_stream=True)
    book.set_vba_name("ThisWorkbook")
    page.set_vba_name("Sheet1")
    page.write_row(0, 0, [one.title, one.columns[0][0]])
    book.close()
    return content.getvalue()


def _with_ribbon(content: bytes) -> bytes:
    """Return a macro workbook as an add-in that brings a ribbon."""
    relation = (
        b'<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/'
        b'relationships/ui/extensibility" Target="customUI/customUI14.xml"/></Relationships>'
    )
    changes = {
        "[Content_Types].xml": (b"excel.sheet.macroEnabled", b"excel.addin.macroEnabled"),
        "_rels/.rels": (b"</Relationships>", relation),
    }
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in package.namelist():
            part = package.read(name)
            if name in changes:
                part = _replaced(part, *changes[name])
            made.writestr(zipfile.ZipInfo(name, PACKED), part, zipfile.ZIP_DEFLATED)
        ribbon = (SOURCE / "ribbon.xml").read_bytes()
        made.writestr(
            zipfile.ZipInfo("customUI/customUI14.xml", PACKED), ribbon, zipfile.ZIP_DEFLATED
        )
    return out.getvalue()


def _replaced(part: bytes, old: bytes, new: bytes) -> bytes:
    if part.count(old) != 1:
        raise ValueError(f"{old!r} stands {part.count(old)} times where it should once")
    return part.replace(old, new)


def _source(name: str) -> str:
    return (SOURCE / name).read_text("utf-8")


IN_FRONT, OURS = "ActiveWorkbook", "ThisWorkbook"
CHANGES: Sequence[tuple[str, str, str]] = (
    # The add-in's settings are its own: a workbook from outside must not say which program runs.
    ('SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf")', IN_FRONT, OURS),
    ("GetConfigFromSheet(ActiveWorkbook)", IN_FRONT, OURS),
    ("GetDirectoryPath(ActiveWorkbook) & pathSeparator", IN_FRONT, OURS),
    ('If GetFullName(ActiveWorkbook) <> ""', IN_FRONT, OURS),
    ('PROJECT_NAME As String = "myaddin"', "myaddin", "account-services"),
    # Code in sheets is a part of xlwings that is not free, and nothing a workbook should bring.
    ('If Right$(sht.Name, 3) = ".py" Then', 'Right$(sht.Name, 3) = ".py"', "False"),
    # Lean first: xlwings would import pandas and numpy where they are installed.
    ('-B -c ""import xlwings.utils;', "import ", "import toolkit.buttons.start, "),
)
"""What of xlwings' VBA is changed: where it stands, what, and into what."""


def _xlwings_modules() -> Iterator[str]:
    """Return xlwings' RunPython for add-ins, changed as above, and the class it needs."""
    import xlwings

    folder = Path(xlwings.__file__).parent
    runner = (folder / "xlwings_custom_addin.bas").read_text("utf-8")
    for place, old, new in CHANGES:
        if place not in runner:
            raise ValueError(f"xlwings {xlwings.__version__} has no {place!r} any more")
        runner = runner.replace(place, place.replace(old, new))
    example = "quickstart_addin_ribbon.xlam"
    found = macros_of(example, (folder / example).read_bytes())
    yield _bare(runner)
    yield _bare(found["Dictionary.cls"])


def _bare(source: str) -> str:
    """Return VBA without the attributes that a module's kind gives it."""
    names = "Name|Base|GlobalNameSpace|Creatable|PredeclaredId|Exposed|TemplateDerived|Customizable"
    return re.sub(rf"(?m)^Attribute VB_(?:{names}) = .*\r?\n", "", source)
