"""Who we are to Google: a service account, a person's own login, or the machine's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import MissingExtraError, UnreachableError

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

__all__ = ["LOG_IN", "READ", "WRITE", "credentials_for", "robot_of"]

READ = "https://www.googleapis.com/auth/spreadsheets.readonly"
WRITE = "https://www.googleapis.com/auth/spreadsheets"
LOG_IN = (
    "name a service account's key file, or a person's saved login, with google.credentials in "
    f"agency.toml, or run gcloud auth application-default login --scopes={WRITE}"
)


def credentials_for(source: str | Path | Mapping[str, Any] | None, scope: str) -> Credentials:
    """Return credentials of one scope.

    ``source`` is a key file of a service account or of a person's login ("authorized_user"), what
    such a file holds, or None for the machine's own (GOOGLE_APPLICATION_CREDENTIALS, gcloud).
    Raises UnreachableError, which never repeats what the file holds.
    """
    try:
        import google.auth
        from google.auth.credentials import with_scopes_if_required
        from google.auth.exceptions import GoogleAuthError
    except ImportError as error:
        raise MissingExtraError("google-auth", "google") from error
    try:
        if source is None:
            found, _ = google.auth.default()
            # A person's login has the scopes they agreed to; asking for others would be refused.
            return with_scopes_if_required(found, [scope])  # type: ignore[no-untyped-call, no-any-return]
        held = source if isinstance(source, Mapping) else _read(Path(source))
        return _made(held, scope)
    except (GoogleAuthError, ValueError, KeyError, TypeError):
        # What the libraries say may repeat parts of the key.
        where = source if isinstance(source, str | Path) else "The login to Google"
        raise UnreachableError(
            f"{where or 'The login to Google'} cannot be used: {LOG_IN}"
        ) from None


def _read(path: Path) -> Mapping[str, Any]:
    try:
        held: Mapping[str, Any] = json.loads(path.expanduser().read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreachableError(
            f"The key file {path} cannot be read: {error.strerror}; {LOG_IN}"
        ) from None
    return held


def _made(held: Mapping[str, Any], scope: str) -> Credentials:
    from google.oauth2.credentials import Credentials as Login
    from google.oauth2.service_account import Credentials as Robot

    if held.get("type") == "authorized_user":
        return Login.from_authorized_user_info(held)  # type: ignore[no-untyped-call, no-any-return]
    return Robot.from_service_account_info(held, scopes=[scope])  # type: ignore[no-untyped-call, no-any-return]


def robot_of(credentials: object) -> str:
    """Return the address a sheet is to be shared with; empty where it is not known."""
    return str(getattr(credentials, "service_account_email", "") or "")
