"""Writing the reports that go to clients and colleagues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from toolkit.agency import Agency
from toolkit.documents import output_folder, write_document
from toolkit.errors import NotAWorkbookError
from toolkit.reports import (
    ContactView,
    Format,
    Missing,
    StatusView,
    contact_view,
    file_name,
    render,
    status_views,
)
from toolkit.table import Progress

__all__ = ["Made", "contact_report", "status_reports", "views_of_status"]


@dataclass(frozen=True, slots=True)
class Made:
    """Documents that were written, and what was missing for them."""

    paths: tuple[Path, ...]
    missing: tuple[Missing, ...]
    due_at: datetime | None = None
    """When a contact report must have been sent."""
    is_late: bool = False
    """That moment is over, and the log does not say that the report was sent."""


def status_reports(
    agency: Agency,
    formats: Sequence[Format],
    *,
    client: str | None = None,
    out: Path | None = None,
    progress: Progress = lambda _: None,
) -> Made:
    """Write a status report for each client, or one, in each of the formats.

    Raises NotAWorkbookError when no job was found, OutputError when a file cannot be written.
    """
    views = views_of_status(agency, client)
    return _write_reports(agency, views, formats, out, progress)


def views_of_status(agency: Agency, client: str | None = None) -> tuple[StatusView, ...]:
    """Return what each client's status report says, or one's.

    Raises NotAWorkbookError when no job was found.
    """
    if not agency.tracker.jobs:
        raise NotAWorkbookError(
            f"No job tracker was found in {', '.join(agency.books)}; "
            "toolkit inspect shows what was read"
        )
    return tuple(status_views(agency.tracker, agency.config, agency.as_of, client))


def contact_report(
    agency: Agency,
    meeting: str | int,
    formats: Sequence[Format],
    *,
    client: str | None = None,
    out: Path | None = None,
    progress: Progress = lambda _: None,
) -> Made:
    """Write the contact report of one meeting in each of the formats.

    ``client`` tells meetings of the same number apart. Raises ToolkitError when there is no such
    meeting, or several, OutputError when a file cannot be written.
    """
    view = contact_view(agency.tracker, agency.config, meeting, agency.now, client)
    made = _write_reports(agency, [view], formats, out, progress)
    return replace(made, due_at=view.due_at, is_late=view.is_late)


def _write_reports(
    agency: Agency,
    views: Iterable[StatusView | ContactView],
    formats: Sequence[Format],
    out: Path | None,
    progress: Progress,
) -> Made:
    folder = out or output_folder(agency.folder, agency.config.output)
    templates = agency.config.templates_folder
    paths: list[Path] = []
    missing: list[Missing] = []
    for view in views:
        for format_ in formats:
            name = file_name(view, format_)
            progress(f"Writing {name}")
            paths.append(write_document(folder / name, render(view, format_, templates)))
        missing += view.missing
    return Made(tuple(paths), tuple(dict.fromkeys(missing)))
