"""Which client calls."""

from __future__ import annotations

from ssoadmin_mock.effects import clock
from ssoadmin_mock.model.sign_in import Client
from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.services.sso_oidc.rules import errors as rules

AUTHORIZATION_CODE = "authorization_code"
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
REFRESH_TOKEN = "refresh_token"
GRANT_TYPES = (AUTHORIZATION_CODE, DEVICE_CODE, REFRESH_TOKEN)


def authenticated(call: Call, client_id: str, client_secret: str) -> Client:
    """Return the client that calls.

    :raises InvalidClientException: when the Region does not know it, the secret is wrong, or its time is over.
    """
    client = sign_in.sign_ins(call.caller.partition).clients.get(client_id)
    if client is None or client.secret != client_secret or client.expires_at <= clock.now():
        raise errors.invalid_client()
    if client.region_name != call.caller.region_name:
        raise errors.invalid_client(rules.REGIONAL)
    return client


def check_may_use(client: Client, grant_type: str) -> None:
    """Check that a client may ask in a way.

    :raises UnauthorizedClientException: when it has registered for others only.
    """
    if client.grant_types and grant_type not in client.grant_types:
        raise errors.unauthorized_client()
