"""The server's HTTP side: requests, faults on order, a log, and ways in for clients."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import HTTPAdapter

from tests.real.sheets_server.failure import Json, Refusal
from tests.real.sheets_server.service import Reply, Service

__all__ = ["Fault", "Logged", "SheetsServer"]

HOSTS = (
    "https://sheets.googleapis.com/",
    "https://www.googleapis.com/",
    "https://oauth2.googleapis.com/",
)
JSON_TYPE = "application/json; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the next request."""

    code: int = 0
    """The status of the reply; 0 drops the connection."""
    after: bool = False
    """Whether the request is carried out first."""
    body: bytes = b"<html><title>Error</title>That is all we know.</html>"
    kind: str = "text/html; charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0
    """Seconds the server takes before it answers."""
    harmless: bool = False
    """Only wait; then answer as if nothing had been."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One request as it came and went."""

    verb: str
    path: str
    method: str
    code: int
    received: int
    sent: int


class SheetsServer:
    """A running server: ``with SheetsServer() as server: client = server.client()``."""

    def __init__(self, port: int = 0) -> None:
        self.service = Service()
        self.faults: list[Fault | None] = []
        """Taken one a request, from the front; None lets one through."""
        self.before_each: list[Callable[[str, str], None]] = []
        """Called with verb and path before each request: a person's edits go here."""
        self.log: list[Logged] = []
        self._http = _Listener(("127.0.0.1", port), _Handler)
        self._http.server = self
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> SheetsServer:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    def serve_forever(self) -> None:
        """Answer until the process is stopped."""
        self._http.serve_forever()

    def session(self) -> requests.Session:
        """Return a session that leads Google's hosts to this server."""
        return self.mounted(requests.Session())

    def mounted(self, session: requests.Session) -> requests.Session:
        """Lead Google's hosts to this server; nothing else of the session changes."""
        for host in HOSTS:
            session.mount(host, _Loopback(self))
        return session

    def led(self, url: str) -> str:
        """Return an address of Google's as it is here; others stay as they are."""
        parts = urlsplit(url)
        if not url.startswith(HOSTS):
            return url
        return f"{self.url}{parts.path}" + (f"?{parts.query}" if parts.query else "")

    def client(self) -> Any:
        """Return an unmodified gspread client."""
        import gspread

        return gspread.Client(auth=cast("Any", None), session=cast("Any", self.session()))

    def requests(self) -> list[Logged]:
        """Return the requests so far, those for tokens left out."""
        return [one for one in self.log if one.method != "token"]


class _Loopback(HTTPAdapter):
    def __init__(self, server: SheetsServer) -> None:
        self.server = server
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        request.url = self.server.led(request.url or "")
        return super().send(request, *args, **kwargs)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    server: SheetsServer


class _Dropped(Exception):  # noqa: N818 - a fault on order
    pass


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # a reply is one segment: small ones would each wait 40 ms for the ACK

    def log_message(self, *args: object) -> None:
        """Say nothing: the log is kept by the server."""

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_PUT(self) -> None:
        self._handle("PUT")

    def do_DELETE(self) -> None:
        self._handle("DELETE")

    def _handle(self, verb: str) -> None:
        server = cast("_Listener", self.server).server
        path = urlsplit(self.path).path
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            method, code, body, kind, headers = self._answer(server, verb, path, raw)
        except _Dropped as drop:
            server.log.append(Logged(verb, path, str(drop), 0, len(raw), 0))
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        # Logged before it is sent, so that a client that counts requests finds its own.
        server.log.append(Logged(verb, path, method, code, len(raw), len(body)))
        self._send(code, body, kind, headers)

    def _answer(
        self, server: SheetsServer, verb: str, path: str, raw: bytes
    ) -> tuple[str, int, bytes, str, Mapping[str, str]]:
        if path == "/token":
            code, told = server.service.tokens.issue(raw)
            return "token", code, _text(told), JSON_TYPE, {}
        fault = server.faults.pop(0) if server.faults else None
        if fault and fault.wait:
            time.sleep(fault.wait)
        method, code, body = path, 200, b""
        if not fault or fault.after or fault.harmless:
            method, code, body = self._carry_out(server, verb, path, raw)
        if fault and not fault.harmless:
            if not fault.code:
                raise _Dropped(method)
            return method, fault.code, fault.body, fault.kind, fault.headers
        return method, code, body, JSON_TYPE, {}

    def _carry_out(
        self, server: SheetsServer, verb: str, path: str, raw: bytes
    ) -> tuple[str, int, bytes]:
        service, query = server.service, parse_qs(urlsplit(self.path).query, True)
        try:
            with service.lock:
                for edit in list(server.before_each):
                    edit(verb, path)
                service.tokens.authorize(self.headers.get("Authorization"), writes=verb != "GET")
                api = service.sheets if path.startswith("/v4/") else service.drive
                reply: Reply = api(verb, path, query, raw)
        except Refusal as refusal:
            return path, refusal.code, _text(refusal.body)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            # A hole in this server, told apart from Google's own 500.
            told = Refusal(500, f"SERVER BUG {type(error).__name__}: {error}")
            return path, 500, _text(told.body)
        if reply.body is None:
            return reply.method, 204, b""
        return reply.method, 200, _text(reply.body)

    def _send(self, code: int, body: bytes, kind: str, headers: Mapping[str, str]) -> None:
        packed = "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > 1024
        wire = gzip.compress(body, 1) if packed else body
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(wire)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(wire)
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True  # the client has stopped waiting


def _text(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
