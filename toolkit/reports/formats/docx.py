"""A report as a Word document, from a template an agency can change in Word."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from toolkit.errors import OutputError
from toolkit.reports.templates import Templates

__all__ = ["render_docx", "same_bytes"]

LONGEST_PROPERTY = 255
"""Characters Office takes for a document's title or author."""


def render_docx(report: str, values: dict[str, Any], templates: Templates) -> bytes:
    """Return the document; whatever a cell holds comes out as text.

    Raises OutputError when the template is no Word document, or does not work.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl.template import DocxTemplate
    from jinja2 import TemplateError

    name = f"{report}.docx"
    path = templates.find(name)
    try:
        document = DocxTemplate(path)
        document.render(_marked(values), templates.environment(autoescape=True), autoescape=True)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError) as error:
        raise OutputError(f"{path} is no Word document; save it as .docx in Word") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise templates.failure(name, error) from error
    document.core_properties.title = values["title"][:LONGEST_PROPERTY]
    document.core_properties.author = values["agency"][:LONGEST_PROPERTY]
    if values["paper"] == "us-letter" and path == templates.shipped(name):
        _to_letter(document)
    file = BytesIO()
    document.save(file)
    return same_bytes(file.getvalue())


def same_bytes(package: bytes) -> bytes:
    """Return a zip of the same parts with nothing in it that tells when it was made."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as same,
    ):
        for name in made.namelist():
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            same.writestr(part, made.read(name))
    return file.getvalue()


def _marked(value: Any) -> Any:
    """Return the values with their texts escaped once and for all.

    docxtpl turns ``{_{`` into ``{{`` after rendering; a cell that holds it keeps it this way.
    """
    from markupsafe import Markup, escape

    if isinstance(value, dict):
        return {key: _marked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in value]
    if isinstance(value, str):
        return Markup(str(escape(value)).replace("_", "&#95;"))  # noqa: S704 - escaped just here
    return value


def _to_letter(document: Any) -> None:
    """Set the pages of the shipped template, which are A4, on Letter."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Inches

    section = document.sections[0]
    wider = Inches(8.5) - section.page_width
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    for paragraph in document.paragraphs:
        for stop in paragraph.paragraph_format.tab_stops:
            if stop.alignment == WD_TAB_ALIGNMENT.RIGHT:
                stop.position += wider
