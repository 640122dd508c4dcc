"""Who is signed in: the clients of sso-oidc, what they ask people for, and the sessions and tokens that come of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")

SECONDS_REMEMBERED = 24 * 60 * 60
"""How long an expired code is told apart from one that never was."""
LOOKED_AT_FIRST = 1000
"""How much there is before anything is dropped."""


@dataclass
class Client:
    """A client that is registered in a Region; it is of no account.

    :param scopes: what its tokens are for; all it gets, whatever it asks for later.
    :param redirect_uris: where codes may be sent, without the port of a loopback address.
    :param grant_types: how it may ask for tokens; empty when it did not say.
    :param issuer_url: which instance it wants, as it said; None when it did not say.
    :param issued_at: seconds since the epoch.
    :param expires_at: when its secret ends, in seconds since the epoch.
    """

    id: str
    secret: str = field(repr=False)
    name: str
    region_name: str
    scopes: tuple[str, ...]
    redirect_uris: tuple[str, ...]
    grant_types: tuple[str, ...]
    issuer_url: str | None
    issued_at: float
    expires_at: float


@dataclass
class Session:
    """What a user has from signing in until signing out: all tokens of it live and die with it.

    :param partition: the partition of the instance.
    :param owner_account_id: the account that owns it.
    :param instance_id: the instance, as the owner may have another one later.
    :param times_disabled: how often the user had been disabled before; once more ends the session.
    :param ends_at: seconds since the epoch.
    :param has_ended: whether the user has signed out.
    """

    id: str
    partition: str
    owner_account_id: str
    instance_id: str
    user_id: str
    times_disabled: int
    ends_at: float
    has_ended: bool = False


class Decision(Enum):
    """What a person said at the verification page."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"


@dataclass
class Redirect:
    """Where the browser goes with a code, and what proves that the one who brings the code had asked for it.

    :param code_challenge: the SHA-256 of the verifier, in base64url.
    """

    uri: str
    state: str | None
    code_challenge: str


@dataclass
class Authorization:
    """A client's request that somebody signs in.

    :param code: what the client gets a token for: a device code, or an authorization code.
    :param user_code: what tells the request apart at the verification page.
    :param partition: the partition, like `owner_account_id` and `instance_id`, of the instance that it is about.
    :param expires_at: seconds since the epoch.
    :param interval: how many seconds the client has to wait before it asks again.
    :param redirect: where the browser brings the code; None for a device, which asks itself.
    :param session: what the approval began.
    :param polled_at: when the client asked last, in seconds since the epoch.
    :param is_used: whether the code was exchanged; it is good for one exchange.
    """

    code: str = field(repr=False)
    user_code: str
    client: Client
    region_name: str
    start_url: str
    partition: str
    owner_account_id: str
    instance_id: str
    expires_at: float
    interval: int
    redirect: Redirect | None = None
    decision: Decision = Decision.PENDING
    session: Session | None = None
    polled_at: float | None = None
    is_used: bool = False


@dataclass
class Token:
    """An access token or a refresh token.

    :param client_id: the client that it was given to, or the ARN of the application.
    :param region_name: the Region in which it was given, and the only one that knows it.
    :param expires_at: seconds since the epoch.
    :param scopes: what it is for.
    """

    text: str = field(repr=False)
    client_id: str
    session: Session
    region_name: str
    expires_at: float
    scopes: tuple[str, ...] = ()


@dataclass
class SignIns:
    """All that there is in a partition. No account of the caller is known here: the requests are not signed."""

    clients: dict[str, Client] = field(default_factory=dict)
    """By id."""
    authorizations: dict[str, Authorization] = field(default_factory=dict)
    """By device code or authorization code."""
    by_user_code: dict[str, Authorization] = field(default_factory=dict)
    access_tokens: dict[str, Token] = field(default_factory=dict)
    refresh_tokens: dict[str, Token] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    """By id."""
    contexts: dict[str, Session] = field(default_factory=dict)
    """By the identity context that STS takes."""
    acting: dict[str, Session] = field(default_factory=dict)
    """For whom sessions of roles act, by their access keys."""
    used_assertions: dict[bytes, float] = field(default_factory=dict)
    """When an assertion expires that was used, by its digest; each is good for one token."""
    _bound: int = LOOKED_AT_FIRST

    def add_authorization(self, authorization: Authorization) -> None:
        """Add a request that waits for a decision."""
        self.authorizations[authorization.code] = authorization
        self.by_user_code[authorization.user_code] = authorization

    def forget_expired(self, now: float) -> None:
        """Drop what has had no effect for a day, so that a server that runs for long does not keep it.

        It looks each time that there is twice as much, so that one more costs the same however many there are.

        :param now: seconds since the epoch.
        """
        if self._count() < self._bound:
            return
        bygone = now - SECONDS_REMEMBERED
        for tokens in (self.access_tokens, self.refresh_tokens):
            _keep(tokens, lambda token: token.expires_at > bygone)
        for authorizations in (self.authorizations, self.by_user_code):
            _keep(authorizations, lambda authorization: authorization.expires_at > bygone)
        for sessions in (self.sessions, self.contexts, self.acting):
            _keep(sessions, lambda session: session.ends_at > bygone)
        _keep(self.clients, lambda client: client.expires_at > bygone)
        _keep(self.used_assertions, lambda expires_at: expires_at > bygone)
        self._bound = max(LOOKED_AT_FIRST, 2 * self._count())

    def _count(self) -> int:
        return len(self.access_tokens) + len(self.clients) + len(self.authorizations) + len(self.used_assertions)


def _keep(table: dict[Key, Row], is_kept: Callable[[Row], bool]) -> None:
    for key in [key for key, row in table.items() if not is_kept(row)]:
        del table[key]
