"""The sheets of the forecast: clients by month and layers; every line with links to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from toolkit.forecast.goals import Goal
from toolkit.forecast.layers import SCENARIOS, Forecast
from toolkit.forecast.recognition import Recognised
from toolkit.forecast.streams import Layer, Stream
from toolkit.money import from_minor
from toolkit.plan import Block, Chart, Column, Format, Link, OwnSheet
from toolkit.table import Place, Value

__all__ = ["Beside", "forecast_sheets"]

SHEET = "Forecast"
LINES = "Forecast Lines"
Cells = tuple[Value | Link, ...]
AMOUNTS = frozenset({"fee", "estimate", "budget", "value", "fee_delta", "amount"})
SURETY = ("estimate_signed_on", "signed_on", "probability", "stage", "status")
DATES = ("due", "close_on", "new_due", "start", "issued", "started")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the forecast on its sheet and page."""

    goals: tuple[Goal, ...] = ()
    wip: tuple[Recognised, ...] = ()
    effect: tuple[Decimal, ...] = ()
    """What today's rates would change in each period; empty where none are stated."""


@dataclass(frozen=True, slots=True)
class _Links:
    """Cells as links: inside ``book``, or into the file another book stands in."""

    book: str
    paths: Mapping[str, Path]

    def to(self, place: Place) -> Link | str:
        if place.book == self.book:
            return Link(place.reference, f"#{place.reference}")
        if place.book in self.paths:
            return Link(str(place), f"{self.paths[place.book].name}#{place.reference}")
        return str(place)


def forecast_sheets(
    made: Forecast,
    scenario: str,
    book: str,
    paths: Mapping[str, Path] | None = None,
    beside: Beside | None = None,
) -> tuple[OwnSheet, OwnSheet]:
    """Return the sheets Forecast (client × period, layers, goals) and Forecast Lines.

    The figure of a client and period is the sum of that client's lines in the period's column;
    every line has links to the cells it was read from.
    """
    links = _Links(book, paths or {})
    more = beside or Beside()
    first = [_clients(made, scenario), _months(made, scenario, more.effect)]
    first += [_goals(more.goals)] if more.goals else []
    second = [_lines(made, scenario, links)]
    second += [_wip(more.wip, links)] if any(line.wip for line in more.wip) else []
    second += [_unplaced(made, links)] if made.unplaced else []
    charts = (
        Chart("column", "Revenue by layer", 1, 0, (1, 2, 3)),
        Chart("bar", "Revenue by client", 0, 0, (len(made.periods) + 1,)),
    )
    about = f"As of {made.as_of}, {scenario} scenario, {made.basis} basis, in {made.currency}."
    lines = about, _left_out(made)
    return (
        OwnSheet(SHEET, "Revenue forecast", lines, tuple(first), charts),
        OwnSheet(LINES, "Revenue forecast, line by line", lines, tuple(second)),
    )


def _clients(made: Forecast, scenario: str) -> Block:
    periods = [Column(p.label, 12, Format.MONEY, total=True) for p in made.periods]
    whole = Column("Total", 13, Format.MONEY, bar=True, total=True)
    rows: tuple[Cells, ...] = tuple(
        (client or "(no client)", *row, sum(row, Decimal(0)))
        for (client,), row in made.by("client", scenario=scenario).items()
    )
    return Block((Column("Client", 28), *periods, whole), rows)


def _months(made: Forecast, scenario: str, effect: Sequence[Decimal]) -> Block:
    """Return the block of months: layers of the scenario, then every scenario's total."""
    nothing = [from_minor(0, made.currency)] * len(made.periods)
    layers = made.by("layer", scenario=scenario)
    series = {str(layer).title(): layers.get((str(layer),), nothing) for layer in Layer}
    series |= {name.capitalize(): made.totals(name) for name in SCENARIOS}
    if any(effect):
        series["At today's rates"] = list(effect)
    columns = [Column(name, 13, Format.MONEY, total=True) for name in series]
    rows: tuple[Cells, ...] = tuple(
        (period.label, *(row[n] for row in series.values()))
        for n, period in enumerate(made.periods)
    )
    return Block((Column("Month", 12), *columns), rows, "By layer and scenario")


def _lines(made: Forecast, scenario: str, links: _Links) -> Block:
    columns = (
        Column("Client", 24),
        Column("Job", 18),
        Column("Line", 13),
        Column("Layer", 12),
        Column("Amount from", 30),
        Column("Signed or sure", 30),
        Column("Dates from", 30),
        Column("Total", 13, Format.MONEY, total=True),
        *(Column(p.label, 12, Format.MONEY, total=True) for p in made.periods),
    )
    return Block(columns, tuple(_line_rows(made, scenario, links)), "Lines")


def _line_rows(made: Forecast, scenario: str, links: _Links) -> Iterator[Cells]:
    by_stream: dict[int, list[Decimal | None]] = {}
    cells = made.table(scenario, names=()).itertuples(index=False, name=None)
    for number, period, minor in cells:
        row = by_stream.setdefault(number, [None] * len(made.periods))
        row[period] = from_minor(minor, made.currency)
    for number, amounts in sorted(
        by_stream.items(), key=lambda item: (made.streams[item[0]].client, item[0])
    ):
        stream = made.streams[number]
        total = sum((amount for amount in amounts if amount), Decimal(0))
        yield (
            stream.client or "(no client)",
            stream.job,
            stream.line,
            str(stream.layer),
            *(links.to(place) if place else None for place in _origins(stream)),
            total,
            *amounts,
        )


def _origins(stream: Stream) -> tuple[Place, Place | None, Place | None]:
    """Return the cells an amount, its surety and its dates were read from."""
    amount = next((place for name, place in stream.cells if name in AMOUNTS), stream.place)
    first = dict(reversed(stream.cells))
    sure = next((first[name] for name in SURETY if name in first), None)
    dated = next((first[name] for name in DATES if name in first), None)
    return amount, sure, dated


def _wip(wip: Sequence[Recognised], links: _Links) -> Block:
    columns = (
        Column("Client", 24),
        Column("Job", 14),
        Column("Currency", 9),
        Column("Recognised", 13, Format.MONEY),
        Column("Billed", 13, Format.MONEY),
        Column("Work in progress", 16, Format.MONEY, bar=True),
        Column("Cell", 30),
    )
    rows: tuple[Cells, ...] = tuple(
        (
            line.client,
            line.job,
            line.currency,
            line.recognised,
            line.billed,
            line.wip,
            links.to(line.place),
        )
        for line in wip
        if line.wip
    )
    return Block(columns, rows, "Work in progress: earned and not billed")


def _goals(goals: Sequence[Goal]) -> Block:
    columns = (
        Column("Client", 24),
        Column("Year", 8, Format.NUMBER),
        *(Column(name, 13, Format.MONEY) for name in ("Goal", "Actual", "Forecast", "Gap")),
    )
    rows: tuple[Cells, ...] = tuple(
        (g.client, float(g.year), g.goal, g.actual, g.forecast, g.gap) for g in goals
    )
    return Block(columns, rows, "Goals")


def _unplaced(made: Forecast, links: _Links) -> Block:
    columns = (
        Column("Client", 24),
        Column("Job", 14),
        Column("Amount", 13, Format.MONEY),
        Column("Why", 48, wrap=True),
        Column("Cell", 30),
    )
    rows: tuple[Cells, ...] = tuple(
        (u.client, u.job, u.amount, u.reason, links.to(u.place)) for u in made.unplaced
    )
    return Block(columns, rows, "Not in any month")


def _left_out(made: Forecast) -> str:
    if not made.unplaced:
        return "Every row that brings revenue is in it."
    one = len(made.unplaced) == 1
    rows = "1 row is" if one else f"{len(made.unplaced)} rows are"
    return f"{rows} not in it: see Not in any month, on the sheet {LINES}."
