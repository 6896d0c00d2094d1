"""Small workbooks built part by part, so that a test can say exactly what stands in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def sheet(rows: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    return (
        f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def relations(entries: Sequence[tuple[str, str, str]], base: str = DOCUMENT) -> str:
    items = "".join(
        f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{target}"/>'
        for key, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def styles(xfs: str, fonts: str = "", fills: str = "", formats: str = "") -> str:
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts><font/>{fonts}</fonts>'
        f'<fills><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        "<borders><border/></borders>"
        f"<cellXfs><xf/>{xfs}</cellXfs></styleSheet>"
    )


def parts(
    sheets: Mapping[str, str],
    *,
    strings: str | None = None,
    styles: str | None = None,
    states: Mapping[str, str] | None = None,
    names: str = "",
    workbook: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """Return member → content of a workbook with these sheets' XML."""
    entries = [
        (f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
    ]
    members: dict[str, str | bytes] = {}
    types = [("xl/workbook.xml", "sheet.main"), *((f"xl/{e[2]}", "worksheet") for e in entries)]
    if strings is not None:
        entries.append(("rIdS", "sharedStrings", "sharedStrings.xml"))
        types.append(("xl/sharedStrings.xml", "sharedStrings"))
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles is not None:
        entries.append(("rIdT", "styles", "styles.xml"))
        types.append(("xl/styles.xml", "styles"))
        members["xl/styles.xml"] = styles
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{SHEET_TYPE}.{kind}+xml"/>'
        for part, kind in types
    )
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"'
        + (f' state="{states[name]}"' if states and name in states else "")
        + "/>"
        for n, name in enumerate(sheets, 1)
    )
    members["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    members["_rels/.rels"] = relations([("rId1", "officeDocument", "xl/workbook.xml")])
    members["xl/_rels/workbook.xml.rels"] = relations(entries)
    members["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{listed}</sheets>'
        f"<definedNames>{names}</definedNames>{workbook}</workbook>"
    )
    for number, xml in enumerate(sheets.values(), 1):
        members[f"xl/worksheets/sheet{number}.xml"] = xml
    return members | dict(extra or {})


def packed(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def one_sheet(rows: str, name: str = "Jobs", **more: str) -> bytes:
    """Return a workbook of one sheet whose rows are given as XML."""
    return packed(parts({name: sheet(rows, **more)}))


def text_cell(address: str, text: str, tag: str = "") -> str:
    held = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{address}"{tag} t="inlineStr">{held}</c>'


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
