"""Trusted token issuers: create, describe, list, update and delete."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import ids
from ssoadmin_mock.model.application import JWT_BEARER, Application
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.issuer import TrustedTokenIssuer
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.resources import Resource
from ssoadmin_mock.services.sso_admin.operations.tags import Tags, new_tags
from ssoadmin_mock.services.sso_admin.resources import resource
from ssoadmin_mock.services.sso_admin.rules import issuers as rules
from ssoadmin_mock.services.sso_admin.rules import tags as tag_rules
from ssoadmin_mock.services.sso_admin.rules import wire as wire_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ConflictException, ResourceNotFoundException, ServiceQuotaExceededException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access


def find_issuer(call: Call, arn: str) -> TrustedTokenIssuer:
    """Return the trusted token issuer with this ARN.

    :raises ResourceNotFoundException: when the call's instance has none (rule ``issuer.not-found``).
    """
    issuer = call.instance.issuers.get(arn)
    if issuer is None:
        raise ResourceNotFoundException(
            f"Could not find TrustedTokenIssuer with id {arn.rpartition('/')[2]}", rule=rules.NOT_FOUND
        )
    return issuer


resource("TrustedTokenIssuerArn", "trustedTokenIssuer", Resource("issuer", find_issuer, Access.ADMINISTRATOR))


@operation(
    rules=(
        rules.IDENTIFIERS,
        rules.ONE_PER_URL,
        rules.QUOTA,
        rules.URL_NOT_REACHED,
        rules.ADMINISTRATORS,
        wire_rules.CLIENT_TOKEN,
        wire_rules.CLIENT_TOKEN_FORGOTTEN,
        tag_rules.TAG_LIMIT,
        tag_rules.RESERVED_PREFIX,
    ),
    not_simulated="The exchange of the issuer's tokens, which is sso-oidc's.",
)
def create_trusted_token_issuer(
    call: Call,
    *,
    name: str,
    trusted_token_issuer_type: str,
    trusted_token_issuer_configuration: dict[str, Any],
    tags: Tags | None = None,
) -> dict[str, Any]:
    """Connect an external identity provider as a trusted token issuer."""
    oidc_jwt = trusted_token_issuer_configuration["OidcJwtConfiguration"]
    _check_may_create(call, oidc_jwt["IssuerUrl"])
    issuer = TrustedTokenIssuer(
        issuer_arn(call.instance, f"tti-{ids.uuid()}"), name, trusted_token_issuer_type, oidc_jwt, new_tags(call, tags)
    )
    call.instance.issuers.add(issuer.arn, issuer)
    call.instance.issuers_by_url[issuer.url] = issuer
    return {"TrustedTokenIssuerArn": issuer.arn}


def _check_may_create(call: Call, url: str) -> None:
    present = call.instance.issuers_by_url.get(url)
    if present is not None:
        raise ConflictException(
            f"Trusted token issuer {present.arn} already has the issuer URL {url}.", rule=rules.ONE_PER_URL
        )
    limit = call.settings.quota("trusted_token_issuers_per_instance")
    if len(call.instance.issuers) >= limit:
        raise ServiceQuotaExceededException(
            "You have exceeded IAM Identity Center quotas. "
            f"Cannot create more than {limit} trusted token issuers for {call.instance.arn}",
            rule=rules.QUOTA,
        )


def issuer_arn(instance: Instance, id: str) -> str:
    """Return the ARN of the trusted token issuer with this id."""
    return f"arn:{instance.partition}:sso::{instance.owner_account_id}:trustedTokenIssuer/{instance.id}/{id}"


@operation(rules=(rules.NOT_FOUND, rules.ADMINISTRATORS))
def describe_trusted_token_issuer(_call: Call, *, issuer: TrustedTokenIssuer) -> dict[str, Any]:
    """Describe a trusted token issuer with its configuration."""
    return _metadata(issuer) | {"TrustedTokenIssuerConfiguration": {"OidcJwtConfiguration": issuer.oidc_jwt}}


@operation(rules=(rules.ADMINISTRATORS,))
def list_trusted_token_issuers(call: Call) -> Listing:
    """List the trusted token issuers of an instance."""
    return Listing(call.instance.issuers.after, _metadata)


@operation(rules=(rules.UPDATE_MERGES, rules.URL_NOT_REACHED, rules.NOT_FOUND, rules.ADMINISTRATORS))
def update_trusted_token_issuer(
    _call: Call,
    *,
    issuer: TrustedTokenIssuer,
    name: str | None = None,
    trusted_token_issuer_configuration: dict[str, Any] | None = None,
) -> None:
    """Change a trusted token issuer's name, and how its tokens are matched to users."""
    if name is not None:
        issuer.name = name
    if trusted_token_issuer_configuration is not None:
        issuer.oidc_jwt = issuer.oidc_jwt | trusted_token_issuer_configuration["OidcJwtConfiguration"]


@operation(
    rules=(rules.DELETE_WITHDRAWS_GRANTS, rules.NOT_FOUND, rules.ADMINISTRATORS, wire_rules.CLIENT_TOKEN_FORGOTTEN)
)
def delete_trusted_token_issuer(call: Call, *, issuer: TrustedTokenIssuer) -> None:
    """Delete a trusted token issuer."""
    call.instance.issuers.pop(issuer.arn)
    del call.instance.issuers_by_url[issuer.url]
    call.client_tokens.forget(issuer.arn)
    for application in call.instance.applications:
        _withdraw_from_grant(application, issuer.arn)


def _withdraw_from_grant(application: Application, arn: str) -> None:
    grant = application.grants.get(JWT_BEARER)
    if grant is None:
        return
    issuers = grant["JwtBearer"]["AuthorizedTokenIssuers"]
    left = [issuer for issuer in issuers if issuer["TrustedTokenIssuerArn"] != arn]
    if left:
        application.grants[JWT_BEARER] = {"JwtBearer": {"AuthorizedTokenIssuers": left}}
    else:
        del application.grants[JWT_BEARER]


def _metadata(issuer: TrustedTokenIssuer) -> dict[str, Any]:
    return {"TrustedTokenIssuerArn": issuer.arn, "Name": issuer.name, "TrustedTokenIssuerType": issuer.type}
