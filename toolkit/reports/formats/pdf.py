"""A report as PDF, set by Typst; cells reach it as JSON, never as markup."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from toolkit.errors import MissingExtraError, OutputError
from toolkit.reports.templates import Templates

__all__ = ["render_pdf"]

BESIDE = (".typ", ".svg", ".png", ".jpg", ".jpeg", ".ttf", ".otf", ".ttc")
"""Files of a template folder a template may use: parts, pictures and fonts."""
LAST_EMBEDDED = "\u052f"
"""Typst's own fonts show Latin, Greek and Cyrillic; letters beyond need the system's fonts."""


def render_pdf(report: str, values: dict[str, Any], templates: Templates, dated: date) -> bytes:
    """Return the document; the same values give the same bytes on every machine.

    Only where a text has letters that Typst's own fonts lack, the system's fonts are used too.
    Fonts in the template folder always are. Raises MissingExtraError without typst, OutputError
    when a template fails.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError("typst", "pdf") from error

    data = json.dumps(values, ensure_ascii=False)
    main = templates.find(f"{report}.typ").name
    with tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
        root = Path(folder).resolve()
        for path in templates.files(*BESIDE):
            shutil.copyfile(path, root / path.name)
        try:
            made = typst.compile(
                root / main,
                root=root,
                font_paths=[root],
                ignore_system_fonts=all(c <= LAST_EMBEDDED or c in "–—…“”‘’•·€™" for c in data),
                sys_inputs={"view": data},
                timestamp=datetime.combine(dated, time(12), UTC),
            )
        except (typst.TypstError, RuntimeError) as error:
            raise templates.failure(main, error) from error
    if not isinstance(made, bytes):
        raise OutputError(f"The template {main} made no PDF; it has to hold at least one page")
    return made
