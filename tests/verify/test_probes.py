"""Every probe against the mock, so that no probe expects what the mock does not do; and what no probe may do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ssoadmin_mock.services.discovery import declared_probes, declared_rules
from ssoadmin_mock.verify.calling import Caller
from ssoadmin_mock.verify.findings import AS_HERE, NOT_TRIED, Finding, Words
from ssoadmin_mock.verify.harmless import NOBODYS, cannot_change
from ssoadmin_mock.verify.running import named, run_one
from ssoadmin_mock.verify.surroundings import Surroundings, look_around
from ssoadmin_mock.wire.probes import Api, Probe
from ssoadmin_mock.world.reading import Pace
from tests.verify.places import ALONE, DELEGATE, EMPTY, MANAGEMENT, MEMBER, place

declared_rules()
PROBES = dict(named(declared_probes()))
READING = {name: probe for name, probe in PROBES.items() if not probe.writes}

Seats = dict[str, tuple[Caller, Surroundings]]


@pytest.fixture(scope="module")
def seats() -> Iterator[Seats]:
    """The accounts that probes are sent from, in one organization for all of them: these probes change nothing."""
    with place() as idc:
        found = {}
        for account_id in (MANAGEMENT, DELEGATE, MEMBER, ALONE, EMPTY):
            caller = Caller(idc.session(account_id=account_id), "us-east-1", pace=Pace(100_000))
            found[account_id] = caller, look_around(caller)
        yield found


def findings(name: str, probe: Probe, seats: Seats) -> list[Finding]:
    """Return what a probe finds in each account that it can be sent from."""
    found = [run_one(name, probe, caller, around, Words(around.known)) for caller, around in seats.values()]
    return [finding for finding in found if finding.verdict != NOT_TRIED]


@pytest.mark.parametrize("name", READING)
def test_the_mock_does_what_the_probe_expects(name: str, seats: Seats) -> None:
    found = findings(name, READING[name], seats)
    assert found, "the tests have no account that this can be sent from"
    assert [finding for finding in found if finding.verdict != AS_HERE] == []


@pytest.mark.parametrize("name", READING)
def test_no_probe_that_only_reads_could_change_anything(name: str) -> None:
    assert [step for step in READING[name].steps if not cannot_change(step)] == []


SSO = Api("sso-admin")


@pytest.mark.parametrize(
    "step",
    [
        SSO.answers("CreateInstance"),
        SSO.answers("DeleteInstance", InstanceArn="{instance}"),
        SSO.answers("DeletePermissionSet", InstanceArn="{instance}", PermissionSetArn="{set}"),
        SSO.answers("TagResource", ResourceArn="{set}", InstanceArn="{nobodys_instance}", Tags=[]),
        SSO.answers("UntagResource", ResourceArn="{application}", TagKeys=["aws:no"]),
        SSO.answers("DeleteApplication", ApplicationArn="{application} {nobodys_application}"),
        SSO.answers("DeleteApplication", ApplicationArn="{nobodys_application_after_all}"),
        SSO.answers(
            "CreateAccountAssignment",
            InstanceArn="{instance}",
            PermissionSetArn="{set}",
            PrincipalId="{nobodys_user}",
            PrincipalType="USER",
            TargetId="{nobodys_account}",
            TargetType="AWS_ACCOUNT",
        ),
        Api("identitystore").answers("CreateUser", IdentityStoreId="{store}"),
        Api("sso-oidc").answers("RegisterClient", clientName="x", clientType="nonsense"),
        Api("sso").answers("GetRoleCredentials", accessToken="a", accountId="{account}", roleName="x"),
        Api("organizations").answers("CloseAccount", AccountId="{nobodys_account}"),
    ],
    ids=lambda step: step.operation,
)
def test_what_could_change_something_is_told_from_what_could_not(step: object) -> None:
    assert not cannot_change(step)  # type: ignore[arg-type]  # a Step


def test_what_nobody_has_is_in_no_organization(seats: Seats) -> None:
    for _, around in seats.values():
        real = {value for name, value in around.known.items() if name not in NOBODYS}
        assert real.isdisjoint(around.known[name] for name in NOBODYS if name in around.known)


def test_every_probe_is_of_a_rule() -> None:
    assert sorted({probe.rule for probe in PROBES.values()} - declared_rules().keys()) == []
