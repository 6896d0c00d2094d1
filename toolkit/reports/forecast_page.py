"""Pages of the forecast, a bridge and scores: tables and drawn charts, nothing from outside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.forecast.bridge import Bridge
from toolkit.forecast.goals import Goal
from toolkit.forecast.layers import SCENARIOS, Forecast
from toolkit.forecast.streams import Layer
from toolkit.reports.forecast import Accuracy
from toolkit.reports.templates import Templates

__all__ = ["Bar", "accuracy_html", "bridge_html", "forecast_html", "stacked", "waterfall"]

WIDTH, HEIGHT = 760, 220
TOP, BOTTOM = 14, 24


class Bar(NamedTuple):
    """A rectangle of a chart, in the drawing's own units, and what it says."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    said: str


def forecast_html(
    made: Forecast,
    scenario: str,
    goals: Sequence[Goal],
    effect: Sequence[Decimal],
    templates: Path | None = None,
) -> bytes:
    """Return the forecast as a page; raises OutputError when a template fails."""
    layers = made.by("layer", scenario=scenario)
    zeros = [Decimal(0)] * len(made.periods)
    series = {str(layer): layers.get((str(layer),), zeros) for layer in Layer}
    labels = [period.label for period in made.periods]
    return _page(
        "forecast.html.j2",
        {
            "title": "Revenue forecast",
            "as_of": made.as_of.isoformat(),
            "basis": made.basis,
            "scenario": scenario,
            "currency": made.currency,
            "labels": labels,
            "scenarios": [(name, _money(made.totals(name))) for name in SCENARIOS],
            "layers": [(name, _money(row)) for name, row in series.items()],
            "clients": [
                (client or "(no client)", _money(row))
                for (client,), row in made.by("client", scenario=scenario).items()
            ],
            "bars": stacked(labels, series),
            "marks": _marks(labels),
            "goals": [
                (g.client, g.year, _money([g.goal, g.actual, g.forecast, g.gap])) for g in goals
            ],
            "effect": _money(effect) if any(effect) else [],
            "unplaced": [(str(u.place), u.client, u.job, u.reason) for u in made.unplaced],
        },
        templates,
    )


def bridge_html(found: Bridge, templates: Path | None = None) -> bytes:
    """Return a bridge as a page with its waterfall; raises OutputError when a template fails."""
    steps = found.steps()
    return _page(
        "bridge.html.j2",
        {
            "title": "Forecast bridge",
            "currency": found.currency,
            "steps": [(name, _money([amount])[0]) for name, amount in steps],
            "bars": waterfall(steps),
            "marks": _marks([name for name, _ in steps]),
            "clients": [
                (client or "(no client)", [(str(c), _money([a])[0]) for c, a in causes.items()])
                for client, causes in found.by_client().items()
            ],
        },
        templates,
    )


def accuracy_html(found: Accuracy, templates: Path | None = None) -> bytes:
    """Return scores and calibration as a page; raises OutputError when a template fails."""
    return _page(
        "accuracy.html.j2",
        {
            "title": "Forecast accuracy",
            "scores": [
                (s.by, s.name, s.points, _percent(s.wape), _percent(s.bias), _number(s.mase))
                for s in found.scores
            ],
            "calibration": [
                (
                    c.by,
                    c.name,
                    f"{c.won} of {c.decided}",
                    _percent(c.stated),
                    _percent(c.recalibrated),
                    _number(c.brier),
                )
                for c in found.calibration
            ],
            "band": None
            if found.band is None
            else [tuple(f"{value:,.0f}" for value in month) for month in found.band],
            "months": found.months,
        },
        templates,
    )


def stacked(labels: Sequence[str], series: dict[str, list[Decimal]]) -> list[Bar]:
    """Return the bars of a stacked column chart, a column a label."""
    sums = [
        float(sum(max(row[n], Decimal(0)) for row in series.values())) for n in range(len(labels))
    ]
    most = max(sums, default=0) or 1
    step = WIDTH / max(len(labels), 1)
    room = HEIGHT - TOP - BOTTOM
    bars = []
    for n, label in enumerate(labels):
        y = float(HEIGHT - BOTTOM)
        for kind, row in series.items():
            height = max(float(row[n]), 0) / most * room
            y -= height
            if height:
                said = f"{label}, {kind}: {row[n]:,}"
                bars.append(_bar(n * step + step * 0.15, y, step * 0.7, height, kind, said))
    return bars


def waterfall(steps: Sequence[tuple[str, Decimal]]) -> list[Bar]:
    """Return the bars of a bridge: whole ones at both ends, changes hanging between them."""
    levels = [0.0]
    for _, amount in steps[:-1]:
        levels.append(levels[-1] + float(amount))
    low, high = min(levels), max(*levels, 0.0)
    scale = (HEIGHT - TOP - BOTTOM) / ((high - low) or 1)
    step = WIDTH / len(steps)
    bars = []
    for n, (name, amount) in enumerate(steps):
        ends = n in (0, len(steps) - 1)
        start, end = (0.0, float(amount)) if ends else (levels[n], levels[n + 1])
        kind = "whole" if ends else "up" if amount >= 0 else "down"
        y = TOP + (high - max(start, end)) * scale
        said = f"{name}: {amount:,}"
        bars.append(
            _bar(n * step + step * 0.15, y, step * 0.7, abs(end - start) * scale, kind, said)
        )
    return bars


def _bar(x: float, y: float, width: float, height: float, kind: str, said: str) -> Bar:
    return Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1), kind, said)


def _marks(labels: Sequence[str]) -> list[tuple[float, str]]:
    step = WIDTH / max(len(labels), 1)
    return [(round(step * (n + 0.5), 1), label) for n, label in enumerate(labels)]


def _page(name: str, values: dict[str, Any], templates: Path | None) -> bytes:
    found = Templates(templates)
    values = {**values, "width": WIDTH, "height": HEIGHT}
    return found.run(found.environment(autoescape=True), name, values).encode()


def _money(amounts: Sequence[Decimal]) -> list[str]:
    return [f"{amount:,}" for amount in amounts]


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1%}"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
