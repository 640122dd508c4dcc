"""The state of a mock as a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ssoadmin_mock.controls.calls import Calls
    from ssoadmin_mock.controls.faults import Faults


class Snapshot:
    """The whole state of a mock at one moment: of all services, with what is in progress, the seed, faults and calls.

    Two are equal when nobody who calls could tell the states apart. Faults, recorded calls, and when keys were used
    last do not count for that: a call that only reads changes nothing. Where moto draws the id of a request from its
    seedable generator, as SQS does, a read of that service is no such call: the ids that come next are others.
    """

    def restore(self) -> None:
        """Put it back."""
        raise NotImplementedError

    __hash__ = None  # type: ignore[assignment]  # it is compared by what is in it


class LocalSnapshot(Snapshot):
    """The state of this process.

    :param noting: the calls and faults that belong to it.
    """

    def __init__(self, noting: Iterable[tuple[Calls, Faults]]) -> None:
        from ssoadmin_mock.effects import clock, snapshots

        self._state = snapshots.Snapshot()
        self._offset = clock.offset()
        self._noted = [(calls, calls.noted_so_far(), faults, faults.noted()) for calls, faults in noting]

    def __eq__(self, other: object) -> bool:
        return self._state == other._state if isinstance(other, LocalSnapshot) else NotImplemented

    __hash__ = None

    def restore(self) -> None:
        """Put it back."""
        from ssoadmin_mock.effects import clock

        self._state.restore()
        clock.set_offset(self._offset)
        for calls, recorded, faults, declared in self._noted:
            calls.put_back(recorded)
            faults.put_back(declared)


class RemoteSnapshot(Snapshot):
    """The state of a server, which keeps it.

    :param send: gives the server a command.
    :param id: what the server calls it.
    """

    def __init__(self, send: Callable[..., dict[str, Any]], id: str) -> None:
        self._send = send
        self.id = id

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RemoteSnapshot):
            return NotImplemented
        return bool(self._send("POST", "compare", {"snapshot": self.id, "other": other.id})["equal"])

    __hash__ = None

    def restore(self) -> None:
        """Put it back."""
        self._send("POST", "restore", {"snapshot": self.id})
