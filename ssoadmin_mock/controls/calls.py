"""What the code under test called: :attr:`IdentityCenter.calls <ssoadmin_mock.handle.IdentityCenter.calls>`.

Recording is on from the start of the mock, since a test looks at the calls after they were made. It keeps each request
and answer as the text it was on the wire, takes it apart only when somebody looks, and keeps a limited number.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, overload
from uuid import UUID, uuid4, uuid5

from ssoadmin_mock.effects import clock
from ssoadmin_mock.services.arguments import Natural, checked
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.operation_names import check_parameters, find_operation
from ssoadmin_mock.wire.errors import ServiceError

if TYPE_CHECKING:
    from ssoadmin_mock.services.call import Caller
    from ssoadmin_mock.services.pipeline import Answer, Request

KEPT = 1000
"""How many calls are kept; earlier ones are dropped."""

HIDDEN = "(hidden)"
"""What stands for a secret."""

_SHOWN = 5


@dataclass(frozen=True, repr=False)
class ServiceCall:
    """One call of an API of IAM Identity Center. Tokens and other secrets are in it, but not in its texts.

    :param operation: the operation's name in the API, ``CreatePermissionSet``.
    :param parameters: the parameters as they were sent, under their wire names.
    :param caller: who called: ``account_id``, ``region_name``, ``access_key`` and ``arn``.
    :param service: boto3's name of the API, ``sso-admin``.
    :param result: the answer as it was sent, with dates in seconds since the epoch; None for an error.
    :param error: ``{"Code": ..., "Message": ...}`` as in boto3's ``ClientError.response["Error"]``; None for a result.
    """

    operation: str
    parameters: dict[str, Any]
    caller: Caller
    service: str
    result: dict[str, Any] | None = None
    error: dict[str, str] | None = None

    def __str__(self) -> str:
        who = f"by {self.caller.account_id or 'nobody'} in {self.caller.region_name}"
        text = f"{self.operation}({_arguments(self.service, self.parameters)}) {who}"
        return f"{text}, {self.error['Code']}: {self.error['Message']}" if self.error else text

    def __repr__(self) -> str:
        shown = {each.name: _without_secrets(self.service, getattr(self, each.name)) for each in fields(self)}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown.items())})"

    @classmethod
    def read(cls, request: Request, answer: Answer | None = None) -> ServiceCall:
        """Read a call from what was on the wire.

        :param answer: None before there is one.
        """
        call = cls(request.operation, _parameters(request), request.caller, request.service.name)
        if answer is None:
            return call
        if answer.error is None:
            return replace(call, result=json.loads(answer.members or answer.body))
        code, text = answer.error
        return replace(call, error={"Code": code, "Message": text})


class Noted(NamedTuple):
    """A call as it was on the wire.

    :ivar namespace: what its id is made of, together with its number among the calls.
    :ivar time: when it was answered, in seconds since the epoch.
    """

    request: Request
    answer: Answer
    namespace: UUID
    number: int
    time: float

    @property
    def event_id(self) -> str:
        """The id of what CloudTrail records of it."""
        return str(uuid5(self.namespace, str(self.number)))


class Calls(Sequence[ServiceCall]):
    """The calls since the mock was started, oldest first; the last thousand of them are kept.

    Every call counts, whoever made it and however it ended: calls that were refused, and each of the attempts of a
    client that retries. Any number of threads may call meanwhile.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: deque[tuple[Request, Answer, float]] = deque(maxlen=KEPT)
        self._count = 0
        # What the ids of the calls are made of, together with their numbers.
        self._id = uuid4()
        self.listeners: list[Callable[[Noted], None]] = []
        """Called with each call once it is noted."""

    def record(self, request: Request, answer: Answer) -> None:
        """Note a call."""
        with self._lock:
            number, time = self._count, clock.now()
            self._kept.append((request, answer, time))
            self._count += 1
        for listener in self.listeners:
            listener(Noted(request, answer, self._id, number, time))

    def clear(self) -> None:
        """Forget all calls so far."""
        with self._lock:
            self._kept.clear()
            self._count = 0
            self._id = uuid4()

    def put_back(self, noted: tuple[deque[tuple[Request, Answer, float]], int, UUID]) -> None:
        """Let there be the calls again that :meth:`noted_so_far` returned."""
        with self._lock:
            kept, self._count, self._id = noted
            self._kept = kept.copy()

    def noted_so_far(self) -> tuple[deque[tuple[Request, Answer, float]], int, UUID]:
        """Return what there is of calls, to be put back."""
        with self._lock:
            return self._kept.copy(), self._count, self._id

    @property
    def dropped(self) -> int:
        """How many of the earliest calls were dropped."""
        return self._count - len(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> ServiceCall: ...

    @overload
    def __getitem__(self, index: slice) -> list[ServiceCall]: ...

    def __getitem__(self, index: int | slice) -> ServiceCall | list[ServiceCall]:
        kept = self._snapshot()
        if isinstance(index, slice):
            return [ServiceCall.read(*recorded) for recorded in kept[index]]
        return ServiceCall.read(*kept[index])

    def __iter__(self) -> Iterator[ServiceCall]:
        return (ServiceCall.read(*recorded) for recorded in self._snapshot())

    def __repr__(self) -> str:
        return f"<{len(self)} calls: {_tally(self[:])}>" if self else "<no calls>"

    @checked
    def of(self, operation: str, **parameters: Any) -> list[ServiceCall]:
        """Return the calls of an operation, oldest first.

        :param operation: its name, in the API's spelling or in boto3's.
        :param parameters: only calls that had these parameters, among others.
        :raises ValueError: for an operation or a parameter that does not exist.
        """
        wanted = _Wanted.of(operation, parameters)
        return [ServiceCall.read(*recorded) for recorded in self._snapshot() if wanted.admits(recorded[0])]

    @checked
    def assert_called(self, operation: str, *, times: Natural | None = None, **parameters: Any) -> list[ServiceCall]:
        """Assert that an operation was called.

        :param operation: its name, in the API's spelling or in boto3's.
        :param times: exactly how often; None for once or more.
        :param parameters: only calls that had these parameters count; they may have had others, too.
        :returns: those calls, oldest first.
        :raises AssertionError: otherwise, with the nearest call there was.
        :raises ValueError: for an operation or a parameter that does not exist.
        """
        __tracebackhide__ = True
        found = self.of(operation, **parameters)
        if times is None and not found:
            raise AssertionError(self._nothing(_Wanted.of(operation, parameters)))
        if times is not None and len(found) != times:
            raise AssertionError(self._miscounted(_Wanted.of(operation, parameters), found, times))
        return found

    @checked
    def assert_not_called(self, operation: str, **parameters: Any) -> None:
        """Assert that an operation was not called.

        :param operation: its name, in the API's spelling or in boto3's.
        :param parameters: only calls that had these parameters count; they may have had others, too.
        :raises AssertionError: otherwise, with the calls; also when calls were dropped, which may have been it.
        :raises ValueError: for an operation or a parameter that does not exist.
        """
        __tracebackhide__ = True
        self.assert_called(operation, times=0, **parameters)
        if self.dropped:
            raise AssertionError(
                f"Nobody can tell whether {_Wanted.of(operation, parameters).told('was called')}: only the last {KEPT} "
                f"calls are kept, and {self.dropped} came before them. Use idc.calls.clear() on the way."
            )

    def noted(self) -> list[Noted]:
        """Return each call as it was on the wire."""
        with self._lock:
            return [
                Noted(request, answer, self._id, number, time)
                for number, (request, answer, time) in enumerate(self._kept, self.dropped)
            ]

    def _snapshot(self) -> list[tuple[Request, Answer]]:
        with self._lock:
            return [(request, answer) for request, answer, _ in self._kept]

    def _nothing(self, wanted: _Wanted) -> str:
        text = f"{wanted.told('was not called')}."
        calls = self[:]
        if not calls:
            return f"{text}\nNothing was called."
        # Of several that are as near, the last one.
        nearest = max(reversed(calls), key=wanted.nearness)
        return "\n".join(
            [text, f"Nearest call: {nearest}", *wanted.differences(nearest), f"All calls: {_tally(calls)}"]
        )

    def _miscounted(self, wanted: _Wanted, found: list[ServiceCall], times: int) -> str:
        if not found:
            return self._nothing(wanted)
        verb = f"was called {_often(len(found))} instead of {_often(times)}" if times else "was called"
        text = f"{wanted.told(verb)}:"
        more = [f"  ... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        return "\n".join([text, *(f"  {call}" for call in found[:_SHOWN]), *more])


@dataclass(frozen=True)
class _Wanted:
    """A call that somebody looks for."""

    service: str
    operation: str
    parameters: dict[str, Any]

    @classmethod
    def of(cls, operation: str, parameters: dict[str, Any]) -> _Wanted:
        spec = find_operation(operation)
        check_parameters(spec, parameters)
        return cls(spec.service_name, spec.name, parameters)

    def admits(self, request: Request) -> bool:
        # Most calls of a long list are other operations, whose parameters need not be read.
        is_it = (request.service.name, request.operation) == (self.service, self.operation)
        return is_it and not self._missed(_parameters(request))

    def told(self, verb: str) -> str:
        return (
            f"{self.operation} {verb}{f' with {_arguments(self.service, self.parameters)}' if self.parameters else ''}"
        )

    def nearness(self, call: ServiceCall) -> tuple[bool, float, int]:
        likeness = SequenceMatcher(None, call.operation, self.operation).ratio()
        return call.operation == self.operation, likeness, -len(self._missed(call.parameters))

    def differences(self, call: ServiceCall) -> list[str]:
        """Say what keeps a call of the same operation from being the one."""
        if call.operation != self.operation:
            return []
        sent, wanted = (_without_secrets(self.service, each) for each in (call.parameters, self.parameters))
        return [
            f"  {name} was {sent[name]!r}, not {wanted[name]!r}" if name in sent else f"  {name} was not given"
            for name in self._missed(call.parameters)
        ]

    def _missed(self, sent: dict[str, Any]) -> list[str]:
        return [name for name, value in self.parameters.items() if name not in sent or sent[name] != value]


def _parameters(request: Request) -> dict[str, Any]:
    try:
        return request.parameters()
    except ServiceError:
        # The service has refused such a body.
        return dict(request.bound)


def _arguments(service: str, parameters: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in _without_secrets(service, parameters).items())


def _without_secrets(service: str, value: Any) -> Any:
    """Return what was sent or answered with something else in the place of each secret of an API."""
    if isinstance(value, dict):
        secrets = services()[service].secrets
        return {
            name: HIDDEN if name in secrets and item is not None else _without_secrets(service, item)
            for name, item in value.items()
        }
    return [_without_secrets(service, item) for item in value] if isinstance(value, list) else value


def _tally(calls: Sequence[ServiceCall]) -> str:
    counts = Counter(call.operation for call in calls)
    return ", ".join(name if count == 1 else f"{name} ({count} times)" for name, count in counts.items())


def _often(times: int) -> str:
    return "once" if times == 1 else f"{times} times"
