"""Captures trusted token issuers and applications."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.world import entries
from ssoadmin_mock.world.capturing import NOT_FOR_THIS, Capturing
from ssoadmin_mock.world.entries import Entry, entry, labelled, unless
from ssoadmin_mock.world.load_applications import INSTANCE
from ssoadmin_mock.world.names import Names

_CALLS_FOR_AN_ISSUER = 2
_CALLS_FOR_AN_APPLICATION = 7


def issuers(capturing: Capturing) -> Entry:
    """Return the section about issuers, and note their names."""
    found = capturing.sso("ListTrustedTokenIssuers")["TrustedTokenIssuers"]
    names = Names("an issuer", ((issuer["Name"], issuer["TrustedTokenIssuerArn"]) for issuer in found))
    capturing.issuers = names
    capturing.expect(_CALLS_FOR_AN_ISSUER * len(found))
    return {names.name_of(each["TrustedTokenIssuerArn"]): _issuer(capturing, each) for each in found}


def _issuer(capturing: Capturing, issuer: dict[str, Any]) -> Entry:
    arn = issuer["TrustedTokenIssuerArn"]
    described = capturing.call("sso-admin", "DescribeTrustedTokenIssuer", TrustedTokenIssuerArn=arn)
    return entry(id=arn.rpartition("/")[2]) | labelled(
        issuer["Name"],
        capturing.issuers.name_of(arn),
        oidc_jwt=described["TrustedTokenIssuerConfiguration"]["OidcJwtConfiguration"],
        tags=capturing.tags(arn),
    )


def applications(capturing: Capturing) -> Entry:
    """Return the section about applications."""
    found = capturing.sso("ListApplications")["Applications"]
    names = Names("an application", ((each["Name"], each["ApplicationArn"]) for each in found))
    capturing.expect(_CALLS_FOR_AN_APPLICATION * len(found))
    return {names.name_of(each["ApplicationArn"]): _application(capturing, each, names) for each in found}


def _application(capturing: Capturing, application: dict[str, Any], names: Names) -> Entry:
    arn = application["ApplicationArn"]
    grants = _rows(capturing, arn, "ListApplicationGrants", "Grants")
    methods = _rows(capturing, arn, "ListApplicationAuthenticationMethods", "AuthenticationMethods")
    details = entries.application(
        application,
        arn.rpartition("/")[2],
        instance_region=capturing.region_name,
        management=capturing.accounts.name_of(capturing.management),
        account=capturing.accounts.name_of(application["ApplicationAccount"]),
        access_scopes=_access_scopes(capturing, arn, names),
        grants=entries.grants(((row["GrantType"], row["Grant"]) for row in grants), capturing.issuers.by_id()),
        authentication_methods={row["AuthenticationMethodType"]: row["AuthenticationMethod"] for row in methods},
        **_configuration(capturing, arn),
        **_assigned(capturing, arn),
        tags=capturing.tags(arn),
    )
    return labelled(application["Name"], names.name_of(arn)) | details


def _ask(capturing: Capturing, arn: str, operation: str) -> dict[str, Any]:
    return capturing.call("sso-admin", operation, NOT_FOR_THIS, ApplicationArn=arn) or {}


def _rows(capturing: Capturing, arn: str, operation: str, member: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _ask(capturing, arn, operation).get(member, [])
    return rows


def _configuration(capturing: Capturing, arn: str) -> Entry:
    required = _ask(capturing, arn, "GetApplicationAssignmentConfiguration").get("AssignmentRequired", True)
    sessions = _ask(capturing, arn, "GetApplicationSessionConfiguration")
    return {
        "assignment_required": unless(required, True),
        "user_background_sessions": sessions.get("UserBackgroundSessionApplicationStatus"),
    }


def _access_scopes(capturing: Capturing, arn: str, names: Names) -> Entry:
    return {
        row["Scope"]: [
            INSTANCE if target == capturing.instance_arn else names.name_of(target)
            for target in row.get("AuthorizedTargets", [])
        ]
        for row in _rows(capturing, arn, "ListApplicationAccessScopes", "Scopes")
    }


def _assigned(capturing: Capturing, arn: str) -> Entry:
    rows = _rows(capturing, arn, "ListApplicationAssignments", "ApplicationAssignments")
    return {
        "users": [capturing.principal_name(row) for row in rows if row["PrincipalType"] == "USER"],
        "groups": [capturing.principal_name(row) for row in rows if row["PrincipalType"] == "GROUP"],
    }
