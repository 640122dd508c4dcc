"""Calls that fail on purpose."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.controls.calls import ServiceCall
from ssoadmin_mock.controls.faults import INJECTED, Faults
from ssoadmin_mock.services.pipeline import Caller, Request
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.errors import ServiceError, ThrottlingException
from tests.center import Center
from tests.conftest import Connect, Organization, error_of

NO_RETRIES = Config(retries={"total_max_attempts": 1})


@pytest.fixture
def center(organization: Organization, sso: Any, connect: Connect) -> Center:
    return Center(organization, sso, connect)


@pytest.fixture
def plain(connect: Connect) -> Any:
    """A client that does not retry."""
    return connect(config=NO_RETRIES)


def request(operation: str = "ListInstances", account_id: str = "123456789012", body: str = "{}") -> Request:
    return Request(SSO_ADMIN, operation, body, Caller(account_id, "us-east-1", "AKIAEXAMPLE"))


# --- errors --------------------------------------------------------------------------------------------------------


def test_the_next_call_fails_once(idc: IdentityCenter, plain: Any) -> None:
    fault = idc.faults.fail("ListInstances", "InternalServerException", "The service is on a break.")
    assert error_of(plain.list_instances) == ("InternalServerException", "The service is on a break.")
    assert plain.list_instances()["Instances"] == []
    assert (fault.count, fault.remaining) == (1, 0)


def test_the_next_n_calls_fail(idc: IdentityCenter, plain: Any) -> None:
    idc.faults.fail("list_instances", "ThrottlingException", times=2)
    assert error_of(plain.list_instances) == ("ThrottlingException", "Rate exceeded")
    assert error_of(plain.list_instances) == ("ThrottlingException", "Rate exceeded")
    assert plain.list_instances()["Instances"] == []


def test_every_call_fails_until_the_fault_is_removed(idc: IdentityCenter, plain: Any) -> None:
    fault = idc.faults.fail("ListInstances", "AccessDeniedException", times=None)
    for _ in range(5):
        assert error_of(plain.list_instances) == ("AccessDeniedException", INJECTED)
    fault.remove()
    fault.remove()
    assert plain.list_instances()["Instances"] == []
    assert fault.count == 5


def test_a_fault_ends_with_its_block(idc: IdentityCenter, plain: Any) -> None:
    with idc.faults.fail("ListInstances", "ThrottlingException", times=None) as fault:
        error_of(plain.list_instances)
    plain.list_instances()
    assert fault.count == 1


def test_clear_ends_all_faults(idc: IdentityCenter, plain: Any) -> None:
    idc.faults.fail("ListInstances", "ThrottlingException", times=None)
    idc.faults.delay(seconds=60)
    idc.faults.fail_request("CreateAccountAssignment", "no")
    idc.faults.clear()
    assert plain.list_instances()["Instances"] == []


def test_only_the_calls_that_a_predicate_picks_fail(idc: IdentityCenter, connect: Connect) -> None:
    idc.faults.fail(
        "CreateInstance",
        "ConflictException",
        when=lambda call: call.parameters.get("Name") == "second" and call.caller.account_id == "111122223333",
    )
    connect(account_id="111122224444").create_instance(Name="second")
    sso = connect(account_id="111122223333")
    assert error_of(sso.create_instance, Name="second") == ("ConflictException", INJECTED)
    assert sso.create_instance(Name="second")["InstanceArn"]


def test_a_predicate_sees_the_call_before_it_is_answered(idc: IdentityCenter, sso: Any) -> None:
    seen: list[ServiceCall] = []
    idc.faults.fail("ListInstances", "ThrottlingException", when=lambda call: bool(seen.append(call)))
    sso.list_instances(MaxResults=7)
    (call,) = seen
    assert (call.operation, call.parameters, call.result, call.error) == (
        "ListInstances",
        {"MaxResults": 7},
        None,
        None,
    )


def test_only_the_calls_with_certain_parameters_fail(idc: IdentityCenter, plain: Any) -> None:
    fault = idc.faults.fail("List*", "ThrottlingException", times=None, when={"MaxResults": 5})
    plain.list_instances()
    plain.list_instances(MaxResults=6)
    assert error_of(plain.list_instances, MaxResults=5)[0] == "ThrottlingException"
    assert fault.count == 1


def test_parameters_that_no_operation_takes_are_refused(idc: IdentityCenter) -> None:
    # GetInlinePolicyForPermissionSet has it, and the two others of the pattern have not.
    idc.faults.fail("Get*", "ThrottlingException", when={"PermissionSetArn": "x"})
    with pytest.raises(ValueError, match=r"^ListInstances has no parameter 'MaxResult'; did you mean 'MaxResults'\?"):
        idc.faults.fail("ListInstances", "ThrottlingException", when={"MaxResult": 5})


def test_a_fault_says_what_it_does(idc: IdentityCenter) -> None:
    once = idc.faults.fail("ListInstances", "ThrottlingException")
    assert repr(once) == "<Fault of ListInstances: hit 0, hits 1 more>"
    assert repr(idc.faults.delay("ListInstances", seconds=1)) == "<Fault of ListInstances: hit 0, hits every call>"


def test_a_refused_call_changes_nothing(idc: IdentityCenter, connect: Connect) -> None:
    sso = connect(account_id="111122223333", config=NO_RETRIES)
    idc.faults.fail("CreateInstance", "InternalServerException")
    error_of(sso.create_instance)
    assert sso.list_instances()["Instances"] == []


def test_faults_of_one_operation_hit_one_after_the_other(idc: IdentityCenter, plain: Any) -> None:
    idc.faults.fail("ListInstances", "ThrottlingException")
    idc.faults.fail("ListInstances", "InternalServerException")
    assert error_of(plain.list_instances)[0] == "ThrottlingException"
    assert error_of(plain.list_instances)[0] == "InternalServerException"
    plain.list_instances()


def test_a_pattern_stands_for_many_operations(idc: IdentityCenter, plain: Any) -> None:
    idc.faults.fail("List*", "ThrottlingException", times=2)
    error_of(plain.list_instances)
    error_of(plain.list_application_providers)
    plain.list_instances()


@pytest.mark.parametrize("operation", SSO_ADMIN.model.operation_names)
def test_every_error_that_the_model_has_can_be_made(operation: str) -> None:
    for shape in SSO_ADMIN.model.operation_model(operation).error_shapes:
        faults = Faults()
        faults.fail(operation, shape.name)
        with pytest.raises(ServiceError) as caught:
            faults.intercept(request(operation))
        assert caught.value.code == shape.name


def test_an_error_can_carry_a_reason_of_the_model(idc: IdentityCenter, plain: Any) -> None:
    idc.faults.fail("ListInstances", "ThrottlingException", reason="KMS_ThrottlingException")
    with pytest.raises(plain.exceptions.ThrottlingException) as caught:
        plain.list_instances()
    assert caught.value.response["Reason"] == "KMS_ThrottlingException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_an_internal_error_has_the_status_500(idc: IdentityCenter, plain: Any) -> None:
    idc.faults.fail("ListInstances", "InternalServerException")
    with pytest.raises(plain.exceptions.InternalServerException) as caught:
        plain.list_instances()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            ("ListInstances", "ConflictException"),
            "ListInstances has no error 'ConflictException' in the service model; choose from: AccessDeniedException, "
            "InternalServerException, ThrottlingException, ValidationException.",
        ),
        (
            ("CreateAcountAssignment", "ConflictException"),
            "There is no operation 'CreateAcountAssignment'; did you mean 'CreateAccountAssignment'?",
        ),
        (
            ("create_acount_assignment", "ConflictException"),
            "There is no operation 'create_acount_assignment'; did you mean 'create_account_assignment'?",
        ),
        (("Zzz", "ConflictException"), "There is no operation 'Zzz'."),
    ],
)
def test_what_the_model_does_not_have_is_refused(idc: IdentityCenter, arguments: Any, text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the whole text is compared)
        idc.faults.fail(*arguments)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("error", "known"),
    [("ThrottlingException", "KMS_ThrottlingException"), ("InternalServerException", "none")],
)
def test_a_reason_that_the_model_does_not_have_is_refused(idc: IdentityCenter, error: str, known: str) -> None:
    with pytest.raises(ValueError, match=rf"{error} has no Reason 'Because' in the service model; it has: {known}\."):
        idc.faults.fail("ListInstances", error, reason="Because")


def test_an_empty_message_is_one() -> None:
    faults = Faults()
    faults.fail("ListInstances", "ThrottlingException", "")
    with pytest.raises(ThrottlingException) as refused:
        faults.intercept(request())
    assert refused.value.message == ""


def test_never_is_not_a_number_of_times(idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="times has to be a whole number of at least 1 or None, not 0"):
        idc.faults.fail("ListInstances", "ThrottlingException", times=0)


def test_faults_end_with_the_mock() -> None:
    with mock_ssoadmin() as idc:
        idc.faults.fail("ListInstances", "ThrottlingException", times=None)
        idc.faults.documented_limits()
    with mock_ssoadmin() as idc:
        assert idc.session(account_id="111122223333").client("sso-admin", region_name="us-east-1").list_instances()
    assert state_manager.get_transition("ssoadmin::account_assignment") == {"progression": "immediate"}


def test_faults_stay_when_an_inner_mock_ends(idc: IdentityCenter, plain: Any) -> None:
    with mock_ssoadmin() as inner:
        inner.faults.fail("ListInstances", "ThrottlingException")
    assert error_of(plain.list_instances)[0] == "ThrottlingException"


def test_many_threads_share_the_number_of_times(idc: IdentityCenter) -> None:
    faults, refused = Faults(), []
    fault = faults.fail("ListInstances", "ThrottlingException", times=50)
    together = threading.Barrier(8)

    def call() -> None:
        together.wait()
        for _ in range(25):
            try:
                faults.intercept(request())
            except ThrottlingException as error:
                refused.append(error)

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), fault.count, fault.remaining) == (50, 50, 0)


def test_a_call_that_comes_too_late_for_the_last_time_is_not_hit() -> None:
    faults = Faults()

    def take_the_last(_call: ServiceCall) -> bool:
        if fault.count == 0 and not nested:
            nested.append(True)
            with pytest.raises(ThrottlingException):
                faults.intercept(request())
        return True

    nested: list[bool] = []
    fault = faults.fail("ListInstances", "ThrottlingException", when=take_the_last)
    faults.intercept(request())
    assert fault.count == 1


# --- retries -------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
@pytest.mark.parametrize("error", ["ThrottlingException", "InternalServerException"])
def test_botocore_retries_a_fault_as_it_does_a_real_error(
    idc: IdentityCenter, connect: Connect, mode: str, error: str
) -> None:
    idc.faults.fail("ListInstances", error, times=2)
    answer = connect(config=Config(retries={"mode": mode, "total_max_attempts": 3})).list_instances()
    assert answer["ResponseMetadata"]["RetryAttempts"] == 2
    assert [call.error and call.error["Code"] for call in idc.calls] == [error, error, None]


@pytest.mark.usefixtures("no_waiting")
def test_botocore_gives_up_in_the_end(idc: IdentityCenter, connect: Connect) -> None:
    idc.faults.fail("ListInstances", "ThrottlingException", times=None)
    sso = connect(config=Config(retries={"mode": "standard", "total_max_attempts": 3}))
    with pytest.raises(sso.exceptions.ThrottlingException) as caught:
        sso.list_instances()
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 2


def test_botocore_does_not_retry_a_conflict(idc: IdentityCenter, connect: Connect) -> None:
    idc.faults.fail("CreateInstance", "ConflictException")
    assert error_of(connect(account_id="111122223333").create_instance)[0] == "ConflictException"
    assert len(idc.calls) == 1


# --- failed requests -----------------------------------------------------------------------------------------------


def test_an_assignment_ends_failed_with_the_reason(idc: IdentityCenter, center: Center) -> None:
    idc.faults.fail_request("CreateAccountAssignment", "The directory is on a break.")
    permission_set, user = center.permission_set(), center.user()
    status = center.assign(permission_set, center.dev, user)
    assert (status["Status"], status["FailureReason"]) == ("FAILED", "The directory is on a break.")
    assert center.assignments(permission_set, center.dev) == []
    assert center.assign(permission_set, center.dev, user)["Status"] == "SUCCEEDED"


def test_a_deletion_ends_failed_and_the_assignment_stays(idc: IdentityCenter, center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    center.assign(permission_set, center.dev, user)
    idc.faults.fail_request(
        "delete_account_assignment", "Not today.", when=lambda c: c.parameters["PrincipalId"] == user
    )
    assert center.unassign(permission_set, center.dev, user)["FailureReason"] == "Not today."
    assert center.assignments(permission_set, center.dev) == [("USER", user)]


def test_a_provisioning_ends_failed_with_the_reason(idc: IdentityCenter, center: Center) -> None:
    permission_set = center.permission_set()
    idc.faults.fail_request("ProvisionPermissionSet", "Not today.", times=2)
    assert center.provision(permission_set, center.dev)["FailureReason"] == "Not today."
    assert center.provision(permission_set)["FailureReason"] == "Not today."
    assert center.provision(permission_set, center.dev)["Status"] == "SUCCEEDED"


def test_a_request_has_one_reason_to_fail(idc: IdentityCenter, center: Center) -> None:
    idc.faults.fail_request("*", "first")
    idc.faults.fail_request("*", "second")
    permission_set = center.permission_set()
    assert center.provision(permission_set, center.dev)["FailureReason"] == "first"
    assert center.provision(permission_set, center.dev)["FailureReason"] == "second"


def test_a_refused_call_uses_up_no_failed_request(idc: IdentityCenter, center: Center) -> None:
    failed_request = idc.faults.fail_request("ProvisionPermissionSet", "Not today.")
    idc.faults.fail("ProvisionPermissionSet", "ConflictException")
    permission_set = center.permission_set()
    error_of(
        center.sso.provision_permission_set,
        InstanceArn=center.arn,
        PermissionSetArn=permission_set,
        TargetType="ALL_PROVISIONED_ACCOUNTS",
    )
    assert failed_request.count == 0


@pytest.mark.parametrize("operation", ["CreatePermissionSet", "DescribeAccountAssignmentCreationStatus", "List*"])
def test_only_what_is_carried_out_later_can_end_failed(idc: IdentityCenter, operation: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the whole text is compared)
        idc.faults.fail_request(operation, "Not today.")
    assert str(caught.value) == (
        f"{operation} starts nothing that could end FAILED; choose from: CreateAccountAssignment, "
        "DeleteAccountAssignment, ProvisionPermissionSet."
    )


# --- latency -------------------------------------------------------------------------------------------------------


def test_calls_take_as_long_as_they_are_told_to() -> None:
    waited: list[float] = []
    faults = Faults(sleep=waited.append)
    faults.delay("ListInstances", seconds=1.5, times=2)
    faults.delay(seconds=0.25)
    for operation in ("ListInstances", "CreateInstance", "ListInstances", "ListInstances"):
        faults.intercept(request(operation))
    assert waited == [1.5, 0.25, 0.25, 1.5, 0.25, 0.25]


def test_a_delayed_call_holds_up_nobody_else(idc: IdentityCenter, sso: Any, connect: Connect) -> None:
    others_are_done = threading.Event()
    answered: list[Any] = []
    # The delayed call gets no further before the other one is answered.
    idc.faults.delay("CreateInstance", seconds=0, when=lambda _call: others_are_done.wait(30))
    slow = connect(account_id="111122223333")
    thread = threading.Thread(target=lambda: answered.append(slow.create_instance()))
    thread.start()
    sso.list_instances()
    assert answered == []
    others_are_done.set()
    thread.join()
    assert len(answered) == 1


def test_a_call_really_waits(idc: IdentityCenter, sso: Any) -> None:
    idc.faults.delay("ListInstances", seconds=0.05)
    before = time.monotonic()
    sso.list_instances()
    assert time.monotonic() - before >= 0.05


# --- limits --------------------------------------------------------------------------------------------------------


def test_twenty_calls_fit_into_a_second() -> None:
    now = [0.0]
    faults = Faults(clock=lambda: now[0])
    faults.limit_rate()
    for _ in range(20):
        faults.intercept(request())
    for operation in ("ListInstances", "CreateInstance"):
        with pytest.raises(ThrottlingException, match="Rate exceeded"):
            faults.intercept(request(operation))
    now[0] = 0.999
    with pytest.raises(ThrottlingException):
        faults.intercept(request())
    now[0] = 1.0
    for _ in range(20):
        faults.intercept(request())
    with pytest.raises(ThrottlingException):
        faults.intercept(request())


def test_each_api_has_a_rate_of_its_own(idc: IdentityCenter, connect: Connect) -> None:
    idc.enable_organization_instance()
    sso, store = connect(config=NO_RETRIES), connect("identitystore", config=NO_RETRIES)
    idc.faults.limit_rate(1)
    sso.list_instances()
    store.list_identity_stores()
    assert error_of(sso.list_instances)[0] == "ThrottlingException"
    assert error_of(store.list_identity_stores)[0] == "ThrottlingException"


def test_the_second_slides() -> None:
    now = [0.0]
    faults = Faults(clock=lambda: now[0])
    fault = faults.limit_rate(2)
    for at, refusals in [(0.0, 0), (0.6, 0), (0.9, 1), (1.0, 1), (1.5, 2), (1.6, 2)]:
        now[0] = at
        with suppress(ThrottlingException):
            faults.intercept(request())
        assert fault.count == refusals, at


def test_a_rate_of_nothing_is_refused(idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="calls_per_second has to be a whole number from 1 to 1000000, not 0"):
        idc.faults.limit_rate(0)


def test_the_sixteenth_outstanding_assignment_is_throttled(
    idc: IdentityCenter, center: Center, connect: Connect
) -> None:
    permission_set = center.permission_set()
    users = [center.user(f"user{number}") for number in range(16)]
    limits = idc.faults.documented_limits()
    idc.faults.clear()
    assert limits.count == 0
    limits = idc.faults.documented_limits()
    plain = connect(config=NO_RETRIES)

    def create(user: str) -> str:
        answer = _patiently(plain.create_account_assignment, **center.access(permission_set, center.dev, user))
        return str(answer["AccountAssignmentCreationStatus"]["RequestId"])

    requests = [create(user) for user in users[:15]]
    assert error_of(create, user=users[15]) == (
        "ThrottlingException",
        "There are too many requests processing. Please try again later.",
    )
    assert center.creation(requests[0])["Status"] == "SUCCEEDED"
    create(users[15])
    limits.remove()
    idc.settle()


def _patiently(call: Callable[..., Any], **parameters: Any) -> Any:
    """Call again for as long as the rate is exceeded."""
    while True:
        try:
            return call(**parameters)
        except ClientError as error:
            if error.response["Error"]["Message"] != "Rate exceeded":
                raise


def test_the_limits_leave_what_the_state_manager_was_told(idc: IdentityCenter) -> None:
    told = {"progression": "time", "seconds": 2}
    state_manager.set_transition("ssoadmin::account_assignment", told)
    try:
        with idc.faults.documented_limits():
            assert state_manager.get_transition("ssoadmin::account_assignment") == told
        assert state_manager.get_transition("ssoadmin::account_assignment") == told
    finally:
        state_manager.unset_transition("ssoadmin::account_assignment")
