"""What probes may change: what they have made, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock.services.discovery import declared_probes, declared_rules
from ssoadmin_mock.verify.harmless import NOBODYS
from ssoadmin_mock.verify.writing import may_write
from ssoadmin_mock.wire.probes import Api, Step

SSO, STORE = Api("sso-admin"), Api("identitystore")
KNOWN = {
    **NOBODYS,
    "instance": "arn:aws:sso:::instance/ssoins-1234567890abcdef",
    "store": "d-1234567890",
    "management": "123456789012",
    "target": "111122223333",
    "set": "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1111111111111111",
    "made_set": "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-2222222222222222",
    "made_application": "arn:aws:sso::123456789012:application/ssoins-1234567890abcdef/apl-2222222222222222",
    "user": "11111111-1111-7011-1111-111111111111",
    "group": "22222222-1111-7011-1111-111111111111",
    "made_user": "33333333-1111-7011-1111-111111111111",
    "made_group": "44444444-1111-7011-1111-111111111111",
    "new": "ssoadmin-mock-verify-12345678",
}
OWN = dict.fromkeys((KNOWN[name] for name in ("made_set", "made_application", "made_user", "made_group")), "")
INSTANCE, HERE = {"InstanceArn": "{instance}"}, {"IdentityStoreId": "{store}"}


def assignment(**changes: Any) -> Step:
    params = {
        "PermissionSetArn": "{made_set}",
        "PrincipalId": "{made_user}",
        "PrincipalType": "USER",
        "TargetId": "{target}",
        "TargetType": "AWS_ACCOUNT",
    }
    return SSO.answers("CreateAccountAssignment", **INSTANCE, **(params | changes))


@pytest.mark.parametrize(
    "step",
    [
        SSO.answers("CreatePermissionSet", Name="{new}-2", **INSTANCE),
        STORE.answers("CreateUser", UserName="{new}", **HERE),
        SSO.answers("DeletePermissionSet", PermissionSetArn="{made_set}", **INSTANCE),
        STORE.answers("DeleteUser", UserId="{made_user}", **HERE),
        STORE.answers("CreateGroupMembership", GroupId="{made_group}", MemberId={"UserId": "{made_user}"}, **HERE),
        assignment(),
        assignment(PrincipalId="{nobodys_user}"),
        assignment(TargetId="{nobodys_account}"),
        SSO.answers("DescribeInstance", **INSTANCE),
    ],
)
def test_what_is_the_probes_own_may_change(step: Step) -> None:
    assert may_write(step, KNOWN, OWN)


@pytest.mark.parametrize(
    "step",
    [
        SSO.answers("CreatePermissionSet", Name="Administrator", **INSTANCE),
        SSO.answers("CreatePermissionSet", Name="x{new}", **INSTANCE),
        STORE.answers("CreateUser", UserName="ada", **HERE),
        SSO.answers("DeletePermissionSet", PermissionSetArn="{set}", **INSTANCE),
        SSO.answers("DeleteInstance", **INSTANCE),
        SSO.answers("UpdateInstance", Name="{new}", **INSTANCE),
        SSO.answers("AddRegion", RegionName="eu-west-1", **INSTANCE),
        SSO.answers("TagResource", ResourceArn="{instance}", Tags=[]),
        STORE.answers("DeleteUser", UserId="{user}", **HERE),
        STORE.answers("CreateGroupMembership", GroupId="{group}", MemberId={"UserId": "{made_user}"}, **HERE),
        STORE.answers("CreateGroupMembership", GroupId="{made_group}", MemberId={"UserId": "{user}"}, **HERE),
        SSO.answers(
            "CreateApplicationAssignment",
            ApplicationArn="{made_application}",
            PrincipalId="{user}",
            PrincipalType="USER",
        ),
        assignment(PermissionSetArn="{set}"),
        assignment(PrincipalId="{user}"),
        assignment(TargetId="{management}"),
        assignment(TargetId="444455556666"),
    ],
)
def test_what_is_somebody_s_may_not(step: Step) -> None:
    assert not may_write(step, KNOWN, OWN)


def test_what_is_assigned_permits_nothing() -> None:
    policies = {"AttachManagedPolicyToPermissionSet", "PutInlinePolicyToPermissionSet"}
    declared_rules()
    for probe in declared_probes():
        operations = {step.operation for step in probe.steps}
        assert "CreateAccountAssignment" not in operations or policies.isdisjoint(operations), probe.rule


def test_the_management_account_is_no_target_even_if_it_is_named() -> None:
    assert not may_write(assignment(), KNOWN | {"target": KNOWN["management"]}, OWN)
