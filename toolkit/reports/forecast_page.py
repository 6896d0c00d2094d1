"""Pages of the forecast, a bridge and scores: tables and drawn charts, nothing from outside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.forecast.bridge import Bridge, Cause
from toolkit.forecast.layers import SCENARIOS, Forecast
from toolkit.forecast.streams import Layer
from toolkit.reports.forecast import Accuracy
from toolkit.reports.forecast_sheet import Beside
from toolkit.reports.templates import Templates

__all__ = [
    "Bar",
    "accuracy_html",
    "bridge_html",
    "forecast_html",
    "stacked",
    "waterfall",
    "waterfall_floor",
]

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
    above: str = ""
    """What stands above it."""


def forecast_html(
    made: Forecast, scenario: str, beside: Beside, templates: Path | None = None
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
            "scenarios": [(name, _with_total(made.totals(name))) for name in SCENARIOS],
            "layers": [
                *((name, _with_total(row)) for name, row in series.items()),
                ("all", _with_total(made.totals(scenario))),
            ],
            "clients": [
                *(
                    (client or "(no client)", _with_total(row))
                    for (client,), row in made.by("client", scenario=scenario).items()
                ),
                ("All clients", _with_total(made.totals(scenario))),
            ],
            "bars": stacked(labels, series),
            "marks": _marks(labels),
            "goals": [
                (g.client, g.year, _money([g.goal, g.actual, g.forecast, g.gap]))
                for g in beside.goals
            ],
            "effect": _with_total(beside.effect) if any(beside.effect) else [],
            "wip": [
                (
                    line.client,
                    line.job,
                    line.currency or "",
                    _money([line.recognised, line.billed, line.wip]),
                    str(line.place),
                )
                for line in sorted(beside.wip, key=lambda line: -abs(line.wip))
                if line.wip
            ],
            "unplaced": [
                (str(u.place), u.client, u.job, _money([u.amount])[0] if u.amount else "", u.reason)
                for u in made.unplaced
            ],
        },
        templates,
    )


def bridge_html(found: Bridge, templates: Path | None = None) -> bytes:
    """Return a bridge as a page with its waterfall; raises OutputError when a template fails."""
    steps = found.steps()
    floor = waterfall_floor(steps)
    return _page(
        "bridge.html.j2",
        {
            "title": "Forecast bridge",
            "currency": found.currency,
            "steps": [(name, _money([amount])[0]) for name, amount in steps],
            "bars": waterfall(steps),
            "floor": f"{floor:,.0f}" if floor > 0 else "",
            "marks": _marks([name for name, _ in steps]),
            "causes": [str(cause) for cause in Cause],
            "clients": [
                (client or "(no client)", _with_total([causes.get(c, Decimal(0)) for c in Cause]))
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
                (
                    s.by,
                    s.name or "(none)",
                    s.points,
                    _percent(s.wape),
                    _percent(s.bias),
                    _number(s.mase),
                    _number(s.tracking_signal),
                )
                for s in found.scores
            ],
            "calibration": [
                (
                    c.by,
                    c.name or "(none)",
                    f"{c.won} of {c.decided}",
                    _percent(c.stated),
                    _percent(c.recalibrated),
                    _number(c.brier),
                )
                for c in found.calibration
            ],
            "band": None
            if found.band is None
            else [
                (
                    month.label,
                    *(f"{value:,.0f}" for value in month.band),
                    "–" if month.forecast is None else f"{month.forecast:,.0f}",
                    month.word,
                )
                for month in found.band
            ],
            "months": found.months,
            "left_out": [str(place) for place in found.left_out],
        },
        templates,
    )


def stacked(labels: Sequence[str], series: dict[str, list[Decimal]]) -> list[Bar]:
    """Return the bars of a stacked column chart, a column a label, its sum above it."""
    sums = [
        float(sum(max(row[n], Decimal(0)) for row in series.values())) for n in range(len(labels))
    ]
    most = max(sums, default=0) or 1
    step = WIDTH / max(len(labels), 1)
    room = HEIGHT - TOP - BOTTOM
    bars = []
    for n, label in enumerate(labels):
        y = float(HEIGHT - BOTTOM)
        column: list[Bar] = []
        for kind, row in series.items():
            height = max(float(row[n]), 0) / most * room
            y -= height
            if height:
                said = f"{label}, {kind}: {row[n]:,}"
                column.append(_bar(n * step + step * 0.15, y, step * 0.7, height, kind, said))
        bars += column[:-1]
        bars += [bar._replace(above=_short(sums[n])) for bar in column[-1:]]
    return bars


def waterfall(steps: Sequence[tuple[str, Decimal]]) -> list[Bar]:
    """Return the bars of a bridge: whole ones at both ends, changes hanging between them.

    Changes that are small beside what they change would not be seen: the scale then begins at
    :func:`waterfall_floor`.
    """
    levels = _levels(steps)
    low, high = waterfall_floor(steps), max(*levels, 0.0)
    scale = (HEIGHT - TOP - BOTTOM) / ((high - low) or 1)
    step = WIDTH / len(steps)
    bars = []
    for n, (name, amount) in enumerate(steps):
        ends = n in (0, len(steps) - 1)
        start, end = (max(low, 0.0), float(amount)) if ends else (levels[n], levels[n + 1])
        kind = "whole" if ends else "up" if amount >= 0 else "down"
        y = TOP + (high - max(start, end)) * scale
        size = abs(end - start) * scale
        bar = _bar(n * step + step * 0.15, y, step * 0.7, size, kind, f"{name}: {amount:,}")
        bars.append(bar._replace(above=_short(float(amount))))
    return bars


def waterfall_floor(steps: Sequence[tuple[str, Decimal]]) -> float:
    """Return what the scale of a bridge begins at: zero, or a bit below its lowest level."""
    levels = [*_levels(steps)[1:], float(steps[-1][1])]
    low, high = min(levels), max(levels)
    if low <= 0 or high - low > high / 4:
        return min(*levels, 0.0)
    unit = 10.0 ** (math.floor(math.log10(high - low)) if high > low else 0)
    floor: float = math.floor((low - (high - low)) / unit) * unit
    return max(floor, 0.0)


def _levels(steps: Sequence[tuple[str, Decimal]]) -> list[float]:
    """Return where a bridge stands before its first step and after each but the last."""
    levels = [0.0]
    for _, amount in steps[:-1]:
        levels.append(levels[-1] + float(amount))
    return levels


def _short(amount: float) -> str:
    """Return an amount as a chart has room for it: 12.3k, 1.4M; nothing for nothing."""
    for unit, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= unit:
            return f"{amount / unit:.1f}{letter}"
    return f"{amount:.0f}" if amount else ""


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
    return [f"{amount:,}" if amount else "–" for amount in amounts]


def _with_total(row: Sequence[Decimal]) -> list[str]:
    return _money([*row, sum(row, Decimal(0))])


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1%}"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
