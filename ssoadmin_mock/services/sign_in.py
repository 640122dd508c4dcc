"""Signing in: what people and browsers do, for which AWS has no API, and what tokens are good for.

The APIs ``sso-oidc`` and ``sso`` and the controls all come here, so that there is one place that decides whether a
session lives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.account import account_of, all_instances
from ssoadmin_mock.model.identity_store import User, UserStatus
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.sign_in import Authorization, Client, Decision, Redirect, Session, SignIns, Token
from ssoadmin_mock.services.regions import DEFAULT_REGION

ACCOUNT_ACCESS = "sso:account:access"
"""The scope that tokens for the portal have."""

_OLD_SCOPE = "sso-portal:*"
"""What older clients ask for instead."""

REGISTRATION_SECONDS = 90 * 24 * 60 * 60
SESSION_SECONDS = 8 * 60 * 60
ACCESS_TOKEN_SECONDS = 60 * 60
FIXED_TOKEN_SECONDS = 8 * 60 * 60
"""How long tokens of clients without scopes live, which cannot be refreshed."""
AUTHORIZATION_SECONDS = 600
POLLING_SECONDS = 1
"""How long a device waits before it asks again."""
SLOW_DOWN_SECONDS = 5
"""How much longer a device waits once it has asked too often."""

_NOBODY = "000000000000"
# As in RFC 8628: no vowels, so that no code is a word.
_USER_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def sign_ins(partition: str) -> SignIns:
    """Return who is signed in, in a partition. It is of no account, and lives and dies with the accounts' state."""
    return account_of(_NOBODY, partition).kept(SignIns)


def home_region() -> str:
    """Return the Region in which people sign in where nothing else says so: that of the organization instance."""
    instance = home_instance()
    return DEFAULT_REGION if instance is None else instance.region_name


def home_instance(partition: str | None = None) -> Instance | None:
    """Return the instance to which people sign in where nothing else says so: the organization's, if there is one.

    :param partition: the partition that it has to be in; any if left out.
    """
    present = [each for each in all_instances() if partition in (None, each.partition)]
    return next((each for each in present if each.is_organization_instance), next(iter(present), None))


def partitions() -> list[str]:
    """Return the partitions that somebody can have signed in to."""
    return list(dict.fromkeys(instance.partition for instance in all_instances()))


def register(
    partition: str,
    region_name: str,
    name: str,
    *,
    scopes: Iterable[str] = (),
    redirect_uris: Iterable[str] = (),
    grant_types: Iterable[str] = (),
    issuer_url: str | None = None,
) -> Client:
    """Register a client; the parameters are those of :class:`~ssoadmin_mock.model.sign_in.Client`."""
    now = clock.now()
    client = Client(
        id=ids.url_safe(16, suffix=region_name),
        secret=ids.url_safe(96),
        name=name,
        region_name=region_name,
        scopes=tuple(scopes),
        redirect_uris=tuple(redirect_uris),
        grant_types=tuple(grant_types),
        issuer_url=issuer_url,
        issued_at=now,
        expires_at=now + REGISTRATION_SECONDS,
    )
    sign_ins(partition).clients[client.id] = client
    return client


def ask(
    client: Client, region_name: str, start_url: str, instance: Instance, redirect: Redirect | None = None
) -> Authorization:
    """Begin to wait for a person who signs in, and return what waits.

    :param region_name: the Region of the endpoint.
    :param start_url: the URL with which the client named the instance.
    :param redirect: where the browser brings the code; None for a device.
    """
    registered = sign_ins(instance.partition)
    authorization = Authorization(
        code=ids.url_safe(64),
        user_code=_new_user_code(registered),
        client=client,
        region_name=region_name,
        start_url=start_url,
        partition=instance.partition,
        owner_account_id=instance.owner_account_id,
        instance_id=instance.id,
        expires_at=clock.now() + AUTHORIZATION_SECONDS,
        interval=POLLING_SECONDS,
        redirect=redirect,
    )
    registered.add_authorization(authorization)
    return authorization


def _new_user_code(registered: SignIns) -> str:
    while True:
        letters = "".join(ids.mock_random.choice(_USER_CODE_LETTERS) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if code not in registered.by_user_code:
            return code


def pending(partition: str) -> Iterator[Authorization]:
    """Yield what waits for a decision, oldest first."""
    now = clock.now()
    for authorization in sign_ins(partition).authorizations.values():
        if authorization.decision is Decision.PENDING and authorization.expires_at > now:
            yield authorization


def with_user_code(authorizations: Iterable[Authorization], user_code: str) -> Authorization | None:
    """Return what has a user code, or None.

    :param user_code: with or without the hyphen, in capitals or not.
    """
    wanted = _letters(user_code)
    return next((each for each in authorizations if _letters(each.user_code) == wanted), None)


def _letters(user_code: str) -> str:
    return user_code.replace("-", "").upper()


def can_be_decided(instance: Instance, authorization: Authorization) -> bool:
    """Tell whether an instance's users can approve a request: one in a Region without it stays pending."""
    return instance.is_available_in(authorization.region_name)


def deny(authorization: Authorization) -> None:
    """Refuse what a client asks for."""
    authorization.decision = Decision.DENIED


def approve(instance: Instance, authorization: Authorization, user: User) -> None:
    """Let a user sign in, who agrees to what a client asks for."""
    authorization.session = begin_session(instance, user)
    authorization.decision = Decision.APPROVED


def begin_session(instance: Instance, user: User) -> Session:
    """Sign a user in, and return the session."""
    session = Session(
        id=ids.uuid(),
        partition=instance.partition,
        owner_account_id=instance.owner_account_id,
        instance_id=instance.id,
        user_id=user.id,
        times_disabled=user.times_disabled,
        ends_at=clock.now() + SESSION_SECONDS,
    )
    sign_ins(instance.partition).sessions[session.id] = session
    return session


def issue(client: Client, session: Session, region_name: str) -> tuple[Token, Token | None]:
    """Give a client an access token, and a refresh token if it may have one.

    :param region_name: the Region of the endpoint, the only one that will know the tokens.
    """
    seconds = ACCESS_TOKEN_SECONDS if client.scopes else FIXED_TOKEN_SECONDS
    scopes = client.scopes or (ACCOUNT_ACCESS,)
    access_token = new_access_token(session, client.id, region_name, scopes, seconds)
    refresh_token = new_refresh_token(session, client.id, region_name, scopes) if may_refresh(client) else None
    return access_token, refresh_token


def new_access_token(
    session: Session, client_id: str, region_name: str, scopes: tuple[str, ...], seconds: int = ACCESS_TOKEN_SECONDS
) -> Token:
    """Return a new access token of a session.

    :param client_id: the client's id, or the ARN of an application.
    :param seconds: how long it lives, if the session does.
    """
    registered, now = sign_ins(session.partition), clock.now()
    registered.forget_expired(now)
    token = Token(_new_token("aoa"), client_id, session, region_name, min(now + seconds, session.ends_at), scopes)
    registered.access_tokens[token.text] = token
    return token


def new_refresh_token(session: Session, client_id: str, region_name: str, scopes: tuple[str, ...]) -> Token:
    """Return a new refresh token of a session, which lives as long as the session; the parameters are as above."""
    token = Token(_new_token("aor"), client_id, session, region_name, session.ends_at, scopes)
    sign_ins(session.partition).refresh_tokens[token.text] = token
    return token


def may_refresh(client: Client) -> bool:
    """Tell whether a client gets refresh tokens."""
    return bool(client.scopes) and (not client.grant_types or "refresh_token" in client.grant_types)


def _new_token(kind: str) -> str:
    return f"{kind}AAAAA{ids.url_safe(160)}:{ids.url_safe(72)}"


def session_of(text: str | None, partition: str, region_name: str) -> tuple[Instance, User, Session] | None:
    """Return whom an access token stands for; None when it stands for nobody, or nobody any more.

    :param region_name: the Region of the endpoint: the token of another one is not known there.
    """
    token = sign_ins(partition).access_tokens.get(text or "")
    if token is None or token.region_name != region_name or token.expires_at <= clock.now():
        return None
    if ACCOUNT_ACCESS not in token.scopes and _OLD_SCOPE not in token.scopes:
        return None
    signed_in = whose(token.session, region_name)
    return None if signed_in is None else (*signed_in, token.session)


def was_cut_short(text: str | None, partition: str, region_name: str) -> bool:
    """Tell whether an access token has time left, but its user, the instance or the instance's Region has gone.

    The parameters are those of :func:`session_of`.
    """
    token = sign_ins(partition).access_tokens.get(text or "")
    if token is None or token.region_name != region_name or token.expires_at <= clock.now():
        return False
    return not token.session.has_ended and whose(token.session, region_name) is None


def whose(session: Session, region_name: str | None = None) -> tuple[Instance, User] | None:
    """Return instance and user of a session; None when it has ended.

    It ends with signing out, with its time, with the user, its status, the instance, and the Region of the instance.

    :param region_name: where it is used; anywhere if left out.
    """
    instance = instance_of(session)
    if instance is None or session.has_ended or session.ends_at <= clock.now():
        return None
    user = instance.identity_store.users.get(session.user_id)
    if user is None or not (region_name is None or instance.is_available_in(region_name)):
        return None
    is_same = user.status == UserStatus.ENABLED and user.times_disabled == session.times_disabled
    return (instance, user) if is_same else None


def instance_of(what: Session | Authorization) -> Instance | None:
    """Return the instance that a session or a request is about; None when it was deleted."""
    instance = account_of(what.owner_account_id, what.partition).instance
    return instance if instance is not None and instance.id == what.instance_id else None


def on_behalf_of(access_key: str) -> dict[str, str] | None:
    """Return for whom a session of a role acts, as CloudTrail has it; None when it acts for nobody.

    :param access_key: the id of the session's access key.
    """
    for partition in partitions():
        session = sign_ins(partition).acting.get(access_key)
        instance = None if session is None else instance_of(session)
        if session is not None and instance is not None:
            return {"userId": session.user_id, "identityStoreArn": instance.identity_store_arn}
    return None


def find_user(instance: Instance, name_or_id: str) -> User | None:
    """Return the user with a user name or UserId, or None."""
    store = instance.identity_store
    return store.user_named(name_or_id) or store.users.get(name_or_id)
