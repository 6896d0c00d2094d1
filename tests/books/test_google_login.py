from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.books.google_sheets import lead_google_to, made_book, service_account
from tests.real.sheets_server import SheetsServer
from toolkit.books.google.book import open_google
from toolkit.books.google.credentials import READ, WRITE, credentials_for
from toolkit.cli.main import cli
from toolkit.errors import UnreachableError
from toolkit.plan import Edit, Plan
from toolkit.table import Grid

TRACKER = Grid("Jobs", [["Job #", "Name"], ["J-1", "Film"], ["J-2", "Site"]])
DONE = Plan(edits=(Edit("Jobs", 2, 2, "Film", "Spot", "J-1", 1),))
REFRESH = "1//refresh-s3cret"
PERSON = {
    "type": "authorized_user",
    "client_id": "1.apps.googleusercontent.com",
    "client_secret": "GOCSPX-s3cret",
    "refresh_token": REFRESH,
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SheetsServer]:
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path / "gcloud"))
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    with SheetsServer() as running:
        lead_google_to(running, monkeypatch)
        running.service.tokens.held = {}
        made_book(running, TRACKER)
        yield running


def kept(folder: Path, held: Mapping[str, str], name: str = "login.json") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(dict(held)), encoding="utf-8")
    return path


def scopes_asked(server: SheetsServer) -> list[str | None]:
    return [form.get("scope") for form in server.service.tokens.asked]


@pytest.mark.parametrize("as_file", [True, False])
def test_a_service_account_asks_for_reading_until_it_writes(
    server: SheetsServer, tmp_path: Path, as_file: bool
) -> None:
    account = service_account()
    book = open_google("gsheet:KEY", kept(tmp_path, account) if as_file else account)
    book.read()
    assert scopes_asked(server) == [READ]
    assert book.apply(DONE).written
    assert scopes_asked(server) == [READ, WRITE]


def test_a_person_s_saved_login_reads_and_writes(server: SheetsServer, tmp_path: Path) -> None:
    server.service.tokens.granted = {REFRESH: WRITE}
    book = open_google("gsheet:KEY", kept(tmp_path, PERSON))
    assert book.apply(DONE).written
    assert book.read()["Jobs"].value(2, 2) == "Spot"
    assert scopes_asked(server) == [None]


def test_a_person_who_agreed_to_reading_only_is_told_what_to_do(
    server: SheetsServer, tmp_path: Path
) -> None:
    server.service.tokens.granted = {REFRESH: READ}
    book = open_google("gsheet:KEY", kept(tmp_path, PERSON))
    book.read()
    with pytest.raises(UnreachableError, match="spreadsheets scope"):
        book.apply(DONE)


def test_a_login_that_was_taken_back_is_told_once(server: SheetsServer, tmp_path: Path) -> None:
    book = open_google("gsheet:KEY", kept(tmp_path, PERSON))
    with pytest.raises(UnreachableError, match="log in again"):
        book.read()
    assert len(server.service.tokens.asked) == 1


@pytest.mark.parametrize("held", [service_account, lambda: PERSON])
@pytest.mark.parametrize("by", ["variable", "gcloud"])
def test_the_machine_s_own_login_is_found(
    server: SheetsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: Any, by: str
) -> None:
    server.service.tokens.granted = {REFRESH: f"{WRITE} openid"}
    if by == "variable":
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(kept(tmp_path, held())))
    else:
        kept(tmp_path / "gcloud", held(), "application_default_credentials.json")
    book = open_google("gsheet:KEY")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of google-auth, about quota projects
        assert book.read()["Jobs"].value(2, 1) == "J-1"
        assert book.apply(DONE).written


def test_without_any_login_it_says_how_to_get_one(server: SheetsServer) -> None:
    with pytest.raises(UnreachableError, match=r"google\.credentials"):
        open_google("gsheet:KEY").read()


def test_an_expired_token_is_renewed_once(server: SheetsServer) -> None:
    book = open_google("gsheet:KEY", service_account())
    book.read()
    server.service.tokens.expire()
    assert book.read()["Jobs"].value(2, 1) == "J-1"
    assert len(server.service.tokens.asked) == 2


@pytest.mark.parametrize("broken", ["private_key", "client_email"])
def test_a_key_never_shows_in_an_error(tmp_path: Path, broken: str) -> None:
    secret = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
    held = {**service_account(), "private_key": secret}
    if broken == "client_email":
        del held["client_email"]
    path = kept(tmp_path, held)
    with pytest.raises(UnreachableError) as caught:
        credentials_for(path, READ)
    assert "c2VjcmV0" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("who", ["robot", "person", "nobody"])
def test_no_secret_stands_in_output_log_or_history(
    server: SheetsServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, who: str
) -> None:
    """Everything a sync leaves behind is searched, with every logger at its most talkative."""
    caplog.set_level(logging.DEBUG)
    server.service.tokens.granted = {REFRESH: WRITE} if who == "person" else {}
    held = service_account() if who == "robot" else PERSON
    kept(tmp_path, held)
    made_book(server, Grid("Jobs", [["Job #", "Name"], ["J-1", "Spot"]]), key="OTHER")
    (tmp_path / "agency.toml").write_text('[google]\ncredentials = "login.json"\n', "utf-8")
    names = ["gsheet:KEY", "gsheet:OTHER", "--config", str(tmp_path / "agency.toml")]
    options = ["--history", str(tmp_path / "left" / "h.sqlite"), "--write"]
    (tmp_path / "left").mkdir()
    ran = CliRunner().invoke(cli, ["sync", *names, *options], standalone_mode=False)
    assert (ran.exception is None) is (who != "nobody")
    secrets = [REFRESH, PERSON["client_secret"], "BEGIN PRIVATE KEY"]
    secrets += [line for line in service_account()["private_key"].splitlines() if len(line) > 40]
    secrets += list(server.service.tokens.held or ())
    left = [path.read_bytes() for path in (tmp_path / "left").iterdir()]
    told = "\n".join([ran.output, str(ran.exception), caplog.text, repr(ran.exc_info)])
    assert left
    for secret in secrets:
        assert secret not in told
        assert not any(secret.encode() in content for content in left)
