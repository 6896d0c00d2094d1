"""Retainer burn as a page: a table with bars, and a burn-down chart for each retainer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.model import Job
from toolkit.reports.templates import Templates
from toolkit.retainers.breakdown import BY, broken_down
from toolkit.retainers.burn import Burn, BurnRow
from toolkit.retainers.burndown import Point, burndown
from toolkit.retainers.explain import explained
from toolkit.retainers.projection import standing
from toolkit.retainers.wording import amount, money, percent, share_used

__all__ = ["Chart", "burn_html", "drawn"]

WIDTH, HEIGHT = 560, 170
FULL = Decimal("1.25")
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 8, 22


@dataclass(frozen=True, slots=True)
class Chart:
    """A burn-down chart as coordinates of an SVG of 560 × 170."""

    even: str
    left: str
    zero: float
    today: float | None
    marks: tuple[tuple[float, str], ...]
    """Height and text of the amounts at the left."""
    days: tuple[tuple[float, str], ...]
    said: str
    """The same in words, for those who do not see it."""


def burn_html(
    burn: Burn,
    rows: Sequence[BurnRow],
    templates: Path | None = None,
    jobs: Mapping[str, Job] | None = None,
) -> bytes:
    """Return a page that needs nothing from outside; raises OutputError when a template fails.

    ``jobs``, by their compared number, give the products of the breakdowns.
    """
    found = Templates(templates)
    values: dict[str, Any] = {
        "title": "Retainer burn",
        "as_of": burn.as_of.isoformat(),
        "partial": burn.is_partial,
        "rows": [_shown(burn, row, jobs or {}) for row in rows],
        "aside": [
            {"reason": reason.value, "entries": len(shelf.entries)}
            for reason, shelf in burn.aside.items()
            if shelf.entries
        ],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "cell": str(finding.place),
                "message": finding.message,
                "fix": finding.fix,
            }
            for finding in burn.findings
        ],
    }
    text = found.run(found.environment(autoescape=True), "burn.html.j2", values)
    return text.encode("utf-8")


def _shown(burn: Burn, row: BurnRow, jobs: Mapping[str, Job]) -> dict[str, Any]:
    pace, worth, ledger = row.pace(burn.calendar), row.worth, row.ledger

    def said(value: Decimal | None) -> str:
        return "–" if value is None else amount(value, row.agreement)

    return {
        "client": row.agreement.client,
        "scope": str(row.agreement.scope),
        "period": ledger.period.label,
        "standing": standing(row.ledger, pace, row.is_open),
        "available": said(ledger.available),
        "used": said(ledger.used),
        "left": said(ledger.left),
        "burn": share_used(pace.burn, ledger.overage),
        "burn_width": _width(FULL if pace.burn is None and ledger.overage else pace.burn),
        "elapsed": percent(pace.elapsed),
        "elapsed_width": _width(pace.elapsed),
        "pace": "–" if pace.pace is None else f"{pace.pace:.2f}",
        "projected": said(pace.projected if row.is_open else None),
        "used_up": pace.exhausted_on.isoformat() if pace.exhausted_on else "",
        "is_used_up": pace.is_exhausted,
        "due": "–" if worth.due is None else money(worth.due, worth.currency),
        "given_away": (
            "–" if worth.given_away is None else money(worth.given_away, worth.currency)
        ),
        "realisation": percent(worth.realisation),
        "chart": drawn(burndown(row, burn.calendar), row),
        "lines": [
            {"name": line.name, "sum": line.sum, "cells": line.cells}
            for line in explained(row, burn.calendar)
        ],
        "by": {
            by: [(name, said(part)) for name, part in broken_down(row, by, jobs).items()]
            for by in BY
        },
    }


def _width(share: Decimal | None) -> str:
    """Return a bar's length in per cent of its room, which ends at 125 %."""
    return f"{min(max(share or Decimal(0), Decimal(0)), FULL) * 80:.1f}"


def drawn(points: Sequence[Point], row: BurnRow) -> Chart | None:
    """Return the chart of a period; None where it has fewer than two working days."""
    if len(points) < 2:
        return None
    available = max(row.ledger.available, Decimal(0))
    lefts = [point.left for point in points if point.left is not None]
    top = max([available, *lefts, Decimal(1)])
    bottom = min([Decimal(0), *lefts])

    def x(number: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * number / len(points), 1)

    def y(value: Decimal) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * float((top - value) / (top - bottom)), 1)

    path = [(0, available), *((n, p.left) for n, p in enumerate(points, 1) if p.left is not None)]
    today = len(path) - 1
    return Chart(
        even=f"{x(0)},{y(available)} {x(len(points))},{y(Decimal(0))}",
        left=_steps([(x(n), y(value)) for n, value in path]),
        zero=y(Decimal(0)),
        today=x(today) if today < len(points) else None,
        marks=tuple((y(value), _short(value, row)) for value in {available, Decimal(0), bottom}),
        days=tuple((x(n + 1), _day(points[n].day)) for n in _labelled(len(points))),
        said=f"{amount(row.ledger.left, row.agreement)} of "
        f"{amount(row.ledger.available, row.agreement)} left after {today} of "
        f"{len(points)} working days",
    )


def _steps(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)


def _labelled(count: int) -> list[int]:
    step = max(1, count // 5)
    return list(range(0, count, step))


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _short(value: Decimal, row: BurnRow) -> str:
    shown = value if row.agreement.in_money else value / 60
    return f"{shown:,.0f}"
