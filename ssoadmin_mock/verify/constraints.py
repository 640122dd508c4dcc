"""A probe for each constraint that botocore's model puts on requests, where the operation has to refuse it.

Whatever the broken value is, the request is about an instance, application or store that nobody has: where the service
does not hold to its model, it still finds nothing that it could change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.verify.harmless import NOBODYS, cannot_change
from ssoadmin_mock.verify.requests import Broken, Requests
from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.wire.probes import ANYBODY, Probe, Refusal, Step, filled
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.validation import validate, violations

_NOBODYS = {
    "ApplicationArn": "{nobodys_foreign_application}",
    "GroupId": "{nobodys_group}",
    "IdentityStoreId": "{nobodys_store}",
    "InstanceArn": "{nobodys_instance}",
    "MembershipId": "{nobodys_membership}",
    "PermissionSetArn": "{nobodys_permission_set}",
    "ResourceArn": "{nobodys_permission_set}",
    "TrustedTokenIssuerArn": "{nobodys_foreign_issuer}",
    "UserId": "{nobodys_user}",
    "accessToken": "{nobodys_token}",
    "clientId": "{nobodys_client}",
    "clientSecret": "{nobodys_token}",
}
# Where the mock's texts are of its own making.
_OWN_TEXTS = {"oidc.validation", "portal.validation"}
# Somebody, to know the mock's text by: whose ids they are makes no difference to it.
_SOMEBODY = {"partition": "aws", "account": "123456789012"}
# Botocore does not send values of another type, and what is null it leaves out.
_SENT = ("must not be null", "length", "regular expression pattern", "enum value set", "greater than", "less than")


def constraint_probes() -> Iterator[Probe]:
    """Yield the probes of all constraints, of each API that has samples of valid values."""
    for service in services().values():
        samples = _samples(service)
        if samples is not None:
            for operation in service.operations.values():
                yield from _of_operation(service, operation, Requests(samples))


def _samples(service: Service) -> Mapping[str, str] | None:
    try:
        samples: Mapping[str, str] = import_module(f"{service.package}.probes.samples").SAMPLES
    except ModuleNotFoundError:
        return None
    return samples


def _of_operation(service: Service, operation: Operation, requests: Requests) -> Iterator[Probe]:
    spec = service.api.spec(operation.name)
    if spec is None:
        return
    shape = spec.input_shape
    seen = set()
    for broken in requests.broken(shape, requests.sample(shape), ""):
        if not any(part in broken.constraint for part in _SENT):
            continue
        params = _about_nobody(broken)
        refusal = _refusal(service, spec, operation, params)
        if refusal is None:
            continue
        rule = _rule(service, shape, params)
        expected = Refusal(refusal.code) if rule in _OWN_TEXTS else refusal
        step = Step(service.name, operation.name, params, expected)
        if repr(step) not in seen and cannot_change(step):
            seen.add(repr(step))
            name = f"{service.name} {operation.name} {broken.path}: {broken.constraint}"
            yield Probe(rule, (step,), where=ANYBODY, name=name)


def _about_nobody(broken: Broken) -> dict[str, Any]:
    top = broken.path.partition(".")[0]
    return {
        name: _NOBODYS[name] if name in _NOBODYS and top != name[0].lower() + name[1:] else value
        for name, value in _without_nulls(broken.params).items()
    }


def _without_nulls(value: Any) -> Any:
    """Return a value as botocore sends it."""
    if isinstance(value, dict):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return [_without_nulls(part) for part in value if part is not None] if isinstance(value, list) else value


def _refusal(service: Service, spec: OperationSpec, operation: Operation, params: dict[str, Any]) -> Refusal | None:
    try:
        validate(spec, _as_sent(params), operation.wordings, phrasing=service.phrasing)
    except ServiceError as error:
        code = service.error_codes.get(error.code, error.code)
        return Refusal(code, str(error))
    return None


def _as_sent(params: dict[str, Any]) -> Any:
    return filled(params, _SOMEBODY | {name: filled(text, _SOMEBODY | _INSTANCE) for name, text in NOBODYS.items()})


_INSTANCE = {"instance_id": "ssoins-1234567890abcdef", "owner": "123456789012"}


def _rule(service: Service, shape: Any, params: dict[str, Any]) -> str:
    (violation, *_) = violations(shape, _as_sent(params))
    if service.name == "sso-oidc":
        return "oidc.validation"
    if service.name == "sso":
        return "portal.page-limits" if violation.path == "maxResults" else "portal.validation"
    if service.name == "identitystore":
        return "identity-store.validation-text" + ("-personal" if violation.is_sensitive else "")
    return "wire.validation-text" + ("" if "pattern" in violation.constraint else "-others")
