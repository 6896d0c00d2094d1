"""The server's token endpoint: what was asked for, and what each token may do."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tests.real.sheets_server.failure import Json, Refusal

__all__ = ["Tokens"]

ROBOT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
DRIVE = "https://www.googleapis.com/auth/drive"


@dataclass(slots=True)
class Tokens:
    """Access tokens by scope; nobody needs one until the first is asked for."""

    granted: Mapping[str, str] = field(default_factory=dict)
    """A person's refresh token → the scopes that person agreed to."""
    asked: list[Mapping[str, str]] = field(default_factory=list)
    """Every form that was sent, the claims of a robot's assertion among its fields."""
    held: dict[str, str] | None = None
    """Access token → its scopes; None lets everybody in."""

    def issue(self, raw: bytes) -> tuple[int, Json]:
        """Return status and body of the reply to a form, as oauth2.googleapis.com gives them."""
        form = {name: values[-1] for name, values in parse_qs(raw.decode()).items()}
        if form.get("grant_type") == ROBOT_GRANT:
            form |= _claims(form["assertion"])
            scope = form["scope"]
        else:
            scope = self.granted.get(form.get("refresh_token", ""), "")
        self.asked.append(form)
        wanted = set(form.get("scope", scope).split())
        if not scope:
            told = "Token has been expired or revoked."
            return 400, {"error": "invalid_grant", "error_description": told}
        if not wanted <= set(scope.split()):
            return 400, {"error": "invalid_scope", "error_description": "Bad Request"}
        token = f"token-{len(self.asked)}"
        self.held = {**(self.held or {}), token: " ".join(sorted(wanted))}
        return 200, {
            "access_token": token,
            "expires_in": 3599,
            "scope": self.held[token],
            "token_type": "Bearer",
        }

    def expire(self) -> None:
        """Let no token in that was issued before."""
        self.held = {}

    def authorize(self, header: str | None, *, writes: bool) -> None:
        """Raise Refusal where tokens are asked for and this is none, or may not do as much."""
        if self.held is None:
            return
        scopes = self.held.get((header or "").removeprefix("Bearer "))
        if scopes is None:
            raise Refusal(
                401,
                "Request had invalid authentication credentials. Expected OAuth 2 access token, "
                "login cookie or other valid authentication credential.",
            )
        enough = {SHEETS, DRIVE} | (set() if writes else {f"{SHEETS}.readonly"})
        if not enough & set(scopes.split()):
            reason = {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                "domain": "googleapis.com",
            }
            raise Refusal(403, "Request had insufficient authentication scopes.", [reason])


def _claims(assertion: str) -> dict[str, str]:
    middle = assertion.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return {name: str(value) for name, value in claims.items()}
