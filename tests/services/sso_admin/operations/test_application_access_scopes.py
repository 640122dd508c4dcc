"""Access scopes of applications, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import Organization, error_of
from tests.services.sso_admin.operations.conftest import CreateApplication

SCOPE = "s3:access_grants:read_write"


def test_a_scope_is_put_got_listed_and_deleted(sso: Any, application: str, organization: Organization) -> None:
    targets = [organization.instance.arn, application]
    sso.put_application_access_scope(ApplicationArn=application, Scope=SCOPE, AuthorizedTargets=targets)
    got = sso.get_application_access_scope(ApplicationArn=application, Scope=SCOPE)
    assert (got["Scope"], got["AuthorizedTargets"]) == (SCOPE, targets)
    assert sso.list_application_access_scopes(ApplicationArn=application)["Scopes"] == [
        {"Scope": SCOPE, "AuthorizedTargets": targets}
    ]
    sso.delete_application_access_scope(ApplicationArn=application, Scope=SCOPE)
    assert sso.list_application_access_scopes(ApplicationArn=application)["Scopes"] == []


@pytest.mark.rule("access-scope.put-replaces")
def test_a_put_replaces_the_targets(sso: Any, application: str, organization: Organization) -> None:
    scope = {"ApplicationArn": application, "Scope": SCOPE}
    sso.put_application_access_scope(AuthorizedTargets=[organization.instance.arn], **scope)
    sso.put_application_access_scope(AuthorizedTargets=[application], **scope)
    assert sso.get_application_access_scope(**scope)["AuthorizedTargets"] == [application]
    sso.put_application_access_scope(**scope)
    assert "AuthorizedTargets" not in sso.get_application_access_scope(**scope)
    assert sso.list_application_access_scopes(ApplicationArn=application)["Scopes"] == [{"Scope": SCOPE}]


@pytest.mark.rule("access-scope.unknown", "access-scope.known")
@pytest.mark.parametrize(
    "operation",
    ["put_application_access_scope", "get_application_access_scope", "delete_application_access_scope"],
)
def test_a_scope_that_the_service_does_not_know_is_refused(sso: Any, application: str, operation: str) -> None:
    assert error_of(getattr(sso, operation), ApplicationArn=application, Scope="sts:identity_context") == (
        "ValidationException",
        "Invalid access scope for type sts:identity_context",
    )


@pytest.mark.rule("access-scope.known")
def test_the_setting_adds_scopes(sso: Any, application: str) -> None:
    with mock_ssoadmin(access_scopes=["newservice:access"]):
        sso.put_application_access_scope(ApplicationArn=application, Scope="newservice:access")
        sso.put_application_access_scope(ApplicationArn=application, Scope=SCOPE)
    assert len(sso.list_application_access_scopes(ApplicationArn=application)["Scopes"]) == 2


@pytest.mark.rule("access-scope.targets-exist")
def test_targets_must_be_the_instance_or_applications_in_it(
    sso: Any, application: str, create_application: CreateApplication
) -> None:
    gone = create_application()
    sso.delete_application(ApplicationArn=gone)
    for target in (gone, "arn:aws:sso:::instance/ssoins-ffffffffffffffff"):
        code, message = error_of(
            sso.put_application_access_scope,
            ApplicationArn=application,
            Scope=SCOPE,
            AuthorizedTargets=[application, target],
        )
        assert code == "ResourceNotFoundException"
        assert message == f"Could not find authorized target with ARN {target}."
    assert sso.list_application_access_scopes(ApplicationArn=application)["Scopes"] == []


@pytest.mark.rule("access-scope.limit")
def test_the_twenty_sixth_scope_is_refused(sso: Any, application: str) -> None:
    names = [f"service:scope{number:02}" for number in range(26)]
    with mock_ssoadmin(access_scopes=names):
        for name in names[:25]:
            sso.put_application_access_scope(ApplicationArn=application, Scope=name)
        code, message = error_of(sso.put_application_access_scope, ApplicationArn=application, Scope=names[25])
        assert code == "ValidationException"
        assert message == f"Cannot have more than 25 access scopes for {application}."
        sso.put_application_access_scope(ApplicationArn=application, Scope=names[0], AuthorizedTargets=[application])


@pytest.mark.rule("access-scope.not-found")
@pytest.mark.parametrize("operation", ["get_application_access_scope", "delete_application_access_scope"])
def test_a_scope_that_the_application_does_not_have_is_not_found(sso: Any, application: str, operation: str) -> None:
    code, message = error_of(getattr(sso, operation), ApplicationArn=application, Scope=SCOPE)
    assert code == "ResourceNotFoundException"
    assert message == f"Could not find access scope {SCOPE} of {application}."


@pytest.mark.rule("access-scope.page-of-ten")
def test_scopes_are_listed_by_name_in_pages_of_ten(sso: Any, application: str) -> None:
    names = [f"service:scope{number:02}" for number in range(11)]
    with mock_ssoadmin(access_scopes=names):
        for name in reversed(names):
            sso.put_application_access_scope(ApplicationArn=application, Scope=name)
    pages = sso.get_paginator("list_application_access_scopes").paginate(ApplicationArn=application)
    assert [[scope["Scope"] for scope in page["Scopes"]] for page in pages] == [names[:10], names[10:]]
    code, message = error_of(sso.list_application_access_scopes, ApplicationArn=application, MaxResults=100)
    assert code == "ValidationException"
    assert "maxResults" in message
