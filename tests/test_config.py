from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from toolkit.config import (
    CheckStep,
    Config,
    StatusStep,
    SyncStep,
    find_config,
    load_config,
    parse_config,
)
from toolkit.errors import ConfigError


def test_everything_works_without_a_file() -> None:
    assert parse_config("") == Config()


def test_keys_land_typed() -> None:
    config = parse_config("""
        output = "out"
        [agency]
        name = "Northlight"
        [checks]
        kickoff_from = 7500.5
        ignore = ["PEO"]
        [sheets."Job List"]
        header_rows = [3, 4]
        columns = { "Docket" = "number" }
    """)
    assert config.agency.name == "Northlight"
    assert config.checks.kickoff_from == Decimal("7500.5")
    assert config.for_sheet("job list ").header_rows == (3, 4)
    assert config.for_sheet("Job List").columns == {"Docket": "number"}
    assert not config.for_sheet("Other").skip


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("[agancy]\nname = 'x'", "agency"),
        ("[agency]\nnmae = 'x'", "agency.nmae"),
        ("[checks]\nwaiting_day = 3", "waiting_days"),
        ("[sheets.Jobs]\nheader_row = [1]", "header_rows"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(text: str, nearest: str) -> None:
    with pytest.raises(ConfigError, match=nearest):
        parse_config(text)


@pytest.mark.parametrize(
    "text",
    [
        "agency = 3",
        "[agency]\nname = 3",
        "[agency]\nday_first = 'yes'",
        "[checks]\nwip_days = 60",
        "[checks]\nwip_days = ['sixty']",
        "[checks]\nkickoff_from = true",
        "[contact]\ncounting = 'roughly'",
        "columns = []",
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_config(text)


def test_the_file_is_found_beside_the_book_then_upwards_then_with_the_user(tmp_path: Path) -> None:
    clients = tmp_path / "agency" / "clients"
    clients.mkdir(parents=True)
    user = tmp_path / "user"
    user.mkdir()
    (user / "agency.toml").write_text("")
    book = clients / "jobs.xlsx"
    assert find_config(book, user) == user / "agency.toml"
    (tmp_path / "agency" / "agency.toml").write_text("")
    assert find_config(book, user) == tmp_path / "agency" / "agency.toml"
    (clients / "agency.toml").write_text("")
    assert find_config(clients, user) == clients / "agency.toml"


def test_no_file_is_no_error(tmp_path: Path) -> None:
    found = find_config(tmp_path)
    assert found is None or tmp_path not in found.parents


def test_a_file_knows_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "agency.toml"
    path.write_text("output = 'x'", encoding="utf-8-sig")
    assert load_config(path).path == path


@pytest.mark.parametrize("content", [b"output = ", b"\xff\xfe\x00x"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "agency.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"agency\.toml"):
        load_config(path)


def test_a_retainers_policy_is_read_typed_and_what_is_left_out_stays_open() -> None:
    config = parse_config(
        """
        [burn.policy]
        deficit = "carry"
        [retainers."Harbor & Pine"]
        rollover_cap = 10
        overage_rates = { Designer = 150 }
        terms = [{ start = 2026-01-31, hours = 40, fee = 5000 }]
        adjustments = [{ on = 2026-03-15, amount = 5, reason = "goodwill" }]
        """
    )
    policy = config.retainers["Harbor & Pine"]
    assert config.burn.policy.deficit == "carry"
    assert (policy.rollover_cap, policy.deficit) == (Decimal(10), None)
    assert policy.overage_rates == {"Designer": Decimal(150)}
    assert policy.terms[0].start == date(2026, 1, 31)
    assert policy.adjustments[0].reason == "goodwill"


@pytest.mark.parametrize(
    "text",
    [
        '[retainers.Acme]\ncycle = "fortnight"',
        '[retainers.Acme]\nterms = [{ start = "2026-01-31" }]',
        "[retainers.Acme]\nexpiry_months = 1.5",
    ],
)
def test_a_policy_of_the_wrong_kind_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="Acme"):
        parse_config(text)


def test_the_agencys_templates_stand_beside_its_configuration(tmp_path: Path) -> None:
    path = tmp_path / "agency.toml"
    path.write_text("templates = 'ours'")
    assert load_config(path).templates_folder == tmp_path / "ours"
    assert Config().templates_folder is None


def test_steps_of_a_run_are_read_in_order_and_by_kind() -> None:
    config = parse_config("""
        [run.nightly]
        steps = [
          { do = "sync", books = ["ours", "gsheet:KEY"], write = true },
          "check",
          { do = "status", name = "for clients", formats = ["pdf"], needs = ["sync"] },
        ]
    """)
    first, second, third = config.run["nightly"].steps
    assert first == SyncStep(books=("ours", "gsheet:KEY"), write=True)
    assert second == CheckStep()
    assert third == StatusStep(name="for clients", formats=("pdf",), needs=("sync",))
    assert [step.title for step in config.run["nightly"].steps] == ["sync", "check", "for clients"]


@pytest.mark.parametrize(
    ("step", "named"),
    [
        ('"chek"', "did you mean 'check'"),
        ('{ do = "stats" }', "did you mean 'status'"),
        ('{ do = "check", wirte = true }', "did you mean 'write'"),
        ('{ do = "chase", write = true }', "unknown key 'run.nightly.steps\\[0\\].write'"),
        ("{ write = true }", "must say what to do"),
        ("3", "must say what to do"),
        ('{ do = "status", formats = ["dox"] }', "formats\\[0\\] must be 'html'"),
        ('{ do = "forecast", months = "six" }', "months must be a whole number"),
    ],
)
def test_a_step_that_is_not_understood_is_refused(step: str, named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        parse_config(f"[run.nightly]\nsteps = [{step}]")


@pytest.mark.parametrize(
    "line", ['password = "s3cret"', "password_env = 53637", "password = 53637"]
)
def test_a_password_in_the_file_is_refused_and_not_repeated(line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"[mail]\n{line}")
    assert "s3cret" not in str(caught.value)
    assert "53637" not in str(caught.value)
