"""What every test stands on: no test may touch the history or logs of the person who runs it."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def history_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_HISTORY", str(tmp_path / "own-history.sqlite"))
    monkeypatch.setenv("TOOLKIT_STATE", str(tmp_path / "own-state"))
