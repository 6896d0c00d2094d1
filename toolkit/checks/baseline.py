"""A baseline: the findings of an earlier run, so that only new ones are shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from toolkit.checks.report import Report
from toolkit.checks.wording import shown
from toolkit.errors import ConfigError
from toolkit.model import Finding
from toolkit.table import parse_a1

__all__ = ["fingerprint", "new_since", "read_baseline"]

Fingerprint = tuple[str, ...]


def fingerprint(finding: Finding) -> Fingerprint:
    """Return what stays the same about a finding when rows are inserted above it.

    Code, book, sheet, column, job and what stands in the cell; not the row.
    """
    place = finding.place
    value = shown(finding.value)
    column = str(place.column)
    return finding.code, place.book, place.sheet, column, finding.job, value


def read_baseline(text: str, origin: str) -> Counter[Fingerprint]:
    """Return the findings of what ``toolkit check --format json`` printed, each counted.

    Raises ConfigError when the text is something else.
    """
    try:
        found = json.loads(text)["findings"]
        return Counter(_of_json(item) for item in found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{origin} is no baseline; make one with toolkit check BOOK --format json"
        ) from error


def _of_json(item: Mapping[str, Any]) -> Fingerprint:
    cell = item["cell"].partition(":")[0]
    column = 0 if ":" in item["cell"] or not cell else parse_a1(cell)[1]
    value = "" if item["value"] is None else str(item["value"])
    names = ("code", "book", "sheet")
    return (*(str(item[name]) for name in names), str(column), str(item["job"]), value)


def new_since(report: Report, known: Counter[Fingerprint]) -> Report:
    """Return the report without the findings that a baseline has; each is used up once."""
    left = known.copy()
    return replace(report, findings=tuple(_unknown(report.findings, left)))


def _unknown(findings: Iterable[Finding], left: Counter[Fingerprint]) -> Iterable[Finding]:
    for finding in findings:
        key = fingerprint(finding)
        if left[key]:
            left[key] -= 1
        else:
            yield finding
