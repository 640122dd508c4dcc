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
from ssoadmin_mock.services.service import Service
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


UNKNOWN_PATH = "<UnknownOperationException/>\n"
"""The body of HTTP 404, where an API whose operations are told by their paths has none."""

MISSING = object()


@contextmanager
def watched() -> Iterator[list[str]]:
    """Watch every answer, whichever way it takes; gives the list of what is wrong with them."""
    problems: list[str] = []
    answer = pipeline.answer

    def checked(request: Request) -> Answer:
        answered = answer(request)
        content = error_body(answered) if answered.error else answered.members or answered.body
        problems.extend(problems_of(request.operation, int(answered.status), content, request.service))
        return answered

    with patch.object(pipeline, "answer", checked):
        yield problems


def error_body(answered: Answer) -> str:
    """Return the body of an error with its code, which REST-JSON has in a header."""
    if answered.body == UNKNOWN_PATH:
        return UNKNOWN_PATH
    code = answered.headers.get("x-amzn-ErrorType")
    return json.dumps({**({"__type": code} if code else {}), **json.loads(answered.body)})


def problems_of(operation: str, status: int, body: str | bytes, service: Service = SSO_ADMIN) -> list[str]:
    """Return what is wrong with an answer; nothing when the model allows it.

    :param operation: the operation's name, also one that the service does not have.
    :param body: the body of the HTTP response, with the members and the error's code that are in headers.
    """
    if service.model.metadata["protocol"] == "rest-json" and operation not in service.model.operation_names:
        return [] if (status, body) == (404, UNKNOWN_PATH) else [f"{operation}: {status}, {body!r}"]
    try:
        content = json.loads(body, object_pairs_hook=_without_duplicates, parse_constant=_refuse)
    except ValueError as error:
        return [f"{operation}: {error}: {body!r}"]
    known = operation in service.model.operation_names
    model = service.model.operation_model(operation) if known else None
    # Which members real answers always have is known of sso-admin.
    found = (
        _success_problems(model, content, service is SSO_ADMIN)
        if status < 300
        else _error_problems(model, status, content)
    )
    return [f"{operation}: {problem} in {body!r}" for problem in found]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key occurs twice")
    return dict(pairs)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _success_problems(model: OperationModel | None, content: Any, whole: bool) -> Iterator[str]:
    if model is None:
        yield "succeeded, but the model has no such operation"
    elif model.output_shape is None:
        if content != {}:
            yield "the model has no output"
    else:
        yield from _problems(model.output_shape, content, "", whole)


TEXT_MEMBERS = ("message", "Message", "error_description")


def _error_problems(model: OperationModel | None, status: int, content: Any) -> Iterator[str]:
    texts = [member for member in TEXT_MEMBERS if isinstance(content, dict) and member in content]
    if len(texts) != 1 or "__type" not in content:
        yield "an error has __type, and one of Message, message and error_description"
        return
    code = content["__type"]
    shapes = {shape.name: shape for shape in model.error_shapes} if model else {}
    if code in shapes and not (code == "ValidationException" and texts == ["message"]):
        yield from _modelled_problems(shapes[code], {k: v for k, v in content.items() if k != "__type"})
    elif code in UNMODELLED_ERRORS or code in shapes:
        # AWS's framework has a ValidationException, too, and it does not know the model's member.
        yield from [f"{code} with the member {texts[0]}"] if content.keys() != {"__type", "message"} else []
    else:
        yield f"the model has no {code} here"
    if not isinstance(content[texts[0]], str) or not content[texts[0]].strip():
        yield "no message"
    modelled = shapes[code].metadata.get("error", {}).get("httpStatusCode") if code in shapes else None
    if status != (modelled or STATUS_OF.get(code, 400)):
        yield f"{code} with HTTP {status}"


def _modelled_problems(shape: StructureShape, members: dict[str, Any]) -> Iterator[str]:
    for name, value in members.items():
        if name in shape.members:
            yield from _problems(shape.members[name], value, name) if name not in TEXT_MEMBERS else ()
        elif name in TEXT_MEMBERS:
            yield f"{shape.name} with the member {name}"
        else:
            yield f"{name} is not modelled"


def _problems(shape: Shape, value: Any, path: str, whole: bool = True) -> Iterator[str]:
    if value is None:
        yield f"{path} is null"
    elif isinstance(shape, StructureShape):
        yield from () if shape.is_document_type else _structure_problems(shape, value, path, whole)
    elif isinstance(shape, ListShape):
        yield from _list_problems(shape, value, path, whole)
    elif isinstance(shape, MapShape):
        yield from _map_problems(shape, value, path, whole)
    else:
        yield from _scalar_problems(shape, value, path)


def _structure_problems(shape: StructureShape, value: Any, path: str, whole: bool = True) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no structure"
        return
    if shape.is_tagged_union:
        if len(value) != 1:
            yield f"{path} has not exactly one member"
    else:
        expected = shape.members.keys() if whole else set(shape.required_members)
        for member in expected - value.keys() - MAY_BE_ABSENT.get(shape.name, set()) - {"NextToken"}:
            yield f"{path}.{member} is missing"
    by_wire_name = {each.serialization.get("name", name): each for name, each in shape.members.items()}
    for member in value:
        if value[member] == OBSERVED_OTHERWISE.get(shape.name, {}).get(member, MISSING):
            continue
        found = by_wire_name.get(member) or shape.members.get(member)
        if found is None:
            yield f"{path}.{member} is unknown"
        else:
            yield from _problems(found, value[member], f"{path}.{member}", whole)


def _list_problems(shape: ListShape, value: Any, path: str, whole: bool = True) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path} is no list"
        return
    yield from _size_problems(shape, len(value), f"{path}: length")
    for index, item in enumerate(value):
        yield from _problems(shape.member, item, f"{path}[{index}]", whole)


def _map_problems(shape: MapShape, value: Any, path: str, whole: bool = True) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no map"
        return
    for key, item in value.items():
        yield from _problems(shape.key, key, f"{path}: key {key}")
        yield from _problems(shape.value, item, f"{path}[{key}]", whole)


def _scalar_problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    types = str if "timestampFormat" in shape.serialization else PYTHON_TYPES[shape.type_name]
    if not isinstance(value, types) or (isinstance(value, bool) and shape.type_name != "boolean"):
        yield f"{path} is no {shape.type_name}: {value!r}"
    elif shape.type_name == "string":
        yield from _string_problems(shape, value, path)
    elif shape.type_name == "integer":
        yield from _size_problems(shape, value, path)
    elif shape.type_name == "timestamp" and not isinstance(value, str) and not 1.5e9 < value < 1e10:
        yield f"{path} is not in seconds since the epoch: {value!r}"


PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "blob": str,
    "long": int,
    "float": (int, float),
    "double": (int, float),
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
