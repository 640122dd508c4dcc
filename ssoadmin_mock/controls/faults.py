"""Makes calls fail on purpose: :attr:`IdentityCenter.faults <ssoadmin_mock.handle.IdentityCenter.faults>`."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from botocore.model import StructureShape

from ssoadmin_mock.controls.calls import ServiceCall
from ssoadmin_mock.effects import clock
from ssoadmin_mock.effects.workflows import held_until_polled
from ssoadmin_mock.services.arguments import Positive, Rate, Seconds, checked
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.operation_names import check_parameters, find_operations
from ssoadmin_mock.wire.service_model import OperationSpec

if TYPE_CHECKING:
    from ssoadmin_mock.services.pipeline import Request

Predicate = Callable[[ServiceCall], bool]
Condition = Predicate | Mapping[str, Any]
"""Which calls: those for which a function is true, or those that have these parameters, among others."""
Effect = Callable[["Request"], "Request"]

Noted = tuple[tuple[tuple["Fault", ...], ...], list[tuple["Fault", dict[str, Any]]]]
"""The faults of each kind that are in force, and how far each that was declared is."""

CALLS_PER_SECOND = 20
"""What all operations share (user guide, "IAM Identity Center quotas")."""
INJECTED = "ssoadmin_mock was told to fail this call (idc.faults)."
RATE_EXCEEDED = "Rate exceeded"
"""Observed: terraform-provider-aws issue 25552."""

_ids = count(1)
_KEPT = 1000
_TEXTS = {"ThrottlingException": RATE_EXCEEDED}


class Fault:
    """Something that goes wrong.

    It ends after its number of calls, with :meth:`remove`, at the end of its ``with`` block, or with the mock.

    :ivar id: a number of its own in this process.
    :ivar operations: the names of the operations that it concerns.
    """

    def __init__(
        self, operations: list[OperationSpec], effect: Effect, times: int | None, when: Condition | None
    ) -> None:
        self.id = next(_ids)
        self.operations = frozenset(spec.name for spec in operations)
        self._concerned = frozenset((spec.service_name, spec.name) for spec in operations)
        self._remaining = times
        self._count = 0
        self._removed = False
        self._effect = effect
        self._when = _predicate(when, operations)
        self._lock = Lock()
        self._undo: list[Callable[[], object]] = []
        self._is_limit = False

    @property
    def remaining(self) -> int | None:
        """How many more calls it hits; None for every one."""
        return self._remaining

    @property
    def count(self) -> int:
        """How many calls it has hit."""
        return self._count

    @property
    def in_force(self) -> bool:
        """Whether it still hits calls."""
        return self._remaining != 0 and not self._removed

    @property
    def is_idle(self) -> bool:
        """Whether it has hit nothing, and is no limit: those are there for what may come."""
        return not self._count and not self._is_limit

    def as_limit(self) -> Fault:
        """Return it as one that need not hit anything."""
        self._is_limit = True
        return self

    def remove(self) -> None:
        """End it; nothing happens when it has ended."""
        if not self._removed:
            self._removed = True
            for undo in self._undo:
                undo()

    def __repr__(self) -> str:
        left = "every call" if self.remaining is None else f"{self.remaining} more"
        return f"<Fault of {', '.join(sorted(self.operations))}: hit {self.count}, hits {left}>"

    def __enter__(self) -> Fault:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def on_removal(self, undo: Callable[[], object]) -> None:
        """Have something done when it is removed."""
        self._undo.append(undo)

    def noted(self) -> dict[str, Any]:
        """Return how far it is."""
        return {"_remaining": self._remaining, "_count": self._count, "_removed": self._removed}

    def put_back(self, noted: dict[str, Any]) -> None:
        """Let it be as far again as :meth:`noted` said."""
        vars(self).update(noted)

    def apply(self, request: Request) -> Request:
        """Have its effect on a request, if it hits it, and return the request to go on with.

        :raises ServiceError: when that is its effect.
        """
        return self._effect(request) if self._hits(request) else request

    def _hits(self, request: Request) -> bool:
        if (request.service.name, request.operation) not in self._concerned or self._remaining == 0:
            return False
        if self._when is not None and not self._when(ServiceCall.read(request)):
            return False
        with self._lock:
            # The call of another thread may have been the last one meanwhile.
            if self._remaining == 0:
                return False
            self._count += 1
            self._remaining = None if self._remaining is None else self._remaining - 1
            return True


class Faults:
    """What goes wrong in the active mock; nothing does until one of these methods is called.

    Faults of one kind hit in the order in which they were declared. A call waits first, is then refused, and only what
    a call that is not refused starts can end FAILED.

    `when` picks the calls that a fault hits: a mapping of parameters that they have to have, among others, or a
    function of the :class:`~ssoadmin_mock.controls.calls.ServiceCall` (which has neither result nor error yet) that
    is true for them.

    :param sleep: waits for some seconds.
    :param clock: tells the time in seconds.
    """

    def __init__(self, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = clock.now) -> None:
        self._sleep = sleep
        self._clock = clock
        # Replaced and never changed, so that calls of other threads may walk through them meanwhile.
        self._delays: tuple[Fault, ...] = ()
        self._errors: tuple[Fault, ...] = ()
        self._failed_requests: tuple[Fault, ...] = ()
        # For those who only know a fault by its id, also when it has ended; not without end in a server that stays.
        self.declared: deque[Fault] = deque(maxlen=_KEPT)

    @property
    def in_force(self) -> list[Fault]:
        """Those that still hit calls, in the order in which they were declared."""
        return [fault for fault in self.declared if fault.in_force]

    def __repr__(self) -> str:
        in_force = self.in_force
        return f"<{len(in_force)} faults in force: {', '.join(map(repr, in_force))}>" if in_force else "<no faults>"

    @checked
    def fail(
        self,
        operation: str,
        error: str,
        message: str | None = None,
        *,
        reason: str | None = None,
        times: Positive | None = 1,
        when: Condition | None = None,
    ) -> Fault:
        """Answer calls with an error, in AWS's form; the operation then does nothing.

        :param operation: its name, in the API's spelling or in boto3's, or a pattern such as ``List*`` or ``*``.
        :param error: the error's code, one that the operation has in the service model.
        :param message: the error's text.
        :param reason: the Reason that some errors carry, ``KMS_NotFoundException``.
        :param times: how many calls fail; None for every one.
        :param when: which calls count; parameters or a function, see above.
        :raises ValueError: for an operation, parameter, error or reason that the model does not have, with those that
            it has.
        """
        return self._fail(find_operations(operation), error, message, reason, times, when)

    def _fail(
        self,
        operations: list[OperationSpec],
        error: str,
        message: str | None,
        reason: str | None,
        times: int | None,
        when: Condition | None,
    ) -> Fault:
        specs = _having(error, operations)
        _check_reason(specs[0], error, reason)
        text = _TEXTS.get(error, INJECTED) if message is None else message

        def refuse(request: Request) -> Request:
            raise request.service.error_class(error)(text, reason)

        return self._refused(Fault(specs, refuse, times, when))

    def _refused(self, fault: Fault) -> Fault:
        self._errors += (fault,)
        return self._added(fault)

    @checked
    def fail_request(
        self, operation: str, failure_reason: str, *, times: Positive | None = 1, when: Condition | None = None
    ) -> Fault:
        """Let the assignment, deletion or provisioning that a call starts end FAILED.

        The call itself is answered as ever, and the failure changes nothing else.

        :param operation: ``CreateAccountAssignment``, ``DeleteAccountAssignment``, ``ProvisionPermissionSet``, or a
            pattern of these.
        :param failure_reason: the FailureReason that its status then has.
        :param times: how many calls count; None for every one.
        :param when: which calls count; parameters or a function, see above.
        :raises ValueError: for an operation that does not start anything that ends FAILED, or a parameter that it does
            not take.
        """
        specs = _starting_requests(operation)

        def mark(request: Request) -> Request:
            return request._replace(failure_reason=failure_reason)

        fault = Fault(specs, mark, times, when)
        self._failed_requests += (fault,)
        return self._added(fault)

    @checked
    def delay(
        self, operation: str = "*", *, seconds: Seconds, times: Positive | None = None, when: Condition | None = None
    ) -> Fault:
        """Make calls take longer. They hold up no other thread's.

        :param operation: as for :meth:`fail`.
        :param seconds: how long each call waits before anything is done with it.
        :param times: how many calls wait; None for every one.
        :param when: which calls count; parameters or a function, see above.
        :raises ValueError: for an operation or a parameter that does not exist.
        """

        def wait(request: Request) -> Request:
            self._sleep(seconds)
            return request

        fault = Fault(find_operations(operation), wait, times, when)
        self._delays += (fault,)
        return self._added(fault)

    @checked
    def limit_rate(self, calls_per_second: Rate = CALLS_PER_SECOND) -> Fault:
        """Throttle calls above a rate that all operations of an API share, as AWS does.

        They are a ThrottlingException "Rate exceeded", of the access portal a TooManyRequestsException, and do not
        count towards the rate. That the operations share it, and the 20, is said by the user guide ("IAM Identity
        Center quotas"); the text was observed.

        :param calls_per_second: how many calls any second has room for.
        :raises ValueError: for less than one.
        """
        rate = _Rate(calls_per_second, self._clock)
        sharing = [spec for spec in find_operations("*") if services()[spec.service_name].shares_a_rate]

        def throttle(request: Request) -> Request:
            raise request.service.error_class(request.service.throttling_error)(RATE_EXCEEDED)

        return self._refused(Fault(sharing, throttle, None, rate.is_exceeded).as_limit())

    def documented_limits(self) -> Fault:
        """Switch on the limits that AWS documents: 20 calls per second, and 15 outstanding account assignments.

        By default an assignment is done right after the call is answered, so that there never is an outstanding one.
        With this, each is in progress until its status is described, unless moto's state manager was told otherwise.
        The 16th is a ThrottlingException; the quota ``outstanding_account_assignments`` is the number. Both limits are
        in the user guide ("IAM Identity Center quotas").
        """
        fault = self.limit_rate()
        fault.on_removal(held_until_polled("account_assignment"))
        return fault

    def clear(self) -> None:
        """End all faults."""
        for fault in (*self._delays, *self._errors, *self._failed_requests):
            fault.remove()

    def noted(self) -> Noted:
        """Return what goes wrong now, and how far each fault is."""
        in_force = self._delays, self._errors, self._failed_requests
        return in_force, [(fault, fault.noted()) for fault in self.declared]

    def put_back(self, noted: Noted) -> None:
        """Let the same go wrong again; faults that were declared since are ended."""
        (self._delays, self._errors, self._failed_requests), declared = noted
        then = {fault.id for fault, _ in declared}
        for fault in self.declared:
            if fault.id not in then:
                fault.put_back({"_removed": True})
        self.declared = deque((fault for fault, _ in declared), maxlen=_KEPT)
        for fault, how_far in declared:
            fault.put_back(how_far)

    def intercept(self, request: Request) -> Request:
        """Let the faults have their effects on a request, and return the request to go on with.

        :raises ServiceError: when the request is to fail.
        """
        for fault in (*self._delays, *self._errors):
            request = fault.apply(request)
        for fault in self._failed_requests:
            if request.failure_reason is None:
                request = fault.apply(request)
        return request

    def _added(self, fault: Fault) -> Fault:
        self.declared.append(fault)
        fault.on_removal(lambda: self._drop(fault))
        return fault

    def _drop(self, fault: Fault) -> None:
        self._delays = tuple(other for other in self._delays if other is not fault)
        self._errors = tuple(other for other in self._errors if other is not fault)
        self._failed_requests = tuple(other for other in self._failed_requests if other is not fault)


def _predicate(when: Condition | None, operations: list[OperationSpec]) -> Predicate | None:
    if not isinstance(when, Mapping):
        return when
    wanted = dict(when)
    for name in wanted:
        # Of a pattern's operations, some may not have it: those are not hit.
        having = next((spec for spec in operations if name in spec.members), operations[0])
        check_parameters(having, {name: wanted[name]})
    return lambda call: all(name in call.parameters and call.parameters[name] == wanted[name] for name in wanted)


class _Rate:
    """The calls of the last second, of each API."""

    def __init__(self, calls_per_second: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._room = min(calls_per_second, sys.maxsize)
        self._admitted: dict[str, deque[float]] = {}

    def is_exceeded(self, call: ServiceCall) -> bool:
        """Admit a call, or tell that there is no room for it."""
        with self._lock:
            now = self._clock()
            admitted = self._admitted.setdefault(call.service, deque(maxlen=self._room))
            if len(admitted) == admitted.maxlen and 0 <= now - admitted[0] < 1:
                return True
            admitted.append(now)
            return False


def _having(error: str, specs: list[OperationSpec]) -> list[OperationSpec]:
    """Return those of the operations that have an error; of a pattern's, some may not."""
    having = [spec for spec in specs if error in _errors_of(spec)]
    if not having:
        known = ", ".join(sorted({name for spec in specs for name in _errors_of(spec)}))
        whose = specs[0].name if len(specs) == 1 else f"None of {', '.join(sorted(spec.name for spec in specs))}"
        raise ValueError(f"{whose} has no error {error!r} in the service model; choose from: {known}.")
    return having


def _errors_of(spec: OperationSpec) -> list[str]:
    return services()[spec.service_name].errors_of(spec)


def _check_reason(spec: OperationSpec, error: str, reason: str | None) -> None:
    shapes = (cast(StructureShape, shape) for shape in spec.model.error_shapes if shape.name == error)
    members = next((shape.members for shape in shapes), {})
    known = members["Reason"].metadata["enum"] if "Reason" in members else []
    if reason is not None and reason not in known:
        raise ValueError(
            f"{error} has no Reason {reason!r} in the service model; it has: {', '.join(known) or 'none'}."
        )


def _starting_requests(pattern: str) -> list[OperationSpec]:
    specs = [spec for spec in find_operations(pattern) if _starts_request(spec)]
    if not specs:
        known = ", ".join(spec.name for spec in find_operations("*") if _starts_request(spec))
        raise ValueError(f"{pattern} starts nothing that could end FAILED; choose from: {known}.")
    return specs


def _starts_request(spec: OperationSpec) -> bool:
    output = spec.model.output_shape
    shapes = output.members.values() if output else ()
    return not spec.is_read and any("FailureReason" in getattr(shape, "members", ()) for shape in shapes)
