"""A real mail server on this computer, over TLS with certificates of its own making."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "toolkit@agency.example", "open-sesame"
AUTHORITY = trustme.CA()


@dataclass(slots=True)
class PostOffice:
    """Where the server listens, and what it took."""

    port: int = 0
    to: list[list[str]] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    refused: str = ""
    """An address no mail is taken for."""
    answer: str = "250 taken"
    """What is said to a whole mail."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if not session.authenticated:
            return "530 log in first"
        if address == self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        assert server.transport.get_extra_info("ssl_object") is not None
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self.to.append(list(envelope.rcpt_tos))
        return self.answer

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append(given.login.decode())
        right = (given.login.decode(), given.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=right, handled=False)


@contextmanager
def post_office(
    *, starttls: bool = False, host: str = "localhost", plain: bool = False
) -> Iterator[PostOffice]:
    """Open a server whose certificate is for ``host``; ``plain`` offers no TLS at all."""
    office = PostOffice(free_port())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(host).configure_cert(context)
    controller = Controller(
        office,
        hostname="localhost",
        port=office.port,
        ssl_context=None if starttls or plain else context,
        tls_context=context if starttls else None,
        require_starttls=starttls,
        authenticator=office.authenticate,
        auth_require_tls=starttls,
        ready_timeout=30,
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """Yield the port of a server that takes connections and never says a word."""
    with socket.create_server(("localhost", 0)) as listening:
        yield int(listening.getsockname()[1])


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as listening:
        return int(listening.getsockname()[1])


def authority_file(folder: Path) -> Path:
    """Write the authority's certificate, as an agency's own would be handed out."""
    path = folder / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(path)
    return path
