"""Requests made from the service model: valid ones, and for each constraint one that breaks just it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import regex
from botocore.model import ListShape, Shape, StructureShape

from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN

INSTANCE_ID = "ssoins-1234567890abcdef"
UUID = "12345678-1234-1234-1234-123456789012"
ACCOUNT_ID = "111122223333"

SAMPLES = {
    "AccessControlAttributeKey": "CostCenter",
    "AccessControlAttributeValueSource": "${path:enterprise.costCenter}",
    "AccountId": ACCOUNT_ID,
    "ApplicationArn": f"arn:aws:sso::{ACCOUNT_ID}:application/{INSTANCE_ID}/apl-1234567890abcdef",
    "ApplicationNameType": "Wiki",
    "ApplicationProviderArn": "arn:aws:sso::aws:applicationProvider/custom",
    "ApplicationUrl": "https://wiki.example.com/",
    "ClaimAttributePath": "email",
    "ClientToken": "0a1b2c3d",
    "Duration": "PT4H",
    "FirstOrThirdPartyApplicationArnType": f"arn:aws:sso::{ACCOUNT_ID}:application/{INSTANCE_ID}/apl-1234567890abcdef",
    "InstanceArn": f"arn:aws:sso:::instance/{INSTANCE_ID}",
    "IpCidrType": "192.0.2.0/24",
    "JMESPath": "emails.value",
    "KmsKeyArn": f"arn:aws:kms:us-east-1:{ACCOUNT_ID}:key/{UUID}",
    "ManagedPolicyArn": "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    "ManagedPolicyName": "Boundary",
    "ManagedPolicyPath": "/team/",
    "NameType": "platform",
    "PermissionSetArn": f"arn:aws:sso:::permissionSet/{INSTANCE_ID}/ps-1234567890abcdef",
    "PermissionSetDescription": "Reads everything",
    "PermissionSetName": "ReadOnly",
    "PermissionSetPolicyDocument": '{"Version": "2012-10-17", "Statement": []}',
    "PrincipalId": UUID,
    "RegionName": "eu-west-1",
    "RelayState": "https://console.aws.amazon.com/",
    "Scope": "sso:account:access",
    "ScopeTarget": f"arn:aws:sso:::instance/{INSTANCE_ID}",
    "TagKey": "team",
    "TagValue": "platform",
    "TaggableResourceArn": f"arn:aws:sso:::instance/{INSTANCE_ID}",
    "TargetId": ACCOUNT_ID,
    "Token": "bm90IGEgdG9rZW4=",
    "TrustedTokenIssuerArn": f"arn:aws:sso::{ACCOUNT_ID}:trustedTokenIssuer/{INSTANCE_ID}/tti-{UUID}",
    "TrustedTokenIssuerName": "corporate",
    "TrustedTokenIssuerUrl": "https://idp.example.com",
    "UUId": UUID,
    "VpcArn": f"arn:aws:ec2:us-east-1:{ACCOUNT_ID}:vpc/vpc-12345678",
}
"""A valid value for each string shape of the model that has a pattern; a test holds them against the patterns."""

DOCUMENT = {"Version": "2012-10-17", "Statement": []}

# Long enough for every minimum, short enough for every maximum, and no pattern of the model allows all of them.
UNFITTING = ("\N{BELL}", "é!", " \t", "not fitting?", "\N{SNOWMAN}")


@dataclass(frozen=True)
class Broken:
    """A request that breaks one constraint.

    :param path: the broken member in the service's notation, ``tags.1.member.key``.
    :param constraint: part of the message for it.
    :param params: the request.
    """

    path: str
    constraint: str
    params: Any

    def __str__(self) -> str:
        return f"{self.path}: {self.constraint}: {self.params!r:.200}"


def input_shape(operation: str) -> StructureShape:
    """Return the shape of an operation's input."""
    shape = SSO_ADMIN.model.operation_model(operation).input_shape
    assert shape is not None
    return shape


def valid_params(operation: str) -> dict[str, Any]:
    """Return a request with every member of the operation, each with a valid value."""
    params: dict[str, Any] = sample(input_shape(operation))
    return params


def sample(shape: Shape, choice: str | None = None) -> Any:
    """Return a valid value for a shape.

    :param choice: the member to choose where the shape is a union.
    """
    if isinstance(shape, StructureShape):
        if shape.is_document_type:
            return DOCUMENT
        members = [choice or next(iter(shape.members))] if shape.is_tagged_union else list(shape.members)
        return {name: sample(shape.members[name]) for name in members}
    if isinstance(shape, ListShape):
        return [sample(shape.member)] * max(1, shape.metadata.get("min", 0))
    if shape.type_name == "string":
        return sample_string(shape)
    return {"integer": shape.metadata.get("min", 1), "boolean": True}[shape.type_name]


def sample_string(shape: Shape) -> str:
    """Return a valid string for a shape."""
    if "enum" in shape.metadata:
        return str(shape.metadata["enum"][0])
    if "pattern" in shape.metadata:
        return SAMPLES[shape.name]
    return "x" * max(1, shape.metadata.get("min", 0))


def broken_requests(operation: str) -> Iterator[Broken]:
    """Yield for each constraint on an operation's input one request that breaks it and no other."""
    yield from _broken(input_shape(operation), valid_params(operation), "")


def _broken(shape: Shape, valid: Any, path: str) -> Iterator[Broken]:
    """Yield the ways to break a value of this shape; `Broken.params` is the value."""
    if isinstance(shape, StructureShape):
        if not shape.is_document_type:
            yield from _broken_structures(shape, valid, path)
    elif isinstance(shape, ListShape):
        yield from _broken_lists(shape, valid, path)
    else:
        yield from {"string": _broken_strings, "integer": _broken_integers, "boolean": _broken_booleans}[
            shape.type_name
        ](shape, path)


def _wrong_types(path: str, constraint: str, *values: Any) -> Iterator[Broken]:
    for value in values:
        yield Broken(path, constraint, value)


def _broken_structures(shape: StructureShape, valid: dict[str, Any], path: str) -> Iterator[Broken]:
    if path:
        yield from _wrong_types(path, "must be a structure", "text", 1, True, [valid])
    if shape.is_tagged_union:
        yield from _broken_unions(shape, path)
        return
    for name, member in shape.members.items():
        member_path = _join(path, name)
        if name in shape.required_members:
            without = {key: value for key, value in valid.items() if key != name}
            yield Broken(member_path, "must not be null", without)
            yield Broken(member_path, "must not be null", without | {name: None})
        for broken in _broken(member, valid[name], member_path):
            yield Broken(broken.path, broken.constraint, valid | {name: broken.params})


def _broken_unions(shape: StructureShape, path: str) -> Iterator[Broken]:
    yield Broken(path, "must have exactly one of", {})
    names = list(shape.members)
    for first, second in pairwise(names):
        both = sample(shape, first) | sample(shape, second)
        yield Broken(path, "must have exactly one of", both)
    for name in names:
        yield Broken(path, "must have exactly one of", {name: None})
        for broken in _broken(shape.members[name], sample(shape, name)[name], _join(path, name)):
            yield Broken(broken.path, broken.constraint, {name: broken.params})


def _broken_lists(shape: ListShape, valid: list[Any], path: str) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be a list", "text", 1, True, {"0": valid[0]})
    minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")
    if minimum:
        yield Broken(path, f"length greater than or equal to {minimum}", valid[: minimum - 1])
    if maximum is not None:
        yield Broken(path, f"length less than or equal to {maximum}", valid[:1] * (maximum + 1))
    item_path = f"{path}.{len(valid)}.member"
    yield Broken(item_path, "must not be null", [*valid[:-1], None])
    for broken in _broken(shape.member, valid[-1], item_path):
        yield Broken(broken.path, broken.constraint, [*valid[:-1], broken.params])


def _broken_strings(shape: Shape, path: str) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be a string", 1, True, ["text"], {"text": "text"})
    minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")
    if minimum:
        yield Broken(path, f"length greater than or equal to {minimum}", sample_string(shape)[: minimum - 1])
    if maximum is not None:
        yield Broken(path, f"length less than or equal to {maximum}", sample_string(shape) * (maximum + 1))
    if "enum" in shape.metadata:
        yield Broken(path, "enum value set", sample_string(shape).swapcase())
    unfitting = unfitting_string(shape)
    if unfitting is not None:
        yield Broken(path, "regular expression pattern", unfitting)


def unfitting_string(shape: Shape) -> str | None:
    """Return a string of a permissible length that a shape's pattern does not allow; None where it allows all."""
    pattern = shape.metadata.get("pattern")
    minimum, maximum = shape.metadata.get("min") or 1, shape.metadata.get("max") or 100
    for text in UNFITTING if pattern else ():
        fitted = (text * minimum)[: max(minimum, min(len(text), maximum))]
        if not regex.fullmatch(pattern, fitted):
            return fitted
    return None


def _broken_integers(shape: Shape, path: str) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be an integer", "1", 1.5, True, [1])
    yield Broken(path, "greater than or equal to", shape.metadata["min"] - 1)
    yield Broken(path, "less than or equal to", shape.metadata["max"] + 1)


def _broken_booleans(_: Shape, path: str) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be a boolean", "true", 1, [True])


def _join(path: str, name: str) -> str:
    camel = name[0].lower() + name[1:]
    return f"{path}.{camel}" if path else camel
