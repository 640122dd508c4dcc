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
from tests.contract.contract import Contract, find_contract

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
        problems.extend(problems_of(request.service, request.operation, int(answered.status), content))
        return answered

    with patch.object(pipeline, "answer", checked):
        yield problems


def error_body(answered: Answer) -> str:
    """Return the body of an error with its code, which REST-JSON has in a header."""
    if answered.body == UNKNOWN_PATH:
        return UNKNOWN_PATH
    # What may follow the code is the namespace that it is in.
    code = answered.headers.get("x-amzn-ErrorType", "").partition(":")[0]
    return json.dumps({**({"__type": code} if code else {}), **json.loads(answered.body)})


def is_all_body(operation: OperationModel) -> bool:
    """Tell whether a result of an operation has all its members in the body."""
    output = operation.output_shape
    return output is None or (
        "payload" not in output.serialization
        and not any("location" in member.serialization for member in output.members.values())
    )


def problems_of(service: Service, operation: str, status: int, body: str | bytes) -> list[str]:
    """Return what is wrong with an answer; nothing when the model allows it.

    :param service: the API.
    :param operation: the operation's name, also one that the service does not have.
    :param body: the body of the HTTP response, with the members and the error's code that are in headers.
    """
    known = operation in service.model.operation_names
    if service.error_form is not None and status >= 300:
        return [f"{operation}: {problem} in {body!r}" for problem in _own_form_problems(service, status, body)]
    if not known and service.model.metadata["protocol"] == "rest-json":
        found = (status, body if isinstance(body, str) else body.decode(errors="replace"))
        return [] if found == (404, UNKNOWN_PATH) else [f"{operation}: {status}, {body!r}"]
    try:
        content = json.loads(body, object_pairs_hook=_without_duplicates, parse_constant=_refuse)
    except ValueError as error:
        return [f"{operation}: {error}: {body!r}"]
    model = service.model.operation_model(operation) if known else None
    found = (
        Results(find_contract(service)).problems(model, content)
        if status < 300
        else _error_problems(service, model, status, content)
    )
    return [f"{operation}: {problem} in {body!r}" for problem in found]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key occurs twice")
    return dict(pairs)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _own_form_problems(service: Service, status: int, body: str | bytes) -> Iterator[str]:
    """Yield what is wrong with an error of an API whose errors have a form of their own, the same for all of them."""
    content, (shape, *_) = json.loads(body), service.api.errors.values()
    content.pop("__type", None)
    if content.keys() != shape.members.keys():
        yield "other members than the model's"
    yield from Results(None).of_value(shape, content, "")
    if content.get("status") != str(status):
        yield f"a body for another status than {status}"


TEXT_MEMBERS = ("message", "Message", "error_description")


def _error_problems(service: Service, model: OperationModel | None, status: int, content: Any) -> Iterator[str]:
    texts = [member for member in TEXT_MEMBERS if isinstance(content, dict) and member in content]
    if len(texts) != 1 or "__type" not in content:
        yield "an error has __type, and one of Message, message and error_description"
        return
    code = content["__type"]
    shapes = {shape.name: shape for shape in model.error_shapes} if model else {}
    unmodelled = {error.__name__: int(error.status) for error in service.unmodelled_errors}
    if code in shapes and not (code == "ValidationException" and texts == ["message"]):
        yield from _modelled_problems(shapes[code], {k: v for k, v in content.items() if k != "__type"})
    elif code in UNMODELLED_ERRORS or code in unmodelled or code in shapes:
        # AWS's framework has a ValidationException, too, and it does not know the model's member.
        yield from [f"{code} with the member {texts[0]}"] if content.keys() != {"__type", "message"} else []
    else:
        yield f"the model has no {code} here"
    contract = find_contract(service)
    may_be_silent = contract is not None and code in contract.silent_errors
    if not isinstance(content[texts[0]], str) or not (content[texts[0]].strip() or may_be_silent):
        yield "no message"
    modelled = shapes[code].metadata.get("error", {}).get("httpStatusCode") if code in shapes else None
    if status != (modelled or (STATUS_OF | unmodelled).get(code, 400)):
        yield f"{code} with HTTP {status}"


def _modelled_problems(shape: StructureShape, members: dict[str, Any]) -> Iterator[str]:
    for name, value in members.items():
        if name in shape.members:
            yield from Results(None).of_value(shape.members[name], value, name) if name not in TEXT_MEMBERS else ()
        elif name in TEXT_MEMBERS:
            yield f"{shape.name} with the member {name}"
        else:
            yield f"{name} is not modelled"


class Results:
    """Looks for what is wrong with results, and with values in errors.

    :param contract: what is known of the API beyond the model.
    """

    def __init__(self, contract: Contract | None) -> None:
        self.may_be_absent = contract.may_be_absent if contract else None
        self.observed_otherwise = contract.observed_otherwise if contract else {}
        self.repeats_dates = contract is not None and contract.repeats_dates

    def problems(self, model: OperationModel | None, content: Any) -> Iterator[str]:
        """Yield what is wrong with the members of a result."""
        if model is None:
            yield "succeeded, but the model has no such operation"
        elif model.output_shape is None:
            if content != {}:
                yield "the model has no output"
        else:
            yield from self.of_value(model.output_shape, content, "")

    def of_value(self, shape: Shape, value: Any, path: str) -> Iterator[str]:
        """Yield what is wrong with a value."""
        if value is None:
            yield f"{path} is null"
        elif isinstance(shape, StructureShape):
            yield from () if shape.is_document_type else self._of_structure(shape, value, path)
        elif isinstance(shape, ListShape):
            yield from self._of_list(shape, value, path)
        elif isinstance(shape, MapShape):
            yield from self._of_map(shape, value, path)
        else:
            yield from _scalar_problems(shape, value, path)
            if shape.type_name == "timestamp" and isinstance(value, (int, float)):
                yield from self._of_date(value, path)

    def _of_date(self, value: float, path: str) -> Iterator[str]:
        earliest = 0 if self.repeats_dates else 1.5e9
        if not earliest <= value < 1e10:
            yield f"{path} is not in seconds since the epoch: {value!r}"

    def _always_there(self, shape: StructureShape) -> set[str]:
        if self.may_be_absent is None:
            return set(shape.required_members)
        return shape.members.keys() - self.may_be_absent.get(shape.name, set()) - {"NextToken", "nextToken"}

    def _of_structure(self, shape: StructureShape, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path} is no structure"
            return
        by_wire_name = {each.serialization.get("name", name): name for name, each in shape.members.items()}
        given = {by_wire_name.get(member, member): item for member, item in value.items()}
        if shape.is_tagged_union:
            if len(given) != 1:
                yield f"{path} has not exactly one member"
        else:
            yield from (f"{path}.{member} is missing" for member in sorted(self._always_there(shape) - given.keys()))
        for member, item in given.items():
            if item == self.observed_otherwise.get(shape.name, {}).get(member, MISSING):
                continue
            if member in shape.members:
                yield from self.of_value(shape.members[member], item, f"{path}.{member}")
            else:
                yield f"{path}.{member} is unknown"

    def _of_list(self, shape: ListShape, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        yield from _size_problems(shape, len(value), f"{path}: length")
        for index, item in enumerate(value):
            yield from self.of_value(shape.member, item, f"{path}[{index}]")

    def _of_map(self, shape: MapShape, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path} is no map"
            return
        for key, item in value.items():
            yield from self.of_value(shape.key, key, f"{path}: key {key}")
            yield from self.of_value(shape.value, item, f"{path}[{key}]")


def _scalar_problems(shape: Shape, value: Any, path: str) -> Iterator[str]:
    types = str if "timestampFormat" in shape.serialization else PYTHON_TYPES[shape.type_name]
    if not isinstance(value, types) or (isinstance(value, bool) and shape.type_name != "boolean"):
        yield f"{path} is no {shape.type_name}: {value!r}"
    elif shape.type_name == "string":
        yield from _string_problems(shape, value, path)
    elif shape.type_name == "integer":
        yield from _size_problems(shape, value, path)


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
