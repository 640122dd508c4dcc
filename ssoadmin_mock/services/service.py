"""An API of IAM Identity Center as one value: everything in which it differs from the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple

from botocore.model import ServiceModel

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.logging import Logging
from ssoadmin_mock.services.pages import Page
from ssoadmin_mock.services.resources import Resource
from ssoadmin_mock.wire.errors import ServiceError, UnknownOperationException, error_class, form_of
from ssoadmin_mock.wire.protocols import PROTOCOLS, HttpRequest, WireProtocol
from ssoadmin_mock.wire.registry import Operation, Operations
from ssoadmin_mock.wire.request_ids import new_request_id
from ssoadmin_mock.wire.service_model import ApiModel, OperationSpec
from ssoadmin_mock.wire.validation import NEWER, Phrasing


def _about_nothing(_call: Call, _operation: Operation) -> None:
    """Find no instance: a request is about none."""


def _any_resource(_params: Mapping[str, Any], _partition: str) -> list[str]:
    return ["*"]


class Admission(NamedTuple):
    """What there is of a request before it is read.

    :ivar token: the bearer token.
    :ivar bound: the members that are in the path, the query and the headers.
    :ivar region_name: the Region of the endpoint; None on a server, which has one endpoint for all.
    """

    token: str | None
    bound: Mapping[str, Any]
    region_name: str | None


def _everybody(_admission: Admission) -> None:
    """Refuse nobody yet."""


def _unknown_operation(api_name: str, called: str) -> ServiceError:
    return UnknownOperationException(f"{api_name} has no operation {called!r}.")


_REQUEST_ID = "RequestId"
_THROTTLING = "ThrottlingException"
_BEARER = re.compile(r"^Bearer +", re.IGNORECASE)


class ErrorAnswer(NamedTuple):
    """An error as it goes over the wire.

    :ivar code: its code, as clients see it.
    :ivar status: the HTTP status.
    :ivar headers: what the protocol puts into headers.
    :ivar body: the body.
    """

    code: str
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, eq=False)
class Service:
    """One API.

    Its protocol, its hosts, whether its requests are signed and its errors come from botocore's model.

    :param package: where it lives: its operations are in the modules of ``<package>.operations``.
    :param api: botocore's description of it.
    :param moto_name: what moto calls it, if moto has it: ``ssoadmin``.
    :param resources: how ARNs in its requests become what they name, by the request's member.
    :param instance_members: the members that say which instance a request is about; operations do not get them.
    :param use_instance: finds the instance that a call is about and tells the call.
    :param authorised_arns: the ARNs that access control holds a request against, of its members and the partition; the
        caller needs the right to all of them.
    :param unchecked: the members that are not validated with the setting ``moto_defaults``.
    :param token_header: the header with the bearer token of requests that are not signed.
    :param secrets: the members of requests and answers that are shown nowhere.
    :param shares_a_rate: whether its operations together have a rate above which AWS throttles them.
    :param phrasing: how requests that break the model are refused.
    :param error_codes: the codes of this API for errors that it calls otherwise than most:
        ``{"ValidationException": "InvalidRequestException"}``.
    :param error_namespace: what stands behind the code of an error and a colon, where the code is in a header.
    :param error_form: makes the headers and the body of an error, of the error and its HTTP status, where the API has
        a form of its own.
    :param unmodelled_errors: the errors that the API answers with although the model does not have them.
    :param error_members: what an error always has beside its text, by its code: ``{"error": "invalid_grant"}``.
    :param admit: refuses a request before anything else is looked at, for what it says of itself.
    :param unknown_operation: makes the error of a request that no operation has, of the API's name and of what was
        called.
    :param unreadable: the text about a body that is no JSON object, where the API has one of its own.
    :param own_paths: a regular expression for all paths that a server leaves to this API, whether or not an operation
        has them; None where only those of operations are its.
    :param logged: how CloudTrail logs its operations, by their names; those that are not in it are not logged.
    :param pages: what its hosts answer beside the operations.
    :param is_in_boto3: whether boto3 has it. Operations of others are known by the API's name before theirs only, where
        boto3 has some of the same name.
    """

    package: str
    api: ApiModel
    moto_name: str | None = None
    resources: Mapping[str, Resource] = field(default_factory=dict)
    instance_members: frozenset[str] = frozenset()
    use_instance: Callable[[Call, Operation], None] = _about_nothing
    authorised_arns: Callable[[Mapping[str, Any], str], list[str]] = _any_resource
    unchecked: tuple[str, ...] = ()
    token_header: str | None = None
    secrets: frozenset[str] = frozenset()
    shares_a_rate: bool = False
    phrasing: Phrasing = NEWER
    error_codes: Mapping[str, str] = field(default_factory=dict)
    error_members: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    error_namespace: str = ""
    error_form: Callable[[ServiceError, int], tuple[dict[str, str], str]] | None = None
    unmodelled_errors: tuple[type[ServiceError], ...] = ()
    logged: Mapping[str, Logging] = field(default_factory=dict)
    admit: Callable[[Admission], None] = _everybody
    unknown_operation: Callable[[str, str], ServiceError] = _unknown_operation
    unreadable: str | None = None
    own_paths: str | None = None
    pages: tuple[Page, ...] = ()
    is_in_boto3: bool = True
    registry: Operations = field(default_factory=Operations, init=False)

    @property
    def name(self) -> str:
        """Botocore's name of it, ``sso-admin``."""
        return self.api.name

    @cached_property
    def protocol(self) -> WireProtocol:
        """How requests and answers are written."""
        return PROTOCOLS[self.api.model.metadata["protocol"]]

    @cached_property
    def operations(self) -> Operations:
        """Its operations; the modules that have them are imported when somebody asks first."""
        import_module(f"{self.package}.operations")
        return self.registry

    def spec(self, operation: str) -> OperationSpec | None:
        """Return the prepared model of an operation, or None where the model has none."""
        return self.api.spec(operation)

    def error_class(self, code: str) -> type[ServiceError]:
        """Return the class of an error that the API answers with.

        :param code: its code, in the model or among those that are not.
        """
        unmodelled = {error.__name__: error for error in self.unmodelled_errors}
        return unmodelled[code] if code in unmodelled else error_class(self.api.errors[code])

    def errors_of(self, spec: OperationSpec) -> list[str]:
        """Return the codes of the errors that an operation answers with."""
        modelled = [shape.name for shape in spec.model.error_shapes]
        return [*modelled, *(error.__name__ for error in self.unmodelled_errors)]

    @property
    def throttling_error(self) -> str:
        """The code of the error above the rate that its operations share."""
        return self.error_codes.get(_THROTTLING, _THROTTLING)

    def takes_unsigned(self, http: HttpRequest) -> bool:
        """Tell whether an HTTP request that nobody has signed calls an operation of this API.

        Where a method and a path tell the operation, they do so whether or not it should have been signed.
        """
        if self.own_paths is not None and re.fullmatch(self.own_paths, http.path):
            return True
        target = (http.header("X-Amz-Target") or "").rpartition(".")[0]
        if target != self.model.metadata.get("targetPrefix", ""):
            return False
        spec = self.spec(self.protocol.called(self.api, http)[0])
        return spec is not None and (not spec.is_signed or not target)

    def token_in(self, http: HttpRequest) -> str | None:
        """Return the bearer token of a request, if it has one."""
        sent = http.header(self.token_header) if self.token_header else None
        return sent if sent is None else _BEARER.sub("", sent)

    def written_error(self, error: ServiceError) -> ErrorAnswer:
        """Return an error in the form that the model gives it."""
        if isinstance(error, UnknownOperationException):
            return ErrorAnswer(error.code, *self.protocol.unknown_operation(error))
        code = self.error_codes.get(error.code, error.code)
        shape = self.api.errors.get(code) if error.is_modelled or code != error.code else None
        text_member, status = form_of(shape) if shape is not None else (None, None)
        members = {**self.error_members.get(code, {}), **error.members(text_member)}
        headers: dict[str, str] = {}
        if shape is not None and _REQUEST_ID in shape.members:
            members[_REQUEST_ID] = headers["x-amzn-RequestId"] = new_request_id()
        if self.error_form is not None:
            status = status or int(error.status)
            return ErrorAnswer(code, status, *self.error_form(error, status))
        more_headers, body = self.protocol.error(code, members, self.error_namespace)
        return ErrorAnswer(code, status or int(error.status), headers | more_headers, body)

    @property
    def model(self) -> ServiceModel:
        """Botocore's model of it."""
        return self.api.model

    def __repr__(self) -> str:
        return f"<Service {self.name}>"
