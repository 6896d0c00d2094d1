"""The forecast, a bridge and scores as tables: rows for a terminal, JSON, CSV and a sheet."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.forecast.accuracy import Score
from toolkit.forecast.baseline import Band
from toolkit.forecast.bridge import Bridge, Cause
from toolkit.forecast.calibration import Calibration
from toolkit.forecast.goals import Goal
from toolkit.forecast.layers import SCENARIOS, Forecast
from toolkit.forecast.recognition import Recognised
from toolkit.forecast.streams import Layer
from toolkit.money import from_minor
from toolkit.plan import Block, Chart, Column, Format, Link, OwnSheet
from toolkit.table import Place, Value

__all__ = [
    "Accuracy",
    "bridge_json",
    "forecast_csv",
    "forecast_json",
    "forecast_sheet",
    "inert",
    "scores_json",
]

PREFIXES = ("=", "+", "-", "@", "\t", "\r")
SHEET = "Forecast"
Cells = tuple[Value | Link, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What is known of how forecasts came true."""

    scores: tuple[Score, ...]
    calibration: tuple[Calibration, ...]
    band: tuple[Band, ...] | None
    """For the months after the last actual; None where the history is too short."""
    months: int
    """Months of actuals there are."""


def forecast_json(
    made: Forecast, goals: Sequence[Goal], effect: Sequence[Decimal], wip: Sequence[Recognised]
) -> str:
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
            "goals": [{**_plain(goal._asdict()), "gap": str(goal.gap)} for goal in goals],
            "exchange_effect": _texts(effect),
            "work_in_progress": [
                {
                    "client": line.client,
                    "job": line.job,
                    "recognised": str(line.recognised),
                    "billed": str(line.billed),
                    "wip": str(line.wip),
                    "cell": str(line.place),
                }
                for line in wip
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
            "band": None if found.band is None else [_plain(b._asdict()) for b in found.band],
            "months_of_actuals": found.months,
        }
    )


def forecast_sheet(
    made: Forecast, scenario: str, book: str, paths: Mapping[str, Path] | None = None
) -> OwnSheet:
    """Return the sheet Forecast: client × period, layers, and every line with a link to its cell.

    Links lead inside ``book``, or into the file another book stands in.
    """
    periods = [Column(p.label, 12, Format.MONEY, total=True) for p in made.periods]
    whole = Column("Total", 13, Format.MONEY, bar=True, total=True)
    clients: tuple[Cells, ...] = tuple(
        (client or "(no client)", *row, sum(row, Decimal(0)))
        for (client,), row in made.by("client", scenario=scenario).items()
    )
    layers = made.by("layer", scenario=scenario)
    nothing = [from_minor(0, made.currency)] * len(made.periods)
    months: tuple[Cells, ...] = tuple(
        (period.label, *(layers.get((str(layer),), nothing)[n] for layer in Layer))
        for n, period in enumerate(made.periods)
    )
    blocks = (
        Block((Column("Client", 28), *periods, whole), clients),
        Block(
            (
                Column("Month", 12),
                *(Column(str(layer).title(), 13, Format.MONEY, total=True) for layer in Layer),
            ),
            months,
            "By layer",
        ),
        Block(
            (
                Column("Client", 24),
                Column("Job", 18),
                Column("Line", 13),
                Column("Layer", 12),
                Column("Amount", 13, Format.MONEY, total=True),
                Column("Cell", 22),
            ),
            tuple(_line_rows(made, scenario, book, paths or {})),
            "Lines",
        ),
    )
    lines = (
        f"As of {made.as_of}, {scenario} scenario, {made.basis} basis, in {made.currency}.",
        _left_out(made),
    )
    charts = (
        Chart("column", "Revenue by layer", 1, 0, (1, 2, 3)),
        Chart("bar", "Revenue by client", 0, 0, (len(made.periods) + 1,)),
    )
    return OwnSheet(SHEET, "Revenue forecast", lines, blocks, charts)


def inert(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(PREFIXES) else text


def _line_rows(made: Forecast, scenario: str, book: str, paths: Mapping[str, Path]) -> list[Cells]:
    table = made.table(scenario, names=())
    sums: Any = table.groupby("stream").amount.sum()
    rows: list[Cells] = []
    for number, minor in sums.sort_index().items():
        stream = made.streams[number]
        link = _link(stream.place, book, paths)
        amount = from_minor(minor, made.currency)
        rows.append((stream.client, stream.job, stream.line, str(stream.layer), amount, link))
    return rows


def _link(place: Place, book: str, paths: Mapping[str, Path]) -> Link | str:
    if place.book == book:
        return Link(place.reference, f"#{place.reference}")
    if place.book in paths:
        return Link(str(place), f"{paths[place.book].name}#{place.reference}")
    return str(place)


def _left_out(made: Forecast) -> str:
    if not made.unplaced:
        return "Every row that brings revenue is in it."
    return f"{len(made.unplaced)} rows could not be put into a month and are not in it."


def _rows(made: Forecast) -> list[dict[str, Any]]:
    """Return one row a stream and period, with the amount of every scenario."""
    amounts: dict[tuple[int, int], dict[str, str]] = {}
    for scenario in SCENARIOS:
        cells = made.table(scenario, names=()).itertuples(index=False, name=None)
        for number, period, minor in cells:
            row = amounts.setdefault((number, period), dict.fromkeys(SCENARIOS, "0"))
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
