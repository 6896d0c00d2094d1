"""A view and a template → the bytes of a document, and the name of its file."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from toolkit.errors import OutputError
from toolkit.reports.templates import Templates
from toolkit.reports.views import ContactView, StatusView

__all__ = ["FORMATS", "Format", "file_name", "render"]

Format = Literal["html", "docx", "pdf", "txt"]
FORMATS: tuple[Format, ...] = get_args(Format)

LONGEST_NAME, LONGEST_NUMBER = 120, 40
"""Bytes of a client's and of a number's part of a file's name: all of it may have 255."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)", re.I)
"""Names Windows keeps for devices, with any ending."""


def render(view: StatusView | ContactView, kind: Format, templates: Path | None = None) -> bytes:
    """Return a report as the bytes of a file; the same view gives the same bytes.

    ``templates`` is the agency's folder: a file in it stands for the shipped one of its name.

    Raises OutputError when a template fails, MissingExtraError when PDFs need ``[pdf]``.
    """
    found = Templates(templates)
    values = printed(view)
    match kind:
        case "html":
            from toolkit.reports.formats.html import render_html

            return render_html(view.report, values, found)
        case "txt":
            from toolkit.reports.formats.text import render_text

            return render_text(view.report, values, found)
        case "docx":
            from toolkit.reports.formats.docx import render_docx

            return render_docx(view.report, values, found)
        case "pdf":
            from toolkit.reports.formats.pdf import render_pdf

            return render_pdf(view.report, values, found, view.dated)
    raise OutputError(f"There is no report format {kind!r}; there are {', '.join(FORMATS)}")


def printed(view: StatusView | ContactView) -> dict[str, Any]:
    """Return what a template may see of a view, as plain dicts, lists and texts."""
    values: dict[str, Any] = _plain(view)
    return values


def file_name(view: StatusView | ContactView, kind: Format) -> str:
    """Return a name every system takes: ``Status report - Marlow - 2026-03-04.pdf``.

    Whatever stands in the client's or meeting's cell: no folder, device name, control character
    or colon comes of it.
    """
    if isinstance(view, StatusView):
        parts = ["Status report", _safe(view.client, LONGEST_NAME)]
    else:
        number = _safe(view.number, LONGEST_NUMBER)
        parts = ["Contact report", number, _safe(view.client, LONGEST_NAME)]
    safe = [part for part in parts if part]
    return f"{' - '.join(safe)} - {view.dated.isoformat()}.{kind}"


def _safe(text: str, longest: int) -> str:
    """Return text as a part of a file's name."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(c if c.isalnum() or c in " -_&'()+,." or ord(c) > 255 else " " for c in text)
    kept = "".join(c for c in kept if unicodedata.category(c)[0] != "C")
    kept = re.sub(r"\.{2,}", ".", " ".join(kept.split())).strip(" .")
    if RESERVED.fullmatch(kept.split(".")[0]):
        kept = f"{kept}_"
    return kept.encode()[:longest].decode(errors="ignore").strip(" .")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shown = (f for f in dataclasses.fields(value) if f.metadata.get("printed", True))
        return {f.name: _plain(getattr(value, f.name)) for f in shown}
    if hasattr(value, "_asdict"):
        return {name: _plain(inner) for name, inner in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
