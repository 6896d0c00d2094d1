"""What the server answers when it refuses: Google's shape of an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["Json", "Refusal", "invalid", "violation"]

Json = Any
"""What a request or reply holds, before or after it is text."""

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class Refusal(Exception):  # noqa: N818 - an answer, not a failure of the server
    """An error reply: code, message and, where Google has them, details."""

    def __init__(self, code: int, message: str, details: Sequence[Json] = ()) -> None:
        super().__init__(message)
        self.code = code
        error: dict[str, Json] = {"code": code, "message": message, "status": STATUS[code]}
        if details:
            error["details"] = list(details)
        self.body = {"error": error}


def invalid(message: str) -> Refusal:
    """Return the refusal of a request that is well formed but makes no sense."""
    return Refusal(400, message)


def violation(field: str, message: str) -> Refusal:
    """Return the refusal of a request whose field breaks the published schema."""
    found = {"field": field, "description": message} if field else {"description": message}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [found]}
    return Refusal(400, message, [detail])
