"""Device authorizations: start."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.services import sign_in, start_urls
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.services.sso_oidc.approval import approve_at_once, page_url
from ssoadmin_mock.services.sso_oidc.clients import DEVICE_CODE, authenticated, check_may_use
from ssoadmin_mock.services.sso_oidc.rules import clients as client_rules
from ssoadmin_mock.services.sso_oidc.rules import device_authorizations as rules
from ssoadmin_mock.services.sso_oidc.rules import errors as error_rules
from ssoadmin_mock.services.sso_oidc.service import operation
from ssoadmin_mock.wire.registry import Access


@operation(
    access=Access.ANYONE,
    rules=(
        rules.START_URL,
        rules.WRONG_REGION,
        rules.ANSWER,
        rules.APPROVAL,
        rules.VERIFICATION_PAGE,
        client_rules.UNREGISTERED_GRANT,
        error_rules.FORM,
        error_rules.VALIDATION,
        error_rules.INVALID_CLIENT,
        error_rules.REGIONAL,
    ),
)
def start_device_authorization(call: Call, *, client_id: str, client_secret: str, start_url: str) -> dict[str, Any]:
    """Begin to wait for a person who signs in for a device."""
    client = authenticated(call, client_id, client_secret)
    check_may_use(client, DEVICE_CODE)
    instance = start_urls.find_instance(start_url, call.caller.partition)
    if instance is None:
        raise errors.invalid_request(errors.INVALID_START_URL, rules.START_URL)
    authorization = sign_in.ask(client, call.caller.region_name, start_url, instance)
    approve_at_once(authorization, instance, call.settings)
    page = page_url(call.origin, instance)
    return {
        "deviceCode": authorization.code,
        "userCode": authorization.user_code,
        "verificationUri": page,
        "verificationUriComplete": f"{page}?user_code={authorization.user_code}",
        "expiresIn": sign_in.AUTHORIZATION_SECONDS,
        "interval": sign_in.POLLING_SECONDS,
    }
