"""Grants of applications, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.services.sso_admin.operations.application_grants import GRANT_MEMBERS
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.conftest import Organization, error_of
from tests.services.sso_admin.operations.test_issuers import create as create_issuer

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
AUTHORIZATION_CODE = {
    "GrantType": "authorization_code",
    "Grant": {"AuthorizationCode": {"RedirectUris": ["https://a.example.com/callback"]}},
}
REFRESH_TOKEN = {"GrantType": "refresh_token", "Grant": {"RefreshToken": {}}}
EXCHANGE = {"GrantType": TOKEN_EXCHANGE, "Grant": {"TokenExchange": {}}}


@pytest.fixture
def issuer(organization: Organization, sso: Any) -> str:
    """The ARN of a trusted token issuer."""
    return create_issuer(sso, organization.instance.arn)


def bearer(*issuers: dict[str, Any]) -> dict[str, Any]:
    return {"GrantType": JWT_BEARER, "Grant": {"JwtBearer": {"AuthorizedTokenIssuers": list(issuers)}}}


def listed(sso: Any, application: str) -> list[dict[str, Any]]:
    grants: list[dict[str, Any]] = sso.list_application_grants(ApplicationArn=application)["Grants"]
    return grants


def test_every_grant_type_of_the_model_has_its_member() -> None:
    assert set(GRANT_MEMBERS) == set(SSO_ADMIN.model.shape_for("GrantType").enum)
    assert set(GRANT_MEMBERS.values()) == set(SSO_ADMIN.model.shape_for("Grant").members)


def test_all_four_grants_are_put_got_listed_and_deleted(sso: Any, application: str, issuer: str) -> None:
    grants = [
        AUTHORIZATION_CODE,
        REFRESH_TOKEN,
        bearer({"TrustedTokenIssuerArn": issuer, "AuthorizedAudiences": ["reports"]}),
        EXCHANGE,
    ]
    with mock_ssoadmin(allow_authorization_code=True):
        for grant in reversed(grants):
            sso.put_application_grant(ApplicationArn=application, **grant)
    assert listed(sso, application) == grants
    for grant in grants:
        named = {"ApplicationArn": application, "GrantType": grant["GrantType"]}
        assert sso.get_application_grant(**named)["Grant"] == grant["Grant"]
        sso.delete_application_grant(**named)
    assert listed(sso, application) == []


@pytest.mark.rule("grant.type-matches")
@pytest.mark.parametrize("grant_type", ["refresh_token", JWT_BEARER, "authorization_code"])
def test_a_grant_of_another_type_is_refused(sso: Any, application: str, grant_type: str) -> None:
    code, message = error_of(
        sso.put_application_grant, ApplicationArn=application, GrantType=grant_type, Grant={"TokenExchange": {}}
    )
    assert code == "ValidationException"
    assert message == f"Grant must have the member {GRANT_MEMBERS[grant_type]} for the grant type {grant_type}."
    assert listed(sso, application) == []


@pytest.mark.rule("grant.authorization-code")
def test_the_authorization_code_grant_can_be_allowed(sso: Any, application: str) -> None:
    with mock_ssoadmin(allow_authorization_code=True):
        sso.put_application_grant(ApplicationArn=application, **AUTHORIZATION_CODE)
    assert listed(sso, application) == [AUTHORIZATION_CODE]


@pytest.mark.rule("grant.required-members")
@pytest.mark.parametrize(
    ("grant", "refusal"),
    [
        (
            {"GrantType": "authorization_code", "Grant": {"AuthorizationCode": {}}},
            "RedirectUris is required for the grant type authorization_code.",
        ),
        (
            {"GrantType": JWT_BEARER, "Grant": {"JwtBearer": {}}},
            f"AuthorizedTokenIssuers is required for the grant type {JWT_BEARER}.",
        ),
        (
            bearer({"AuthorizedAudiences": ["reports"]}),
            "TrustedTokenIssuerArn is required for each authorized token issuer.",
        ),
    ],
)
def test_a_grant_without_what_it_needs_is_refused(
    sso: Any, application: str, grant: dict[str, Any], refusal: str
) -> None:
    with mock_ssoadmin(allow_authorization_code=True):
        code, message = error_of(sso.put_application_grant, ApplicationArn=application, **grant)
    assert code == "ValidationException"
    assert message == refusal
    assert listed(sso, application) == []


@pytest.mark.rule("grant.issuers-exist")
def test_the_issuers_of_a_grant_must_exist(sso: Any, application: str, issuer: str) -> None:
    unknown = issuer[:-12] + "0" * 12
    grant = bearer({"TrustedTokenIssuerArn": issuer}, {"TrustedTokenIssuerArn": unknown})
    code, message = error_of(sso.put_application_grant, ApplicationArn=application, **grant)
    assert code == "ResourceNotFoundException"
    assert message == f"Could not find TrustedTokenIssuer with id {unknown.rpartition('/')[2]}"
    assert listed(sso, application) == []


@pytest.mark.rule("grant.put-replaces")
def test_a_put_replaces_the_grant_of_its_type(sso: Any, application: str, issuer: str) -> None:
    first = bearer({"TrustedTokenIssuerArn": issuer, "AuthorizedAudiences": ["one", "two"]})
    second = bearer({"TrustedTokenIssuerArn": issuer})
    for grant in (first, second):
        sso.put_application_grant(ApplicationArn=application, **grant)
    assert listed(sso, application) == [second]


@pytest.mark.rule("grant.not-found")
@pytest.mark.parametrize("operation", ["get_application_grant", "delete_application_grant"])
def test_a_grant_that_the_application_does_not_have_is_not_found(sso: Any, application: str, operation: str) -> None:
    code, message = error_of(getattr(sso, operation), ApplicationArn=application, GrantType=TOKEN_EXCHANGE)
    assert code == "ResourceNotFoundException"
    assert message == f"Could not find grant {TOKEN_EXCHANGE} of {application}."
