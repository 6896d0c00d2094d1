"""The forecast, a bridge and scores for programs: JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from toolkit.forecast.accuracy import Score
from toolkit.forecast.baseline import Doubt
from toolkit.forecast.bridge import Bridge, Cause
from toolkit.forecast.calibration import Calibration
from toolkit.forecast.layers import SCENARIOS, Forecast
from toolkit.money import from_minor
from toolkit.reports.forecast_sheet import Beside
from toolkit.table import Place

__all__ = [
    "Accuracy",
    "bridge_json",
    "forecast_csv",
    "forecast_json",
    "inert",
    "scores_json",
]

PREFIXES = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What is known of how forecasts came true."""

    scores: tuple[Score, ...]
    calibration: tuple[Calibration, ...]
    band: tuple[Doubt, ...] | None
    """For the months after the last actual; None where the history is too short."""
    months: int
    """Months of actuals that follow one another."""
    left_out: tuple[Place, ...] = ()
    """Actuals in a currency without a budget rate."""


def forecast_json(made: Forecast, beside: Beside) -> str:
    """Return the forecast for programs: periods, totals by scenario, rows with their cells."""
    return _dump(
        {
            "as_of": made.as_of.isoformat(),
            "basis": made.basis,
            "currency": made.currency,
            "periods": [
                {"label": p.label, "first": p.first.isoformat(), "through": p.through.isoformat()}
                for p in made.periods
            ],
            "totals": {name: _texts(made.totals(name)) for name in SCENARIOS},
            "layers": {
                layer: _texts(row) for (layer,), row in made.by("layer", scenario="high").items()
            },
            "clients": {client: _texts(row) for (client,), row in made.by("client").items()},
            "rows": _rows(made),
            "unplaced": [
                {"cell": str(u.place), "client": u.client, "job": u.job, "reason": u.reason}
                for u in made.unplaced
            ],
            "goals": [{**_plain(goal._asdict()), "gap": str(goal.gap)} for goal in beside.goals],
            "exchange_effect": _texts(beside.effect),
            "work_in_progress": [
                {
                    "client": line.client,
                    "job": line.job,
                    "recognised": str(line.recognised),
                    "billed": str(line.billed),
                    "wip": str(line.wip),
                    "cell": str(line.place),
                }
                for line in beside.wip
                if line.wip
            ],
        }
    )


def forecast_csv(made: Forecast) -> str:
    """Return a row a client, job, line, layer and period; what looks like a formula is led by '."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    names = ("client", "job", "line", "layer", "owner", "stage")
    writer.writerow([*names, "period", "currency", *SCENARIOS, "cells"])
    for row in _rows(made):
        texts = [inert(row[name]) for name in names]
        amounts = [row[scenario] for scenario in SCENARIOS]
        cells = inert("; ".join(row["cells"]))
        writer.writerow([*texts, row["period"], made.currency, *amounts, cells])
    return target.getvalue()


def bridge_json(found: Bridge) -> str:
    """Return a bridge for programs: the waterfall, and every move."""
    return _dump(
        {
            "currency": found.currency,
            "steps": [{"step": name, "amount": str(amount)} for name, amount in found.steps()],
            "clients": {
                client: {str(cause): str(amount) for cause, amount in causes.items()}
                for client, causes in found.by_client().items()
            },
            "moves": [
                {
                    "client": move.client,
                    "job": move.job,
                    "line": move.line,
                    "cause": str(move.cause),
                    "period": found.periods[move.period].label,
                    "amount": str(from_minor(move.minor, found.currency)),
                }
                for move in found.moves
            ],
        }
    )


def scores_json(found: Accuracy) -> str:
    """Return scores, calibration and band for programs; what is not defined is null."""
    return _dump(
        {
            "scores": [_plain(score._asdict()) for score in found.scores],
            "calibration": [_plain(line._asdict()) for line in found.calibration],
            "band": None if found.band is None else [_doubt(month) for month in found.band],
            "months_of_actuals": found.months,
            "left_out": [str(place) for place in found.left_out],
        }
    )


def inert(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(PREFIXES) else text


def _rows(made: Forecast) -> list[dict[str, Any]]:
    """Return one row a stream and period, with the amount of every scenario."""
    nothing = str(from_minor(0, made.currency))
    amounts: dict[tuple[int, int], dict[str, str]] = {}
    for scenario in SCENARIOS:
        cells = made.table(scenario, names=()).itertuples(index=False, name=None)
        for number, period, minor in cells:
            row = amounts.setdefault((number, period), dict.fromkeys(SCENARIOS, nothing))
            row[scenario] = str(from_minor(minor, made.currency))
    rows = []
    for (number, period), scenarios in sorted(amounts.items()):
        stream = made.streams[number]
        rows.append(
            {
                "client": stream.client,
                "job": stream.job,
                "line": stream.line,
                "layer": str(stream.layer),
                "owner": stream.owner,
                "stage": stream.stage,
                "probability": str(stream.probability),
                "period": made.periods[period].label,
                **scenarios,
                "cells": [str(place) for place in stream.places],
            }
        )
    return rows


def _doubt(month: Doubt) -> dict[str, Any]:
    values = {"period": month.label, **month.band._asdict(), "forecast": month.forecast}
    return {**_plain(values), "outside": month.word}


def _texts(amounts: Sequence[Decimal]) -> list[str]:
    return [str(amount) for amount in amounts]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, float):
            found[name] = None if math.isnan(value) else round(value, 6)
        else:
            found[name] = str(value) if isinstance(value, Decimal | Cause) else value
    return found


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
