"""Mail over TLS: a message to a list of people, or the reason why not, never with the password."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from toolkit.config import MailConfig
from toolkit.errors import MailError, MissingExtraError

__all__ = ["Letter", "Post", "message", "post_of", "send"]

PORTS = {"tls": 465, "starttls": 587}


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said, as text and as the same in HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Post:
    """A server and who sends to whom; printed, it shows no password."""

    server: str
    port: int
    starttls: bool
    user: str
    password: str = field(repr=False)
    sender: str
    to: tuple[str, ...]
    authority: Path | None
    wait_seconds: int


def post_of(
    settings: MailConfig,
    to: Sequence[str] = (),
    *,
    beside: Path = Path(),
    environment: Mapping[str, str] = os.environ,
) -> Post:
    """Return the post that ``[mail]`` describes, to ``to`` or to its own list.

    Raises MailError for what is missing, MissingExtraError where the keyring is wanted without
    the ``mail`` extra.
    """
    recipients = tuple(to) or settings.to
    wanted = {
        "server": settings.server,
        "sender or user": settings.sender or settings.user,
        "to": recipients,
    }
    if missing := [name for name, value in wanted.items() if not value]:
        raise MailError(f"No mail can be sent: [mail] in agency.toml lacks {', '.join(missing)}")
    port = PORTS[settings.security] if settings.port is None else settings.port
    if not 0 < port < 1 << 16 or settings.wait_seconds < 1:
        raise MailError(
            f"No mail can be sent: mail.port is {port} and mail.wait_seconds"
            f" {settings.wait_seconds}; a port is at most 65535, a wait at least 1"
        )
    authority = Path(settings.certificates).expanduser() if settings.certificates else None
    return Post(
        settings.server,
        port,
        settings.security == "starttls",
        settings.user,
        _password(settings, environment) if settings.user else "",
        settings.sender or settings.user,
        recipients,
        beside / authority if authority else None,
        settings.wait_seconds,
    )


def message(letter: Letter, post: Post, at: datetime) -> EmailMessage:
    """Return the message; no text in it, whatever it holds, becomes a header of its own.

    Raises MailError for an address that is none.
    """
    made = EmailMessage()
    made["Subject"] = " ".join(letter.subject.split())
    made["From"] = _address(post.sender)
    made["To"] = [_address(one) for one in post.to]
    made["Date"] = format_datetime(at)
    made["Message-ID"] = make_msgid(domain=_address(post.sender).domain)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    made.add_alternative(letter.html, subtype="html")
    return made


def send(letter: Letter, post: Post, at: datetime) -> None:
    """Send a letter; raises MailError, which says what to do, where it did not reach everybody."""
    made = message(letter, post, at)
    with _explained(post), _connected(post) as server:
        if post.user:
            _log_in(server, post)
        refused = server.send_message(made)
    if refused:
        raise MailError(
            f"{post.server} took the mail, but not for {', '.join(sorted(refused))}:"
            " check the addresses in agency.toml"
        )


def _password(settings: MailConfig, environment: Mapping[str, str]) -> str:
    """Return the password; what is said of a wrong name never repeats it: it may be the secret."""
    if settings.password_keyring:
        return _from_keyring(settings)
    if not settings.password_env:
        raise MailError(
            "No mail can be sent: mail.user has no password; name the environment variable that"
            " holds it in mail.password_env"
        )
    if not environment.get(settings.password_env):
        raise MailError(
            "No mail can be sent: the environment variable that mail.password_env names is not"
            " set where this runs; docs/scheduled.md says where to set it"
        )
    return environment[settings.password_env]


def _from_keyring(settings: MailConfig) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise MissingExtraError("keyring", "mail") from error
    try:
        found = keyring.get_password(settings.password_keyring, settings.user)
    except (KeyringError, RuntimeError) as error:
        raise MailError(
            f"No mail can be sent: the system's keyring cannot be read here"
            f" ({type(error).__name__}); use mail.password_env instead"
        ) from error
    if not found:
        raise MailError(
            f"No mail can be sent: the system's keyring has no password of {settings.user} under"
            " the service that mail.password_keyring names"
        )
    return found


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text.strip())
    except (ValueError, MessageError, IndexError) as error:
        raise MailError(f"{text!r} is no mail address; correct it in agency.toml") from error


@contextmanager
def _connected(post: Post) -> Iterator[smtplib.SMTP]:
    """Open the connection: nothing is said on it before it is encrypted and its owner known."""
    context = ssl.create_default_context()
    if post.authority:
        _trust(context, post.authority)
    if not post.starttls:
        with smtplib.SMTP_SSL(
            post.server, post.port, timeout=post.wait_seconds, context=context
        ) as server:
            yield server
        return
    with smtplib.SMTP(post.server, post.port, timeout=post.wait_seconds) as server:
        server.starttls(context=context)
        yield server


def _trust(context: ssl.SSLContext, authority: Path) -> None:
    try:
        context.load_verify_locations(authority)
    except OSError as error:  # ssl.SSLError is one
        raise MailError(
            f"No mail can be sent: mail.certificates, {authority}, is no PEM file of certificates"
        ) from error


def _log_in(server: smtplib.SMTP, post: Post) -> None:
    try:
        server.login(post.user, post.password)
    except smtplib.SMTPAuthenticationError as error:
        # From None: what the server answers may repeat what it was sent.
        raise MailError(
            f"{post.server} refused the login of {post.user} (code {error.smtp_code}): check"
            " mail.user and the password it goes with"
        ) from None
    except UnicodeEncodeError:
        raise MailError(
            f"The login of {post.user} at {post.server} cannot be sent: SMTP takes ASCII passwords"
        ) from None


@contextmanager
def _explained(post: Post) -> Iterator[None]:
    """Turn what goes wrong on the way into one sentence each."""
    where = f"{post.server}:{post.port}"
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailError(
            f"The certificate of {where} is not to be trusted ({error.verify_message}): nothing"
            " was sent; check mail.server, or name its authority in mail.certificates"
        ) from error
    except ssl.SSLError as error:
        raise MailError(
            f"{where} does not speak TLS as expected ({error.reason}): check mail.security and"
            " mail.port"
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailError(f"{where} cannot do what is needed: {error}") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(f"{where} refused every address: {', '.join(post.to)}") from error
    except smtplib.SMTPResponseException as error:
        raise MailError(f"{where} refused the mail (code {error.smtp_code})") from error
    except UnicodeError as error:
        raise MailError(f"mail.server, {post.server!r}, is no name of a server") from error
    except (smtplib.SMTPException, OSError) as error:
        # smtplib turns a time-out while it reads into a disconnection.
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            raise MailError(f"{where} did not answer within {post.wait_seconds} s") from error
        raise MailError(
            f"{where} cannot be reached ({error}): check mail.server and the network"
        ) from error
