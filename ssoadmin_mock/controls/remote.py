"""What a running server was called and what goes wrong there: `idc.calls` and `idc.faults` in moto's server mode."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock.controls.calls import Calls
from ssoadmin_mock.controls.faults import CALLS_PER_SECOND, Condition, Fault, Faults
from ssoadmin_mock.services.arguments import Positive, Rate, Seconds, checked
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.pipeline import Answer, Request

Send = Callable[..., dict[str, Any]]
"""Gives a command to the server: HTTP method, command, and the body if there is one."""


@dataclass(frozen=True)
class RemoteCaller(Caller):
    """Who called a server, which alone knows whose access key it was."""

    arn: str = ""


class RemoteCalls(Calls):
    """The calls that a server answered; every look at them asks it.

    :param send: gives it a command.
    """

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    def clear(self) -> None:
        """Forget all calls so far."""
        self._send("DELETE", "calls")

    @property
    def dropped(self) -> int:
        """How many of the earliest calls were dropped."""
        dropped: int = self._send("GET", "calls")["dropped"]
        return dropped

    def __len__(self) -> int:
        return len(self._snapshot())

    def _snapshot(self) -> list[tuple[Request, Answer]]:
        return [_recorded(call) for call in self._send("GET", "calls")["calls"]]


class RemoteFault(Fault):
    """Something that goes wrong on a server.

    :param declared: what the server said about it.
    """

    def __init__(self, send: Send, declared: dict[str, Any]) -> None:
        # Nothing of what a fault of this process begins with: this one has its effect elsewhere.
        self.id = declared["id"]
        self.operations = frozenset(declared["operations"])
        self._send = send

    @property
    def remaining(self) -> int | None:
        """How many more calls it hits; None for every one."""
        remaining: int | None = self._now()["remaining"]
        return remaining

    @property
    def count(self) -> int:
        """How many calls it has hit."""
        count: int = self._now()["count"]
        return count

    @property
    def in_force(self) -> bool:
        """Whether it still hits calls."""
        in_force: bool = self._now()["in_force"]
        return in_force

    def remove(self) -> None:
        """End it; nothing happens when it has ended."""
        self._send("DELETE", "faults", {"id": self.id})

    def _now(self) -> dict[str, Any]:
        return next(fault for fault in self._send("GET", "faults")["faults"] if fault["id"] == self.id)


class RemoteFaults(Faults):
    """What goes wrong on a server. In the place of a function, `when` has to be the parameters of the calls.

    :param send: gives it a command.
    """

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    @checked
    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

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
        """Answer calls with an error."""
        said = {"operation": operation, "error": error, "message": message, "reason": reason}
        return self._declare("fail", times=times, when=_sendable(when), **said)

    @checked
    def fail_request(
        self, operation: str, failure_reason: str, *, times: Positive | None = 1, when: Condition | None = None
    ) -> Fault:
        """Let the assignment, deletion or provisioning that a call starts end FAILED."""
        said = {"operation": operation, "failure_reason": failure_reason}
        return self._declare("fail-request", times=times, when=_sendable(when), **said)

    @checked
    def delay(
        self, operation: str = "*", *, seconds: Seconds, times: Positive | None = None, when: Condition | None = None
    ) -> Fault:
        """Make calls take longer."""
        return self._declare("delay", operation=operation, seconds=seconds, times=times, when=_sendable(when))

    @checked
    def limit_rate(self, calls_per_second: Rate = CALLS_PER_SECOND) -> Fault:
        """Throttle every call above a rate that all operations share."""
        return self._declare("limit-rate", calls_per_second=calls_per_second)

    def documented_limits(self) -> Fault:
        """Switch on the limits that AWS documents."""
        return self._declare("documented-limits")

    def clear(self) -> None:
        """End all faults."""
        self._send("DELETE", "faults")

    def _declare(self, command: str, **body: Any) -> Fault:
        return RemoteFault(self._send, self._send("POST", command, body))


def _sendable(when: Condition | None) -> dict[str, Any] | None:
    if when is None:
        return None
    if not isinstance(when, Mapping):
        raise ValueError(
            "In moto's server mode (TEST_SERVER_MODE) another process answers the calls, and a function cannot be sent "
            "to it: let `when` be the parameters that a call has to have, such as {'TargetId': '111122223333'}."
        )
    return dict(when)


def _recorded(call: dict[str, Any]) -> tuple[Request, Answer]:
    service = services()[call["service"]]
    caller = RemoteCaller(**call["caller"])
    request = Request(service, call["operation"], "", caller, bound=call["parameters"])
    error = call["error"]
    if error is None:
        return request, Answer(200, json.dumps(call["result"]))
    return request, Answer(400, "", (error["Code"], error["Message"]))
