from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.runs.agency import Area, everything
from toolkit.errors import ConfigError

TOML = '[run.nightly]\nsteps = ["chase"]\n[mail]\npassword_env = "hunter2"\n'


@pytest.mark.parametrize("scheduler", ["cron", "systemd", "windows", "launchd"])
def test_what_to_install_is_printed_and_nothing_is_written(tmp_path: Path, scheduler: str) -> None:
    area = Area(tmp_path).settle(TOML)
    area.environment()
    before = everything(tmp_path)
    code, output = area.invoke("schedule", "nightly", f"--{scheduler}", "--log", "json")
    assert everything(tmp_path) == before
    assert code == 0
    assert "nightly" in output
    assert "Exit code: 0 nothing" in output
    assert "json" in output
    assert str(area.state) in output
    assert "hunter2" not in output


def test_a_scheduler_must_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError):
        Area(tmp_path).settle(TOML).invoke("schedule", "nightly")


def test_only_a_run_that_is_there_is_scheduled(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean 'nightly'"):
        Area(tmp_path).settle(TOML).invoke("schedule", "nihgtly", "--cron")


def test_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.BadParameter):
        Area(tmp_path).settle(TOML).invoke("schedule", "nightly", "--cron", "--at", "25:00")
