"""What people do with a browser, done to the state of this process."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from ssoadmin_mock.controls.sign_ins import PendingSignIn, SignIn
from ssoadmin_mock.model.identity_store import User, UserStatus
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.issuer import TrustedTokenIssuer
from ssoadmin_mock.model.sign_in import Authorization
from ssoadmin_mock.services import pipeline, sign_in, start_urls
from ssoadmin_mock.services.sso_admin import organization_instance as organization

CLIENT_NAME = "ssoadmin_mock"


class SignInsHere:
    """Signing in to the state of this process."""

    def sign_in(self, user: str) -> SignIn:
        """Sign a user in."""
        with pipeline.one_at_a_time:
            instance = organization.present_instance()
            session = sign_in.begin_session(instance, _enabled_user(instance, user))
            partition, region_name = instance.partition, instance.region_name
            client = sign_in.register(partition, region_name, CLIENT_NAME, scopes=[sign_in.ACCOUNT_ACCESS])
            access_token, refresh_token = sign_in.issue(client, session, region_name)
            assert refresh_token is not None, "a client with scopes gets one"
        return SignIn(
            user_id=session.user_id,
            session_id=session.id,
            access_token=access_token.text,
            refresh_token=refresh_token.text,
            expires_at=_date(access_token.expires_at),
            client_id=client.id,
            client_secret=client.secret,
            registration_expires_at=_date(client.expires_at),
            start_url=start_urls.start_url(instance),
            region_name=region_name,
            _end=self.sign_out,
        )

    def sign_out(self, session_id: str) -> None:
        """End a session."""
        with pipeline.one_at_a_time:
            for partition in sign_in.partitions():
                session = sign_in.sign_ins(partition).sessions.get(session_id)
                if session is not None:
                    session.has_ended = True

    def pending(self) -> list[PendingSignIn]:
        """Return what waits."""
        with pipeline.one_at_a_time:
            return [_shown(authorization) for authorization in _waiting()]

    def approve(self, user_code: str, user: str) -> None:
        """Let a user approve what waits."""
        with pipeline.one_at_a_time:
            authorization = _find(user_code)
            instance = _instance_of(authorization)
            if not sign_in.can_be_decided(instance, authorization):
                raise RuntimeError(
                    f"{authorization.client.name} has asked in {authorization.region_name}, where the instance "
                    f"{instance.arn} is not available: there AWS lets nobody sign in, and the request waits until it "
                    f"expires. Its Region is {instance.region_name}."
                )
            sign_in.approve(instance, authorization, _enabled_user(instance, user))

    def deny(self, user_code: str) -> None:
        """Deny what waits."""
        with pipeline.one_at_a_time:
            sign_in.deny(_find(user_code))

    def on_behalf_of(self, access_key: str) -> dict[str, str] | None:
        """Return for whom a session of a role acts."""
        with pipeline.one_at_a_time:
            return sign_in.on_behalf_of(access_key)

    def use_issuer_keys(self, issuer: str, keys: Mapping[str, Any]) -> None:
        """Have the assertions of a trusted token issuer checked."""
        from ssoadmin_mock.services.sso_oidc import issuer_keys

        with pipeline.one_at_a_time:
            issuer_keys.use(_issuer(issuer), keys)

    def sign_assertion(
        self, issuer: str, audience: str | Collection[str], expires_in: float, claims: Mapping[str, Any]
    ) -> str:
        """Return an assertion of a trusted token issuer."""
        from ssoadmin_mock.services.sso_oidc import issuer_keys

        with pipeline.one_at_a_time:
            return issuer_keys.sign(_issuer(issuer), audience, expires_in, claims)


def _waiting() -> Iterator[Authorization]:
    for partition in sign_in.partitions():
        yield from sign_in.pending(partition)


def _find(user_code: str) -> Authorization:
    from ssoadmin_mock.world.errors import UnknownNameError, unknown

    waiting = {authorization.user_code: authorization for authorization in _waiting()}
    found = sign_in.with_user_code(waiting.values(), user_code)
    if found is None:
        raise UnknownNameError(unknown("a sign-in that waits", user_code, waiting))
    return found


def _instance_of(authorization: Authorization) -> Instance:
    instance = sign_in.instance_of(authorization)
    if instance is None:
        raise RuntimeError(f"The instance behind {authorization.start_url} was deleted.")
    return instance


def _issuer(name_or_arn: str) -> TrustedTokenIssuer:
    from ssoadmin_mock.world.names import Present

    instance = organization.present_instance()
    issuer = instance.issuers.get(Present(instance).issuers.id_of(name_or_arn))
    assert issuer is not None, "the name was found"
    return issuer


def _enabled_user(instance: Instance, name_or_id: str) -> User:
    from ssoadmin_mock.world.names import Present

    user = instance.identity_store.users.get(Present(instance).users.id_of(name_or_id))
    assert user is not None, "the name was found"
    if user.status != UserStatus.ENABLED:
        raise RuntimeError(f"{user.name} is disabled, and cannot sign in.")
    return user


def _shown(authorization: Authorization) -> PendingSignIn:
    return PendingSignIn(
        user_code=authorization.user_code,
        client_name=authorization.client.name,
        start_url=authorization.start_url,
        expires_at=_date(authorization.expires_at),
    )


def _date(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)
