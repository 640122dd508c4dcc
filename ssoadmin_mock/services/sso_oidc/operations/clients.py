"""Clients: register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ssoadmin_mock.services import sign_in, start_urls
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.services.sso_oidc.clients import GRANT_TYPES
from ssoadmin_mock.services.sso_oidc.redirects import is_loopback
from ssoadmin_mock.services.sso_oidc.rules import clients as rules
from ssoadmin_mock.services.sso_oidc.rules import errors as error_rules
from ssoadmin_mock.services.sso_oidc.service import operation
from ssoadmin_mock.wire.registry import Access

# RFC 6749, section 3.3.
_SCOPE = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")


@operation(
    access=Access.ANYONE,
    rules=(
        rules.REGISTRATION,
        rules.CLIENT_TYPE,
        rules.GRANT_TYPES,
        rules.REDIRECT_URIS,
        rules.SCOPES,
        rules.ISSUER,
        error_rules.FORM,
        error_rules.VALIDATION,
        error_rules.REGIONAL,
    ),
    not_simulated="entitledApplicationArn, which is taken and has no effect.",
)
def register_client(
    call: Call,
    *,
    client_name: str,
    client_type: str,
    scopes: Sequence[str] = (),
    redirect_uris: Sequence[str] = (),
    grant_types: Sequence[str] = (),
    issuer_url: str | None = None,
    entitled_application_arn: str | None = None,  # noqa: ARG001  (see `not_simulated`)
) -> dict[str, Any]:
    """Register a client in the Region."""
    if client_type != "public":
        raise errors.invalid_client_metadata("Client type must be public")
    if not all(map(_SCOPE.fullmatch, scopes)):
        raise errors.invalid_scope()
    if not set(grant_types) <= set(GRANT_TYPES):
        raise errors.unsupported_grant_type()
    if not all(map(is_loopback, redirect_uris)):
        raise errors.invalid_redirect_uri()
    partition = call.caller.partition
    if issuer_url is not None and start_urls.find_instance(issuer_url, partition) is None:
        raise errors.invalid_request(errors.INVALID_START_URL, rules.ISSUER)
    client = sign_in.register(
        partition,
        call.caller.region_name,
        client_name,
        scopes=scopes,
        redirect_uris=redirect_uris,
        grant_types=grant_types,
        issuer_url=issuer_url,
    )
    return {
        "clientId": client.id,
        "clientSecret": client.secret,
        "clientIdIssuedAt": int(client.issued_at),
        "clientSecretExpiresAt": int(client.expires_at),
        "authorizationEndpoint": None,
        "tokenEndpoint": None,
    }
