"""The SCIM endpoints of instances: where they are, their tokens, and whom they admit."""

from __future__ import annotations

from collections.abc import Iterator

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.account import all_accounts
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.scim import MOST_TOKENS, ScimEndpoint
from ssoadmin_mock.services import keys
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.scim.errors import UnauthorizedException
from ssoadmin_mock.services.scim.rules import endpoints as rules
from ssoadmin_mock.services.service import Admission
from ssoadmin_mock.wire.errors import AccessDeniedException, ValidationException
from ssoadmin_mock.wire.partitions import dns_suffix
from ssoadmin_mock.wire.registry import Operation

_SECONDS_OF_A_TOKEN = 365 * 24 * 3600
_BYTES_OF_A_TOKEN = 48

NO_TOKEN = "The request has no bearer token in the header Authorization."
WRONG_TOKEN = "The bearer token is not one of this endpoint's, was deleted, or has expired."
WRONG_TENANT = "The endpoint does not exist: the tenant id in the path is wrong, or the Region."


def endpoint_of(instance: Instance) -> ScimEndpoint:
    """Return the endpoint of an instance, enabled now if it was not yet."""
    if instance.scim is None:
        instance.scim = ScimEndpoint(ids.hex_id(3) + ids.uuid())
    return instance.scim


def path_of(instance: Instance) -> str:
    """Return the path of an instance's endpoint, ``/<tenant id>/scim/v2/``."""
    return f"/{endpoint_of(instance).tenant_id}/scim/v2/"


def url_of(instance: Instance) -> str:
    """Return the URL of an instance's endpoint."""
    return f"https://scim.{instance.region_name}.{dns_suffix(instance.partition)}{path_of(instance)}"


def issuer_of(instance: Instance) -> str:
    """Return the issuer of the external ids that come through an instance's endpoint."""
    return f"https://scim.aws.com/{endpoint_of(instance).tenant_id}"


def create_token(instance: Instance) -> str:
    """Return a new token of an instance's endpoint; expired ones do not count any more.

    :raises RuntimeError: when the endpoint has two already.
    """
    tokens, now = endpoint_of(instance).tokens, clock.now()
    for token in [token for token, expires_at in tokens.items() if expires_at <= now]:
        del tokens[token]
    if len(tokens) >= MOST_TOKENS:
        raise RuntimeError(
            f"The SCIM endpoint has {MOST_TOKENS} tokens already, and AWS allows no more at a time. Delete one first: "
            "delete_scim_token(token)."
        )
    token = ids.url_safe(_BYTES_OF_A_TOKEN)
    tokens[token] = now + _SECONDS_OF_A_TOKEN
    return token


def delete_token(instance: Instance, token: str) -> None:
    """Delete a token of an instance's endpoint.

    :raises ValueError: when the endpoint has no such token.
    """
    if endpoint_of(instance).tokens.pop(token, None) is None:
        raise ValueError(
            "The SCIM endpoint has no such token; it may have been deleted, or belong to another instance."
        )


def admit(admission: Admission) -> None:
    """Refuse whoever has no token, or one of another endpoint than the request's.

    :raises UnauthorizedException: for these, and for an endpoint that does not exist.
    """
    if not admission.token:
        raise UnauthorizedException(NO_TOKEN, rule=rules.UNAUTHORIZED)
    instance = _instance_with(admission.token)
    if instance is None:
        raise UnauthorizedException(WRONG_TOKEN, rule=rules.UNAUTHORIZED)
    tenant_id, region_name = admission.bound.get("tenantId"), admission.region_name
    is_its = tenant_id is None or tenant_id == endpoint_of(instance).tenant_id
    if not is_its or not (region_name is None or instance.is_available_in(region_name)):
        raise UnauthorizedException(WRONG_TENANT, rule=rules.UNAUTHORIZED)


def instance_at(tenant_id: str | None) -> Instance | None:
    """Return the instance whose endpoint has a tenant id, or None."""
    return next((instance for instance, endpoint in _enabled() if endpoint.tenant_id == tenant_id), None)


def _instance_with(token: str) -> Instance | None:
    now = clock.now()
    return next((instance for instance, endpoint in _enabled() if endpoint.tokens.get(token, 0) > now), None)


def _enabled() -> Iterator[tuple[Instance, ScimEndpoint]]:
    for account in all_accounts():
        for instance in account.instances:
            if instance.scim is not None:
                yield instance, instance.scim


def use_instance(call: Call, _operation: Operation) -> None:
    """Find the instance whose endpoint a call came through.

    :raises ValidationException: when the KMS key cannot be used that all of it is encrypted with.
    :raises AccessDeniedException: when a call that changes something came through another Region than the primary one.
    """
    assert call.token is not None, "the call was admitted"
    instance = _instance_with(call.token)
    if instance is None:
        raise UnauthorizedException(WRONG_TOKEN, rule=rules.UNAUTHORIZED)
    if not _is_read(call) and call.endpoint_region not in (None, instance.region_name):
        raise AccessDeniedException(
            f"Users and groups are changed in the primary Region, {instance.region_name}, and not in "
            f"{call.endpoint_region}.",
            rule=rules.REGIONS,
        )
    unreadable = keys.why_unreadable(instance, call.endpoint_region or instance.region_name)
    if unreadable is not None:
        raise ValidationException(unreadable[1], rule=rules.KEY)
    call.use(instance)


def _is_read(call: Call) -> bool:
    return bool(call.spec.model.http["method"] == "GET")
