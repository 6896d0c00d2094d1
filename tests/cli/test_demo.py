from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from toolkit.cli.main import cli


def test_the_demo_burns_its_retainers_into_a_page_and_into_sheets(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["demo", "--into", str(tmp_path)], standalone_mode=False)
    assert result.exception is None
    assert "5 retainers burnt" in result.output
    made = {path.name for path in (tmp_path / "toolkit-output").iterdir()}
    assert {"Retainer burn 2026-06-15.html", "Accounts & Retainers burn 2026-06-15.xlsx"} <= made
