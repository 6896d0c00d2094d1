"""gspread's HTTP client with time-outs, patience, and no blind repetition of writes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.http_client import HTTPClient

from toolkit.books.google.refusals import LIMIT_REASONS, explained, said_by, unreachable
from toolkit.collector import collector_resting
from toolkit.errors import BookError, UnreachableError

__all__ = ["Patience", "SheetsClient", "UnclearError"]

PASSING = frozenset({500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for Google, in seconds."""

    connect: float = 6
    read: float = 60
    deadline: float = 100
    """From the first try to the start of the last: quotas are by the minute."""
    first_pause: float = 1
    longest_pause: float = 32
    sleep: Callable[[float], None] = field(default=time.sleep)
    clock: Callable[[], float] = field(default=time.monotonic)
    jitter: Callable[[], float] = field(default=random.random)

    def pause(self, tries: int) -> float:
        """Return how long to wait before another try: doubling, up to half of it by chance."""
        whole = min(self.first_pause * 2.0**tries, self.longest_pause)
        return whole * (0.5 + self.jitter() / 2)


class UnclearError(UnreachableError):
    """A write was answered by nothing that says whether it landed."""


class SheetsClient(HTTPClient):
    """Every request of gspread goes through :meth:`request`.

    Reads are repeated until the deadline. Of writes, only those Google surely did not carry out
    (429, no connection) are; another failure raises UnclearError, and the caller has to look.
    """

    def __init__(
        self,
        session: requests.Session,
        book: str,
        robot: str = "",
        patience: Patience | None = None,
    ) -> None:
        super().__init__(auth=None, session=session)  # type: ignore[arg-type]
        self.book, self.robot = book, robot
        self.patience = patience or Patience()
        self.set_timeout((self.patience.connect, self.patience.read))

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> requests.Response:
        """Return the reply, or raise a BookError that says what to do."""
        writes = method.lower() != "get"
        ends = self.patience.clock() + self.patience.deadline
        tries = 0
        while True:
            wait, failure = self._tried(method, endpoint, kwargs, writes=writes)
            if isinstance(failure, requests.Response):
                return failure
            pause = max(wait or 0, self.patience.pause(tries))
            if wait is None or self.patience.clock() + pause > ends:
                raise failure
            self.patience.sleep(pause)
            tries += 1

    def _tried(
        self, method: str, endpoint: str, kwargs: Mapping[str, Any], *, writes: bool
    ) -> tuple[float | None, requests.Response | BookError]:
        """Return (0, reply), or how long to wait at least (None: no use) and the error."""
        try:
            reply = self.session.request(method, endpoint, timeout=self.timeout, **kwargs)
        except requests.exceptions.ConnectTimeout:
            return 0, unreachable(self.book)
        except RefreshError:
            return None, explained(401, None, self.book, self.robot)
        except (requests.RequestException, TransportError) as error:
            return self._broken(error, writes=writes)
        except GoogleAuthError:
            return None, explained(401, None, self.book, self.robot)
        if reply.ok:
            return self._read(reply, writes=writes)
        body = _json(reply)
        failure = explained(reply.status_code, body, self.book, self.robot)
        if reply.status_code == 429 or said_by(body)[1] & LIMIT_REASONS:
            return _retry_after(reply), failure
        if reply.status_code in PASSING:
            if writes:
                return None, UnclearError(str(failure))
            return _retry_after(reply), failure
        return None, failure

    def _read(
        self, reply: requests.Response, *, writes: bool
    ) -> tuple[float | None, requests.Response | BookError]:
        """Return a good reply; one that is no JSON comes from something between us and Google."""
        if (content := _json(reply)) is not None:
            # Replies of many MB are parsed once: gspread asks for the same again.
            reply.json = lambda **_: content  # type: ignore[method-assign]
            return 0, reply
        failure = UnreachableError(
            f"What answers for {self.book} is not Google but a page, perhaps of the network's "
            "login; open any web page, then try again"
        )
        return (None, UnclearError(str(failure))) if writes else (0, failure)

    def _broken(
        self, error: Exception, *, writes: bool
    ) -> tuple[float | None, requests.Response | BookError]:
        failure = unreachable(self.book)
        if not writes or _never_sent(error):
            return 0, failure
        return None, UnclearError(str(failure))


def _never_sent(error: BaseException | None) -> bool:
    """Whether a connection was never made: no such name, refused, no route."""
    while error is not None:
        if type(error).__name__ in ("NewConnectionError", "NameResolutionError"):
            return True
        reason = getattr(error, "reason", None)
        inner = error.args[0] if error.args and isinstance(error.args[0], Exception) else None
        error = reason if isinstance(reason, Exception) else inner
    return False


def _json(reply: requests.Response) -> object:
    try:
        with collector_resting():
            return reply.json()
    except ValueError:
        return None


def _retry_after(reply: requests.Response) -> float:
    """Return the seconds a reply asks to be left alone, 0 where it asks nothing."""
    asked = reply.headers.get("Retry-After", "")
    if asked.isdigit():
        return float(asked)
    try:
        then = parsedate_to_datetime(asked)
    except (TypeError, ValueError):
        return 0
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
