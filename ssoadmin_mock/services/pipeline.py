"""From a request to an answer: parse, validate, authorise, find what is named, act, page, remember.

This is the order of the service: the format is checked before the right to call, and the right before existence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock
from typing import Any

import ssoadmin_mock.services.sso_admin.operations  # noqa: F401  (fills the registry)
from ssoadmin_mock.plugin.backend import backend_of, ssoadmin_backends
from ssoadmin_mock.services import access, settings
from ssoadmin_mock.services.call import Call, Caller
from ssoadmin_mock.services.sso_admin import moto_defaults
from ssoadmin_mock.services.sso_admin.operations import keys
from ssoadmin_mock.services.sso_admin.resources import RESOURCES, authorised_arn, instance_arn_of
from ssoadmin_mock.wire import json_body
from ssoadmin_mock.wire.errors import (
    ConstraintViolation,
    NotImplementedInMock,
    ServiceError,
    UnknownOperationException,
)
from ssoadmin_mock.wire.pagination import Listing, page
from ssoadmin_mock.wire.registry import OPERATIONS, Access, Operation
from ssoadmin_mock.wire.service_model import OperationSpec, operation_spec
from ssoadmin_mock.wire.validation import validate, without_nulls

# One request at a time: an operation reads and changes several accounts, and moto's other services beside ours.
one_at_a_time = RLock()


@dataclass(frozen=True)
class Request:
    """A request as it came in.

    :param operation: the operation's name, from the ``X-Amz-Target`` header.
    :param body: the JSON body.
    :param caller: who calls.
    :param authorize: takes the ARN of what the call is about, and raises the service's error when access control
        forbids the call; moto's, if it is switched on.
    :param failure_reason: why what the request starts is to end FAILED, if it is; set by an interceptor.
    """

    operation: str
    body: bytes | str
    caller: Caller
    authorize: Callable[[str], None] | None = None
    failure_reason: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the service answers: an HTTP status and a JSON body."""

    status: int
    body: str


Interceptor = Callable[[Request], Request]
Observer = Callable[[Request, Answer], None]

interceptors: list[Interceptor] = []
"""Called in order with every request before anything is done with it. Each may wait, return another request, or raise
an error of the service. They run outside the lock, so that waiting holds up nobody else."""

observers: list[Observer] = []
"""Called in order with every request, as it came in, and its answer."""


def answer(request: Request) -> Answer:
    """Answer one request; every error of the service becomes an answer, too."""
    answered = _answer(request)
    for observe in observers:
        observe(request, answered)
    return answered


def _answer(request: Request) -> Answer:
    try:
        for intercept in interceptors:
            request = intercept(request)
        result = _perform(request)
    except ServiceError as error:
        return Answer(error.status, json.dumps(error.to_json()))
    return Answer(200, json.dumps(result))


def answer_and_settle(request: Request) -> Answer:
    """Answer one request and finish what it starts, and nothing else: for a caller who waits, however long it takes."""
    with one_at_a_time:
        workflows = [backend_of(owner, request.caller.partition).workflows for owner in request.caller.owners]
        before = [running.in_progress() for running in workflows]
        answered = answer(request)
        for running, earlier in zip(workflows, before, strict=True):
            running.settle_since(earlier)
    return answered


def _perform(request: Request) -> dict[str, Any]:
    spec, operation = _find_operation(request.operation)
    params = _parse(request.body)
    in_force = settings.current()
    validate(spec, params, operation.wordings, moto_defaults.UNCHECKED if in_force.moto_defaults else ())
    call = Call(spec, without_nulls(spec, params), request.caller, in_force, request.failure_reason)
    if request.authorize is not None:
        request.authorize(authorised_arn(call.params, call.caller.partition))
    with one_at_a_time:
        return _settled(call, operation)


def _settled(call: Call, operation: Operation) -> dict[str, Any]:
    """Settle what is due before the call, and what the call started and is due at once after it."""
    backends = [backend_of(owner, call.caller.partition) for owner in call.caller.owners]
    for backend in backends:
        backend.workflows.settle_due()
    try:
        return _act(call, operation)
    finally:
        for backend in backends:
            backend.workflows.settle_due()


def _act(call: Call, operation: Operation) -> dict[str, Any]:
    instance_arn = None if operation.access is Access.ANYONE else instance_arn_of(call.params)
    if call.settings.moto_defaults:
        moto_defaults.provide(call, instance_arn)
    if instance_arn is not None:
        call.use(access.find_instance(call, instance_arn, operation.access))
        keys.check_in_use(call)
    tokens = call.client_tokens
    earlier = tokens.replay(call.spec, call.caller.account_id, call.params)
    if earlier is not None:
        return earlier
    result = operation.handler(call, **_arguments(call))
    if isinstance(result, Listing):
        return page(call.spec, call.caller.account_id, call.params, result)
    answered: dict[str, Any] = result or {}
    tokens.remember(call.spec, call.caller.account_id, call.params, answered)
    return answered


def _find_operation(name: str) -> tuple[OperationSpec, Operation]:
    spec = operation_spec(name)
    if spec is None:
        raise UnknownOperationException(f"sso-admin has no operation {name!r}.")
    operation = OPERATIONS.get(name)
    if operation is None:
        raise NotImplementedInMock(f"ssoadmin_mock does not implement sso-admin {name} yet.")
    return spec, operation


def _parse(body: bytes | str) -> dict[str, Any]:
    try:
        params = json_body.parse(body)
    except ValueError as error:
        raise ConstraintViolation(f"The request body is not valid JSON: {error}") from None
    if not isinstance(params, dict):
        raise ConstraintViolation("The request body is not a JSON object.")
    return params


def _arguments(call: Call) -> dict[str, Any]:
    """Return the keyword arguments for the handler: members in snake case, ARNs as the resources they name."""
    paging = call.spec.paging
    consumed = {"InstanceArn", call.spec.token_member}
    if paging is not None:
        consumed |= {paging.input_token, paging.limit_key}
    arguments: dict[str, Any] = {}
    for member, argument in call.spec.members.items():
        if member in consumed or member not in call.params:
            continue
        resource = RESOURCES.get(member)
        if resource is None:
            arguments[argument] = call.params[member]
        else:
            arguments[resource.argument] = resource.find(call, call.params[member])
    return arguments


def settle() -> None:
    """Finish everything that is in progress, in every account."""
    with one_at_a_time:
        for account in list(ssoadmin_backends.values()):
            for backend in list(account.values()):
                backend.workflows.settle_all()
