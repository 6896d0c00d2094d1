"""Whether stated probabilities of new business come true, by stage and owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.forecast.kept import KeptForecast
from toolkit.forecast.metrics import brier
from toolkit.forecast.pipeline import WON, outcome_of
from toolkit.model import Tracker, name_key

__all__ = ["Calibration", "calibration"]

PRIOR = 4
"""How many decided opportunities the stated probability weighs as much as."""


class Calibration(NamedTuple):
    """What became of the opportunities of one stage or owner."""

    by: str
    """``stage`` or ``owner``."""
    name: str
    decided: int
    won: int
    stated: float
    """Mean of the probabilities that were stated."""
    brier: float
    recalibrated: float
    """What the outcomes make of the stated probability; close to it while few are decided."""


def calibration(kept: Sequence[KeptForecast], tracker: Tracker) -> tuple[Calibration, ...]:
    """Return the calibration of every stage and owner with a decided opportunity.

    An opportunity counts once for each stage it was kept in, with the last probability stated
    there, and once for its owner, with the last of all. Decided is what the pipeline now calls
    won or lost. Recalibrated = (won + 4 × stated) / (decided + 4), the beta-binomial estimate.
    """
    outcomes = {
        (name_key(row.client), name_key(row.name)): won
        for row in tracker.pipeline
        if (won := outcome_of(row)) is not None
    }
    stages: dict[tuple[str, str, str], float] = {}
    owners: dict[tuple[str, str], tuple[str, float]] = {}
    for forecast in sorted(kept, key=lambda k: (k.as_of, k.at)):
        for line in forecast.lines:
            key = (name_key(line.client), name_key(line.job))
            open_then = line.stage not in WON
            if line.line == "opportunity" and key in outcomes and open_then:
                stages[line.stage, *key] = float(line.probability)
                owners[key] = (line.owner, float(line.probability))
    groups: dict[tuple[str, str], list[tuple[bool, float]]] = defaultdict(list)
    for (stage, *opportunity), stated in stages.items():
        groups["stage", stage].append((outcomes[opportunity[0], opportunity[1]], stated))
    for opportunity_key, (owner, stated) in owners.items():
        groups["owner", owner].append((outcomes[opportunity_key], stated))
    return tuple(_made(by, name, found) for (by, name), found in sorted(groups.items()))


def _made(by: str, name: str, found: Iterable[tuple[bool, float]]) -> Calibration:
    outcomes, stated = map(list, zip(*found, strict=True))
    mean = sum(stated) / len(stated)
    won = sum(outcomes)
    return Calibration(
        by,
        name,
        len(outcomes),
        won,
        mean,
        brier(outcomes, stated),
        (won + PRIOR * mean) / (len(outcomes) + PRIOR),
    )
