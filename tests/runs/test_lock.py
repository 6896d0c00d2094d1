from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.errors import OutputError, RunHeldError
from toolkit.runs.lock import Holder, held

ME = Holder("nightly", "here", 1, datetime(2026, 11, 25, 2, 30, tzinfo=UTC))
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from toolkit.runs.lock import Holder, held
with held(Path(sys.argv[1]), Holder("weekly", "there", 42, datetime(2026, 11, 24, tzinfo=UTC))):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_lock_is_taken_and_given_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.lock"
    for _ in range(2):
        with held(path, ME) as left:
            assert left is None


def test_while_another_process_has_it_the_holder_is_named(tmp_path: Path) -> None:
    with holding(tmp_path / "a.lock") as process:
        said = "“weekly”, process 42 on there, since 2026-11-24"
        with pytest.raises(RunHeldError, match=said), held(tmp_path / "a.lock", ME):
            pass
        process.communicate()
    with held(tmp_path / "a.lock", ME) as left:
        assert left is None


def test_the_lock_of_a_killed_process_is_taken_over_and_it_is_named(tmp_path: Path) -> None:
    process = holding(tmp_path / "a.lock")
    process.kill()
    process.communicate()
    with held(tmp_path / "a.lock", ME) as left:
        assert left is not None
        assert (left.run, left.process) == ("weekly", 42)


def test_a_note_cut_off_by_a_crash_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text('{"run": "wee')
    with held(tmp_path / "a.lock", ME) as left:
        assert left is None


def test_a_failure_inside_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(tmp_path / "a.lock", ME):
        raise ZeroDivisionError
    with held(tmp_path / "a.lock", ME) as left:
        assert left is None


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="--state"), held(tmp_path / "file" / "a.lock", ME):
        pass
