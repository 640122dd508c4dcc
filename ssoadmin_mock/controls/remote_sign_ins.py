"""What people do with a browser, asked of a running server, and how it goes over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from ssoadmin_mock.controls.sign_ins import PendingSignIn, SignIn

_DATES = ("expires_at", "registration_expires_at")


class RemoteSignIns:
    """Signing in at a server.

    :param send: gives it a command: HTTP method, command, and the body if there is one.
    """

    def __init__(self, send: Callable[..., dict[str, Any]]) -> None:
        self._send = send

    def sign_in(self, user: str) -> SignIn:
        """Sign a user in."""
        return SignIn(**_read(self._send("POST", "sign-in", {"user": user})), _end=self.sign_out)

    def sign_out(self, session_id: str) -> None:
        """End a session."""
        self._send("POST", "sign-out", {"session_id": session_id})

    def pending(self) -> list[PendingSignIn]:
        """Return what waits."""
        waiting = self._send("GET", "pending-sign-ins")["pending_sign_ins"]
        return [PendingSignIn(**_read(each)) for each in waiting]

    def approve(self, user_code: str, user: str) -> None:
        """Let a user approve what waits."""
        self._send("POST", "approve-sign-in", {"user_code": user_code, "user": user})

    def deny(self, user_code: str) -> None:
        """Deny what waits."""
        self._send("POST", "deny-sign-in", {"user_code": user_code})

    def on_behalf_of(self, access_key: str) -> dict[str, str] | None:
        """Return for whom a session of a role acts."""
        found: dict[str, str] | None = self._send("POST", "on-behalf-of", {"access_key": access_key})["on_behalf_of"]
        return found

    def use_issuer_keys(self, issuer: str, keys: Mapping[str, Any]) -> None:
        """Have the assertions of a trusted token issuer checked."""
        self._send("PUT", "issuer-keys", {"issuer": issuer, "keys": dict(keys)})

    def sign_assertion(
        self, issuer: str, audience: str | Collection[str], expires_in: float, claims: Mapping[str, Any]
    ) -> str:
        """Return an assertion of a trusted token issuer."""
        named = audience if isinstance(audience, str) else list(audience)
        body = {"issuer": issuer, "audience": named, "expires_in": expires_in, "claims": dict(claims)}
        return str(self._send("POST", "sign-assertion", body)["assertion"])


def shown(of: SignIn | PendingSignIn) -> dict[str, Any]:
    """Return what somebody has signed in to, or what waits, as JSON has it."""
    return {
        each.name: value.isoformat() if isinstance(value := getattr(of, each.name), datetime) else value
        for each in fields(of)
        if not each.name.startswith("_")
    }


def _read(sent: dict[str, Any]) -> dict[str, Any]:
    return {name: datetime.fromisoformat(value) if name in _DATES else value for name, value in sent.items()}
