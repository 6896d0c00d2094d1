from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError, PasswordDeleteError, PasswordSetError

from tests.runs.post_office import (
    PASSWORD,
    USER,
    authority_file,
    free_port,
    post_office,
    silent_server,
)
from toolkit.config import MailConfig
from toolkit.errors import MailError
from toolkit.runs.mail import Letter, Post, message, post_of, send

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
LETTER = Letter("nightly: 2 things for you", "Größe\n.\nend\n", "<p>Größe</p>")
ENVIRONMENT = {"MAIL_PASSWORD": PASSWORD}


def settings(port: object = 465, **more: object) -> MailConfig:
    plain = MailConfig(
        server="localhost",
        user=USER,
        password_env="MAIL_PASSWORD",
        to=("ana@agency.example", "ben@agency.example"),
        certificates="authority.pem",
        wait_seconds=20,
    )
    return replace(plain, port=port, **more)  # type: ignore[arg-type]


def posted(
    tmp_path: Path, wanted: MailConfig, environment: Mapping[str, str] = ENVIRONMENT
) -> None:
    authority_file(tmp_path)
    send(LETTER, post_of(wanted, beside=tmp_path, environment=environment), AT)


def refusal(
    tmp_path: Path, wanted: MailConfig, environment: Mapping[str, str] = ENVIRONMENT
) -> str:
    """Return why a mail was not sent; the password is nowhere in it, nor in its traceback."""
    with pytest.raises(MailError) as caught:
        posted(tmp_path, wanted, environment)
    whole = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in whole
    return str(caught.value)


@pytest.mark.parametrize("starttls", [False, True], ids=["implicit TLS", "STARTTLS"])
def test_a_letter_arrives_whole_over_tls(tmp_path: Path, starttls: bool) -> None:
    with post_office(starttls=starttls) as office:
        posted(tmp_path, settings(office.port, security="starttls" if starttls else "tls"))
    (letter,) = office.letters
    assert office.to == [["ana@agency.example", "ben@agency.example"]]
    assert office.logins == [USER]
    assert letter["Subject"] == "nightly: 2 things for you"
    assert (letter["From"], letter["To"]) == (USER, "ana@agency.example, ben@agency.example")
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text
    assert html
    assert text.get_content().splitlines() == ["Größe", ".", "end"]
    assert html.get_content().strip() == "<p>Größe</p>"


def test_a_certificate_of_nobody_we_know_stops_everything(tmp_path: Path) -> None:
    with post_office() as office:
        said = refusal(tmp_path, settings(office.port, certificates=""))
    assert "certificate" in said
    assert (office.logins, office.letters) == ([], [])


@pytest.mark.parametrize("starttls", [False, True], ids=["implicit TLS", "STARTTLS"])
def test_a_certificate_of_another_server_stops_everything(tmp_path: Path, starttls: bool) -> None:
    with post_office(host="mail.other.example", starttls=starttls) as office:
        security = "starttls" if starttls else "tls"
        said = refusal(tmp_path, settings(office.port, security=security))
    assert "certificate" in said
    assert (office.logins, office.letters) == ([], [])


def test_without_starttls_nothing_is_said_in_the_open(tmp_path: Path) -> None:
    with post_office(plain=True) as office:
        said = refusal(tmp_path, settings(office.port, security="starttls"))
    assert "STARTTLS" in said
    assert (office.logins, office.letters) == ([], [])


def test_a_server_that_speaks_no_tls_is_told(tmp_path: Path) -> None:
    with post_office(plain=True) as office:
        assert "mail.security" in refusal(tmp_path, settings(office.port))


def test_a_refused_login_never_shows_the_password(tmp_path: Path) -> None:
    with post_office() as office:
        said = refusal(tmp_path, settings(office.port, user="other@agency.example"))
    assert "login of other@agency.example" in said
    assert office.letters == []


def test_a_password_smtp_cannot_carry_is_told(tmp_path: Path) -> None:
    with post_office() as office:
        said = refusal(tmp_path, settings(office.port), {"MAIL_PASSWORD": "Straße-pass"})
    assert "ASCII" in said
    assert "Stra" not in said


def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    assert "cannot be reached" in refusal(tmp_path, settings(free_port()))


def test_a_server_without_a_name_anybody_knows_is_told(tmp_path: Path) -> None:
    assert "cannot be reached" in refusal(tmp_path, settings(25, server="mail.invalid"))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_says_nothing_is_not_waited_for_long(tmp_path: Path, security: str) -> None:
    with silent_server() as port:
        said = refusal(tmp_path, settings(port, security=security, wait_seconds=1))
    assert "did not answer within 1 s" in said


def test_a_mail_the_server_does_not_take_is_told(tmp_path: Path) -> None:
    with post_office() as office:
        office.answer = "552 too much"
        assert "552" in refusal(tmp_path, settings(office.port))


def test_an_address_the_server_refuses_is_named_and_the_others_get_theirs(tmp_path: Path) -> None:
    with post_office() as office:
        office.refused = "ben@agency.example"
        assert "ben@agency.example" in refusal(tmp_path, settings(office.port))
    assert office.to == [["ana@agency.example"]]


def test_no_address_left_is_told(tmp_path: Path) -> None:
    with post_office() as office:
        office.refused = "ana@agency.example"
        said = refusal(tmp_path, settings(office.port, to=("ana@agency.example",)))
    assert "every address" in said


@pytest.mark.parametrize("server", ["a..b", "x" * 70 + ".example", "ü" * 70])
def test_a_name_no_server_can_have_is_told(tmp_path: Path, server: str) -> None:
    assert "mail.server" in refusal(tmp_path, settings(465, server=server))


@pytest.mark.parametrize("wrong", [{"port": 0}, {"port": 65536}, {"port": -1}, {"wait_seconds": 0}])
def test_numbers_no_server_can_have_are_told(wrong: Mapping[str, object]) -> None:
    with pytest.raises(MailError, match=r"mail\.port"):
        post_of(settings(**wrong), environment=ENVIRONMENT)


def test_a_file_that_is_no_certificate_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.pem").write_text("hello")
    for name in ("other.pem", "none.pem"):
        assert name in refusal(tmp_path, settings(1, certificates=name))


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"server": ""}, "server"),
        ({"to": ()}, "to"),
        ({"user": ""}, "sender or user"),
        ({"password_env": ""}, "mail.password_env"),
        ({"password_env": "NOT_SET"}, "is not set"),
    ],
)
def test_what_is_missing_is_named(missing: Mapping[str, object], named: str) -> None:
    with pytest.raises(MailError, match=named):
        post_of(settings(465, **missing), environment=ENVIRONMENT)


def test_a_password_typed_where_its_variable_belongs_is_not_repeated() -> None:
    with pytest.raises(MailError) as caught:
        post_of(settings(password_env=PASSWORD), environment={})
    assert PASSWORD not in str(caught.value)


def test_a_post_shows_no_password() -> None:
    assert PASSWORD not in repr(post_of(settings(), environment=ENVIRONMENT))


@pytest.mark.parametrize(
    "address", ["", "ana", "ana@agency.example\nBcc: eve@evil.example", "a@b, c@d"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(MailError):
        message(LETTER, post_of(settings(to=(address,)), environment=ENVIRONMENT), AT)


def test_a_subject_cannot_begin_another_header() -> None:
    letter = replace(LETTER, subject="nightly\r\nBcc: eve@evil.example\n\nbody")
    made = message(letter, post_of(settings(), environment=ENVIRONMENT), AT)
    assert made["Bcc"] is None
    assert "\n" not in made["Subject"]


class Drawer(KeyringBackend):
    """A keyring of one password, or one that is locked."""

    priority = 1

    def __init__(self, locked: bool = False) -> None:
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise NoKeyringError("no keyring here")
        return {("agency mail", USER): PASSWORD}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("a run never writes to a keyring")

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("a run never writes to a keyring")


def from_keyring(monkeypatch: pytest.MonkeyPatch, drawer: Drawer, service: str) -> Post:
    monkeypatch.setattr(keyring, "get_password", drawer.get_password)
    wanted = settings(password_env="", password_keyring=service)
    return post_of(wanted, environment={})


def test_the_keyring_gives_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_keyring(monkeypatch, Drawer(), "agency mail").password == PASSWORD


def test_a_keyring_without_it_or_without_a_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MailError, match="password_keyring"):
        from_keyring(monkeypatch, Drawer(), "other")
    with pytest.raises(MailError, match="password_env"):
        from_keyring(monkeypatch, Drawer(locked=True), "agency mail")
