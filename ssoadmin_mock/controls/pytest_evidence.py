"""Ends a run of pytest with what its answers rest on: ``pytest --ssoadmin-evidence``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from ssoadmin_mock.controls.evidence import Tally, basis_of
from ssoadmin_mock.services import pipeline

if TYPE_CHECKING:
    from ssoadmin_mock.services.pipeline import Answer, Request

_KEY = "ssoadmin_evidence"


class EvidenceReport:
    """A plugin of pytest; workers of xdist hand on what they count.

    :param config: pytest's.
    :param running: returns the test that runs, or nothing.
    """

    def __init__(self, config: pytest.Config, running: Callable[[], str]) -> None:
        self._tally = Tally()
        self._running = running
        pipeline.observers.append(self._note)
        config.add_cleanup(lambda: pipeline.observers.remove(self._note))

    def _note(self, request: Request, answer: Answer) -> None:
        self._tally.note(basis_of(request, answer), self._running())

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand what a worker counted to who shows it."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_KEY] = self._tally.to_json()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker counted; one that crashed has nothing to hand on."""
        counted = getattr(node, "workeroutput", {}).get(_KEY)
        if counted is not None:
            self._tally.add(counted)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show it."""
        terminalreporter.section("what the answers of IAM Identity Center rest on")
        for line in self._tally.lines():
            terminalreporter.write_line(line)
