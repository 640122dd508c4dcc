"""The application that a caller asks for tokens of, and whether it may."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ssoadmin_mock.model.account import all_instances
from ssoadmin_mock.model.actor_policy import admits
from ssoadmin_mock.model.application import Application, ApplicationAssignment
from ssoadmin_mock.model.identity_store import User
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.services.sso_oidc.rules import tokens_with_iam as rules

DEFAULT_SCOPES = ("sts:identity_context", "openid", "aws")


def find_application(call: Call, arn: str) -> Application:
    """Return the application that a caller names, and make the call one about its instance.

    :raises InvalidClientException: when it does not exist, or its instance is not available in the Region.
    """
    application, instance = application_in(call.caller.partition, call.caller.region_name, arn)
    call.use(instance)
    return application


def application_in(partition: str, region_name: str, arn: str) -> tuple[Application, Instance]:
    """Return an application with its instance.

    :raises InvalidClientException: when it does not exist, or its instance is not available in the Region.
    """
    for instance in all_instances():
        application = instance.applications.get(arn) if instance.partition == partition else None
        if application is not None and instance.is_available_in(region_name):
            return application, instance
    raise errors.invalid_client(rules.APPLICATION)


def scopes_of(application: Application) -> tuple[str, ...]:
    """Return the scopes that tokens of an application can have: its own, and those that every application has."""
    return (*application.access_scopes, *DEFAULT_SCOPES)


def check_may_ask(call: Call, application: Application, grant_type: str) -> Mapping[str, Any]:
    """Check that the caller may ask for the tokens of an application in this way, and return the grant.

    :raises AccessDeniedException: when the application is disabled, or its actor policy does not admit the caller.
    :raises UnauthorizedClientException: when the application has no such grant.
    """
    method = application.authentication_methods.get("IAM")
    policy = None if method is None else method["Iam"]["ActorPolicy"]
    document = json.loads(policy) if isinstance(policy, str) else policy
    if application.status != "ENABLED" or document is None or not admits(document, call.caller.arn):
        raise errors.no_access(rules.ACTOR_POLICY)
    if grant_type not in application.grants:
        raise errors.unauthorized_client(rules.GRANT)
    return application.grants[grant_type]


def check_assigned(instance: Instance, application: Application, user: User) -> None:
    """Check that a user may use an application.

    :raises AccessDeniedException: when neither the user nor one of its groups is assigned, and that is required.
    """
    if not application.assignment_required:
        return
    for type, id in instance.identity_store.principals_of("USER", user.id):
        if ApplicationAssignment(application.arn, type, id) in instance.application_assignments:
            return
    raise errors.no_access(rules.ASSIGNMENT)
