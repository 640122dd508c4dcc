"""What the code under test called."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest
from botocore.config import Config

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.controls.calls import KEPT, Calls
from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.pipeline import Answer, Request
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.conftest import Connect, error_of

ACCOUNT = "111122223333"


@pytest.fixture
def sso(connect: Connect) -> Any:
    """A client of an account that may create an instance."""
    return connect(account_id=ACCOUNT)


def failure(assertion: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(AssertionError) as caught:
        assertion(*args, **kwargs)
    return str(caught.value)


def recorded(operation: str, body: str | bytes = "{}", answer: Answer | None = None) -> tuple[Request, Answer]:
    return Request(SSO_ADMIN, operation, body, Caller(ACCOUNT, "us-east-1", "AKIAEXAMPLE")), answer or Answer(200, "{}")


# --- what is noted -------------------------------------------------------------------------------------------------


def test_a_call_has_operation_parameters_caller_and_result(idc: IdentityCenter, sso: Any) -> None:
    arn = sso.create_instance(Name="dev", ClientToken="abc")["InstanceArn"]
    (call,) = idc.calls
    assert call.operation == "CreateInstance"
    assert call.parameters == {"Name": "dev", "ClientToken": "abc"}
    assert (call.caller.account_id, call.caller.region_name) == (ACCOUNT, "us-east-1")
    assert call.caller.arn.startswith(f"arn:aws:sts::{ACCOUNT}:")
    assert (call.result, call.error) == ({"InstanceArn": arn}, None)


def test_a_refused_call_has_the_error_as_boto3_has_it(idc: IdentityCenter, sso: Any) -> None:
    sso.create_instance()
    code, message = error_of(sso.create_instance)
    assert idc.calls[-1].error == {"Code": code, "Message": message}
    assert idc.calls[-1].result is None


def test_a_call_that_breaks_the_model_is_noted(idc: IdentityCenter, connect: Connect) -> None:
    sso = connect(config=Config(parameter_validation=False))
    error_of(sso.describe_instance)
    (call,) = idc.calls
    assert (call.operation, call.parameters) == ("DescribeInstance", {})
    assert call.error is not None
    assert call.error["Code"] == "ValidationException"


def test_every_attempt_of_a_client_that_retries_is_noted(
    idc: IdentityCenter, sso: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    idc.faults.fail("ListInstances", "ThrottlingException")
    sso.list_instances()
    assert [call.error and call.error["Code"] for call in idc.calls] == ["ThrottlingException", None]


def test_calls_are_a_sequence_oldest_first(idc: IdentityCenter, sso: Any) -> None:
    sso.list_instances()
    sso.create_instance()
    assert [call.operation for call in idc.calls] == ["ListInstances", "CreateInstance"]
    assert [call.operation for call in idc.calls[1:]] == ["CreateInstance"]
    assert (len(idc.calls), idc.calls[0].operation, bool(idc.calls)) == (2, "ListInstances", True)


def test_a_result_is_what_it_was_when_it_was_answered(idc: IdentityCenter, sso: Any) -> None:
    arn = sso.create_instance(Name="before")["InstanceArn"]
    sso.describe_instance(InstanceArn=arn)
    sso.update_instance(InstanceArn=arn, Name="after")
    (described,) = idc.calls.of("DescribeInstance")
    assert described.result is not None
    assert described.result["Name"] == "before"


@pytest.mark.parametrize("body", ["{", "[1]", b"\xff"])
def test_a_body_that_is_no_request_has_no_parameters(body: str | bytes) -> None:
    calls = Calls()
    calls.record(*recorded("ListInstances", body))
    assert calls[0].parameters == {}


def test_of_picks_calls_by_operation_and_parameters(idc: IdentityCenter, sso: Any) -> None:
    sso.list_instances(MaxResults=1)
    sso.list_instances(MaxResults=2)
    sso.list_application_providers(MaxResults=1)
    assert [call.parameters for call in idc.calls.of("list_instances")] == [{"MaxResults": 1}, {"MaxResults": 2}]
    assert [call.parameters for call in idc.calls.of("ListInstances", MaxResults=2)] == [{"MaxResults": 2}]


def test_the_repr_says_what_was_called(idc: IdentityCenter, sso: Any) -> None:
    assert repr(idc.calls) == "<no calls>"
    sso.list_instances()
    sso.list_instances()
    sso.create_instance()
    assert repr(idc.calls) == "<3 calls: ListInstances (2 times), CreateInstance>"


# --- from when until when ------------------------------------------------------------------------------------------


def test_the_next_mock_begins_without_calls() -> None:
    for _ in range(2):
        with mock_ssoadmin() as idc:
            assert list(idc.calls) == []
            idc.session(account_id=ACCOUNT).client("sso-admin", region_name="us-east-1").list_instances()
            assert len(idc.calls) == 1


def test_nested_mocks_share_their_calls(idc: IdentityCenter, sso: Any) -> None:
    with mock_ssoadmin() as inner:
        sso.list_instances()
        assert len(inner.calls) == 1
    assert len(idc.calls) == 1


def test_nothing_watches_after_the_mock() -> None:
    with mock_ssoadmin():
        assert (len(pipeline.observers), len(pipeline.interceptors)) == (2, 1)
    assert (pipeline.observers, pipeline.interceptors) == ([], [])


def test_clear_forgets_the_calls(idc: IdentityCenter, sso: Any) -> None:
    sso.list_instances()
    idc.calls.clear()
    idc.calls.assert_not_called("ListInstances")


def test_without_a_mock_there_are_no_calls() -> None:
    with pytest.raises(RuntimeError, match="mock_ssoadmin is not active"):
        _ = IdentityCenter().calls
    with pytest.raises(RuntimeError, match="mock_ssoadmin is not active"):
        _ = IdentityCenter().faults


def test_the_last_thousand_calls_are_kept() -> None:
    calls = Calls()
    for number in range(KEPT + 2):
        calls.record(*recorded("ListInstances", f'{{"MaxResults": {number}}}'))
    assert (len(calls), calls.dropped) == (KEPT, 2)
    assert calls[0].parameters == {"MaxResults": 2}


def test_calls_of_many_threads_are_all_noted() -> None:
    calls, together = Calls(), threading.Barrier(9)

    def work(act: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            together.wait()
            for _ in range(100):
                act()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    threads = [work(lambda: calls.record(*recorded("ListInstances"))) for _ in range(8)]
    threads.append(work(lambda: list(calls)))
    for thread in threads:
        thread.join()
    assert (len(calls), calls.dropped) == (800, 0)


# --- assertions ----------------------------------------------------------------------------------------------------


def test_assert_called_returns_the_calls(idc: IdentityCenter, sso: Any) -> None:
    sso.list_instances(MaxResults=1)
    sso.list_instances(MaxResults=2)
    assert len(idc.calls.assert_called("ListInstances")) == 2
    assert len(idc.calls.assert_called("list_instances", MaxResults=2)) == 1
    assert len(idc.calls.assert_called("ListInstances", MaxResults=ANY, times=2)) == 2


def test_nothing_was_called(idc: IdentityCenter) -> None:
    assert failure(idc.calls.assert_called, "ListInstances") == "ListInstances was not called.\nNothing was called."


def test_the_nearest_call_is_one_of_the_same_operation_with_most_parameters_alike(
    idc: IdentityCenter, sso: Any
) -> None:
    arn = sso.create_instance()["InstanceArn"]
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "blue"}])
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "red"}])
    sso.untag_resource(ResourceArn=arn, TagKeys=["team"])
    message = failure(
        idc.calls.assert_called,
        "tag_resource",
        ResourceArn=arn,
        InstanceArn=arn,
        Tags=[{"Key": "team", "Value": "green"}],
    )
    assert message == (
        f"TagResource was not called with ResourceArn={arn!r}, InstanceArn={arn!r}, "
        "Tags=[{'Key': 'team', 'Value': 'green'}].\n"
        f"Nearest call: TagResource(ResourceArn={arn!r}, Tags=[{{'Key': 'team', 'Value': 'red'}}]) by 111122223333 in "
        "us-east-1\n"
        "  InstanceArn was not given\n"
        "  Tags was [{'Key': 'team', 'Value': 'red'}], not [{'Key': 'team', 'Value': 'green'}]\n"
        "All calls: CreateInstance, TagResource (2 times), UntagResource"
    )


def test_the_nearest_call_may_be_of_an_operation_with_a_like_name(idc: IdentityCenter, sso: Any) -> None:
    sso.create_instance(Name="dev")
    sso.list_application_providers()
    code, text = error_of(sso.create_instance, Name="dev2")
    assert failure(idc.calls.assert_called, "DeleteInstance") == (
        "DeleteInstance was not called.\n"
        f"Nearest call: CreateInstance(Name='dev2', ClientToken={idc.calls[-1].parameters['ClientToken']!r}) "
        f"by 111122223333 in us-east-1, {code}: {text}\n"
        "All calls: CreateInstance (2 times), ListApplicationProviders"
    )


def test_another_number_of_calls_fails_with_the_calls(idc: IdentityCenter, sso: Any) -> None:
    for number in range(1, 8):
        sso.list_instances(MaxResults=number)
    assert failure(idc.calls.assert_called, "ListInstances", times=2) == (
        "ListInstances was called 7 times instead of 2 times:\n"
        "  ListInstances(MaxResults=1) by 111122223333 in us-east-1\n"
        "  ListInstances(MaxResults=2) by 111122223333 in us-east-1\n"
        "  ListInstances(MaxResults=3) by 111122223333 in us-east-1\n"
        "  ListInstances(MaxResults=4) by 111122223333 in us-east-1\n"
        "  ListInstances(MaxResults=5) by 111122223333 in us-east-1\n"
        "  ... and 2 more"
    )
    assert failure(idc.calls.assert_called, "ListInstances", times=2, MaxResults=7) == (
        "ListInstances was called once instead of 2 times with MaxResults=7:\n"
        "  ListInstances(MaxResults=7) by 111122223333 in us-east-1"
    )
    assert failure(idc.calls.assert_called, "CreateInstance", times=2).startswith("CreateInstance was not called.\n")


def test_assert_not_called_fails_with_the_call(idc: IdentityCenter, sso: Any) -> None:
    sso.list_instances(MaxResults=1)
    idc.calls.assert_not_called("CreateInstance")
    idc.calls.assert_not_called("ListInstances", MaxResults=2)
    assert failure(idc.calls.assert_not_called, "ListInstances", MaxResults=1) == (
        "ListInstances was called with MaxResults=1:\n  ListInstances(MaxResults=1) by 111122223333 in us-east-1"
    )


def test_nobody_says_never_when_calls_were_dropped() -> None:
    calls = Calls()
    for _ in range(KEPT + 1):
        calls.record(*recorded("ListInstances"))
    assert failure(calls.assert_not_called, "CreateInstance", Name="dev") == (
        "Nobody can tell whether CreateInstance was called with Name='dev': only the last 1000 calls are kept, and 1 "
        "came before them. Use idc.calls.clear() on the way."
    )


@pytest.mark.parametrize("assertion", ["assert_called", "assert_not_called", "of"])
def test_a_misspelt_name_is_an_error_and_no_passing_test(idc: IdentityCenter, assertion: str) -> None:
    with pytest.raises(
        ValueError,
        match=r"There is no operation 'CreateInstanc'; did you mean 'CreateInstance'\?",
    ):
        getattr(idc.calls, assertion)("CreateInstanc")
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the whole text is compared)
        getattr(idc.calls, assertion)("CreateInstance", name="dev")
    assert str(caught.value) == (
        "CreateInstance has no parameter 'name'; did you mean 'Name'? It has: Name, ClientToken, Tags."
    )
