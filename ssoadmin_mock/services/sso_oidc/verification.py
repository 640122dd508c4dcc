"""Where a person goes to approve what a client asks for."""

from __future__ import annotations

from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.sign_in import Authorization
from ssoadmin_mock.services import sign_in, start_urls
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.wire.hosts import belongs_to_aws

PAGE = "/device"
"""The path of the page on a server."""


def page_url(origin: str, instance: Instance) -> str:
    """Return the URL of the verification page: AWS's, or the server's own where a server was called.

    :param origin: where the client reached the API.
    """
    if origin and not belongs_to_aws(origin):
        return origin + PAGE
    return f"{start_urls.start_url(instance)}/#{PAGE}"


def approve_at_once(call: Call, authorization: Authorization, instance: Instance) -> None:
    """Let the user of the setting ``auto_sign_in`` approve a request, if there is one.

    :raises InvalidRequestException: when the store has no such user; AWS has nothing like it.
    """
    name = call.settings.auto_sign_in or instance.auto_sign_in
    if name is None or not sign_in.can_be_decided(instance, authorization):
        return
    user = sign_in.find_user(instance, name)
    if user is None:
        raise errors.invalid_request(
            f"auto_sign_in={name!r} names nobody in the identity store {instance.identity_store_id}."
        )
    sign_in.approve(instance, authorization, user)
