"""Every probe against the mock, so that no probe expects what the mock does not do; and what no probe may do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.services.discovery import declared_probes, declared_rules, services
from ssoadmin_mock.verify import harmless
from ssoadmin_mock.verify.calling import Caller
from ssoadmin_mock.verify.constraints import constraint_probes
from ssoadmin_mock.verify.findings import AS_HERE, NOT_TRIED, Finding, Words
from ssoadmin_mock.verify.harmless import NOBODYS, cannot_change, is_read
from ssoadmin_mock.verify.running import Writing, named, run, run_one
from ssoadmin_mock.verify.surroundings import Surroundings, look_around
from ssoadmin_mock.wire.probes import WITHOUT, Answer, Api, Probe, Step
from ssoadmin_mock.world.journal import Journal
from ssoadmin_mock.world.progress import Progress
from tests.verify.places import ALONE, DELEGATE, ELSEWHERE, EMPTY, MANAGEMENT, MEMBER, caller, place, scim_endpoint

declared_rules()
PROBES = dict(named(declared_probes()))
CONSTRAINTS = list(constraint_probes())
READING = {name: probe for name, probe in PROBES.items() if not probe.writes}

WRITING = {name: probe for name, probe in PROBES.items() if probe.writes}
WHERE = (MANAGEMENT, DELEGATE, MEMBER, ALONE, EMPTY)

Seats = dict[str, tuple[Caller, Surroundings]]


@pytest.fixture(scope="module")
def idc() -> Iterator[IdentityCenter]:
    """One organization for all of them: probes change nothing that is not their own."""
    with place(allow_member_instances=False) as idc:
        yield idc


@pytest.fixture(scope="module")
def seats(idc: IdentityCenter) -> Seats:
    """The accounts that probes are sent from."""
    scim = scim_endpoint(idc)
    callers = {account_id: caller(idc, account_id, scim=scim) for account_id in WHERE}
    callers |= {
        f"{account_id} elsewhere": caller(idc, account_id, ELSEWHERE, scim=scim) for account_id in (MANAGEMENT, MEMBER)
    }
    return {seat: (each, look_around(each)) for seat, each in callers.items()}


def findings(name: str, probe: Probe, seats: Seats, writing: Writing | None = None) -> list[Finding]:
    """Return what a probe finds in each account that it can be sent from."""
    found = [run_one(name, probe, caller, around, Words(around.known), writing) for caller, around in seats.values()]
    return [finding for finding in found if finding.verdict != NOT_TRIED]


@pytest.mark.parametrize("name", READING)
def test_the_mock_does_what_the_probe_expects(name: str, seats: Seats) -> None:
    found = findings(name, READING[name], seats)
    assert found, "the tests have no account that this can be sent from"
    assert [finding for finding in found if finding.verdict != AS_HERE] == []


@pytest.mark.parametrize("name", WRITING)
def test_so_it_does_for_a_probe_that_makes_something_and_nothing_is_left(
    name: str, seats: Seats, idc: IdentityCenter
) -> None:
    before = idc.dump()
    found = findings(name, WRITING[name], seats, Writing(MEMBER, instance=True))
    assert found, "the tests have no account that this can be sent from"
    assert [finding for finding in found if finding.verdict != AS_HERE] == []
    assert idc.dump() == before


def test_so_it_does_over_http(server_url: str, seats: Seats, idc: IdentityCenter) -> None:
    left = dict(PROBES)
    for seat, (_, around) in seats.items():
        asked = caller(idc, seat.partition(" ")[0], around.known["region"], endpoint_url=server_url)
        writing, words = Writing(MEMBER, instance=True), Words(around.known)
        found = [run_one(name, probe, asked, around, words, writing) for name, probe in left.items()]
        assert [finding for finding in found if finding.verdict not in (AS_HERE, NOT_TRIED)] == []
        # One account is enough for each.
        left = {finding.probe: left[finding.probe] for finding in found if finding.verdict == NOT_TRIED}
    # SCIM has an address of its own.
    assert left.keys() == {name for name, probe in PROBES.items() if probe.steps[0].service == "scim"}


def test_the_mock_refuses_what_breaks_a_constraint_as_the_probes_expect(seats: Seats) -> None:
    caller, around = seats[EMPTY]
    found = run(CONSTRAINTS, caller, around, Journal(None, {}), Progress("Verifying"))
    assert [finding for finding in found if finding.verdict != AS_HERE] == []
    assert len(found) > 1000


def test_every_operation_with_a_constraint_is_tried_but_those_that_name_nothing() -> None:
    tried = {(step.service, step.operation) for probe in CONSTRAINTS for step in probe.steps}
    everything = {
        (name, each)
        for name in ("sso-admin", "identitystore", "sso", "sso-oidc")
        for each in services()[name].operations
    }
    assert everything - tried == {("sso-admin", "CreateInstance"), ("sso-oidc", "RegisterClient")}


def test_no_probe_of_a_constraint_could_change_anything() -> None:
    assert [probe.name for probe in CONSTRAINTS for step in probe.steps if not cannot_change(step)] == []


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
def test_what_could_change_something_is_told_from_what_could_not(step: Step) -> None:
    assert not cannot_change(step)


@pytest.mark.parametrize(
    "step",
    [
        SSO.answers("DescribeInstance", InstanceArn="{instance}"),
        SSO.answers("DeletePermissionSet", InstanceArn="{instance}", PermissionSetArn="{nobodys_set_here}"),
        SSO.answers("DeletePermissionSet", InstanceArn="{instance}"),
        SSO.answers("DeletePermissionSet", InstanceArn="{instance}", PermissionSetArn="no ARN"),
        SSO.answers("DeletePermissionSet", InstanceArn="{instance}", PermissionSetArn=["a list"]),
        Api("sso").answers("GetRoleCredentials", accessToken="{nobodys_token}"),
        Api("organizations").answers("ListAccounts"),
    ],
    ids=repr,
)
def test_what_names_nothing_changes_nothing(step: Step) -> None:
    assert cannot_change(step)


def test_each_id_of_nobody_is_used() -> None:
    assert (
        NOBODYS.keys() == {name for probe in [*PROBES.values(), *CONSTRAINTS] for name in probe.needs} & NOBODYS.keys()
    )


READING_STEPS = [step for probe in [*READING.values(), *CONSTRAINTS] for step in probe.steps]


@pytest.mark.parametrize("name", sorted(harmless._ACTED_UPON))
def test_each_member_that_is_acted_upon_keeps_some_probe_harmless(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harmless, "_ACTED_UPON", harmless._ACTED_UPON - {name})
    assert not all(map(cannot_change, READING_STEPS))


@pytest.mark.parametrize("operation", harmless._READS)
def test_each_exception_from_what_names_tell_is_needed(
    operation: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Step(*operation, {}, Answer())
    told = is_read(step)
    monkeypatch.delitem(harmless._READS, operation)
    assert is_read(step) is not told
    assert operation in {(step.service, step.operation) for step in READING_STEPS}


def test_what_nobody_has_is_in_no_organization(seats: Seats) -> None:
    for _, around in seats.values():
        real = {value for name, value in around.known.items() if name not in NOBODYS}
        assert real.isdisjoint(around.known[name] for name in NOBODYS if name in around.known)


def test_every_probe_is_of_a_rule() -> None:
    assert sorted({probe.rule for probe in PROBES.values()} - declared_rules().keys()) == []


def test_every_rule_has_a_probe_or_a_reason_not_to_have_one() -> None:
    probed = {probe.rule for probe in [*PROBES.values(), *CONSTRAINTS]}
    assert probed & WITHOUT.keys() == set()
    assert probed | WITHOUT.keys() == declared_rules().keys()


def test_there_are_enough_of_them() -> None:
    assert len({probe.rule for probe in [*PROBES.values(), *CONSTRAINTS]}) >= 150
    assert len({probe.rule for probe in [*READING.values(), *CONSTRAINTS]}) >= 90
