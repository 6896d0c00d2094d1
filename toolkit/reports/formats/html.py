"""A report as one HTML page that needs nothing from outside and prints well."""

from __future__ import annotations

from typing import Any

from toolkit.reports.templates import Templates

__all__ = ["render_html"]


def render_html(report: str, values: dict[str, Any], templates: Templates) -> bytes:
    """Return the page, UTF-8; whatever a cell holds comes out as text."""
    environment = templates.environment(autoescape=True)
    return templates.run(environment, f"{report}.html.j2", values).encode("utf-8")
