"""Faults that hit nothing, where that is a failure: the setting ``strict_faults``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ssoadmin_mock.controls.looking_back import look_back
from ssoadmin_mock.services.settings import current

if TYPE_CHECKING:
    from ssoadmin_mock.controls.calls import Calls
    from ssoadmin_mock.controls.faults import Fault
    from ssoadmin_mock.controls.protocol import Controls


def expected_from_now(controls: Controls) -> Callable[[], None]:
    """Return what checks the faults that are declared from now on: that each has hit a call, if the setting asks it.

    :param controls: what holds the state. What goes wrong on a server in another process is not known here.
    """
    before = {fault.id for fault in controls.faults.declared}

    def check() -> None:
        idle = [fault for fault in controls.faults.declared if fault.id not in before and fault.is_idle]
        if idle and current().strict_faults:
            __tracebackhide__ = True
            raise AssertionError(_told(controls, idle))

    return check


def _told(controls: Controls, idle: list[Fault]) -> str:
    title, last = look_back(controls)[0]
    lines = [line for fault in idle for line in (f"{fault!r} hit nothing.", *_nearest(controls.calls, fault))]
    return "\n".join([*lines, f"{title[0].upper()}{title[1:]}:", last])


def _nearest(calls: Calls, fault: Fault) -> list[str]:
    near = [call for call in calls if call.operation in fault.operations]
    return [f"  Nearest call: {near[-1]}"] if near else []
