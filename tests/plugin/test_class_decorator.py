"""Decorated classes: what `unittest` and pytest set up and tear down for all tests of a class or module."""

from __future__ import annotations

import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any

import boto3
import pytest

from ssoadmin_mock import mock_ssoadmin

pytest_plugins = ["pytester"]

PLUGIN = ("-p", "ssoadmin_mock.pytest_plugin", "-p", "no:cacheprovider", "-p", "no:asyncio")
PLUGIN += ("-W", "ignore::pytest.PytestAssertRewriteWarning")

BEGIN = """
import unittest
import boto3
from moto.core.models import botocore_stubber
from ssoadmin_mock import mock_ssoadmin

KEYS = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}  # nobody looks for others
CLIENT = boto3.client("sso-admin", region_name="us-east-1", **KEYS)

def instances():
    assert botocore_stubber.enabled
    return len(CLIENT.list_instances()["Instances"])
"""

CLASSES = """
@mock_ssoadmin
class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        CLIENT.create_instance()
        cls.addClassCleanup(cls.has_one)

    @classmethod
    def has_one(cls):
        assert instances() == 1

    tearDownClass = has_one

    def test_base(self):
        assert instances() == 1

class Inherits(Base):
    pass

class Calls(Base):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        assert instances() == 1

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        assert instances() == 1

class Overrides(Base):
    @classmethod
    def setUpClass(cls):
        assert instances() == 0
        CLIENT.create_instance()

    @classmethod
    def tearDownClass(cls):
        assert instances() == 1

class Plain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        CLIENT.create_instance()

class ByAnotherBase(Plain, Base):
    pass

@mock_ssoadmin(organization_instance=True)
class DecoratedAgain(Base):
    @classmethod
    def setUpClass(cls):
        assert instances() == 1

@mock_ssoadmin
class CleanUpOfATest(unittest.TestCase):
    def test_it(self):
        CLIENT.create_instance()
        self.addClassCleanup(instances)

    def test_the_other(self):
        assert instances() == 0

@mock_ssoadmin
class Coroutines(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        assert instances() == 0
        CLIENT.create_instance()
        self.addAsyncCleanup(self.asyncTearDown)

    async def asyncTearDown(self):
        assert instances() == 1

    async def test_one(self):
        assert instances() == 1

    async def test_two(self):
        assert instances() == 1

def load_tests(loader, tests, pattern):
    classes = Base, Inherits, Calls, Overrides, ByAnotherBase, DecoratedAgain, CleanUpOfATest, Coroutines
    return unittest.TestSuite(loader.loadTestsFromTestCase(one) for one in classes)
"""


def run_unittest(path: Path, code: str) -> str:
    path.joinpath("test_it.py").write_text(BEGIN + code)
    command = [sys.executable, "-W", "ignore", "-m", "unittest", "test_it"]
    return subprocess.run(command, cwd=path, capture_output=True, text=True, check=False).stderr


def test_a_test_case_is_in_the_mock_from_its_set_up_to_its_clean_ups_under_unittest(tmp_path: Path) -> None:
    output = run_unittest(tmp_path, CLASSES)
    assert "Ran 10 tests" in output
    assert output.endswith("OK\n"), output


def test_a_test_case_is_in_the_mock_from_its_set_up_to_its_clean_ups_under_pytest(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(BEGIN + CLASSES)
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=10)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "def setUpModule(): CLIENT.list_instances()",
            "setUpModule of test_it runs before the mock of @mock_ssoadmin on Case starts.",
        ),
        (
            "def tearDownModule(): CLIENT.list_instances()",
            "tearDownModule of test_it runs after the mock of @mock_ssoadmin on Case has ended.",
        ),
        (
            "def setUpModule(): unittest.addModuleCleanup(CLIENT.list_instances)",
            "A module's clean-up of test_it runs after the mock of @mock_ssoadmin on Case has ended.",
        ),
        (
            "def setUpModule(): unittest.addModuleCleanup(CLIENT.list_instances); 1 / 0",
            "No mock answers POST https://sso.us-east-1.amazonaws.com/ (sso-admin ListInstances)",
        ),
    ],
)
def test_what_runs_for_a_module_may_not_call_aws(code: str, expected: str, tmp_path: Path) -> None:
    case = "@mock_ssoadmin\nclass Case(unittest.TestCase):\n    def test_it(self): instances()\n"
    output = run_unittest(tmp_path, f"{case}\n{code}\n")
    assert "UnmockedAWSCallError: No mock answers POST https://sso.us-east-1.amazonaws.com/" in output
    assert expected in output
    assert "FAILED (errors=1)" in output


def test_a_set_up_of_a_module_may_use_a_mock_of_its_own(tmp_path: Path) -> None:
    code = """
@mock_ssoadmin
class Case(unittest.TestCase):
    def test_it(self): assert instances() == 1

class Other(unittest.TestCase):
    def test_it(self): assert instances() == 1

def setUpModule():
    mock = mock_ssoadmin()
    mock.start()
    unittest.addModuleCleanup(mock.stop)
    CLIENT.create_instance()

def tearDownModule():
    assert instances() == 1
"""
    assert run_unittest(tmp_path, code).endswith("OK\n")


PYTEST_CLASSES = """
@mock_ssoadmin
class TestBase:
    @classmethod
    def setup_class(cls):
        CLIENT.create_instance()

    @classmethod
    def teardown_class(cls):
        assert instances() == 1

    def test_it(self):
        assert instances() == 1

class TestCalls(TestBase):
    @classmethod
    def setup_class(cls):
        super().setup_class()

    @classmethod
    def teardown_class(cls):
        super().teardown_class()
        assert instances() == 1

@mock_ssoadmin
class TestFunctions:
    def setup_class(cls):
        assert cls.__name__ == "TestFunctions"
        CLIENT.create_instance()

    def test_it(self):
        assert instances() == 1

@mock_ssoadmin
class TestStatic:
    @staticmethod
    def teardown_class():
        assert instances() == 0

    def test_it(self):
        assert instances() == 0

@mock_ssoadmin
class TestNotUsed:
    @classmethod
    def setup_class(cls):
        pass

    def test_one(self):
        assert instances() == 0
        CLIENT.create_instance()

    test_two = test_one

@mock_ssoadmin
class TestMixed(unittest.TestCase):
    @classmethod
    def setup_class(cls):
        CLIENT.create_instance()

    @classmethod
    def teardown_class(cls):
        assert instances() == 1

    def test_it(self):
        assert instances() == 1

def test_the_mock_has_ended():
    assert not botocore_stubber.enabled
"""


@pytest.mark.parametrize("plugin", [True, False])
def test_setup_class_and_teardown_class_are_in_the_mock(plugin: bool, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(BEGIN + PYTEST_CLASSES)
    without = ("-p", "no:ssoadmin_mock.pytest_plugin", "-p", "no:cacheprovider", "-p", "no:asyncio")
    pytester.runpytest_subprocess(*(PLUGIN if plugin else without)).assert_outcomes(passed=8)


def test_a_set_up_of_a_class_that_fails_ends_the_mock(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        BEGIN
        + """
import pytest

@mock_ssoadmin
class TestFunctions:
    @classmethod
    def setup_class(cls):
        1 / instances()

    def test_it(self): pass

@mock_ssoadmin
class TestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(instances)
        1 / instances()

    def test_it(self): pass

@mock_ssoadmin
class TestSkipped(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pytest.skip(str(instances()))

    def test_it(self): pass

def test_the_mock_has_ended():
    assert not botocore_stubber.enabled
"""
    )
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1, errors=2, skipped=1)


def test_a_world_that_is_none_fails_the_tests_of_the_class_and_no_others(tmp_path: Path) -> None:
    code = """
@mock_ssoadmin(world="missing.yaml")
class Case(unittest.TestCase):
    def test_it(self): pass

class Other(unittest.TestCase):
    def test_it(self): assert not botocore_stubber.enabled
"""
    output = run_unittest(tmp_path, code)
    assert "ERROR: setUpClass (test_it.Case)" in output
    assert "FAILED (errors=1)" in output
    assert "Ran 1 test" in output


def test_a_mock_that_cannot_start_for_a_test_is_that_test_s_error() -> None:
    @mock_ssoadmin(world="missing.yaml")
    class Case(unittest.TestCase):
        def test_it(self) -> None:
            """Nobody gets here."""

    result = unittest.TestResult()
    Case("test_it").run(result)
    ((_, text),) = result.errors
    assert "missing.yaml" in text


def test_hooks_of_subclasses_are_called_with_their_arguments() -> None:
    found: dict[str, Any] = {}

    class Mixin:
        def __init_subclass__(cls, **arguments: Any) -> None:
            found.update(arguments)

    class Base:
        pass

    class WithHook:
        def __init_subclass__(cls, name: str, **arguments: Any) -> None:
            found["name"] = name
            super().__init_subclass__(**arguments)

    mock_ssoadmin(Base)
    mock_ssoadmin(WithHook)

    class Sub(WithHook, Base, Mixin, name="dev", colour="red"):
        def count(self) -> int:
            return len(boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"])

    assert found == {"name": "dev", "colour": "red"}
    assert Sub().count() == 0


def test_a_fixture_that_has_the_name_of_a_set_up_stays_one(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        BEGIN
        + """
import pytest

@mock_ssoadmin
class TestIt:
    @pytest.fixture(autouse=True)
    def setup_class(self):
        self.made = 1

    def test_it(self):
        assert self.made == 1
"""
    )
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1)
