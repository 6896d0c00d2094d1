"""What the holidays library answered is kept where a folder is named, and never trusted blindly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from toolkit import public_holidays as module
from toolkit.errors import ConfigError
from toolkit.public_holidays import KEPT, public_holidays

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    token = KEPT.set(tmp_path / "cache")
    yield tmp_path / "cache"
    KEPT.reset(token)


def without_library(patch: pytest.MonkeyPatch) -> None:
    """Let a test fail that asks the library from now on."""
    patch.delattr(module, "_asked")


def test_nothing_is_kept_where_no_folder_is_named(tmp_path: Path) -> None:
    assert public_holidays("GB", "", 2026)[CHRISTMAS] == "Christmas Day"
    assert list(tmp_path.iterdir()) == []


def test_a_second_process_need_not_ask(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = public_holidays("GB", "SCT", 2026)
    without_library(monkeypatch)
    assert public_holidays("GB", "SCT", 2026) == first
    assert date(2027, 12, 27) in public_holidays("GB", "SCT", 2027)


def test_each_region_has_its_own(folder: Path) -> None:
    assert date(2026, 1, 2) in public_holidays("GB", "SCT", 2026)
    assert date(2026, 1, 2) not in public_holidays("GB", "ENG", 2026)
    assert date(2026, 1, 2) not in public_holidays("GB", "", 2026)


def test_a_year_far_away_is_asked_for_and_kept_beside_the_others(folder: Path) -> None:
    public_holidays("GB", "", 2026)
    assert date(2040, 12, 25) in public_holidays("GB", "", 2040)
    (kept,) = folder.iterdir()
    assert {"2026", "2040"} <= set(json.loads(kept.read_text("utf-8"))["years"])


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"library": [], "years": {"2026": {}}}', '{"years": 3}'],
)
def test_what_is_damaged_or_of_another_version_is_asked_for_again(
    folder: Path, content: str
) -> None:
    public_holidays("GB", "", 2026)
    (kept,) = folder.iterdir()
    kept.write_text(content, "utf-8")
    assert public_holidays("GB", "", 2026)[CHRISTMAS] == "Christmas Day"


def test_days_that_are_none_are_asked_for_again(folder: Path) -> None:
    public_holidays("GB", "", 2026)
    (kept,) = folder.iterdir()
    held = json.loads(kept.read_text("utf-8"))
    held["years"]["2026"] = {"Christmas": "2026"}
    kept.write_text(json.dumps(held), "utf-8")
    assert public_holidays("GB", "", 2026)[CHRISTMAS] == "Christmas Day"


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    token = KEPT.set(tmp_path / "file" / "cache")
    assert public_holidays("GB", "", 2026)[CHRISTMAS] == "Christmas Day"
    KEPT.reset(token)


@pytest.mark.parametrize(("country", "region"), [("../pyproject", ""), ("", ""), ("GB", "../TX")])
def test_what_is_no_country_or_region_is_refused(folder: Path, country: str, region: str) -> None:
    with pytest.raises(ConfigError):
        public_holidays(country, region, 2026)
    assert not folder.exists()
