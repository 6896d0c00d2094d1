"""A small agency with an agency.toml, and ``toolkit`` run on it as a scheduler runs it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from click.testing import CliRunner

from toolkit.cli.main import cli
from toolkit.table import Value

ROOT = Path(__file__).resolve().parents[2]
CLEAN: tuple[list[Value], ...] = (
    ["J-1", "Film", "Marlow", "Open", "Send proofs", "Ana Reyes", "2026-12-18"],
)
LATE: tuple[list[Value], ...] = (["J-2", "Site", "Marlow", "Open", "", "Ben Cole", "2026-06-01"],)
HEADERS = ["Job #", "Job Name", "Client", "Status", "Next Step", "Owner", "Due Date"]


def job_list(path: Path, *rows: list[Value], name: str = "Jobs") -> Path:
    """Write a job tracker; rows are as ``HEADERS`` says."""
    return write_sheet(path, [list(HEADERS), *rows], name)


def write_sheet(path: Path, rows: Sequence[list[Value]], name: str = "Sheet1") -> Path:
    """Write a workbook of one sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = workbook.add_worksheet(name)
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    workbook.close()
    return path


@dataclass(frozen=True, slots=True)
class Area:
    """Everything a run may touch, below one folder."""

    root: Path

    @property
    def agency(self) -> Path:
        return self.root / "Ana & Ben's agency 100%"

    @property
    def history(self) -> Path:
        return self.root / "history" / "history.sqlite"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def settle(self, toml: str, *rows: list[Value]) -> Area:
        job_list(self.agency / "Jobs.xlsx", *(rows or CLEAN))
        (self.agency / "agency.toml").write_text(toml, encoding="utf-8")
        return self

    def environment(self, **more: str) -> Mapping[str, str]:
        for name in ("home", "temporary"):
            (self.root / name).mkdir(exist_ok=True)
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("XDG_")},
            "HOME": str(self.root / "home"),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.root / "temporary")),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TOOLKIT_HISTORY": str(self.history),
            "TOOLKIT_STATE": str(self.state),
            **more,
        }

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """Start ``toolkit`` in the agency's folder."""
        return subprocess.Popen(
            [sys.executable, "-m", "toolkit", *words],
            cwd=self.agency,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str, **more: str) -> tuple[int, str, str]:
        """Return exit code, output and errors of ``toolkit``."""
        process = self.start(*words, **more)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors

    def invoke(self, *words: str, **more: str) -> tuple[int, str]:
        """Return exit code and output of the same, without the price of a process."""
        command = [words[0], "--config", str(self.agency / "agency.toml"), *words[1:]]
        result = CliRunner().invoke(
            cli, command, standalone_mode=False, env=dict(self.environment(**more))
        )
        if result.exception:
            raise result.exception
        return result.return_value or 0, result.output

    def log(self, ending: str = ".log") -> str:
        return "".join(path.read_text(encoding="utf-8") for path in self.state.rglob(f"*{ending}"))


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def everything(root: Path) -> dict[str, tuple[int, str]]:
    """Return each path below a folder → time of change and hash, of folders the time.

    The system's folder for temporary files may be used, if it is left as it was.
    """
    return {
        str(path.relative_to(root)): (
            0 if path.name == "temporary" else path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in root.rglob("*")
    }
