"""What probes have made is removed, whenever they end; and what cannot be removed is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.services.discovery import declared_probes, declared_rules
from ssoadmin_mock.verify.calling import Caller, CouldNotRunError, Outcome
from ssoadmin_mock.verify.findings import Words
from ssoadmin_mock.verify.running import Writing, named, run_one
from ssoadmin_mock.verify.surroundings import look_around
from ssoadmin_mock.verify.writing import PREFIX, CleanUp
from ssoadmin_mock.wire.probes import MARK
from tests.verify.places import ALONE, EMPTY, MANAGEMENT, MEMBER, answering, caller, place

declared_rules()
PROBES = dict(named(declared_probes()))
TAGS: Any = [{"Key": MARK, "Value": "true"}]


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    with place() as idc:
        yield idc


def cleaned_up(idc: IdentityCenter, account_id: str = MANAGEMENT) -> tuple[int, list[str]]:
    """Remove everything that is left, and return how much that was and what is left still."""
    asked = caller(idc, account_id)
    around = look_around(asked)
    clean_up = CleanUp(asked, around.known)
    return clean_up.everything(around.administers), clean_up.left


def client(idc: IdentityCenter, account_id: str = MANAGEMENT, service: Any = "sso-admin") -> Any:
    return idc.session(account_id=account_id).client(service, region_name="us-east-1")


def left_set(idc: IdentityCenter, name: str = f"{PREFIX}1") -> dict[str, str]:
    """Make a permission set as a probe does, and return the parameters that name it."""
    instance = {"InstanceArn": idc.organization_instance.arn}
    made = client(idc).create_permission_set(**instance, Name=name, Tags=TAGS)["PermissionSet"]
    return {**instance, "PermissionSetArn": made["PermissionSetArn"]}


def assignment(idc: IdentityCenter, of_set: dict[str, str]) -> dict[str, str]:
    """Return the parameters of an assignment of the permission set."""
    store = {"IdentityStoreId": idc.organization_instance.identity_store_id}
    (user,) = client(idc, service="identitystore").list_users(**store)["Users"]
    target = {"TargetId": MEMBER, "TargetType": "AWS_ACCOUNT"}
    return {**of_set, **target, "PrincipalType": "USER", "PrincipalId": user["UserId"]}


class Stopped(Caller):
    """A caller who is interrupted after a number of calls: the service has acted, and its answer is lost."""

    left = 0

    def call(self, *args: Any, **more: Any) -> Outcome:
        outcome = super().call(*args, **more)
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt
        return outcome


def stopped(idc: IdentityCenter, account_id: str, after: int) -> Stopped:
    """Return a caller who is interrupted after so many calls of a probe."""
    usual = caller(idc, account_id)
    asked = Stopped(usual._session, "us-east-1", pace=usual._pace)
    asked.left = after
    return asked


@pytest.mark.parametrize("name", ["assignment.for-principal-groups", "provisioning.drift", "assignment.missing"])
def test_whenever_a_probe_is_interrupted_nothing_is_left_that_is_not_found(name: str, idc: IdentityCenter) -> None:
    idc.slow("CreateAccountAssignment", polls=3)
    around, before, lost = look_around(caller(idc)), idc.dump(), 0
    for after in range(1, len(PROBES[name].steps) + 1):
        asked = stopped(idc, MANAGEMENT, after)
        with pytest.raises(KeyboardInterrupt):
            run_one(name, PROBES[name], asked, around, Words(around.known), Writing(MEMBER))
        # What the lost answer was about is all that there can be.
        removed, left = cleaned_up(idc)
        lost += removed
        assert (removed <= 1, left) == (True, [])
        assert idc.dump() == before
    assert lost > 0


def test_a_request_in_progress_is_waited_for_before_its_permission_set_is_deleted(idc: IdentityCenter) -> None:
    before = idc.dump()
    idc.slow("CreateAccountAssignment", polls=4)
    client(idc).create_account_assignment(**assignment(idc, left_set(idc)))
    idc.calls.clear()
    assert cleaned_up(idc) == (1, [])
    assert idc.dump() == before
    asked = [call.operation for call in idc.calls]
    deletions = [number for number, operation in enumerate(asked) if operation == "DeletePermissionSet"]
    assert len(deletions) == 2
    waited = asked[deletions[0] : deletions[1]]
    assert waited.count("DescribeAccountAssignmentCreationStatus") == 4
    assert waited.count("DescribeAccountAssignmentDeletionStatus") == 4
    assert waited.index("DeleteAccountAssignment") > waited.index("DescribeAccountAssignmentCreationStatus")


@pytest.mark.parametrize("operation", ["delete_account_assignment", "provision_permission_set"])
def test_so_is_one_for_a_deletion_or_for_provisioning(operation: str, idc: IdentityCenter) -> None:
    before, of_set = idc.dump(), left_set(idc)
    params = assignment(idc, of_set)
    client(idc).create_account_assignment(**params)
    idc.settle()
    idc.slow("DeleteAccountAssignment", polls=3)
    idc.slow("ProvisionPermissionSet", polls=3)
    if operation.startswith("provision"):
        params = {name: value for name, value in params.items() if not name.startswith("Principal")}
    getattr(client(idc), operation)(**params)
    assert cleaned_up(idc) == (1, [])
    assert idc.dump() == before


def test_requests_of_others_are_not_waited_for(idc: IdentityCenter) -> None:
    idc.slow("CreateAccountAssignment", polls=4)
    instance = {"InstanceArn": idc.organization_instance.arn}
    theirs = client(idc).create_permission_set(**instance, Name="theirs")["PermissionSet"]["PermissionSetArn"]
    requested = [
        client(idc).create_account_assignment(**assignment(idc, of_set))["AccountAssignmentCreationStatus"]["RequestId"]
        for of_set in ({**instance, "PermissionSetArn": theirs}, left_set(idc))
    ]
    idc.calls.clear()
    assert cleaned_up(idc) == (1, [])
    asked = [call.parameters.get("AccountAssignmentCreationRequestId") for call in idc.calls]
    assert [asked.count(request_id) for request_id in requested] == [1, 4]


def test_more_leftovers_than_a_page_are_all_found(idc: IdentityCenter) -> None:
    before = idc.dump()
    store = {"IdentityStoreId": idc.organization_instance.identity_store_id}
    for number in range(101):
        left_set(idc, f"{PREFIX}{number}")
        client(idc, service="identitystore").create_group(**store, DisplayName=f"{PREFIX}{number}", Description=MARK)
    idc.calls.clear()
    assert cleaned_up(idc) == (202, [])
    assert idc.dump() == before
    for operation in ("ListPermissionSets", "ListGroups"):
        # The first is of looking around.
        _, first, second = (call for call in idc.calls if call.operation == operation)
        assert ("NextToken" in first.parameters, "NextToken" in second.parameters) == (False, True)


def instances(idc: IdentityCenter, account_id: str) -> list[str]:
    return [row["InstanceArn"] for row in client(idc, account_id).list_instances()["Instances"]]


@pytest.mark.parametrize(("account_id", "others"), [(EMPTY, 0), (MEMBER, 1)])
def test_an_instance_that_is_left_is_found_and_removed(account_id: str, others: int, idc: IdentityCenter) -> None:
    idc.slow("CreateInstance", polls=3)
    client(idc, account_id).create_instance(Name=f"{PREFIX}1", Tags=TAGS)
    assert cleaned_up(idc, account_id) == (1, [])
    assert len(instances(idc, account_id)) == others


@pytest.mark.parametrize(("name", "tags"), [("theirs", TAGS), (f"{PREFIX}1", []), (None, TAGS)])
def test_an_instance_with_prefix_or_mark_alone_stays(name: str | None, tags: Any, idc: IdentityCenter) -> None:
    client(idc, EMPTY).create_instance(**({} if name is None else {"Name": name}), Tags=tags)
    assert cleaned_up(idc, EMPTY) == (0, [])
    assert len(instances(idc, EMPTY)) == 1


@pytest.mark.parametrize("account_id", [ALONE, EMPTY, MEMBER])
def test_where_no_probe_makes_anything_there_is_nothing_to_remove(account_id: str, idc: IdentityCenter) -> None:
    assert cleaned_up(idc, account_id) == (0, [])


def test_an_instance_that_is_being_made_is_removed_after_an_interruption(idc: IdentityCenter) -> None:
    name = "instance.one-per-account"
    idc.slow("CreateInstance", polls=50)
    around = look_around(caller(idc, EMPTY))
    # One answer is lost; after the next ones, it is known that there is an instance.
    for after, found in ((1, 1), (2, 0)):
        asked = stopped(idc, EMPTY, after)
        with pytest.raises(KeyboardInterrupt):
            run_one(name, PROBES[name], asked, around, Words(around.known), Writing(MEMBER, instance=True))
        assert cleaned_up(idc, EMPTY) == (found, [])
        assert instances(idc, EMPTY) == []


# --- what cannot be removed ---


def refused(idc: IdentityCenter, operation: str, code: str, text: str = "", times: int = 1000) -> tuple[int, list[str]]:
    """Clean up as somebody who is refused an operation, some times."""
    asked = answering(caller(idc), operation, 400, code, text, times)
    clean_up = CleanUp(asked, look_around(caller(idc)).known)
    return clean_up.everything(administers=True), clean_up.left


def test_what_cannot_be_removed_is_named_and_the_rest_is_removed(idc: IdentityCenter) -> None:
    before = idc.dump()
    arns = [left_set(idc, f"{PREFIX}{number}")["PermissionSetArn"] for number in (1, 2)]
    # It is tried again, as it might be assigned.
    removed, (left,) = refused(idc, "DeletePermissionSet", "ConflictException", "No.", times=2)
    assert removed == 1
    assert left in [f"PermissionSet {arn} (ConflictException: No.)" for arn in arns]
    assert cleaned_up(idc) == (1, [])
    assert idc.dump() == before


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("AccessDeniedException", "No.", "ListApplications is refused: AccessDeniedException: No."),
        (
            "AccessDeniedException",
            "because no identity-based policy",
            "the caller lacks the right to call ListApplications",
        ),
        ("ThrottlingException", "", "ListApplications was throttled, again and again"),
    ],
)
def test_what_cannot_be_looked_for_is_named_and_the_rest_is_removed(
    code: str, text: str, why: str, idc: IdentityCenter
) -> None:
    before = idc.dump()
    left_set(idc)
    store = {"IdentityStoreId": idc.organization_instance.identity_store_id}
    client(idc, service="identitystore").create_group(**store, DisplayName=f"{PREFIX}1", Description=MARK)
    assert refused(idc, "ListApplications", code, text) == (2, [f"any Application ({why})"])
    assert idc.dump() == before


def test_a_deletion_that_is_throttled_again_and_again_is_named(idc: IdentityCenter) -> None:
    arn = left_set(idc)["PermissionSetArn"]
    why = "DeletePermissionSet was throttled, again and again"
    assert refused(idc, "DeletePermissionSet", "ThrottlingException") == (0, [f"PermissionSet {arn} ({why})"])


def test_an_assignment_that_cannot_be_deleted_leaves_its_permission_set_which_is_named(idc: IdentityCenter) -> None:
    of_set = left_set(idc)
    client(idc).create_account_assignment(**assignment(idc, of_set))
    idc.settle()
    removed, (left,) = refused(idc, "DeleteAccountAssignment", "AccessDeniedException", "No.")
    assert removed == 0
    assert left.startswith(f"PermissionSet {of_set['PermissionSetArn']} (ConflictException: Could not delete because ")
    assert cleaned_up(idc) == (1, [])


def test_with_expired_credentials_there_is_no_use_in_going_on(idc: IdentityCenter) -> None:
    left_set(idc)
    with pytest.raises(CouldNotRunError, match="The credentials have expired"):
        refused(idc, "ListPermissionSets", "ExpiredTokenException")


def test_what_a_probe_leaves_is_named_with_what_removes_it(idc: IdentityCenter) -> None:
    name, before, around = "assignment.for-principal-groups", idc.dump(), look_around(caller(idc))
    asked = answering(caller(idc), "ListAccountAssignmentsForPrincipal", 400, "ExpiredTokenException")
    for operation in ("DeletePermissionSet", "DeleteGroup"):
        answering(asked, operation, 400, "ExpiredTokenException")
    with pytest.raises(CouldNotRunError, match="This is left, and --clean-up removes it: PermissionSet arn:") as left:
        run_one(name, PROBES[name], asked, around, Words(around.known), Writing(MEMBER))
    assert ("; Group " in str(left.value), "User " in str(left.value)) == (True, False)
    assert str(left.value).count("(The credentials have expired (ExpiredTokenException).") == 2
    assert cleaned_up(idc) == (2, [])
    assert idc.dump() == before
