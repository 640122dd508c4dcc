"""Workflows by themselves: what settles when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from moto.moto_api import state_manager

from ssoadmin_mock.effects.workflows import Workflows


@pytest.fixture
def workflows() -> Workflows:
    return Workflows({})


@pytest.fixture
def progression() -> Iterator[Any]:
    """Sets how things progress: ``progression("manual", times=2)``."""

    def set_progression(progression: str, **how: int) -> None:
        state_manager.set_transition("ssoadmin::thing", {"progression": progression, **how})

    yield set_progression
    state_manager.unset_transition("ssoadmin::thing")


def test_a_workflow_settles_when_it_is_asked_to_and_not_before(workflows: Workflows) -> None:
    settled: list[str] = []
    workflows.start("thing", "key", lambda: settled.append("key"))
    assert "key" in workflows
    assert settled == []
    workflows.settle_due()
    workflows.settle_due()
    assert "key" not in workflows
    assert settled == ["key"]


def test_a_manual_workflow_settles_at_the_last_of_its_polls(workflows: Workflows, progression: Any) -> None:
    progression("manual", times=2)
    settled: list[str] = []
    workflows.start("thing", "key", lambda: settled.append("key"))
    workflows.settle_due()
    workflows.poll("key")
    workflows.settle_due()
    assert settled == []
    workflows.poll("key")
    assert settled == ["key"]
    workflows.poll("key")
    assert settled == ["key"]


def test_a_poll_counts_for_one_workflow_only(workflows: Workflows, progression: Any) -> None:
    progression("manual", times=1)
    settled: list[str] = []
    for key in "ab":
        workflows.start("thing", key, lambda key=key: settled.append(key))
    workflows.poll("b")
    workflows.poll("unknown")
    assert settled == ["b"]


def test_a_workflow_of_a_new_start_takes_the_place_of_the_old_one(workflows: Workflows) -> None:
    settled: list[str] = []
    workflows.start("thing", "key", lambda: settled.append("old"))
    workflows.start("thing", "key", lambda: settled.append("new"))
    workflows.settle_due()
    assert settled == ["new"]


def test_settling_everything_settles_what_that_starts_as_well(workflows: Workflows, progression: Any) -> None:
    progression("manual", times=5)
    settled: list[str] = []

    def finish() -> None:
        settled.append("first")
        workflows.start("thing", "second", lambda: settled.append("second"))

    workflows.start("thing", "first", finish)
    workflows.settle_all()
    assert settled == ["first", "second"]


def test_what_a_settling_workflow_cancels_does_not_settle_after_it(workflows: Workflows) -> None:
    settled: list[str] = []
    workflows.start("thing", "first", workflows.cancel_all)
    workflows.start("thing", "second", lambda: settled.append("second"))
    workflows.settle_due()
    assert settled == []
    assert "second" not in workflows
