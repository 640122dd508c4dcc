"""What people do with a browser, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

ASSERTION_SECONDS = 300
"""How long an assertion is good unless somebody says otherwise."""


@dataclass(frozen=True)
class SignIn:
    """A user who has signed in, as if with a browser.

    :ivar user_id: the UserId.
    :ivar session_id: the session, with which all its tokens end.
    :ivar access_token: what the access portal takes.
    :ivar refresh_token: what CreateToken of sso-oidc takes, from the client that it was given to.
    :ivar expires_at: when the access token expires.
    :ivar client_id: the client that the tokens were given to.
    :ivar client_secret: its secret.
    :ivar registration_expires_at: when the client's registration expires.
    :ivar start_url: the URL of the access portal.
    :ivar region_name: the Region whose access portal takes the token.
    """

    user_id: str
    session_id: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    registration_expires_at: datetime = field(repr=False)
    start_url: str = field(repr=False)
    region_name: str = field(repr=False)
    _end: Callable[[str], None] = field(repr=False, compare=False)

    def sign_out(self) -> None:
        """End the session; nothing happens when it has ended."""
        self._end(self.session_id)


@dataclass(frozen=True)
class PendingSignIn:
    """A client's request that waits for a person.

    :ivar user_code: what tells it apart at the verification page, ``PMPJ-VZCJ``.
    :ivar client_name: what the client calls itself.
    :ivar start_url: the URL with which it named the instance.
    :ivar expires_at: when it stops waiting.
    """

    user_code: str
    client_name: str
    start_url: str
    expires_at: datetime


class SignIns(Protocol):
    """What people do with a browser, in this process or at a server."""

    def sign_in(self, user: str) -> SignIn:
        """Sign a user of the organization instance in.

        :param user: a user name or UserId.
        :raises UnknownNameError: when there is no such user.
        :raises RuntimeError: when there is no organization instance, or the user is disabled.
        """

    def sign_out(self, session_id: str) -> None:
        """End a session; nothing happens when it has ended."""

    def pending(self) -> Sequence[PendingSignIn]:
        """Return what waits, oldest first."""

    def approve(self, user_code: str, user: str) -> None:
        """Let a user approve what waits.

        :raises UnknownNameError: when nothing waits under the code, or there is no such user.
        :raises RuntimeError: when the user is disabled, or the client has asked in a Region without the instance.
        """

    def deny(self, user_code: str) -> None:
        """Deny what waits.

        :raises UnknownNameError: when nothing waits under the code.
        """

    def on_behalf_of(self, access_key: str) -> dict[str, str] | None:
        """Return for whom a session of a role acts, as CloudTrail has it; None when it acts for nobody."""

    def use_issuer_keys(self, issuer: str, keys: Mapping[str, Any]) -> None:
        """Have the assertions of a trusted token issuer checked.

        :param issuer: its name or ARN.
        :param keys: a JSON Web Key Set.
        :raises UnknownNameError: when there is no such issuer.
        :raises ValueError: when these are no keys.
        """

    def sign_assertion(
        self, issuer: str, audience: str | Collection[str], expires_in: float, claims: Mapping[str, Any]
    ) -> str:
        """Return an assertion of a trusted token issuer.

        :param issuer: its name or ARN.
        :param audience: whom it is for.
        :param expires_in: for how many seconds it is good.
        :param claims: what else it says.
        :raises UnknownNameError: when there is no such issuer.
        :raises RuntimeError: when only public keys of it are known.
        """
