"""`mock_ssoadmin` as a decorator of everything that can be decorated, and as a context manager."""

from __future__ import annotations

import asyncio
import inspect
import unittest
from collections.abc import AsyncIterator, Iterator
from typing import Any

import boto3
import pytest

from ssoadmin_mock import IdentityCenter, mock_ssoadmin

pytest_plugins = ["pytester"]


def client() -> Any:
    return boto3.client("sso-admin", region_name="us-east-1")


def instances() -> int:
    return len(client().list_instances()["Instances"])


@mock_ssoadmin
def test_bare_decorator() -> None:
    arn = client().create_instance(Name="dev", Tags=[{"Key": "team", "Value": "x"}])["InstanceArn"]
    assert client().describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"


@mock_ssoadmin()
def test_called_decorator_begins_with_empty_state() -> None:
    assert instances() == 0


@pytest.mark.parametrize("name", ["a", "b"])
@mock_ssoadmin
def test_fixtures_and_parameters_still_arrive(name: str, tmp_path: Any) -> None:
    arn = client().create_instance(Name=name)["InstanceArn"]
    assert client().describe_instance(InstanceArn=arn)["Name"] == name
    assert tmp_path.exists()


def test_a_decorated_function_keeps_its_face_and_its_result() -> None:
    @mock_ssoadmin
    def count(extra: int, *, more: int = 1) -> int:
        """Count."""
        return instances() + extra + more

    assert count(2, more=3) == 5
    assert count.__name__ == "count"
    assert count.__doc__ == "Count."
    assert list(inspect.signature(count).parameters) == ["extra", "more"]


def test_context_manager_gives_the_handle() -> None:
    with mock_ssoadmin() as idc:
        assert isinstance(idc, IdentityCenter)
        client().create_instance()
        assert instances() == 1


def test_start_and_stop() -> None:
    mock = mock_ssoadmin()
    idc = mock.start()
    try:
        assert isinstance(idc, IdentityCenter)
        assert instances() == 0
    finally:
        mock.stop()


def test_stop_without_start_says_so() -> None:
    with pytest.raises(RuntimeError, match=r"Called stop\(\) before start\(\)\."):
        mock_ssoadmin().stop()


def test_one_mock_can_be_used_again_and_inside_itself() -> None:
    mock = mock_ssoadmin()
    with mock:
        client().create_instance()
        with mock:
            assert instances() == 1
        assert instances() == 1
    with mock:
        assert instances() == 0


def test_coroutine_functions_run_inside_the_mock() -> None:
    @mock_ssoadmin
    async def create() -> int:
        client().create_instance()
        await asyncio.sleep(0)
        return instances()

    assert inspect.iscoroutinefunction(create)
    coroutine = create()
    assert asyncio.run(coroutine) == 1


def test_coroutines_of_one_decorator_may_overlap_and_end_in_any_order() -> None:
    @mock_ssoadmin
    async def wait(seconds: float) -> int:
        client()
        await asyncio.sleep(seconds)
        return instances()

    async def both() -> list[int]:
        return await asyncio.gather(wait(0.01), wait(0.03))

    assert asyncio.run(both()) == [0, 0]


def test_generator_functions_are_active_while_they_run() -> None:
    @mock_ssoadmin
    def steps() -> Iterator[int]:
        client().create_instance()
        received = yield instances()
        yield received

    generator: Any = steps()
    assert next(generator) == 1
    assert generator.send(7) == 7
    generator.close()
    with pytest.raises(RuntimeError, match="before start"):
        mock_ssoadmin().stop()


def test_async_generator_functions_are_active_while_they_run() -> None:
    seen: list[Any] = []

    @mock_ssoadmin
    async def steps() -> AsyncIterator[Any]:
        client().create_instance()
        try:
            seen.append((yield instances()))
        except KeyError as error:
            seen.append(error)
        yield instances()

    async def drive() -> None:
        assert inspect.isasyncgenfunction(steps)
        sent: Any = steps()
        assert await sent.__anext__() == 1
        assert await sent.asend("sent") == 1
        assert [value async for value in sent] == []
        thrown: Any = steps()
        await thrown.__anext__()
        assert await thrown.athrow(KeyError("thrown")) == 1
        await thrown.aclose()

    asyncio.run(drive())
    assert seen[0] == "sent"
    assert repr(seen[1]) == "KeyError('thrown')"


def test_config_passes_through_to_moto() -> None:
    with mock_ssoadmin(config={"iam": {"load_aws_managed_policies": True}}):
        policies = boto3.client("iam").list_policies(Scope="AWS", MaxItems=1)["Policies"]
        assert policies
    with mock_ssoadmin():
        assert boto3.client("iam").list_policies(Scope="AWS", MaxItems=1)["Policies"] == []


def test_settings_that_do_not_exist_are_refused_with_the_ones_that_do() -> None:
    with pytest.raises(
        ValueError, match=r"no ssoadmin setting 'allow_members'; choose from: access_scopes, allow_authorization_code"
    ):
        mock_ssoadmin(allow_members=True)
    with pytest.raises(ValueError, match=r"no ssoadmin quota 'tag'; choose from: .*tags_per_resource"):
        mock_ssoadmin(quotas={"tag": 1})


@mock_ssoadmin
class TestClassWithoutSetup:
    def test_each_test_begins_with_empty_state(self) -> None:
        assert instances() == 0
        client().create_instance()

    def test_each_test_begins_with_empty_state_again(self) -> None:
        assert instances() == 0
        client().create_instance()


@mock_ssoadmin
class TestClassWithSetupMethod:
    def setup_method(self) -> None:
        assert instances() == 0
        client().create_instance()

    def test_the_tests_see_what_setup_made(self) -> None:
        assert instances() == 1

    def test_the_state_is_reset_between_tests(self) -> None:
        assert instances() == 1


@mock_ssoadmin
class TestClassWithSetupMethodThatTakesTheTest:
    def setup_method(self, method: Any) -> None:
        assert method.__name__.startswith("test_")
        client().create_instance()

    def test_the_tests_see_what_setup_made(self) -> None:
        assert instances() == 1


@mock_ssoadmin
class TestCaseWithSetUp(unittest.TestCase):
    def setUp(self) -> None:
        client().create_instance()

    def test_the_tests_see_what_set_up_made(self) -> None:
        assert instances() == 1

    def test_the_state_is_reset_between_tests(self) -> None:
        assert instances() == 1

    async def helper(self) -> int:
        return instances()

    def test_coroutine_methods_are_decorated_as_well(self) -> None:
        assert asyncio.run(self.helper()) == 1


@mock_ssoadmin(organization_instance=True)
class TestClassWithOrganizationInstance:
    def setup_method(self) -> None:
        self.seen_in_setup = client().list_instances()["Instances"]

    def test_setup_and_test_see_the_same_instance(self) -> None:
        assert client().list_instances()["Instances"] == self.seen_in_setup
        assert len(self.seen_in_setup) == 1


def test_decorated_fixtures_work(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3, pytest
        from ssoadmin_mock import mock_ssoadmin

        @pytest.fixture
        @mock_ssoadmin
        def arn():
            yield boto3.client("sso-admin", region_name="us-east-1").create_instance()["InstanceArn"]

        def test_the_mock_is_active_while_the_fixture_is(arn):
            client = boto3.client("sso-admin", region_name="us-east-1")
            assert client.describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"
        """
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:asyncio").assert_outcomes(passed=1)


@mock_ssoadmin
class TestCaseWithSetUpClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        client().create_instance()

    @classmethod
    def tearDownClass(cls) -> None:
        assert instances() == 1

    def test_it_sees_what_was_made_for_the_class(self) -> None:
        assert instances() == 1

    def test_so_does_the_next_one(self) -> None:
        assert instances() == 1


class TestSubclassThatDoesNotCallItsBase(TestCaseWithSetUpClass):
    @classmethod
    def setUpClass(cls) -> None:
        assert instances() == 0
        client().create_instance()

    def test_of_the_subclass(self) -> None:
        assert instances() == 1


@mock_ssoadmin
class TestCaseWhoseClassIsSetUpWithoutAWS(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.name = "dev"

    def test_each_test_begins_with_empty_state(self) -> None:
        assert instances() == 0
        client().create_instance(Name=self.name)

    test_each_test_begins_with_empty_state_again = test_each_test_begins_with_empty_state


@mock_ssoadmin
class TestCaseWithAsyncSetUp(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        client().create_instance()
        self.addCleanup(instances)

    async def test_it_sees_what_was_made(self) -> None:
        assert instances() == 1
