"""What a test did, for whoever reads why it failed. Nothing is noted for it, so that tests that pass pay nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssoadmin_mock.controls.protocol import Controls
    from ssoadmin_mock.controls.snapshots import Snapshot
    from ssoadmin_mock.insight.matrix import AccessMatrix
    from ssoadmin_mock.world.source import Source

Sections = list[tuple[str, str]]
"""Titles and texts."""

ATTRIBUTE = "__ssoadmin_mock__"
"""Where an exception that left a mock has the sections of what was done in it."""

_CALLS = 10
_ACCESS = 20


def look_back(controls: Controls, calls_before: int = 0) -> Sections:
    """Return what was called last, and which faults hit nothing; secrets are not in it.

    :param calls_before: how many calls there were before the test.
    """
    sections = [("the last calls", _calls(controls, calls_before))]
    # Those of a server in another process are not known here.
    idle = [repr(fault) for fault in controls.faults.declared if fault.is_idle]
    return [*sections, ("faults that hit nothing", "\n".join(idle))] if idle else sections


def access_since(controls: Controls, began_with: Source | Snapshot | None) -> Sections:
    """Return which access was gained and lost since the test or its mock began.

    :param began_with: what the test began with, if its mock had begun before; or the world of the mock.
    """
    from ssoadmin_mock.controls.snapshots import Snapshot
    from ssoadmin_mock.insight.diff import diff

    if isinstance(began_with, Snapshot):
        title = "access since the test began"
        lines = diff(_access_in(began_with, controls), _access(controls)).lines
    else:
        title = "access since the mock began"
        lines = diff({} if began_with is None else began_with, _access(controls)).lines
    more = [f"... and {len(lines) - _ACCESS} more lines"] if len(lines) > _ACCESS else []
    return [(title, "\n".join(lines[:_ACCESS] + more))] if lines else []


def _access(controls: Controls) -> AccessMatrix:
    from ssoadmin_mock.insight.access import Query
    from ssoadmin_mock.insight.matrix import AccessMatrix

    try:
        return controls.access(Query())
    except RuntimeError:
        # Without an organization instance nobody has any.
        return AccessMatrix()


def _access_in(snapshot: Snapshot, controls: Controls) -> AccessMatrix:
    now = controls.snapshot()
    controls.restore(snapshot)
    try:
        return _access(controls)
    finally:
        controls.restore(now)


def count(controls: Controls) -> int:
    """Return how many calls there were so far, if that is known without asking a server."""
    return 0 if controls.endpoint_url is not None else controls.calls.dropped + len(controls.calls)


def _calls(controls: Controls, calls_before: int) -> str:
    calls = controls.calls
    since = calls.dropped + len(calls) - calls_before
    # Somebody may have cleared them meanwhile.
    number = since if since > 0 else len(calls)
    shown = min(number, _CALLS, len(calls))
    earlier = [f"... {number - shown} before these"] if number > shown else []
    return "\n".join([*earlier, *map(str, calls[len(calls) - shown :])]) or "Nothing was called."
