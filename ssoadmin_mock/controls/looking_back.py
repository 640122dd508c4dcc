"""What a test did, for whoever reads why it failed. Nothing is noted for it, so that tests that pass pay nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssoadmin_mock.controls.protocol import Controls
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


def access_since(controls: Controls, world: Source | None) -> Sections:
    """Return which access was gained and lost since the mock began.

    :param world: what it began with.
    """
    from ssoadmin_mock.insight.access import Query
    from ssoadmin_mock.insight.diff import diff
    from ssoadmin_mock.insight.matrix import AccessMatrix

    try:
        now = controls.access(Query())
    except RuntimeError:
        # Without an organization instance nobody has any.
        now = AccessMatrix()
    lines = diff({} if world is None else world, now).lines
    more = [f"... and {len(lines) - _ACCESS} more lines"] if len(lines) > _ACCESS else []
    return [("access since the mock began", "\n".join(lines[:_ACCESS] + more))] if lines else []


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
