"""Odd files through ``toolkit inspect`` as a person runs it: answered or refused in one line."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.books.corpus import OddFile, odd_files
from tests.books.oddities import oddities
from tests.books.test_corpus import seeds
from tests.scale import SCALE

SECONDS, KILOBYTES = 30, 1_000_000
PATIENCE = 120
"""Seconds on the wall after which a run counts as hung; others may load the machine."""
COUNT = 20
AT_ONCE = 2
ALL_TRICKS = 10
"""From this scale on every built trick runs in a process of its own too."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by getrusage")


@dataclass(frozen=True)
class End:
    """How one run of the command ended."""

    name: str
    code: int
    seconds: float
    """Of the processor, spent by the command and the child it reads in."""
    kilobytes: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """What is wrong with the answer; empty where nothing is."""
        lines = self.err.strip().splitlines()
        if self.seconds > SECONDS or self.kilobytes > KILOBYTES:
            return f"{self.seconds:.0f} s, {self.kilobytes} KB"
        if "Traceback" in self.out + self.err:
            return "a traceback"
        if self.code == 0:
            return "" if {"book", "tables"} == set(json.loads(self.out)) else "no answer"
        refused = self.code == 2 and len(lines) == 1 and len(lines[0]) > 20
        return "" if refused else f"exit {self.code}: {self.err[:300]}"


LAUNCH = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[2:], capture_output=True, timeout=float(sys.argv[1]))
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
print(json.dumps([done.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, out, err]))
"""
"""A small process between the test and the command: a peak counts what the parent held too."""


def inspected(path: Path | str) -> End:
    """Run the command; the peak is that of the largest of it and its own child."""
    command = [sys.executable, "-m", "toolkit", "inspect", str(path), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, str(PATIENCE), *command],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NO_COLOR": "1"},
    )
    code, seconds, peak, out, err = json.loads(done.stdout)
    return End(
        str(path), code, seconds, peak // (1024 if sys.platform == "darwin" else 1), out, err
    )


def complaints(files: Iterable[OddFile], folder: Path) -> Iterator[str]:
    """Yield what is wrong with the answers, and print how they ended."""

    def run(file: OddFile) -> End:
        path = folder / file.name.replace("/", "_")
        path.write_bytes(file.content)
        end = inspected(path)
        path.unlink()
        return end

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ends = list(pool.map(run, files))
    slowest = max(ends, key=lambda end: end.seconds)
    largest = max(ends, key=lambda end: end.kilobytes)
    codes = dict(Counter(end.code for end in ends))
    sys.stdout.write(
        f"{len(ends)} files, exits {codes}; slowest {slowest.seconds:.1f} s ({slowest.name}), "
        f"largest {largest.kilobytes // 1000} MB ({largest.name})\n"
    )
    for end in ends:
        if end.complaint:
            yield f"{end.name}: {end.complaint}"


@pytest.fixture(scope="module")
def whole_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return seeds(tmp_path_factory.mktemp("seeds"))


@pytest.mark.parametrize("batch", range(2 * SCALE) if SCALE > 1 else [0])
def test_damaged_files_are_answered_in_one_line(
    batch: int, whole_files: dict[str, bytes], tmp_path: Path
) -> None:
    files = odd_files(whole_files, COUNT if SCALE > 1 else 6, seed=10_000 + batch)
    assert not list(complaints(files, tmp_path))


def test_built_tricks_are_answered_in_one_line(tmp_path: Path) -> None:
    files = list(oddities())
    some = files if SCALE >= ALL_TRICKS else files[:: len(files) // 6]
    assert not list(complaints(some, tmp_path))


@pytest.mark.parametrize(
    "kind",
    ["pipe", "socket", "device", "endless device", "link in a circle", "link to nothing"],
)
def test_what_is_no_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "jobs.xlsx"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        path = Path(os.path.relpath(tmp_path)) / "s"
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path)[-100:] if len(str(path)) > 100 else str(path))
    elif kind == "device":
        path = Path("/dev/null")
    elif kind == "endless device":
        path = Path("/dev/zero")
    else:
        path.symlink_to(path if kind == "link in a circle" else tmp_path / "gone")
    end = inspected(path)
    assert end.code == 2, end
    assert not end.complaint
    assert end.seconds < SECONDS / 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Größe 'x' & (1).csv", b"Job #,Job Name,Client\nA-1,Poster,Acme\n"),
        ("tracker.xlsx", b"Job #,Job Name,Client\nA-1,Poster,Acme\n"),
        ("tracker", b"Job #;Job Name;Client\nA-1;Poster;Acme\n"),
        ("two\nlines.csv", b"Job #,Job Name,Client\nA-1,Poster,Acme\n"),
        ("a" * 200 + ".csv", b"Job #,Job Name,Client\nA-1,Poster,Acme\n"),
    ],
    ids=["quotes", "text called xlsx", "no ending", "line break", "long"],
)
def test_a_name_says_nothing(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    end = inspected(path)
    assert not end.complaint
    (table,) = json.loads(end.out)["tables"]
    assert table["rows"] == 1
