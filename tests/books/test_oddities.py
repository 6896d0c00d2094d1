"""Built oddities: each is read or refused with a reason, within 30 seconds and 1 GB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books.oddities import oddities
from tests.books.test_corpus import READ_ALL


@pytest.mark.skipif(sys.platform == "win32", reason="the test's own limit is RLIMIT_AS")
def test_every_trick_is_read_or_refused_with_a_reason(tmp_path: Path) -> None:
    files = list(oddities())
    for file in files:
        (tmp_path / file.name).write_bytes(file.content)
    count = len(files)
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=count * 30,
        env={**os.environ, "RUST_BACKTRACE": "0"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    ends: list[tuple[str, str, float]] = json.loads(done.stdout)
    assert len(ends) == count
    slowest = max(ends, key=lambda end: end[2])
    assert slowest[2] < 30, slowest
    assert {"read", "UnreadableError", "NotAWorkbookError"} == {end for _, end, _ in ends}
