"""Who may use the operations on an application."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Connect, Organization, error_of
from tests.services.sso_admin.operations.conftest import CreateApplication

NOBODY = {"PrincipalType": "USER", "PrincipalId": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}
SCOPE = {"Scope": "sso:account:access"}
GRANT = {"GrantType": "refresh_token"}
METHOD = {"AuthenticationMethodType": "IAM"}
POLICY = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "sso-oauth:*"}}

ON_AN_APPLICATION: dict[str, dict[str, Any]] = {
    "describe_application": {},
    "update_application": {"Name": "new"},
    "delete_application": {},
    "create_application_assignment": NOBODY,
    "describe_application_assignment": NOBODY,
    "delete_application_assignment": NOBODY,
    "list_application_assignments": {},
    "put_application_assignment_configuration": {"AssignmentRequired": False},
    "get_application_assignment_configuration": {},
    "put_application_session_configuration": {"UserBackgroundSessionApplicationStatus": "ENABLED"},
    "get_application_session_configuration": {},
    "put_application_access_scope": SCOPE,
    "get_application_access_scope": SCOPE,
    "delete_application_access_scope": SCOPE,
    "list_application_access_scopes": {},
    "put_application_grant": GRANT | {"Grant": {"RefreshToken": {}}},
    "get_application_grant": GRANT,
    "delete_application_grant": GRANT,
    "list_application_grants": {},
    "put_application_authentication_method": METHOD | {"AuthenticationMethod": {"Iam": {"ActorPolicy": POLICY}}},
    "get_application_authentication_method": METHOD,
    "delete_application_authentication_method": METHOD,
    "list_application_authentication_methods": {},
}


@pytest.fixture
def user(organization: Organization, connect: Connect) -> str:
    """The id of a user of the organization."""
    name = {"UserName": "ada", "DisplayName": "Ada", "Name": {"GivenName": "Ada", "FamilyName": "Lovelace"}}
    store = organization.instance.identity_store_id
    return str(connect("identitystore").create_user(IdentityStoreId=store, **name)["UserId"])


@pytest.mark.rule("application.own-applications")
@pytest.mark.parametrize("operation", ON_AN_APPLICATION)
def test_a_member_account_uses_its_own_application(
    member: Any, create_application: CreateApplication, user: str, operation: str
) -> None:
    own = create_application(member)

    def call(operation: str) -> None:
        params = ON_AN_APPLICATION[operation]
        principal = {"PrincipalId": user} if "PrincipalId" in params else {}
        getattr(member, operation)(ApplicationArn=own, **params | principal)

    # What is read or deleted is made first, so that an error of any kind is one.
    what = operation.partition("_")[2]
    for maker in {f"create_{what}", f"put_{what}"} & ON_AN_APPLICATION.keys() - {operation}:
        call(maker)
    call(operation)


@pytest.mark.rule("application.own-applications")
@pytest.mark.parametrize("operation", ON_AN_APPLICATION)
def test_a_member_account_does_not_use_the_application_of_another(
    member: Any, application: str, operation: str
) -> None:
    code, _ = error_of(getattr(member, operation), ApplicationArn=application, **ON_AN_APPLICATION[operation])
    assert code == "AccessDeniedException"


def test_every_operation_on_an_application_is_among_them(sso: Any) -> None:
    inputs = {
        method: sso.meta.service_model.operation_model(name).input_shape.members
        for method, name in sso.meta.method_to_api_mapping.items()
    }
    assert {method for method, members in inputs.items() if "ApplicationArn" in members} == ON_AN_APPLICATION.keys()
