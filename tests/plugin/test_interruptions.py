"""An exception at any point of entering or leaving: everything is as it was before all the same."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.models import MockAWS

from ssoadmin_mock import mock_ssoadmin
from tests.plugin.test_decorator import client
from tests.plugin.test_nesting import snapshot

OF_OURS = "/ssoadmin_mock/"
OF_MOTO_S = ("/moto/core/models.py", "/moto/core/base_backend.py")

# Where these are interrupted on their first line, they have not begun; who called them may call them again.
BEFORE_THE_BEGINNING = {
    ("stop", "ssoadmin_mock/decorator.py"),
    ("leave", "ssoadmin_mock/controls/active.py"),
    ("_on_end", "ssoadmin_mock/controls/active.py"),
    ("uninstall", "ssoadmin_mock/plugin/install.py"),
}


class Interruption(BaseException):
    """Stands for whatever may come at any time, such as a KeyboardInterrupt."""


def interrupted(action: Callable[[], Any], at: int) -> str | None:
    """Run an action until the nth call of a function of ours or of moto's mock; return which, if it came to it."""
    count, interrupted_in = 0, None

    def interrupt(frame: FrameType, event: str, _: object) -> None:
        nonlocal count, interrupted_in
        if event != "call" or not is_a_step(frame):
            return
        count += 1
        if count == at:
            sys.setprofile(None)
            interrupted_in = f"{frame.f_code.co_name}, line {frame.f_lineno} of {frame.f_code.co_filename}"
            raise Interruption

    sys.setprofile(interrupt)
    try:
        action()
    except Interruption:
        pass
    finally:
        sys.setprofile(None)
    return interrupted_in


def is_a_step(frame: FrameType) -> bool:
    if sys.version_info < (3, 11) and frame.f_lasti >= 0:
        # There, what a profiler raises where a generator goes on skips its `finally`, which no other exception does.
        return False
    file = frame.f_code.co_filename.replace("\\", "/")
    if any(frame.f_code.co_name == name and file.endswith(path) for name, path in BEFORE_THE_BEGINNING):
        return False
    return OF_OURS in file or file.endswith(OF_MOTO_S)


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    # In lists, because moto's dictionaries of backends do not equal themselves while they are empty.
    return [name for name in before if [before[name]] != [after[name]]]


def test_an_exception_anywhere_in_entering_leaves_everything_as_it_was() -> None:
    before = settled_snapshot()
    step, mock = 1, mock_ssoadmin(organization_instance=True)
    while place := interrupted(mock.start, step):
        assert (place, changes(before, snapshot())) == (place, [])
        step += 1
    mock.stop()
    assert step > 100


def test_an_exception_anywhere_in_leaving_leaves_everything_as_it_was() -> None:
    before = settled_snapshot()
    step = 1
    while place := interrupted(entered().stop, step):
        assert (place, changes(before, snapshot())) == (place, [])
        step += 1
    assert step > 50


def entered() -> Any:
    mock = mock_ssoadmin(organization_instance=True)
    mock.start()
    return mock


def settled_snapshot() -> dict[str, Any]:
    # What is loaded or registered once and for all has been.
    with mock_ssoadmin(organization_instance=True):
        client().list_instances()
    return snapshot()


def test_state_that_is_to_be_kept_is_kept_when_leaving_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise Interruption

    mock = mock_ssoadmin()
    mock.start()
    arn = client().create_instance()["InstanceArn"]
    with monkeypatch.context() as injected:
        injected.setattr(MockAWS, "_disable_patching", fail)
        with pytest.raises(Interruption):
            mock.stop(remove_data=False)
    mock.start(reset=False)
    assert [instance["InstanceArn"] for instance in client().list_instances()["Instances"]] == [arn]
    mock.stop()


def test_inside_moto_s_mock_that_mock_goes_on() -> None:
    with mock_aws():
        # The outermost mock keeps what was made inside it.
        before = settled_snapshot() | {"instances": None}
        step = 1
        while place := interrupted(entered().stop, step):
            assert (place, changes(before, snapshot() | {"instances": None})) == (place, [])
            step += 1
        assert boto3.client("sqs", region_name="us-east-1").list_queues().get("QueueUrls", []) == []
    assert step > 20
