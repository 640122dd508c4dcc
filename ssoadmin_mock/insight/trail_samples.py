"""Makes up what an operation is sent and answers, from its model."""

from __future__ import annotations

from typing import Any

import regex
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from ssoadmin_mock.effects import organizations
from ssoadmin_mock.insight.trail import event_of, record
from ssoadmin_mock.insight.trail_base import Record
from ssoadmin_mock.insight.trail_identity import Identity, portal_user, unknown
from ssoadmin_mock.insight.trail_members import tls_details, token_user
from ssoadmin_mock.services.logging import Logging
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sign_in import ACCOUNT_ACCESS
from ssoadmin_mock.wire.partitions import dns_suffix
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.values import camel

ACCOUNT_ID = "123456789012"
TIME = 1767268800.0
"""When every sample was: 2026-01-01, 12:00 UTC."""
_ID = "11111111-2222-4333-8444-555555555555"
_INSTANCE = "1234567890abcdef"
_STORE_ARN = f"arn:aws:identitystore::{ACCOUNT_ID}:identitystore/d-1234567890"
# Tried one after the other, until a pattern of the model has one.
_TEXTS = (
    ACCOUNT_ID,
    f"arn:aws:sso:::instance/ssoins-{_INSTANCE}",
    f"arn:aws:sso:::permissionSet/ssoins-{_INSTANCE}/ps-{_INSTANCE}",
    f"arn:aws:sso::{ACCOUNT_ID}:application/ssoins-{_INSTANCE}/apl-{_INSTANCE}",
    "arn:aws:sso::aws:applicationProvider/custom",
    f"arn:aws:sso::{ACCOUNT_ID}:trustedTokenIssuer/ssoins-{_INSTANCE}/tti-{_ID}",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    _STORE_ARN,
    _ID,
    "d-1234567890",
    "us-east-1",
    "PT1H",
    "https://example.com",
    ACCOUNT_ACCESS,
)
_SHORT = {"boolean": False, "integer": 1, "long": 1, "float": 1.0, "double": 1.0, "timestamp": TIME}


def sample_of(service: Service, spec: OperationSpec, logging: Logging, region_name: str) -> Record:
    """Return the event of a call that succeeds, made up from the model."""
    sent = _made(spec.input_shape, only_required=True)
    output = spec.model.output_shape
    result = {} if output is None else _made(output)
    made = record(service, spec, logging, _identity(spec, logging), region_name, sent, result, None, _ID, TIME)
    made |= token_user(logging, _ID, _STORE_ARN, _ID)
    return event_of(made | tls_details(logging, _host(service, region_name)))


def _host(service: Service, region_name: str) -> str:
    return f"{service.model.endpoint_prefix}.{region_name}.{dns_suffix(organizations.partition_of(region_name))}"


def _identity(spec: OperationSpec, logging: Logging) -> Identity:
    if logging.is_service_event:
        return portal_user(ACCOUNT_ID, _ID, _STORE_ARN, _ID)
    if not spec.is_signed:
        return unknown(ACCOUNT_ID)
    user = f"arn:aws:iam::{ACCOUNT_ID}:user/admin"
    element = {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": user, "accountId": ACCOUNT_ID}
    return Identity(ACCOUNT_ID, {**element, "accessKeyId": "AKIAEXAMPLE", "userName": "admin"})


def _made(shape: Shape, name: str = "", *, only_required: bool = False, within: tuple[str, ...] = ()) -> Any:
    if isinstance(shape, StructureShape):
        if shape.name in within:
            return {}
        wanted = shape.required_members if only_required else shape.members
        inner = (*within, shape.name)
        return {each: _made(shape.members[each], each, only_required=only_required, within=inner) for each in wanted}
    if isinstance(shape, ListShape):
        return [_made(shape.member, name, only_required=only_required, within=within)]
    if isinstance(shape, MapShape):
        return {"key": _made(shape.value, name, only_required=only_required, within=within)}
    return _text(shape, name) if isinstance(shape, StringShape) else _SHORT.get(shape.type_name, {})


def _text(shape: StringShape, name: str) -> str:
    if shape.enum:
        return str(shape.enum[0])
    if name.endswith("Id") and "Account" not in name and _fits(shape, _ID):
        return _ID
    named = camel(name)
    is_free = "pattern" not in shape.metadata or (_fits(shape, named) and not name.endswith(("Arn", "Id")))
    return named if is_free else next((text for text in _TEXTS if _fits(shape, text)), named)


def _fits(shape: StringShape, text: str) -> bool:
    limits = shape.metadata
    is_long_enough = limits.get("min", 0) <= len(text) <= limits.get("max", len(text))
    return is_long_enough and regex.fullmatch(limits.get("pattern", ".*"), text) is not None
