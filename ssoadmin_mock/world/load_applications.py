"""Loads trusted token issuers, and applications with everything that belongs to them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.account_ids import is_account_id
from ssoadmin_mock.model.application import Application, ApplicationAssignment
from ssoadmin_mock.model.issuer import TrustedTokenIssuer
from ssoadmin_mock.services.sso_admin.operations.applications import application_arn
from ssoadmin_mock.services.sso_admin.operations.issuers import issuer_arn
from ssoadmin_mock.world.load_assignments import principals
from ssoadmin_mock.world.loading import Loading, resolve
from ssoadmin_mock.world.names import Names
from ssoadmin_mock.world.parts import Part

CUSTOM = "custom"
INSTANCE = "instance"
ISSUER_TYPE = "OIDC_JWT"


def load_issuers(loading: Loading) -> None:
    """Load the trusted token issuers."""
    names, instance = loading.present.issuers, loading.instance
    for key, part in loading.world["issuers"].members():
        loading.check_new(part, names, key)
        arn = issuer_arn(instance, part["id"].value or f"tti-{ids.uuid()}")
        issuer = TrustedTokenIssuer(
            arn, part["name"].value or key, ISSUER_TYPE, part["oidc_jwt"].value, loading.tags(part)
        )
        _check_issuer(loading, part, issuer)
        instance.issuers.add(arn, issuer)
        instance.issuers_by_url[issuer.url] = issuer
        names.add(key, arn)


def _check_issuer(loading: Loading, part: Part, issuer: TrustedTokenIssuer) -> None:
    loading.check_request(
        part,
        "CreateTrustedTokenIssuer",
        InstanceArn=loading.instance.arn,
        Name=issuer.name,
        TrustedTokenIssuerType=issuer.type,
        TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": issuer.oidc_jwt},
    )
    if issuer.arn in loading.instance.issuers:
        raise part["id"].error("Another issuer has this id already.")
    if issuer.url in loading.instance.issuers_by_url:
        raise part["oidc_jwt"].error(f"Another issuer has the IssuerUrl {issuer.url} already.")


def load_applications(loading: Loading) -> None:
    """Load the applications; what refers to other applications comes after all of them are there."""
    applications = loading.progress.each(loading.world["applications"].members())
    made = [(part, _application(loading, key, part)) for key, part in applications]
    for part, application in made:
        _load_access_scopes(loading, part, application)


def _application(loading: Loading, key: str, part: Part) -> Application:
    loading.check_new(part, loading.present.applications, key)
    owner = _owner(loading, part["account"])
    options = part["portal_options"].value or {}
    application = Application(
        arn=application_arn(loading.instance, owner, part["id"].value or f"apl-{ids.hex_id(16)}"),
        account_id=owner,
        provider_arn=_provider_arn(loading, part),
        name=part["name"].value or key,
        created_date=clock.now(),
        created_from=part["region"].value or loading.instance.region_name,
        description=part["description"].value,
        status=part["status"].value or "ENABLED",
        visibility=options.get("Visibility", "ENABLED"),
        sign_in_options=options.get("SignInOptions"),
        assignment_required=part["assignment_required"].value is not False,
        user_background_sessions=part["user_background_sessions"].value,
        tags=loading.tags(part),
    )
    _check_application(loading, part, application)
    _load_details(loading, part, application)
    loading.instance.applications.add(application.arn, application)
    loading.present.applications.add(key, application.arn)
    return application


def _owner(loading: Loading, part: Part) -> str:
    if not part:
        return loading.instance.owner_account_id
    # The account may have left the organization.
    return part.value if is_account_id(part.value) else resolve(part, loading.present.accounts)


def _provider_arn(loading: Loading, part: Part) -> str:
    provider: str = part["provider"].value or CUSTOM
    if provider.startswith("arn:"):
        return provider
    return f"arn:{loading.instance.partition}:sso::aws:applicationProvider/{provider}"


def _check_application(loading: Loading, part: Part, application: Application) -> None:
    loading.check_request(
        part,
        "CreateApplication",
        InstanceArn=loading.instance.arn,
        ApplicationProviderArn=application.provider_arn,
        Name=application.name,
        Description=application.description,
        PortalOptions=part["portal_options"].value,
        Status=application.status,
    )
    if application.arn in loading.instance.applications:
        raise part["id"].error("Another application has this id already.")


def _load_details(loading: Loading, part: Part, application: Application) -> None:
    for grant_type, entry in part["grants"].members():
        grant = _with_issuers(loading, entry)
        loading.check_request(
            entry, "PutApplicationGrant", ApplicationArn=application.arn, GrantType=grant_type, Grant=grant
        )
        application.grants[grant_type] = grant
    for method_type, entry in part["authentication_methods"].members():
        loading.check_request(
            entry,
            "PutApplicationAuthenticationMethod",
            ApplicationArn=application.arn,
            AuthenticationMethodType=method_type,
            AuthenticationMethod=entry.value,
        )
        application.authentication_methods[method_type] = entry.value
    for principal in principals(loading, part):
        assignment = ApplicationAssignment(application.arn, *principal)
        loading.instance.application_assignments.add(assignment, assignment)


def _with_issuers(loading: Loading, part: Part) -> dict[str, Any]:
    """Return a grant with the ARNs of the issuers that it names."""
    grant: dict[str, Any] = deepcopy(part.value)
    issuers = part["JwtBearer"]["AuthorizedTokenIssuers"]
    if isinstance(issuers.value, list):
        for issuer, name in zip(grant["JwtBearer"]["AuthorizedTokenIssuers"], issuers.items(), strict=True):
            if name["TrustedTokenIssuerArn"]:
                issuer["TrustedTokenIssuerArn"] = _arn(name["TrustedTokenIssuerArn"], loading.present.issuers)
    return grant


def _load_access_scopes(loading: Loading, part: Part, application: Application) -> None:
    for scope, targets in part["access_scopes"].members():
        arns = [_target(loading, target) for target in targets.items()]
        loading.check_request(
            targets,
            "PutApplicationAccessScope",
            ApplicationArn=application.arn,
            Scope=scope,
            AuthorizedTargets=arns or None,
        )
        application.access_scopes[scope] = arns


def _target(loading: Loading, name: Part) -> str:
    return loading.instance.arn if name.value == INSTANCE else _arn(name, loading.present.applications)


def _arn(name: Part, names: Names) -> str:
    # What an ARN names may be gone: real applications go on referring to it.
    return name.value if name.value.startswith("arn:") else resolve(name, names)
