"""What Google's refusals mean to a person, as our errors."""

from __future__ import annotations

from typing import Any

from toolkit.errors import (
    BookBusyError,
    BookError,
    NotAWorkbookError,
    RefusedError,
    UnreachableError,
)

__all__ = ["LIMIT_REASONS", "explained", "said_by", "unreachable"]

LIMIT_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})


def said_by(body: object) -> tuple[str, frozenset[str]]:
    """Return message and reasons of an error reply; an HTML page has neither."""
    error: Any = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "", frozenset()
    parts = [*error.get("errors", ()), *error.get("details", ())]
    reasons = {part.get("reason", "") for part in parts if isinstance(part, dict)}
    return str(error.get("message", "")), frozenset(reasons)


def explained(status: int, body: object, book: str, robot: str) -> BookError:
    """Return the error for a reply that is none: what, where, and what to do next."""
    message, reasons = said_by(body)
    if status == 404:
        return NotAWorkbookError(
            f"Google knows no sheet {book}; copy its address from the browser again"
        )
    if status == 429 or reasons & LIMIT_REASONS:
        return BookBusyError(
            f"Google lets nobody make more requests to {book} this minute; try again in a minute"
        )
    if status == 403:
        return _forbidden(message, reasons, book, robot)
    if status == 401:
        return UnreachableError(
            f"Google does not accept the login for {book} any more; log in again, or make a new "
            "key for the service account"
        )
    if status >= 500:
        return UnreachableError(
            f"Google could not answer for {book} (error {status}); try again in some minutes"
        )
    if "protected" in message:
        return RefusedError(f"{book}: a cell to be written is protected; ask its owner")
    return RefusedError(f"Google refused a request for {book} ({status}): {message[:300]}")


def _forbidden(message: str, reasons: frozenset[str], book: str, robot: str) -> BookError:
    if "SERVICE_DISABLED" in reasons or "has not been used in project" in message:
        return UnreachableError(
            "The Google Sheets API is off for the project of this login; turn it on under "
            "APIs & Services in the Google Cloud console"
        )
    if "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in reasons or "insufficient authentication" in message:
        return UnreachableError(
            f"The login may not use {book} this way; log in again with the spreadsheets scope"
        )
    who = robot or "the account the toolkit logs in with"
    return UnreachableError(
        f"{book} is not shared with {who}; open it, choose Share and add that address "
        "(Editor where it is to be written)"
    )


def unreachable(book: str) -> UnreachableError:
    """Return the error for no answer at all."""
    return UnreachableError(
        f"Google cannot be reached for {book}; check the network, then try again"
    )
