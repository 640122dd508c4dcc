"""What becomes of a request that waits for a person."""

from __future__ import annotations

from urllib.parse import urlencode

from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.sign_in import Authorization, Decision
from ssoadmin_mock.services import sign_in, start_urls
from ssoadmin_mock.services.settings import Settings
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.wire.hosts import belongs_to_aws

PATH = "/device"
"""The path of the verification page on a server."""


def page_url(origin: str, instance: Instance) -> str:
    """Return the URL of the verification page: AWS's, or the server's own where a server was called.

    :param origin: where the client reached the API.
    """
    if origin and not belongs_to_aws(origin):
        return origin + PATH
    return f"{start_urls.start_url(instance)}/#{PATH}"


def approve_at_once(authorization: Authorization, instance: Instance, settings: Settings) -> None:
    """Let the user of the setting ``auto_sign_in`` approve a request, if there is one.

    :raises InvalidRequestException: when the store has no such user; AWS has nothing like it.
    """
    name = settings.auto_sign_in or instance.auto_sign_in
    if name is None or not sign_in.can_be_decided(instance, authorization):
        return
    user = sign_in.find_user(instance, name)
    if user is None:
        raise errors.invalid_request(
            f"auto_sign_in={name!r} names nobody in the identity store {instance.identity_store_id}.", rule=None
        )
    sign_in.approve(instance, authorization, user)


def redirection(authorization: Authorization) -> str | None:
    """Return where the browser goes once a person has decided; None while nobody has, and for a device."""
    redirect = authorization.redirect
    if redirect is None or authorization.decision is Decision.PENDING:
        return None
    is_approved = authorization.decision is Decision.APPROVED
    answer = {"code": authorization.code} if is_approved else {"error": "access_denied"}
    return redirected(redirect.uri, redirect.state, answer)


def redirected(uri: str, state: str | None, answer: dict[str, str]) -> str:
    """Return a redirect URI with what the client is told."""
    return f"{uri}?{urlencode(answer if state is None else answer | {'state': state})}"
