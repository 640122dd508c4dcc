"""Our errors go from one process to another, and are the same there."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

import ssoadmin_mock
from ssoadmin_mock import CaptureError, UnknownNameError, UnmockedAWSCallError, WorldError
from ssoadmin_mock.server import ServerStartError
from ssoadmin_mock.world.errors import Problem

pytest_plugins = ["pytester"]

ERRORS = [
    WorldError([Problem("wrong", ("users", 0), "world.yaml", 3), Problem("also wrong")]),
    UnknownNameError("'Ade' is not the name of a user"),
    UnmockedAWSCallError(method="GET", url="https://example.amazonaws.com/"),
    CaptureError("There is nothing."),
    ServerStartError("The port is taken."),
]


def test_all_public_errors_are_here() -> None:
    public = {getattr(ssoadmin_mock, name) for name in ssoadmin_mock.__all__}
    errors = {each for each in public if isinstance(each, type) and issubclass(each, Exception)}
    assert errors <= {type(error) for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_survives_pickling(error: Exception, protocol: int) -> None:
    for again in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error)):
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_worker_of_xdist_shows_each_problem_once(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xdist")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    pytester.makepyfile(
        """
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        from ssoadmin_mock import mock_ssoadmin

        WORLD = {"user": {}, "group": {}}

        def load():
            with mock_ssoadmin(world=WORLD):
                pass

        def test_here():
            load()

        def test_in_a_process_of_its_own():
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                pool.submit(load).result()
        """
    )
    result = pytester.runpytest_subprocess("-n", "2", "-p", "no:cacheprovider", "-p", "no:asyncio")
    result.assert_outcomes(failed=2)
    told = [line for line in result.outlines if line.startswith("E  ") and "is not the name of a key here" in line]
    assert len(told) == 4
