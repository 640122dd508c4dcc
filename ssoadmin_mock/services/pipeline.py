"""From a request to an answer: parse, validate, authorise, find what is named, act, page, remember.

This is the order of the service: the format is checked before the right to call, and the right before existence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from logging import INFO, getLogger
from threading import RLock
from time import perf_counter
from types import MappingProxyType
from typing import Any, NamedTuple

from ssoadmin_mock.effects import iam_changes
from ssoadmin_mock.effects.iam_changes import Change
from ssoadmin_mock.effects.workflows import Workflows
from ssoadmin_mock.model.account import account_of, all_accounts
from ssoadmin_mock.services import settings
from ssoadmin_mock.services.call import Call, Caller
from ssoadmin_mock.services.service import Admission, Service
from ssoadmin_mock.wire import idempotency, values
from ssoadmin_mock.wire.errors import ConstraintViolation, NotImplementedInMock, ServiceError
from ssoadmin_mock.wire.hosts import belongs_to_aws
from ssoadmin_mock.wire.pagination import Listing, page
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import Rule
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.validation import validate, without_nulls

# One request at a time: an operation reads and changes several accounts, and moto's other services beside ours.
one_at_a_time = RLock()


Authorize = Callable[[str, list[str]], None]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Request(NamedTuple):
    """A request as it came in. One is made for each call and kept with it, so it is as small as it can be.

    :ivar service: the API that it is for.
    :ivar operation: the operation's name.
    :ivar body: the JSON body.
    :ivar caller: who calls.
    :ivar authorize: takes the action and the ARNs of what the call is about, and raises the service's error when
        access control forbids the call; moto's, if it is switched on.
    :ivar failure_reason: why what the request starts is to end FAILED, if it is; set by an interceptor.
    :ivar bound: the members that are in the path, the query and the headers.
    :ivar token: the bearer token, where the API knows its callers by that.
    :ivar origin: scheme, host and port of the URL that was called.
    """

    service: Service
    operation: str
    body: bytes | str
    caller: Caller
    authorize: Authorize | None = None
    failure_reason: str | None = None
    bound: Mapping[str, Any] = _NOTHING
    token: str | None = None
    origin: str = ""

    def __repr__(self) -> str:
        # What else there is may be secret.
        return f"<Request {self.service.name} {self.operation} by {self.caller}>"

    @property
    def endpoint_region(self) -> str | None:
        """The Region whose endpoint was called; None for a server, which has one for all."""
        return self.caller.region_name if belongs_to_aws(self.origin) else None

    def parameters(self) -> dict[str, Any]:
        """Return the parameters as they were sent, under the model's names.

        :raises ConstraintViolation: when the body is none of the operation.
        :raises UnknownOperationException: when there is no such operation.
        """
        spec = self.service.spec(self.operation)
        if spec is None:
            raise self.service.unknown_operation(self.service.name, self.operation)
        try:
            members = self.service.protocol.body_members(spec, self.body)
        except ConstraintViolation as error:
            raise ConstraintViolation(self.service.unreadable or error.message) from None
        return {**members, **self.bound}


class Answer(NamedTuple):
    """What the service answers.

    :ivar status: the HTTP status.
    :ivar body: the body, mostly JSON.
    :ivar error: the error's code and text, if it is one.
    :ivar headers: what the protocol puts into headers.
    :ivar members: the members of a result as JSON, where some are not in the body; None where all are.
    :ivar changes: what the service did in IAM for it.
    :ivar rules: the rules that decided what the answer is: none where the model alone did; None where the code does not
        tell, so that each of the operation's may have.
    """

    status: int
    body: bytes | str
    error: tuple[str, str] | None = None
    headers: Mapping[str, str] = _NOTHING
    members: str | None = None
    rules: tuple[Rule, ...] | None = None
    changes: tuple[Change, ...] = ()

    def __repr__(self) -> str:
        return f"<Answer {self.status} {self.error or ''}>"


Interceptor = Callable[[Request], Request]
Observer = Callable[[Request, Answer], None]

interceptors: list[Interceptor] = []
"""Called in order with every request before anything is done with it. Each may wait, return another request, or raise
an error of the service. They run outside the lock, so that waiting holds up nobody else."""

_ENCODER = json.JSONEncoder(check_circular=False)
"""Writes what operations answer. It goes over the wire member by member, so that there are no circles in it."""

observers: list[Observer] = []
"""Called in order with every request, as it came in, and its answer."""


_CALLS = getLogger("ssoadmin_mock.calls")
"""A line for each call, for whoever asks for it: a server does, with ``--log-level info``."""


def answer(request: Request) -> Answer:
    """Answer one request; every error of the service becomes an answer, too, and a line of the log."""
    began = perf_counter() if _CALLS.isEnabledFor(INFO) else None
    answered = _answer(request)
    if began is not None:
        code = answered.error[0] if answered.error is not None else "ok"
        milliseconds = (perf_counter() - began) * 1000
        who = request.caller.account_id or "nobody"
        _CALLS.info("%s %s %s %s %.1f ms", request.service.name, request.operation, who, code, milliseconds)
    if answered.error is not None:
        code, reason = answered.error
        getLogger(f"ssoadmin_mock.{request.service.name}").info("%s: %s: %s", request.operation, code, reason)
    for observe in observers:
        observe(request, answered)
    return answered


def _answer(request: Request) -> Answer:
    changes: list[Change] = []
    try:
        for intercept in interceptors:
            request = intercept(request)
        spec, result = _perform(request, changes)
    except ServiceError as error:
        written = request.service.written_error(error)
        refusal = written.code, error.message
        return Answer(written.status, written.body, refusal, written.headers, None, error.rules, tuple(changes))
    answered = _written(request.service, spec, result)
    return answered._replace(changes=tuple(changes)) if changes else answered


def _written(service: Service, spec: OperationSpec, result: dict[str, Any]) -> Answer:
    output = spec.model.output_shape
    members = result if output is None else values.write(output, result)
    text = _ENCODER.encode(members)
    status, headers, body = service.protocol.result(spec, members)
    return Answer(status, text, None, headers) if body is None else Answer(status, body, None, headers, text)


def answer_and_settle(request: Request) -> Answer:
    """Answer one request and finish what it starts, and nothing else: for a caller who waits, however long it takes."""
    with one_at_a_time:
        workflows = list(_workflows(request.caller))
        before = [running.in_progress() for running in workflows]
        answered = answer(request)
        for running, earlier in zip(workflows, before, strict=True):
            running.settle_since(earlier)
    return answered


def _perform(request: Request, changes: list[Change]) -> tuple[OperationSpec, dict[str, Any]]:
    """Do what a request asks for, and return what comes of it.

    :param changes: what the service does in IAM meanwhile is added to them.
    """
    service, region_name = request.service, request.endpoint_region
    with one_at_a_time:
        service.admit(Admission(request.token, request.bound, region_name))
    spec, operation = _find_operation(service, request.operation)
    params = request.parameters()
    in_force = settings.current()
    unchecked = service.unchecked if in_force.moto_defaults else ()
    validate(spec, params, operation.wordings, unchecked, service.phrasing)
    call = Call(
        spec,
        without_nulls(spec, params),
        request.caller,
        in_force,
        request.failure_reason,
        request.token,
        request.origin,
        region_name,
    )
    if request.authorize is not None and spec.is_signed:
        request.authorize(spec.action, service.authorised_arns(call.params, call.caller.partition))
    with one_at_a_time:
        iam_changes.begin()
        try:
            return spec, _settled(service, call, operation)
        finally:
            changes += iam_changes.taken()


def _settled(service: Service, call: Call, operation: Operation) -> dict[str, Any]:
    """Settle what is due before the call, and what the call started and is due at once after it."""
    workflows = list(_workflows(call.caller))
    for running in workflows:
        running.settle_due()
    try:
        return _act(service, call, operation)
    finally:
        for running in workflows:
            running.settle_due()


def _workflows(caller: Caller) -> Iterator[Workflows]:
    """Yield what is in progress in the instances that the caller sees."""
    for owner in caller.owners:
        yield Workflows(account_of(owner, caller.partition).in_progress)


def _act(service: Service, call: Call, operation: Operation) -> dict[str, Any]:
    service.use_instance(call, operation)
    tokens = call.client_tokens
    earlier = idempotency.replay(tokens, call.spec, call.caller.account_id, call.params)
    if earlier is not None:
        return earlier
    result = operation.handler(call, **_arguments(service, call))
    if isinstance(result, Listing):
        return page(call.spec, call.caller.account_id, call.params, result)
    answered: dict[str, Any] = result or {}
    idempotency.remember(tokens, call.spec, call.caller.account_id, call.params, answered)
    return answered


def _find_operation(service: Service, name: str) -> tuple[OperationSpec, Operation]:
    spec = service.spec(name)
    if spec is None:
        raise service.unknown_operation(service.name, name)
    operation = service.operations.get(name)
    if operation is None:
        raise NotImplementedInMock(f"ssoadmin_mock does not implement {service.name} {name} yet.")
    return spec, operation


def _arguments(service: Service, call: Call) -> dict[str, Any]:
    """Return the keyword arguments for the handler: members in snake case, ARNs as the resources they name."""
    paging = call.spec.paging
    consumed = {*service.instance_members, call.spec.token_member}
    if paging is not None:
        consumed |= {paging.input_token, paging.limit_key}
    arguments: dict[str, Any] = {}
    for member, argument in call.spec.members.items():
        if member in consumed or member not in call.params:
            continue
        resource = service.resources.get(member)
        if resource is None:
            arguments[argument] = values.read(call.spec.input_shape.members[member], call.params[member])
        else:
            arguments[resource.argument] = resource.find(call, call.params[member])
    return arguments


def settle() -> None:
    """Finish everything that is in progress, in every account."""
    with one_at_a_time:
        for account in all_accounts():
            Workflows(account.in_progress).settle_all()
