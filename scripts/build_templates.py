"""Build the Word templates under templates/ from source, byte for byte the same each time.

Usage: python scripts/build_templates.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit.reports.formats.docx import same_bytes  # noqa: E402 - runs as a plain script, too

# python-docx's own annotations leave out half of what is used here.
DocumentType: TypeAlias = Any
Table: TypeAlias = Any
Cell: TypeAlias = Any
Paragraph: TypeAlias = Any
Row: TypeAlias = Any

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
INK, QUIET, ACCENT = (RGBColor.from_string(c) for c in ("1D2327", "586069", "1F4E5F"))
HAIR, STRONG = "C9CED3", "1D2327"


def main(arguments: Sequence[str]) -> int:
    """Write both templates."""
    folder = Path(arguments[0]) if arguments else ROOT / "templates"
    for name, document in (("status", status()), ("contact", contact())):
        path = folder / f"{name}.docx"
        path.write_bytes(packed(document))
        print(f"built {path}")
    return 0


def packed(document: DocumentType) -> bytes:
    """Return the document as a file, nothing in it depending on when it was built."""
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = BUILT
    file = BytesIO()
    document.save(file)
    return same_bytes(file.getvalue())


def status() -> DocumentType:
    """Return the template of the status report."""
    document = blank("{{ title }}", right_margin=Mm(18))
    head(document, "Status report", "{{ date }}")
    document.add_paragraph(
        "{{ summary }}{% if team %} · Your account team: {{ team }}{% endif %}", "Lead"
    )
    tag(document, "for section in sections")
    title = document.add_paragraph("{{ section.title }} ", "Heading 2")
    quiet(title, "{{ section.rows | length }}")
    tag(document, "if section.rows")
    table = grid(
        document,
        ("Job # & name", "Status of the job", "Next steps", "Milestone (deadline) dates"),
        (29, 15, 29, 27),
    )
    cells = loop(table, "row in section.rows")
    fill(cells[0], ["**{{ row.number }}", "{{ row.name }}", "{%p if row.cover %}"])
    cells[0].add_paragraph("Cover: {{ row.cover }}", "Small")
    cells[0].add_paragraph("{%p endif %}")
    fill(cells[1], ["{{ row.status }}"])
    fill(cells[2], ["{{ row.next_step }}"])
    fill(cells[3], ["{%p for step in row.milestones %}"])
    stone = cells[3].add_paragraph(style="Cell")
    stone.add_run("{{ step.date }}").bold = True
    stone.add_run("  {{ step.what }}")
    cells[3].add_paragraph("{%p endfor %}")
    tag(document, "else")
    document.add_paragraph("{{ section.empty }}", "Nothing")
    tag(document, "endif")
    tag(document, "endfor")
    rule(document.add_paragraph(style="Small"), "top", HAIR, 4, space=6)
    tag(document, "for note in notes")
    document.add_paragraph("{{ note }}", "Small")
    tag(document, "endfor")
    return document


def contact() -> DocumentType:
    """Return the template of the contact report; its right margin holds what is missing."""
    document = blank("{{ title }}", right_margin=Mm(60))
    head(document, "Contact report no. {{ number }}", "{{ kind }}")
    margin(document, "facts")
    pairs(document, "fact in facts", "{{ fact.label }}", "{{ fact.text }}")
    document.add_paragraph("Present", "Heading 2")
    margin(document, "present")
    tag(document, "if client_present or not is_internal")
    people(document, "For the client", "client_present")
    tag(document, "endif")
    people(document, "For the agency", "agency_present")
    document.add_paragraph("What was discussed and decided", "Heading 2")
    margin(document, "sections")
    tag(document, "for section in sections")
    title = document.add_paragraph("{{ section.letter }}.", "Heading 3")
    title.add_run("\t{% if section.job %}{{ section.job }} {% endif %}{{ section.name }}")
    tag(document, "for point in section.points")
    point = document.add_paragraph("{{ point.number }}\t", "Point")
    point.add_run("{% if point.mark %}{{ point.mark }}: {% endif %}").bold = True
    point.add_run("{{ point.text }}")
    tag(document, "endfor")
    tag(document, "endfor")
    tag(document, "if not sections")
    document.add_paragraph("—", "Nothing")
    tag(document, "endif")
    tag(document, "if budget or margin.budget")
    document.add_paragraph("Budget information", "Heading 2")
    margin(document, "budget")
    tag(document, "for line in budget")
    money = document.add_paragraph()
    money.add_run("{% if line.job %}{{ line.job }} {% endif %}").bold = True
    money.add_run("{{ line.text }}")
    tag(document, "endfor")
    tag(document, "endif")
    steps(document)
    document.add_paragraph("Distribution", "Heading 2")
    margin(document, "distribution")
    pairs(document, "group in distribution", "{{ group.reason }}", "{{ group.names }}")
    tag(document, "if deadline")
    pair(document, "To be sent by", "{{ deadline }}")
    tag(document, "endif")
    tag(document, "for text in closing")
    document.add_paragraph("{{ text }}", "Closing")
    tag(document, "endfor")
    return document


def steps(document: DocumentType) -> None:
    """Add the table of next steps."""
    document.add_paragraph("Next steps", "Heading 2")
    margin(document, "steps")
    tag(document, "if steps")
    table = grid(document, ("Job", "What", "Who", "By when"), (23, 37, 22, 18))
    cells = loop(table, "step in steps")
    for cell, name in zip(cells, ("job", "what", "who", "when"), strict=True):
        fill(cell, [f"{{{{ step.{name} }}}}"])
    tag(document, "else")
    document.add_paragraph("—", "Nothing")
    tag(document, "endif")


def blank(title: str, right_margin: int) -> DocumentType:
    """Return an empty document with the styles, page and footer the templates share."""
    document: DocumentType = Document()
    # Copies python-docx's own template carries along, which our styles would contradict.
    for owner in (document.part, document.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in ("stylesWithEffects", "thumbnail"):
                del owner.rels[key]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(18), right_margin
    section.top_margin, section.bottom_margin = Mm(16), Mm(20)
    section.footer_distance = Mm(10)
    styles(document)
    footer = section.footer.paragraphs[0]
    footer.style = document.styles["Footer"]
    # Parted by a dot, not by a tab: the width of the page is not known before it is printed.
    footer.add_run(title + "  ·  ")
    field(footer, "PAGE")
    footer.add_run(" / ")
    field(footer, "NUMPAGES")
    return document


def styles(document: DocumentType) -> None:
    """Set the styles a person changes in Word to change how every report looks."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(10), INK
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.1
    for name, size, color, before, after in (
        ("Title", 24, INK, 2, 6),
        ("Heading 2", 13, ACCENT, 18, 5),
        ("Heading 3", 10.5, INK, 9, 2),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), color
        style.font.bold = True
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        style.paragraph_format.keep_with_next = True
    document.styles["Heading 3"].paragraph_format.tab_stops.add_tab_stop(Mm(7))
    footer = document.styles["Footer"]
    for tabs in footer.element.pPr.findall(qn("w:tabs")):
        footer.element.pPr.remove(tabs)
    document.styles["Footer"].font.size = Pt(8.5)
    document.styles["Footer"].font.color.rgb = QUIET
    for name, size, color, bold, after in (
        ("Kicker", 10, QUIET, False, 0),
        ("Lead", 10, QUIET, False, 0),
        ("Cell", 10, INK, False, 0),
        ("Column title", 8.5, QUIET, True, 0),
        ("Small", 8.5, QUIET, False, 1),
        ("Nothing", 10, QUIET, False, 0),
        ("Point", 10, INK, False, 2),
        ("Pair", 10, INK, False, 2),
        ("Margin note", 8.5, INK, False, 2),
        ("Closing", 10, INK, False, 0),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), color, bold
        style.paragraph_format.space_after = Pt(after)
    hanging(document, "Point", Mm(7))
    hanging(document, "Pair", Mm(45))
    document.styles["Nothing"].font.italic = True
    document.styles["Closing"].paragraph_format.space_before = Pt(6)
    document.styles["Closing"].paragraph_format.left_indent = Mm(3)
    rule(document.styles["Closing"], "left", "1F4E5F", 16, space=8)
    rule(document.styles["Margin note"], "left", STRONG, 12, space=6)


def hanging(document: DocumentType, name: str, by: int) -> None:
    """Let the lines of a style hang below a tab."""
    shape = document.styles[name].paragraph_format
    shape.left_indent, shape.first_line_indent = by, -by
    shape.tab_stops.add_tab_stop(by)


def framed(paragraph: Paragraph) -> Paragraph:
    """Put a paragraph into the right margin, beside what it is about.

    On the paragraph, not in its style: LibreOffice ignores a frame that only a style has.
    """
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(
            f'<w:framePr {nsdecls("w")} w:w="2350" w:hSpace="113" w:wrap="around" '
            'w:vAnchor="text" w:hAnchor="page" w:x="9000" w:y="1"/>'
        ),
        "w:widowControl",
        "w:numPr",
        "w:suppressLineNumbers",
        "w:pBdr",
        *AFTER_BORDER,
    )
    return paragraph


def head(document: DocumentType, what: str, aside: str) -> None:
    """Add the top of a report: what it is, whose, and for which client."""
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    kicker = document.paragraphs[0] if document.paragraphs else document.add_paragraph()
    kicker.style = document.styles["Kicker"]
    rule(kicker, "top", "1F4E5F", 24, space=6)
    kicker.paragraph_format.tab_stops.add_tab_stop(width, alignment=2)
    name = kicker.add_run(what)
    name.bold, name.font.color.rgb = True, ACCENT
    kicker.add_run("{% if agency %} · {{ agency }}{% endif %}\t" + aside)
    document.add_paragraph("{{ client or '—' }}", "Title")


def grid(document: DocumentType, titles: Sequence[str], shares: Sequence[int]) -> Table:
    """Add a table with a header row that repeats on each page; widths are shares of the page."""
    table = document.add_table(rows=1, cols=len(titles))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    properties = table._tbl.tblPr
    for name in ("tblW", "tblCellMar", "tblLook"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    width = parse_xml(f"<w:tblW {nsdecls('w')} w:w='5000' w:type='pct'/>")
    properties.find(qn("w:jc")).addprevious(width)
    properties.append(
        parse_xml(
            f"<w:tblCellMar {nsdecls('w')}><w:top w:w='70' w:type='dxa'/><w:left w:w='0' "
            "w:type='dxa'/><w:bottom w:w='70' w:type='dxa'/><w:right w:w='170' w:type='dxa'/>"
            "</w:tblCellMar>"
        )
    )
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(width * share / sum(shares))
    for cell, title, share in zip(table.rows[0].cells, titles, shares, strict=True):
        cell.paragraphs[0].style = document.styles["Column title"]
        cell.paragraphs[0].add_run(title)
        shape(cell, share, sum(shares), STRONG, 10)
    whole(table.rows[0]._tr, repeats=True)
    return table


def loop(table: Table, what: str) -> tuple[Cell, ...]:
    """Add the rows that Word's template repeats, and return the cells of the repeated one."""
    table.add_row().cells[0].paragraphs[0].add_run("{%tr for " + what + " %}")
    row = table.add_row()
    table.add_row().cells[0].paragraphs[0].add_run("{%tr endfor %}")
    whole(row._tr)
    head_cells = table.rows[0].cells
    for cell, header in zip(row.cells, head_cells, strict=True):
        width = header._tc.tcPr.find(qn("w:tcW"))
        shape(cell, int(width.get(qn("w:w"))), 5000, HAIR, 4)
    return tuple(row.cells)


def shape(cell: Cell, share: int, of: int, color: str, size: int) -> None:
    """Give a cell its share of the width and a line below it."""
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:tcW")):
        properties.remove(old)
    width = round(5000 * share / of)
    properties.insert(0, parse_xml(f"<w:tcW {nsdecls('w')} w:w='{width}' w:type='pct'/>"))
    properties.append(
        parse_xml(
            f"<w:tcBorders {nsdecls('w')}><w:bottom w:val='single' w:sz='{size}' w:space='0' "
            f"w:color='{color}'/></w:tcBorders>"
        )
    )


def whole(row: Row, *, repeats: bool = False) -> None:
    """Keep a row on one page, and let a header repeat."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeats:
        properties.append(OxmlElement("w:tblHeader"))


def fill(cell: Cell, lines: Sequence[str]) -> None:
    """Write paragraphs into a cell; ** makes one bold."""
    for number, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = "Cell"
        paragraph.add_run(text.removeprefix("**")).bold = text.startswith("**") or None


def margin(document: DocumentType, part: str) -> None:
    """Add the notes in the margin beside a part."""
    tag(document, f"if margin.{part}")
    framed(document.add_paragraph(style="Margin note")).add_run("To settle").bold = True
    tag(document, f"for note in margin.{part}")
    framed(document.add_paragraph("{{ note }}", "Margin note"))
    tag(document, "endfor")
    tag(document, "endif")


def pairs(document: DocumentType, what: str, label: str, text: str) -> None:
    """Add a line for each pair of a label and its text."""
    tag(document, f"for {what}")
    pair(document, label, text)
    tag(document, "endfor")


def pair(document: DocumentType, label: str, text: str) -> None:
    """Add one label and its text."""
    paragraph = document.add_paragraph(style="Pair")
    quiet(paragraph, label)
    paragraph.add_run("\t" + text)


def people(document: DocumentType, title: str, who: str) -> None:
    """Add the attendees of one side."""
    paragraph = document.add_paragraph(style="Pair")
    quiet(paragraph, title)
    paragraph.add_run(
        f"\t{{% for person in {who} %}}{{{{ person.name }}}}"
        "{% if person.role %}, {{ person.role }}{% endif %}"
        "{% if not loop.last %}\n{% endif %}{% else %}—{% endfor %}"
    )


def tag(document: DocumentType, code: str) -> None:
    """Add a paragraph that only steers the template."""
    document.add_paragraph("{%p " + code + " %}")


def quiet(paragraph: Paragraph, text: str) -> None:
    """Add a run in the quiet colour."""
    run = paragraph.add_run(text)
    run.bold, run.font.color.rgb = False, QUIET


def rule(target: Any, side: str, color: str, size: int, space: int = 1) -> None:
    """Draw a line at one side of a paragraph or style; its size is in eighths of a point."""
    element = getattr(target, "element", None)
    element = target._p if element is None else element
    properties = element.get_or_add_pPr()
    border = parse_xml(
        f"<w:pBdr {nsdecls('w')}><w:{side} w:val='single' w:sz='{size}' w:space='{space}' "
        f"w:color='{color}'/></w:pBdr>"
    )
    properties.insert_element_before(border, *AFTER_BORDER)


AFTER_BORDER = (
    "w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct "
    "w:autoSpaceDE w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid w:spacing w:ind "
    "w:contextualSpacing w:mirrorIndents w:suppressOverlap w:jc w:textDirection "
    "w:textAlignment w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr w:sectPr "
    "w:pPrChange"
).split()


def field(paragraph: Paragraph, code: str) -> None:
    """Add a field Word works out, such as the page's number."""
    paragraph._p.append(
        parse_xml(
            f"<w:fldSimple {nsdecls('w')} w:instr='{code}'><w:r><w:t>1</w:t></w:r></w:fldSimple>"
        )
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
