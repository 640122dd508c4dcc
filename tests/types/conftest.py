"""The checkers, and Pythons with and without the stubs of boto3."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.types import checkers


@pytest.fixture(scope="session")
def type_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where mypy keeps what it found out about libraries, during one run of the tests."""
    return tmp_path_factory.mktemp("mypy")


@pytest.fixture(scope="session", params=["mypy", "pyright"])
def check(request: pytest.FixtureRequest, type_cache: Path) -> checkers.Check:
    """Each of the checkers, for the packages that the tests run with."""
    return checkers.mypy(sys.executable, type_cache) if request.param == "mypy" else checkers.pyright(sys.executable)
