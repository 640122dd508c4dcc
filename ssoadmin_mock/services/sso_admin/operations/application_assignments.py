"""Who may use an application: the operations for its assignments, and for how they and sessions are configured."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.model.application import Application, ApplicationAssignment
from ssoadmin_mock.model.table import after_in_all
from ssoadmin_mock.services import access
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.operations.applications import find_application
from ssoadmin_mock.services.sso_admin.rules import application_assignments as rules
from ssoadmin_mock.services.sso_admin.rules.applications import OF_AN_APPLICATION
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import (
    ConflictException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
)
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

QUOTA_EXCEEDED = "You have exceeded IAM Identity Center quotas. Cannot assign more than {} groups to {}"


@operation(
    access=Access.MEMBER,
    rules=(rules.DUPLICATE, rules.PRINCIPAL_MISSING, rules.GROUPS_QUOTA, *OF_AN_APPLICATION),
)
def create_application_assignment(
    call: Call, *, application: Application, principal_id: str, principal_type: str
) -> None:
    """Assign a user or group to an application."""
    assignment = ApplicationAssignment(application.arn, principal_type, principal_id)
    if assignment in call.instance.application_assignments:
        raise ConflictException(
            f"{principal_type} {principal_id} is assigned to {application.arn} already.", rule=rules.DUPLICATE
        )
    must_exist = not call.settings.moto_defaults
    if must_exist and not call.instance.identity_store.has(principal_type, principal_id):
        raise ResourceNotFoundException(
            f"Could not find {principal_type} with id {principal_id}.", rule=rules.PRINCIPAL_MISSING
        )
    if principal_type == "GROUP":
        _check_groups_quota(call, application)
    call.instance.application_assignments.add(assignment, assignment)


@operation(access=Access.MEMBER, rules=(rules.DIRECT_ONLY, rules.NOT_FOUND, *OF_AN_APPLICATION))
def describe_application_assignment(
    call: Call, *, application: Application, principal_id: str, principal_type: str
) -> dict[str, str]:
    """Describe the direct assignment of a user or group to an application."""
    return _details(_find(call, application, principal_type, principal_id))


@operation(access=Access.MEMBER, rules=(rules.NOT_FOUND, rules.PRINCIPAL_DELETED, *OF_AN_APPLICATION))
def delete_application_assignment(
    call: Call, *, application: Application, principal_id: str, principal_type: str
) -> None:
    """Take an application away from a user or group."""
    call.instance.application_assignments.pop(_find(call, application, principal_type, principal_id))


@operation(access=Access.MEMBER, rules=(rules.PRINCIPAL_DELETED, *OF_AN_APPLICATION))
def list_application_assignments(call: Call, *, application: Application) -> Listing:
    """List the users and groups that are assigned to an application."""
    return Listing(call.instance.application_assignments.of_application(application.arn).after, _details)


@operation(
    access=Access.MEMBER,
    rules=(
        rules.THROUGH_GROUPS,
        rules.GROUP_ROWS,
        rules.FILTER_REQUIRED,
        rules.UNKNOWN_PRINCIPAL_LISTED,
        rules.PRINCIPAL_DELETED,
    ),
)
def list_application_assignments_for_principal(
    call: Call, *, principal_id: str, principal_type: str, filter: dict[str, str] | None = None
) -> Listing:
    """List the applications that a user or group is assigned to, a user's groups included."""
    principals = call.instance.identity_store.principals_of(principal_type, principal_id)
    if filter:
        application = find_application(call, filter["ApplicationArn"])
        candidates = [ApplicationAssignment(application.arn, *principal) for principal in principals]
        present = [row for row in candidates if row in call.instance.application_assignments]
        return Listing.sorted_by(lambda row: row.principal_id, present, _details)
    if not access.is_administrator(call.instance, call.caller):
        raise access.denied(call, call.instance.arn, access.NOT_HERE, rules.FILTER_REQUIRED)
    tables = [call.instance.application_assignments.of_principal(*principal) for principal in principals]
    return Listing(lambda cursor: after_in_all(tables, cursor), _details)


@operation(access=Access.MEMBER, rules=(rules.ASSIGNMENT_REQUIRED, *OF_AN_APPLICATION))
def get_application_assignment_configuration(_call: Call, *, application: Application) -> dict[str, bool]:
    """Tell whether an application needs assignments to be used."""
    return {"AssignmentRequired": application.assignment_required}


@operation(access=Access.MEMBER, rules=(rules.ASSIGNMENT_REQUIRED, *OF_AN_APPLICATION))
def put_application_assignment_configuration(
    _call: Call, *, application: Application, assignment_required: bool
) -> None:
    """Set whether an application needs assignments to be used."""
    application.assignment_required = assignment_required


@operation(access=Access.MEMBER, rules=(rules.SESSION_CONFIGURATION, *OF_AN_APPLICATION))
def get_application_session_configuration(_call: Call, *, application: Application) -> dict[str, str]:
    """Get whether an application may have user background sessions."""
    status = application.user_background_sessions
    return {} if status is None else {"UserBackgroundSessionApplicationStatus": status}


@operation(access=Access.MEMBER, rules=(rules.SESSION_CONFIGURATION, *OF_AN_APPLICATION))
def put_application_session_configuration(
    _call: Call, *, application: Application, user_background_session_application_status: str | None = None
) -> None:
    """Set whether an application may have user background sessions."""
    if user_background_session_application_status is not None:
        application.user_background_sessions = user_background_session_application_status


def _find(call: Call, application: Application, principal_type: str, principal_id: str) -> ApplicationAssignment:
    assignment = ApplicationAssignment(application.arn, principal_type, principal_id)
    if assignment not in call.instance.application_assignments:
        raise ResourceNotFoundException(
            f"Could not find an assignment of {principal_type} {principal_id} to {application.arn}.",
            rule=rules.NOT_FOUND,
        )
    return assignment


def _check_groups_quota(call: Call, application: Application) -> None:
    limit = call.settings.quota("groups_per_application")
    if len(call.instance.application_assignments.of_application(application.arn, "GROUP")) >= limit:
        raise ServiceQuotaExceededException(QUOTA_EXCEEDED.format(limit, application.arn), rule=rules.GROUPS_QUOTA)


def _details(assignment: ApplicationAssignment) -> dict[str, Any]:
    return {
        "ApplicationArn": assignment.application_arn,
        "PrincipalId": assignment.principal_id,
        "PrincipalType": assignment.principal_type,
    }
