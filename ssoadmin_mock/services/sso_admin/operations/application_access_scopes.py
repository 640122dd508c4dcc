"""Access scopes of applications: PutApplicationAccessScope and its Get, Delete and List."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.model import catalogue
from ssoadmin_mock.model.application import Application
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.operations.applications import check_has
from ssoadmin_mock.services.sso_admin.rules import application_access_scopes as rules
from ssoadmin_mock.services.sso_admin.rules.applications import OF_AN_APPLICATION
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ResourceNotFoundException, ValidationException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

UNKNOWN_SCOPE = "Invalid access scope for type {}"


@operation(
    access=Access.MEMBER,
    rules=(
        rules.KNOWN_SCOPES,
        rules.PUT_REPLACES,
        rules.TARGETS_EXIST,
        rules.OWN_TARGET,
        rules.LIMIT,
        *OF_AN_APPLICATION,
    ),
)
def put_application_access_scope(
    call: Call, *, application: Application, scope: str, authorized_targets: list[str] | None = None
) -> None:
    """Give an application an access scope, or change the scope's authorized targets."""
    _check_known(call, scope)
    targets = authorized_targets or []
    for target in targets:
        if target != call.instance.arn and target not in call.instance.applications:
            raise ResourceNotFoundException(
                f"Could not find authorized target with ARN {target}.", rule=rules.TARGETS_EXIST
            )
    limit = call.settings.quota("access_scopes_per_application")
    if scope not in application.access_scopes and len(application.access_scopes) >= limit:
        raise ValidationException(
            f"Cannot have more than {limit} access scopes for {application.arn}.", rule=rules.LIMIT
        )
    application.access_scopes[scope] = targets


@operation(access=Access.MEMBER, rules=(rules.UNKNOWN_SCOPE, rules.NOT_FOUND, *OF_AN_APPLICATION))
def get_application_access_scope(call: Call, *, application: Application, scope: str) -> dict[str, Any]:
    """Get the authorized targets of an application's access scope."""
    _check_present(call, application, scope)
    return _details(scope, application.access_scopes[scope])


@operation(access=Access.MEMBER, rules=(rules.KNOWN_SCOPES, rules.NOT_FOUND, *OF_AN_APPLICATION))
def delete_application_access_scope(call: Call, *, application: Application, scope: str) -> None:
    """Take an access scope away from an application."""
    _check_present(call, application, scope)
    del application.access_scopes[scope]


@operation(access=Access.MEMBER, rules=(rules.PAGE_OF_TEN, *OF_AN_APPLICATION))
def list_application_access_scopes(_call: Call, *, application: Application) -> Listing:
    """List the access scopes of an application, sorted by name."""
    return Listing.sorted_by(
        lambda item: item[0], application.access_scopes.items(), lambda item: _details(item[0], item[1])
    )


def _check_known(call: Call, scope: str) -> None:
    if scope not in catalogue.access_scopes() and scope not in call.settings.access_scopes:
        raise ValidationException(UNKNOWN_SCOPE.format(scope), rule=rules.UNKNOWN_SCOPE)


def _check_present(call: Call, application: Application, scope: str) -> None:
    _check_known(call, scope)
    check_has(application, application.access_scopes, scope, "access scope", rules.NOT_FOUND)


def _details(scope: str, targets: list[str]) -> dict[str, Any]:
    return {"Scope": scope, "AuthorizedTargets": targets} if targets else {"Scope": scope}
