"""What a mock leaves behind, however often it is entered, and what processes have in common: nothing."""

from __future__ import annotations

import gc
import json
import multiprocessing
import sys
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from ssoadmin_mock import mock_ssoadmin, ssoadmin_backends
from tests.plugin.everything import changes, everything
from tests.plugin.test_decorator import client, instances
from tests.plugin.test_nesting import snapshot

TIMES = 1000


def visit() -> None:
    with mock_ssoadmin(organization_instance=True) as idc:
        sso = boto3.client("sso-admin", region_name="us-east-1")
        (instance,) = sso.list_instances()["Instances"]
        sso.create_permission_set(InstanceArn=instance["InstanceArn"], Name="Admin")
        assert idc.calls


def test_a_thousand_enters_and_leaves_grow_nothing_and_leave_everything_as_it_was() -> None:
    for _ in range(20):
        visit()
    before, all_before, objects = snapshot(), everything(), count_of_objects()
    for number in range(TIMES):
        visit()
        # The whole of moto and botocore takes long to compare; what entering is known to change is compared each time.
        assert snapshot() == before
        if number % 200 == 0:
            assert changes(all_before, everything()) == []
    assert changes(all_before, everything()) == []
    # Less than one object for each: botocore keeps a bounded number of things that it computed.
    assert count_of_objects() - objects < TIMES


def count_of_objects() -> int:
    gc.collect()
    return len(gc.get_objects())


def test_the_comparison_sees_what_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    from moto import backend_index
    from moto.core.models import MockAWS

    before = everything()
    assert changes(before, everything()) == []
    monkeypatch.setenv("AWS_PROFILE", "mine")
    monkeypatch.setattr(MockAWS, "_nested_count", 5)
    monkeypatch.setattr(backend_index, "backend_url_patterns", backend_index.backend_url_patterns[1:])
    changed = {"os.environ", "moto.core.models.MockAWS._nested_count", "moto.backend_index.backend_url_patterns"}
    assert changed <= set(changes(before, everything()))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
# Python warns of a fork beside other threads; the child here starts none and takes no lock that they hold.
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_goes_on_with_a_copy() -> None:
    with mock_ssoadmin():
        client().create_instance()
        assert run_forked(use_what_was_there) == {"found": 1, "left": 0}
        assert instances() == 1
    assert len(ssoadmin_backends) == 0


def use_what_was_there() -> dict[str, int]:
    found = instances()
    (instance,) = client().list_instances()["Instances"]
    client().delete_instance(InstanceArn=instance["InstanceArn"])
    return {"found": found, "left": instances()}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_mock_of_a_forked_process_is_not_its_parent_s() -> None:
    before = snapshot()
    assert run_forked(mock_something) == {"found": 1, "left": 0}
    assert snapshot() == before


def mock_something() -> dict[str, int]:
    with mock_ssoadmin():
        client().create_instance()
        found = instances()
    return {"found": found, "left": len(ssoadmin_backends)}


def run_forked(function: Callable[[], dict[str, int]]) -> dict[str, Any]:
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=lambda: sender.send(json.dumps(function())))
    process.start()
    # Before the join: a child that failed sends nothing, and its end of the pipe closes.
    sender.close()
    try:
        answer: dict[str, Any] = json.loads(receiver.recv())
    finally:
        process.join()
        receiver.close()
    return answer
