"""A real LibreOffice: started on a profile of its own, every call with a time-out."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

__all__ = ["as_csv", "office_or_skip"]

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ALL_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
SECONDS = 120


def office_or_skip(folder: Path) -> Path:
    """Return a fresh profile that has been started once; skip where there is no LibreOffice.

    With TOOLKIT_REQUIRE_REAL set, its absence is a failure: a build that has to prove this must
    not pass without.
    """
    if SOFFICE is None:
        if os.environ.get("TOOLKIT_REQUIRE_REAL"):
            pytest.fail("LibreOffice is required and not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = folder / "profile"
    # The first start of a profile sets it up and then leaves with an error code.
    _run(profile, ["--terminate_after_init"])
    return profile


def _run(profile: Path, arguments: Sequence[str]) -> None:
    """Run LibreOffice to its end, or end it and what it started."""
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    process = subprocess.Popen(
        [*command, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        end(process.pid)
        process.wait(30)


def end(pid: int) -> None:
    """End a process and its children, by their ids."""
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in [*parent.children(recursive=True), parent]:
            with contextlib.suppress(psutil.Error):
                process.kill()


def as_csv(profile: Path, books: Sequence[Path], into: Path) -> dict[str, list[str]]:
    """Let LibreOffice open books and return name-of-book → lines of each sheet as it shows them.

    Keys are ``book-sheet``: the stem of the book and the name of the sheet. One start serves all
    books; one that breaks it is left out, and those after it get another start.
    """
    waiting = list(books)
    while waiting:
        _run(
            profile, ["--convert-to", ALL_SHEETS_AS_CSV, "--outdir", str(into), *map(str, waiting)]
        )
        done = [at for at, book in enumerate(waiting) if any(into.glob(f"{book.stem}-*.csv"))]
        waiting = waiting[max(done, default=0) + 1 :]
    return {file.stem: file.read_text("utf-8").splitlines() for file in into.glob("*.csv")}
