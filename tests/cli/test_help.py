"""Every command has help with an example, and the example runs on the demo agency as it stands."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from toolkit.cli.main import COMMANDS, cli
from toolkit.shipped import shipped


def help_of(command: str) -> str:
    return CliRunner().invoke(cli, [command, "--help"]).output


def examples_of(command: str) -> list[str]:
    found = re.findall(r"^  +(toolkit .*(?:\n {8,}\S.*)*)", help_of(command), flags=re.MULTILINE)
    return [" ".join(example.split()) for example in found]


EXAMPLES = [(name, example) for name in COMMANDS for example in examples_of(name)]


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_opens_with_one_line_and_has_an_example(command: str) -> None:
    text = help_of(command)
    first = text.split("\n\n")[1].strip()
    assert first.endswith(".")
    assert "Example:" in text
    assert examples_of(command)


def test_the_list_of_commands_shows_each_first_line_whole() -> None:
    listed = CliRunner().invoke(cli, ["--help"], terminal_width=80).output.split("Commands:")[1]
    assert "..." not in listed


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[e for _, e in EXAMPLES])
def test_the_example_runs_word_for_word(
    command: str, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shipped("workbooks/demo"), "toolkit-demo")
    words = shlex.split(example)
    result = CliRunner().invoke(cli, words[1:], standalone_mode=False)
    assert not isinstance(result.exception, click.ClickException), result.exception
    assert result.exception is None, result.exception
    assert result.return_value in (None, 0, 1)
