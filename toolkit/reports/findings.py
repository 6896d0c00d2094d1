"""Findings as text for other programs and as a page for people: JSON, CSV, HTML."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from toolkit.checks import FAMILIES, RULES, Report
from toolkit.checks.wording import NO_OWNER, shown
from toolkit.model import Finding, Severity
from toolkit.reports.templates import Templates
from toolkit.table import Place, sheet_reference

__all__ = ["Remark", "findings_csv", "findings_html", "findings_json", "inert"]

COLUMNS = (
    "severity",
    "code",
    "book",
    "sheet",
    "cell",
    "job",
    "client",
    "owner",
    "message",
    "fix",
    "value",
)
PREFIXES = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula when it opens a CSV file."""


def _row(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values; what stands in the cell as text."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "book": place.book,
        "sheet": place.sheet,
        "cell": place.cell,
        "value": None if finding.value is None else shown(finding.value),
        "message": finding.message,
        "fix": finding.fix,
        "job": finding.job,
        "client": finding.client,
        "owner": finding.owner,
    }


def findings_json(
    report: Report, as_of: date, remarks: Sequence[Remark] = (), settings: Sequence[str] = ()
) -> str:
    """Return what was found for other programs, sorted for work.

    ``{"as_of", "counts", "findings": […], "not_checked": […], "remarks": […], "settings": […]}``:
    what is to be said of tables, and of settings that name nothing.
    """
    counts = Counter(finding.severity for finding in report.findings)
    return json.dumps(
        {
            "as_of": as_of.isoformat(),
            "counts": {severity.value: counts[severity] for severity in Severity},
            "findings": [_row(finding) for finding in report.findings],
            "not_checked": [{"code": n.code, "why": n.why} for n in report.not_checked],
            "remarks": [asdict(remark) for remark in remarks],
            "settings": list(settings),
        },
        ensure_ascii=False,
        indent=1,
    )


def findings_csv(report: Report) -> str:
    """Return one row a finding under a header; what looks like a formula is led by ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for finding in report.findings:
        row = _row(finding)
        writer.writerow([inert(row[name]) for name in COLUMNS])
    return out.getvalue()


def inert(value: str | None) -> str:
    """Return a cell of a CSV file that no spreadsheet program takes for a formula."""
    text = value or ""
    return f"'{text}" if text.startswith(PREFIXES) else text


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a table as a whole."""

    book: str
    sheet: str
    header_row: int
    remark: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a page can be filtered by, and how many findings have it."""

    value: str
    shown: str
    count: int


def findings_html(
    report: Report,
    as_of: date,
    paths: Mapping[str, Path] | None = None,
    templates: Path | None = None,
) -> bytes:
    """Return a page that filters without a server and needs nothing from outside.

    ``paths`` say where the books stand, by name: a finding then links to ``file#sheet!cell``.
    Raises OutputError when the template fails.
    """
    found = Templates(templates)
    findings = [
        {**_row(f), "reference": f.place.reference, "link": _link(f.place, paths or {})}
        for f in report.findings
    ]
    counts = Counter(finding.severity.value for finding in report.findings)
    values: dict[str, Any] = {
        "title": "Checks",
        "as_of": as_of.isoformat(),
        "findings": findings,
        "counts": {severity.value: counts[severity.value] for severity in Severity},
        "filters": {
            "severity": _choices(findings, "severity"),
            "owner": _choices(findings, "owner", NO_OWNER),
            "client": _choices(findings, "client", "(no client)"),
            "family": _families(report),
            "book": _choices(findings, "book"),
        },
        "books": sorted({finding.place.book for finding in report.findings}),
        "not_checked": [
            {"code": n.code, "why": n.why, "title": TITLES.get(n.code, "")}
            for n in report.not_checked
        ],
    }
    text = found.run(found.environment(autoescape=True), "findings.html.j2", values)
    return text.encode("utf-8")


TITLES = {rule.code: rule.title for rule in RULES}


def _choices(findings: list[dict[str, Any]], name: str, blank: str = "") -> list[Choice]:
    counts = Counter(finding[name] for finding in findings)
    return [Choice(value, value or blank, n) for value, n in sorted(counts.items())]


def _families(report: Report) -> list[Choice]:
    counts = Counter(finding.code[:3] for finding in report.findings)
    return [Choice(f, name, counts[f]) for f, name in FAMILIES.items() if counts[f]]


def _link(place: Place, paths: Mapping[str, Path]) -> str:
    """Return a link to the cell of a book whose place is known; empty for another."""
    path = paths.get(place.book)
    if path is None:
        return ""
    cell = place._replace(row=place.row or 1, column=place.column or 1)
    target = quote(sheet_reference(cell.sheet, cell.cell), safe="!':")
    return f"{_file_address(path)}#{target}"


def _file_address(path: PurePath) -> str:
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
