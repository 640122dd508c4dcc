"""What `slow` knows of operations is what they do: each that starts something, under the name that it starts it by."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pytest

from ssoadmin_mock.effects.waiting import WORKFLOWS
from ssoadmin_mock.effects.workflows import Workflows
from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.discovery import services
from tests.conftest import Connect, Organization
from tests.contract.contract import contract_of
from tests.contract.tour import take


def test_it_knows_what_operations_start(
    connect: Connect, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: dict[str, set[str]] = {}
    running: list[str] = []
    start = Workflows.start

    def note(self: Workflows, name: str, key: Hashable, finish: Callable[[], None]) -> None:
        started.setdefault(running[-1], set()).add(name)
        start(self, name, key, finish)

    def called(request: pipeline.Request) -> pipeline.Request:
        running.append(request.operation)
        return request

    monkeypatch.setattr(Workflows, "start", note)
    monkeypatch.setattr(pipeline, "interceptors", [*pipeline.interceptors, called])
    take(contract_of(services()["sso-admin"]).tour(services()["sso-admin"], connect, organization))
    assert started == {operation: {name} for operation, name in WORKFLOWS.items()}
