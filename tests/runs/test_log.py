from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.runs import log as module
from toolkit.runs.log import RunLog

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def test_text_has_a_line_an_event_and_one_for_each_thing_said(tmp_path: Path) -> None:
    with RunLog(tmp_path / "deep", "nightly", "text") as log:
        log.add(AT, "step ends", step="check", tries=1, said=("2 errors", "a\nb"), empty="")
    assert log.path.read_text().splitlines() == [
        "2026-11-25 02:30:00+00:00 nightly: step ends step=check tries=1",
        "    said: 2 errors",
        "    said: a b",
    ]


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    with RunLog(tmp_path, "nightly", "json") as log:
        log.add(AT, "step ends", step="prüfen", said=("a\nb",))
        log.add(AT, "run ends", exit_code=1)
    lines = [json.loads(line) for line in log.path.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["step ends", "run ends"]
    assert lines[0]["said"] == ["a\nb"]
    assert lines[0]["step"] == "prüfen"


def test_files_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 500)
    monkeypatch.setattr(module, "MOST_FILES", 2)
    for number in range(30):
        with RunLog(tmp_path, "nightly", "text") as log:
            log.add(AT, "run begins", number=number)
    kept = sorted(tmp_path.iterdir())
    assert [path.name for path in kept] == ["nightly.log", "nightly.log.1", "nightly.log.2"]
    assert all(path.stat().st_size <= 500 for path in kept)
    assert "number=29" in kept[0].read_text()


def test_a_log_that_breaks_off_is_remembered_and_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = RunLog(tmp_path, "nightly", "text")
    assert log._file.stream
    log._file.stream.close()  # as a disk that is taken away
    log.add(AT, "run begins")
    assert "broke off" in (log.trouble or "")
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="--state"):
        RunLog(tmp_path / "file", "nightly", "text")
