"""Scheduled runs in the history: begun before their first step, so that a crash shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from toolkit.history import schema as s
from toolkit.history.entries import RunState, ScheduledRun, ScheduledStep, StepState
from toolkit.history.snapshots import from_json, to_json
from toolkit.history.store import History

__all__ = ["add_step", "begin_run", "end_run", "last_step", "mark_crashed", "scheduled_runs"]

KEPT = ("tries", "said", "for_person", "made", "counts", "marks")
"""What of a step is kept as JSON."""


def begin_run(history: History, run: ScheduledRun) -> int:
    """Keep that a run began, and return the number it has from now on."""
    row = {
        "at": run.at,
        "name": run.name,
        "agency": run.agency,
        "host": run.host,
        "state": run.state.value,
        "remarks": to_json(list(run.remarks)),
    }
    with history.writing() as connection:
        added = connection.execute(insert(s.SCHEDULED_RUNS).returning(s.SCHEDULED_RUNS.c.id), row)
        return int(added.scalar_one())


def add_step(history: History, number: int, step: ScheduledStep) -> None:
    """Keep what became of a step."""
    row = {
        "scheduled_run": number,
        "name": step.name,
        "action": step.action,
        "state": step.state.value,
        "at": step.at,
        "ended": step.ended,
        "outcome": to_json({name: getattr(step, name) for name in KEPT}),
    }
    with history.writing() as connection:
        connection.execute(insert(s.SCHEDULED_STEPS), row)


def end_run(history: History, number: int, run: ScheduledRun) -> None:
    """Keep how a run ended; said again, the later word counts."""
    table = s.SCHEDULED_RUNS
    values = {
        "state": run.state.value,
        "ended": run.ended,
        "exit_code": run.exit_code,
        "remarks": to_json(list(run.remarks)),
    }
    with history.writing() as connection:
        connection.execute(update(table).where(table.c.id == number).values(values))


def mark_crashed(
    history: History, agency: str, host: str, at: datetime
) -> tuple[ScheduledRun, ...]:
    """Return the runs of an agency on a computer that never ended, and keep that they crashed.

    Only who holds the lock of the agency's runs there may ask.
    """
    with history.writing() as connection:
        table = s.SCHEDULED_RUNS
        lost = (
            (table.c.agency == agency)
            & (table.c.host == host)
            & (table.c.state == RunState.RUNNING.value)
        )
        found = [_run(row, ()) for row in connection.execute(select(table).where(lost)).all()]
        connection.execute(update(table).where(lost).values(state=RunState.CRASHED.value, ended=at))
    return tuple(replace(run, state=RunState.CRASHED, ended=at) for run in found)


def scheduled_runs(
    history: History, agency: str | None = None, most: int = 20
) -> tuple[ScheduledRun, ...]:
    """Return the newest runs with their steps, of one agency or all; the newest first."""
    table = s.SCHEDULED_RUNS
    query = select(table).order_by(table.c.at.desc(), table.c.id.desc()).limit(most)
    if agency is not None:
        query = query.where(table.c.agency == agency)
    return tuple(_run(row, _steps(history, row.id)) for row in history.rows(query))


def last_step(history: History, agency: str, run: str, step: str) -> ScheduledStep | None:
    """Return what became of a step when it was last done in a run of this name; None if never."""
    runs, steps = s.SCHEDULED_RUNS, s.SCHEDULED_STEPS
    query = (
        select(steps)
        .join(runs, runs.c.id == steps.c.scheduled_run)
        .where(runs.c.agency == agency, runs.c.name == run, steps.c.name == step)
        .where(steps.c.state == StepState.DONE.value)
        .order_by(steps.c.id.desc())
        .limit(1)
    )
    return next((_step(row) for row in history.rows(query)), None)


def _steps(history: History, number: int) -> tuple[ScheduledStep, ...]:
    table = s.SCHEDULED_STEPS
    query = select(table).where(table.c.scheduled_run == number).order_by(table.c.id)
    return tuple(_step(row) for row in history.rows(query))


def _step(row: Any) -> ScheduledStep:
    kept: Mapping[str, Any] = from_json(row.outcome)
    return ScheduledStep(
        row.name,
        row.action,
        StepState(row.state),
        row.at,
        row.ended,
        tries=kept["tries"],
        said=tuple(kept["said"]),
        for_person=tuple(kept["for_person"]),
        made=tuple(kept["made"]),
        counts=kept["counts"],
        marks=tuple(kept.get("marks", ())),
    )


def _run(row: Any, steps: tuple[ScheduledStep, ...]) -> ScheduledRun:
    return ScheduledRun(
        row.at,
        row.name,
        row.agency,
        row.host,
        RunState(row.state),
        row.ended,
        row.exit_code,
        tuple(from_json(row.remarks)),
        steps,
    )
