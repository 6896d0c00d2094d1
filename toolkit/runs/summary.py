"""The summary of a run, as a letter: what needs a person first, then every step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.checks.wording import count_of
from toolkit.config import Config
from toolkit.history import ScheduledRun, ScheduledStep, StepState
from toolkit.reports.templates import Templates
from toolkit.runs.mail import Letter

__all__ = ["letter", "subject"]

MOST_LINES = 40
"""What one step may say in a mail; its results and the log have all of it."""


def subject(run: ScheduledRun, agency: str) -> str:
    """Return the one line people see first: ``nightly: 3 things for you, 1 step failed``."""
    things = sum(len(step.for_person) for step in run.steps if step.state is not StepState.FAILED)
    failed = sum(step.state is StepState.FAILED for step in run.steps)
    parts = [f"{count_of(things, 'thing')} for you"] if things else []
    parts += [f"{count_of(failed, 'step')} failed"] if failed else []
    said = ", ".join(parts) or ("look at the run itself" if run.exit_code else "all is well")
    return " ".join(f"{run.name}: {said}{f' – {agency}' if agency else ''}".split())


def letter(run: ScheduledRun, config: Config, templates: Path | None) -> Letter:
    """Return the letter; raises OutputError when a template of the agency does not work."""
    found = Templates(templates)
    title = subject(run, config.agency.name)
    values: dict[str, Any] = {
        "title": title,
        "run": run.name,
        "agency": config.agency.name,
        "computer": run.host,
        "began": f"{run.at:%Y-%m-%d %H:%M}",
        "ended": f"{run.ended:%H:%M}" if run.ended else "",
        "exit_code": run.exit_code,
        "remarks": list(run.remarks),
        "steps": [_shown(step) for step in run.steps],
    }
    text = found.run(found.environment(autoescape=False), "run.txt.j2", values)
    html = found.run(found.environment(autoescape=True), "run.html.j2", values)
    return Letter(title, text, html)


def _shown(step: ScheduledStep) -> dict[str, Any]:
    lines = [" ".join(line.split()) for line in step.for_person]  # a cell's line breaks end here
    return {
        "name": step.name,
        "state": step.state.value,
        "said": list(step.said),
        "for_person": lines[:MOST_LINES],
        "more": max(len(lines) - MOST_LINES, 0),
        "made": list(step.made[:MOST_LINES]),
    }
