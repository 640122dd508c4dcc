"""Grants of applications: PutApplicationGrant and its Get, Delete and List."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.model.application import JWT_BEARER, Application
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.operations.applications import check_has
from ssoadmin_mock.services.sso_admin.operations.issuers import find_issuer
from ssoadmin_mock.services.sso_admin.rules import application_grants as rules
from ssoadmin_mock.services.sso_admin.rules.applications import OF_AN_APPLICATION
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

AUTHORIZATION_CODE_REFUSED = "Grant type: authorization_code not supported"

GRANT_MEMBERS = {
    "authorization_code": "AuthorizationCode",
    "refresh_token": "RefreshToken",
    JWT_BEARER: "JwtBearer",
    "urn:ietf:params:oauth:grant-type:token-exchange": "TokenExchange",
}
"""The member of Grant that each grant type goes with."""

_REQUIRED = {"AuthorizationCode": "RedirectUris", "JwtBearer": "AuthorizedTokenIssuers"}


@operation(
    access=Access.MEMBER,
    rules=(
        rules.TYPE_MATCHES,
        rules.AUTHORIZATION_CODE,
        rules.REQUIRED_MEMBERS,
        rules.ISSUERS_EXIST,
        rules.PUT_REPLACES,
        *OF_AN_APPLICATION,
    ),
    not_simulated="The tokens that the grant is about.",
)
def put_application_grant(call: Call, *, application: Application, grant_type: str, grant: dict[str, Any]) -> None:
    """Set how an application obtains tokens."""
    _check_members(grant_type, grant)
    if grant_type == "authorization_code" and not call.settings.allow_authorization_code:
        raise ValidationException(AUTHORIZATION_CODE_REFUSED, rule=rules.AUTHORIZATION_CODE)
    for issuer in grant.get("JwtBearer", {}).get("AuthorizedTokenIssuers", []):
        _check_issuer(call, issuer)
    application.grants[grant_type] = grant


@operation(access=Access.MEMBER, rules=(rules.NOT_FOUND, *OF_AN_APPLICATION))
def get_application_grant(_call: Call, *, application: Application, grant_type: str) -> dict[str, Any]:
    """Get a grant of an application."""
    check_has(application, application.grants, grant_type, "grant", rules.NOT_FOUND)
    return {"Grant": application.grants[grant_type]}


@operation(access=Access.MEMBER, rules=(rules.NOT_FOUND, *OF_AN_APPLICATION))
def delete_application_grant(_call: Call, *, application: Application, grant_type: str) -> None:
    """Delete a grant of an application."""
    check_has(application, application.grants, grant_type, "grant", rules.NOT_FOUND)
    del application.grants[grant_type]


@operation(access=Access.MEMBER, rules=(rules.LIST_EMPTY, *OF_AN_APPLICATION))
def list_application_grants(_call: Call, *, application: Application) -> Listing:
    """List the grants of an application, sorted by type."""
    return Listing.sorted_by(
        lambda item: item["GrantType"],
        [{"GrantType": grant_type, "Grant": grant} for grant_type, grant in application.grants.items()],
    )


def _check_members(grant_type: str, grant: dict[str, Any]) -> None:
    member = GRANT_MEMBERS[grant_type]
    if member not in grant:
        raise ValidationException(
            f"Grant must have the member {member} for the grant type {grant_type}.", rule=rules.TYPE_MATCHES
        )
    required = _REQUIRED.get(member)
    if required is not None and required not in grant[member]:
        raise ValidationException(
            f"{required} is required for the grant type {grant_type}.", rule=rules.REQUIRED_MEMBERS
        )


def _check_issuer(call: Call, issuer: dict[str, Any]) -> None:
    arn = issuer.get("TrustedTokenIssuerArn")
    if arn is None:
        raise ValidationException(
            "TrustedTokenIssuerArn is required for each authorized token issuer.", rule=rules.REQUIRED_MEMBERS
        )
    find_issuer(call, arn)
