"""The demo agency, once as files and once as Google sheets: every command says the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.books.google_sheets import lead_google_to, made_book, service_account
from tests.real.sheets_server import SheetsServer
from tests.scale import SCALE
from toolkit.books import open_book
from toolkit.cli.main import cli
from toolkit.shipped import shipped

UNCALCULATED = "CEL103"
"""Formulas a file holds uncalculated: Google has calculated them."""
DAY = "2026-06-15"


@dataclass(frozen=True)
class Demo:
    """The same books twice, and the settings of both."""

    files: list[str]
    sheets: list[str]
    folder: Path

    def say(self, command: str, books: list[str], *options: str) -> str:
        """Return what a command prints."""
        words = [command, *books, "--config", str(self.folder / "agency.toml"), *options]
        ran = CliRunner().invoke(cli, [*words, "--as-of", DAY], standalone_mode=False)
        assert ran.exception is None, ran.output
        return ran.stdout

    def say_both(self, command: str, *options: str) -> tuple[str, str]:
        """Return what it prints of the files, and of the Google sheets."""
        return self.say(command, self.files, *options), self.say(command, self.sheets, *options)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = Path(
        shutil.copytree(shipped("workbooks/demo"), tmp_path_factory.mktemp("google") / "demo")
    )
    (folder / "key.json").write_text(json.dumps(dict(service_account())), "utf-8")
    with (folder / "agency.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[google]\ncredentials = "key.json"\n')
    paths = sorted([*folder.glob("*.xlsx"), *(folder.glob("*.csv") if SCALE > 1 else ())])
    with SheetsServer() as server, pytest.MonkeyPatch.context() as patch:
        lead_google_to(server, patch)
        for number, path in enumerate(paths):
            made_book(server, *open_book(path).read().values(), key=f"K{number}")
            server.service.books[f"K{number}"].properties["title"] = path.name
        sheets = [f"gsheet:K{number}" for number in range(len(paths))]
        yield Demo([str(path) for path in paths], sheets, folder)


def found(text: str) -> list[Any]:
    every = json.loads(text)
    rows = every if isinstance(every, list) else every["findings"]
    return [one for one in rows if one["code"] != UNCALCULATED]


def test_check_finds_the_same_in_the_same_cells(demo: Demo) -> None:
    file, google = demo.say_both("check", "--format", "json")
    assert len(found(file)) > 100
    assert found(google) == found(file)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("burn", ["--format", "json"]),
        ("forecast", ["--format", "csv"]),
        ("status", ["--format", "txt"]),
    ],
)
def test_reports_and_figures_are_the_same(
    demo: Demo, tmp_path: Path, command: str, options: list[str]
) -> None:
    made: list[dict[str, str]] = []
    for side, books in (("file", demo.files), ("google", demo.sheets)):
        out = tmp_path / side
        given = [*options, "--out", str(out)]
        printed = demo.say(command, books, *given).replace(str(out), "")
        left = out.glob("*") if out.exists() else ()
        made.append({path.name: path.read_text("utf-8") for path in left} | {"": printed})
    assert sum(map(len, made[0].values())) > 1000
    assert made[1] == made[0]
