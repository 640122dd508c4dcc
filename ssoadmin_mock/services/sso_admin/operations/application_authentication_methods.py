"""Authentication methods of applications: PutApplicationAuthenticationMethod and its Get, Delete and List."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import iam_principals
from ssoadmin_mock.model import actor_policy
from ssoadmin_mock.model.application import Application
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.operations.applications import check_has
from ssoadmin_mock.services.sso_admin.rules import application_authentication_methods as rules
from ssoadmin_mock.services.sso_admin.rules.applications import OF_AN_APPLICATION
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

INVALID_POLICY = "Invalid actor policy provided"
KIND = "authentication method"


@operation(
    access=Access.MEMBER,
    rules=(
        rules.ROUND_TRIP,
        rules.INVALID_POLICY,
        rules.POLICY_GRAMMAR,
        rules.PRINCIPALS_EXIST,
        rules.PRINCIPALS_LOOKED_UP,
        *OF_AN_APPLICATION,
    ),
    not_simulated="The tokens that the policy is about.",
)
def put_application_authentication_method(
    call: Call, *, application: Application, authentication_method_type: str, authentication_method: dict[str, Any]
) -> None:
    """Set who may ask for tokens of an application, and how they prove who they are."""
    _check_policy(call, authentication_method["Iam"]["ActorPolicy"])
    application.authentication_methods[authentication_method_type] = authentication_method


@operation(access=Access.MEMBER, rules=(rules.ROUND_TRIP, rules.NOT_FOUND, *OF_AN_APPLICATION))
def get_application_authentication_method(
    _call: Call, *, application: Application, authentication_method_type: str
) -> dict[str, Any]:
    """Get an authentication method of an application."""
    check_has(application, application.authentication_methods, authentication_method_type, KIND, rules.NOT_FOUND)
    return {"AuthenticationMethod": application.authentication_methods[authentication_method_type]}


@operation(access=Access.MEMBER, rules=(rules.NOT_FOUND, *OF_AN_APPLICATION))
def delete_application_authentication_method(
    _call: Call, *, application: Application, authentication_method_type: str
) -> None:
    """Delete an authentication method of an application."""
    check_has(application, application.authentication_methods, authentication_method_type, KIND, rules.NOT_FOUND)
    del application.authentication_methods[authentication_method_type]


@operation(access=Access.MEMBER, rules=(rules.ROUND_TRIP, *OF_AN_APPLICATION))
def list_application_authentication_methods(_call: Call, *, application: Application) -> Listing:
    """List the authentication methods of an application."""
    return Listing.sorted_by(
        lambda item: item["AuthenticationMethodType"],
        [
            {"AuthenticationMethodType": type, "AuthenticationMethod": method}
            for type, method in application.authentication_methods.items()
        ],
    )


def _check_policy(call: Call, policy: Any) -> None:
    partition = call.instance.partition
    try:
        principals = list(actor_policy.principals_of(policy))
    except ValueError:
        raise ValidationException(INVALID_POLICY, rule=rules.INVALID_POLICY) from None
    if not all(iam_principals.aws_principal_exists(principal, partition) for principal in principals):
        raise ValidationException(INVALID_POLICY, rule=rules.PRINCIPALS_EXIST)
