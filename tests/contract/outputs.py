"""Holds answers, as they are on the wire, against the service model.

This knows the model's shapes and nothing of the package's own validation, so that one can show a mistake of the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import regex
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.pipeline import Answer, Request
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN

MAY_BE_ABSENT: dict[str, set[str]] = {
    "AccountAssignmentOperationStatus": {"CreatedDate", "FailureReason"},
    "Application": {"Description"},
    "ApplicationProvider": {"DisplayData", "ResourceServerConfig"},
    "AuthorizationCodeGrant": {"RedirectUris"},
    "AuthorizedTokenIssuer": {"AuthorizedAudiences", "TrustedTokenIssuerArn"},
    "CustomerManagedPolicyReference": {"Path"},
    "DescribeApplicationProviderResponse": {"DisplayData", "ResourceServerConfig"},
    "DescribeApplicationResponse": {"Description"},
    "DescribeInstanceAccessControlAttributeConfigurationResponse": {"StatusReason"},
    "DescribeInstanceResponse": {"Name", "NetworkConfigurationDetails", "StatusReason"},
    "DisplayData": {"Description", "DisplayName", "IconUrl"},
    "EncryptionConfigurationDetails": {"EncryptionStatusReason", "KmsKeyArn"},
    "GetApplicationAccessScopeResponse": {"AuthorizedTargets"},
    "GetApplicationSessionConfigurationResponse": {"UserBackgroundSessionApplicationStatus"},
    "InstanceMetadata": {"Name", "StatusReason"},
    "JwtBearerGrant": {"AuthorizedTokenIssuers"},
    "NetworkConfigurationInfo": {"AllowSourceIps", "ExcludeApplicationArns", "RestrictSourceVpcs"},
    "PermissionSet": {"Description", "RelayState"},
    "PermissionSetProvisioningStatus": {"AccountId", "CreatedDate", "FailureReason"},
    "PermissionsBoundary": {"CustomerManagedPolicyReference", "ManagedPolicyArn"},
    "PortalOptions": {"SignInOptions"},
    "ResourceServerConfig": {"Scopes"},
    "ResourceServerScopeDetails": {"DetailedTitle", "LongDescription"},
    "ScopeDetails": {"AuthorizedTargets"},
    "SignInOptions": {"ApplicationUrl"},
}
"""The members that an answer may lack, by shape. All others are in every answer, required by the model or not: real
answers have them, and clients read them without asking. (NextToken may be absent everywhere.)"""

OBSERVED_OTHERWISE = {"GetInlinePolicyForPermissionSetResponse": {"InlinePolicy": ""}}
"""Values that the model's own constraints do not allow and real answers have all the same."""

UNMODELLED_ERRORS = {
    "IdempotentParameterMismatch",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "NotImplementedInMock",
    "UnknownOperationException",
    "UnrecognizedClientException",
}
"""Errors that the mock has beyond the model; their classes say why."""

STATUS_OF = {"InternalServerException": 500, "NotImplementedInMock": 501}


MISSING = object()


@contextmanager
def watched() -> Iterator[list[str]]:
    """Watch every answer, whichever way it takes; gives the list of what is wrong with them."""
    problems: list[str] = []
    answer = pipeline.answer

    def checked(request: Request) -> Answer:
        answered = answer(request)
        problems.extend(problems_of(request.operation, int(answered.status), answered.body))
        return answered

    with patch.object(pipeline, "answer", checked):
        yield problems


def problems_of(operation: str, status: int, body: str | bytes) -> list[str]:
    """Return what is wrong with an answer; nothing when the model allows it.

    :param operation: the operation's name, also one that the service does not have.
    :param body: the body of the HTTP response.
    """
    try:
        content = json.loads(body, object_pairs_hook=_without_duplicates, parse_constant=_refuse)
    except ValueError as error:
        return [f"{operation}: {error}: {body!r}"]
    known = operation in SSO_ADMIN.model.operation_names
    model = SSO_ADMIN.model.operation_model(operation) if known else None
    found = _success_problems(model, content) if status == 200 else _error_problems(model, status, content)
    return [f"{operation}: {problem} in {body!r}" for problem in found]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key occurs twice")
    return dict(pairs)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _success_problems(model: OperationModel | None, content: Any) -> Iterator[str]:
    if model is None:
        yield "succeeded, but the model has no such operation"
    elif model.output_shape is None:
        if content != {}:
            yield "the model has no output"
    else:
        yield from _problems(model.output_shape, content, "")


def _error_problems(model: OperationModel | None, status: int, content: Any) -> Iterator[str]:
    members = content.keys() - {"Reason"} if isinstance(content, dict) else set()
    if members not in ({"__type", "Message"}, {"__type", "message"}):
        yield "an error has __type, Message or message, and perhaps Reason"
        return
    code = content["__type"]
    (member,) = members - {"__type"}
    shapes = {shape.name: shape for shape in model.error_shapes} if model else {}
    if code not in shapes and code not in UNMODELLED_ERRORS:
        yield f"the model has no {code} here"
    # AWS's framework has a ValidationException, too, and it does not know the model's member.
    elif code != "ValidationException" and (member == "Message") != (code in shapes):
        yield f"{code} with the member {member}"
    if not isinstance(content[member], str) or not content[member].strip():
        yield "no message"
    if status != STATUS_OF.get(code, 400):
        yield f"{code} with HTTP {status}"
    if "Reason" in content:
        reason = shapes[code].members.get("Reason") if code in shapes else None
        yield from ["Reason is not modelled"] if reason is None else _problems(reason, content["Reason"], "Reason")


def _problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    if value is None:
        yield f"{path} is null"
    elif isinstance(shape, StructureShape):
        yield from () if shape.is_document_type else _structure_problems(shape, value, path)
    elif isinstance(shape, ListShape):
        yield from _list_problems(shape, value, path)
    elif isinstance(shape, MapShape):
        yield from _map_problems(shape, value, path)
    else:
        yield from _scalar_problems(shape, value, path)


def _structure_problems(shape: StructureShape, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no structure"
        return
    if shape.is_tagged_union:
        if len(value) != 1:
            yield f"{path} has not exactly one member"
    else:
        for member in shape.members.keys() - value.keys() - MAY_BE_ABSENT.get(shape.name, set()) - {"NextToken"}:
            yield f"{path}.{member} is missing"
    for member in value:
        if value[member] == OBSERVED_OTHERWISE.get(shape.name, {}).get(member, MISSING):
            continue
        if member not in shape.members:
            yield f"{path}.{member} is unknown"
        else:
            yield from _problems(shape.members[member], value[member], f"{path}.{member}")


def _list_problems(shape: ListShape, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path} is no list"
        return
    yield from _size_problems(shape, len(value), f"{path}: length")
    for index, item in enumerate(value):
        yield from _problems(shape.member, item, f"{path}[{index}]")


def _map_problems(shape: MapShape, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no map"
        return
    for key, item in value.items():
        yield from _problems(shape.key, key, f"{path}: key {key}")
        yield from _problems(shape.value, item, f"{path}[{key}]")


def _scalar_problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, PYTHON_TYPES[shape.type_name]) or (
        isinstance(value, bool) and shape.type_name != "boolean"
    ):
        yield f"{path} is no {shape.type_name}: {value!r}"
    elif shape.type_name == "string":
        yield from _string_problems(shape, value, path)
    elif shape.type_name == "integer":
        yield from _size_problems(shape, value, path)
    elif shape.type_name == "timestamp" and not 1.5e9 < value < 1e10:
        yield f"{path} is not in seconds since the epoch: {value!r}"


PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "timestamp": (int, float),
}


def _string_problems(shape: Shape, value: str, path: str) -> Iterator[str]:
    yield from _size_problems(shape, len(value), f"{path}: length")
    pattern = shape.metadata.get("pattern")
    if pattern and not regex.fullmatch(pattern, value):
        yield f"{path} does not fit {pattern}: {value!r}"
    allowed = shape.metadata.get("enum")
    if allowed and value not in allowed:
        yield f"{path} is none of {allowed}: {value!r}"


def _size_problems(shape: Shape, size: int, path: str) -> Iterator[str]:
    minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")
    if minimum is not None and size < minimum:
        yield f"{path} is {size}, less than {minimum}"
    if maximum is not None and size > maximum:
        yield f"{path} is {size}, more than {maximum}"
