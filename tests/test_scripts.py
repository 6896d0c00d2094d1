"""The scheduled scripts, run as a scheduler runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.runs.agency import CLEAN, ROOT, Area, job_list
from toolkit.history import open_history
from toolkit.history.scheduled import scheduled_runs

SCRIPTS = {
    "nightly_checks": ["Jobs checked", "Checks"],
    "weekly_status": ["Status report - Marlow"],
    "monthly_forecast": ["Forecast"],
    "chase_list": ["Chase list"],
}


def script(area: Area, name: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / f"{name}.py"), *words],
        cwd=area.agency,
        env=area.environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.parametrize("name", list(SCRIPTS))
def test_a_script_does_its_one_step_and_keeps_it(tmp_path: Path, name: str) -> None:
    area = Area(tmp_path).settle('[checks]\nselect = ["DAT101"]\n')
    done = script(area, name)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    made = [path.name for path in (area.agency / "toolkit-output").iterdir()]
    assert all(any(one.startswith(wanted) for one in made) for wanted in SCRIPTS[name]), made
    with open_history(str(area.history)) as history:
        (run,) = scheduled_runs(history)
    assert (run.exit_code, run.agency) == (0, str(area.agency / "agency.toml"))


def test_the_sync_script_keeps_two_books_in_step(tmp_path: Path) -> None:
    area = Area(tmp_path).settle("")
    for name in ("a.xlsx", "b.xlsx"):
        job_list(area.agency / name, *CLEAN)
    done = script(area, "sync_books", "a.xlsx", "b.xlsx")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "sync: done, Nothing to bring over",
    )


@pytest.mark.parametrize("name", [*SCRIPTS, "sync_books"])
def test_a_script_has_help(tmp_path: Path, name: str) -> None:
    text = (ROOT / "scripts" / f"{name}.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 20
    assert f"scripts/{name}.py" in text
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / f"{name}.py"), "--help"],
        env=Area(tmp_path).environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "--dry-run" in done.stdout
