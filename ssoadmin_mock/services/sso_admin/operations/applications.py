"""Applications: CreateApplication, DescribeApplication, ListApplications, UpdateApplication, DeleteApplication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.application import Application
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services import access
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.resources import Resource
from ssoadmin_mock.services.sso_admin.operations.application_providers import find_provider, provider_arn
from ssoadmin_mock.services.sso_admin.operations.tags import Tags, new_tags
from ssoadmin_mock.services.sso_admin.resources import resource
from ssoadmin_mock.services.sso_admin.rules import applications as rules
from ssoadmin_mock.services.sso_admin.rules import tags as tag_rules
from ssoadmin_mock.services.sso_admin.rules import wire as wire_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import (
    ResourceNotFoundException,
    ServiceQuotaExceededException,
    ValidationException,
)
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access
from ssoadmin_mock.wire.rules import Rule

PROVIDER_REFUSED = "The application provider with arn '{}' is not supported for this action."
QUOTA_EXCEEDED = "You have exceeded IAM Identity Center quotas. Cannot create more than {} applications for {}"


def find_application(call: Call, arn: str) -> Application:
    """Return the application that the caller names, if it is the caller's to use.

    :raises AccessDeniedException: for a member account that names another account's application.
    :raises ResourceNotFoundException: when the instance has no such application.
    """
    account_id = arn.split(":")[4]
    if account_id != call.caller.account_id and not access.is_administrator(call.instance, call.caller):
        raise access.denied(call, arn, access.NOT_HERE, rules.OWN_APPLICATIONS)
    application = call.instance.applications.get(arn)
    if application is None:
        raise ResourceNotFoundException(f"Could not find application with ARN {arn}.", rule=rules.NOT_FOUND)
    return application


def check_has(application: Application, parts: Mapping[str, Any], key: str, kind: str, rule: Rule) -> None:
    """Check that an application has the part that a request names.

    :param parts: what it has of the kind, by the key that requests give.
    :param kind: what the part is called in the refusal.
    :param rule: the rule that it is refused.
    :raises ResourceNotFoundException: when it has none with the key.
    """
    if key not in parts:
        raise ResourceNotFoundException(f"Could not find {kind} {key} of {application.arn}.", rule=rule)


resource("ApplicationArn", "application", Resource("application", find_application, Access.MEMBER))


@operation(
    access=Access.MEMBER,
    rules=(
        rules.IDENTIFIERS,
        rules.PROVIDER_REFUSED,
        rules.MANAGED_PROVIDER_REFUSED,
        rules.PROVIDER_UNKNOWN,
        rules.DEFAULTS,
        rules.APPLICATION_URL,
        rules.SAME_NAME,
        rules.QUOTA,
        rules.OWN_APPLICATIONS,
        wire_rules.CLIENT_TOKEN,
        wire_rules.CLIENT_TOKEN_FORGOTTEN,
        tag_rules.TAG_LIMIT,
        tag_rules.RESERVED_PREFIX,
        tag_rules.DUPLICATE_KEYS,
    ),
)
def create_application(
    call: Call,
    *,
    application_provider_arn: str,
    name: str,
    description: str | None = None,
    portal_options: dict[str, Any] | None = None,
    tags: Tags | None = None,
    status: str = "ENABLED",
) -> dict[str, Any]:
    """Create an OAuth 2.0 customer managed application."""
    options = portal_options or {}
    _check_provider(call, application_provider_arn)
    _check_sign_in_options(options)
    _check_quota(call)
    application = Application(
        arn=application_arn(call.instance, call.caller.account_id, f"apl-{ids.hex_id(16)}"),
        account_id=call.caller.account_id,
        provider_arn=application_provider_arn,
        name=name,
        created_date=clock.now(),
        created_from=call.caller.region_name,
        description=description,
        status=status,
        visibility=options.get("Visibility", "ENABLED"),
        sign_in_options=options.get("SignInOptions"),
        tags=new_tags(call, tags),
    )
    call.instance.applications.add(application.arn, application)
    return {
        "ApplicationArn": application.arn,
        "InstanceArn": call.instance.arn,
        "IdentityStoreArn": call.instance.identity_store_arn,
    }


@operation(access=Access.MEMBER, rules=(rules.DESCRIBE, rules.DEFAULTS, *rules.OF_AN_APPLICATION))
def describe_application(call: Call, *, application: Application) -> dict[str, Any]:
    """Describe an application with all its members."""
    return described(call.instance, application)


@operation(
    access=Access.MEMBER,
    rules=(rules.LIST_FILTER, rules.MEMBERS_FILTER, rules.PAGE_OF_FIFTY, rules.DESCRIBE),
    not_simulated="SAML 2.0 and AWS managed applications, which the API cannot create.",
)
def list_applications(call: Call, *, filter: dict[str, str] | None = None) -> Listing:
    """List the applications of an instance, or those of an account or a provider."""
    wanted = filter or {}
    account_id = wanted.get("ApplicationAccount")
    if account_id != call.caller.account_id and not access.is_administrator(call.instance, call.caller):
        raise access.denied(call, call.instance.arn, access.NOT_HERE, rules.MEMBERS_FILTER)
    applications = call.instance.applications.matching(account_id, wanted.get("ApplicationProvider"))
    return Listing(applications.after, lambda application: described(call.instance, application))


@operation(
    access=Access.MEMBER,
    rules=(rules.UPDATE_MERGES, rules.APPLICATION_URL, *rules.OF_AN_APPLICATION),
)
def update_application(
    _call: Call,
    *,
    application: Application,
    name: str | None = None,
    description: str | None = None,
    status: str | None = None,
    portal_options: dict[str, Any] | None = None,
) -> None:
    """Change an application's name, description, status and sign-in options."""
    options = portal_options or {}
    _check_sign_in_options(options)
    application.name = name or application.name
    application.description = description or application.description
    application.status = status or application.status
    application.sign_in_options = options.get("SignInOptions") or application.sign_in_options


@operation(
    access=Access.MEMBER,
    rules=(rules.DELETE_CASCADES, *rules.OF_AN_APPLICATION, wire_rules.CLIENT_TOKEN_FORGOTTEN),
)
def delete_application(call: Call, *, application: Application) -> None:
    """Delete an application with everything that belongs to it."""
    assignments = call.instance.application_assignments
    for assignment in assignments.of_application(application.arn):
        assignments.pop(assignment)
    call.instance.applications.pop(application.arn)
    call.client_tokens.forget(application.arn)


def _check_provider(call: Call, arn: str) -> None:
    provider = find_provider(call, arn)
    if not provider.creatable:
        refused = provider_arn(call, provider.internal_id or provider.id)
        raise ValidationException(PROVIDER_REFUSED.format(refused), rule=rules.PROVIDER_REFUSED)


def _check_sign_in_options(portal_options: dict[str, Any]) -> None:
    options = portal_options.get("SignInOptions")
    if options and options["Origin"] == "APPLICATION" and "ApplicationUrl" not in options:
        raise ValidationException(
            "ApplicationUrl is required in SignInOptions when Origin is APPLICATION.", rule=rules.APPLICATION_URL
        )


def _check_quota(call: Call) -> None:
    limit = call.settings.quota("applications_per_instance")
    if len(call.instance.applications) >= limit:
        raise ServiceQuotaExceededException(QUOTA_EXCEEDED.format(limit, call.instance.arn), rule=rules.QUOTA)


def application_arn(instance: Instance, account_id: str, id: str) -> str:
    """Return the ARN of an application that an account created."""
    return f"arn:{instance.partition}:sso::{account_id}:application/{instance.id}/{id}"


def described(instance: Instance, application: Application) -> dict[str, Any]:
    """Return an application as the API shows it."""
    portal_options: dict[str, Any] = {"Visibility": application.visibility}
    if application.sign_in_options is not None:
        portal_options["SignInOptions"] = application.sign_in_options
    answer = {
        "ApplicationArn": application.arn,
        "ApplicationProviderArn": application.provider_arn,
        "Name": application.name,
        "ApplicationAccount": application.account_id,
        "InstanceArn": instance.arn,
        "IdentityStoreArn": instance.identity_store_arn,
        "Status": application.status,
        "PortalOptions": portal_options,
        "CreatedDate": application.created_date,
        "CreatedFrom": application.created_from,
    }
    return answer if application.description is None else answer | {"Description": application.description}
