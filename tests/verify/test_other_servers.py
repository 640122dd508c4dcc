"""What the probes find of servers that are not as the mock is, and of circumstances that say nothing about a rule."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import EndpointConnectionError
from moto.server import ThreadedMotoServer

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.services.discovery import declared_probes, declared_rules
from ssoadmin_mock.verify import report
from ssoadmin_mock.verify.calling import Caller, CouldNotRunError
from ssoadmin_mock.verify.findings import AS_HERE, DIFFERS, NOT_TRIED, Finding
from ssoadmin_mock.verify.record import record_of
from ssoadmin_mock.verify.running import Writing, run
from ssoadmin_mock.verify.surroundings import Surroundings, look_around
from ssoadmin_mock.world.journal import Journal
from ssoadmin_mock.world.progress import Progress
from ssoadmin_mock.world.reading import Pace
from tests.verify.places import ALONE, DELEGATE, ELSEWHERE, EMPTY, MANAGEMENT, MEMBER, answering, caller, place

declared_rules()


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    with place() as idc:
        yield idc


def found_by(caller: Caller, writing: Writing | None = None, rules: set[str] | None = None) -> list[Finding]:
    """Return what the probes find, all of them or those of some rules."""
    probes = [probe for probe in declared_probes() if rules is None or probe.rule in rules]
    return run(probes, caller, look_around(caller), Journal(None, {}), Progress("Verifying"), writing)


def differing(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings if finding.verdict == DIFFERS}


# --- moto's own server ---

# What others have measured of moto 5.2, and what it is in our rules.
OF_MOTO = {
    "an int as session duration": "permission-set.session-duration",
    "ARNs of permission sets": "permission-set.identifiers",
    "an update wipes what it was not given": "permission-set.update-keeps",
    "malformed ARNs are accepted": "wire.format-before-authorisation",
    "duplicate names": "permission-set.duplicate-name",
    "duplicate assignments": "assignment.duplicate",
    "never asynchronous": "assignment.answer",
    "assignments do not provision": "provisioning.drift",
    "sets that are assigned can be deleted": "permission-set.delete-in-use",
    "targets are ignored": "provisioning.target-id",
    "inline policies are not read": "inline-policy.malformed",
    "broken page tokens have another code": "wire.next-token",
    "principals are not checked": "assignment.principal-missing",
    "accounts are not checked": "assignment.account-missing",
    "memberships are not unique": "membership.unique",
    "memberships outlive users": "identity-store.delete-takes-memberships",
    "e-mail addresses are not unique": "user.unique-email",
    "groups need no name": "group.name-required",
    "users have no status": "user.status",
    "any identity store is there": "identity-store.not-found",
    "no access portal": "portal.unauthorized",
}


@pytest.mark.sockets
def test_the_known_differences_of_moto_s_own_server_are_found() -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        url = "http://{}:{}".format(*server.get_host_and_port())
        session = boto3.Session(aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1")
        target = _fill(lambda service: session.client(service, endpoint_url=url))  # type: ignore[call-overload]
        pace = Pace(100_000, sleep=lambda _seconds: None)
        found = differing(found_by(Caller(session, "us-east-1", url, pace=pace), Writing(target)))
        assert {name: rule for name, rule in OF_MOTO.items() if rule not in found} == {}
    finally:
        requests.post(f"{url}/moto-api/reset", timeout=10)
        server.stop()


def _fill(client: Callable[[str], Any]) -> str:
    """Make an organization with one of each, and return a member account."""
    client("organizations").create_organization(FeatureSet="ALL")
    status = client("organizations").create_account(AccountName="dev", Email="dev@example.com")
    (instance,) = client("sso-admin").list_instances()["Instances"]
    client("sso-admin").create_permission_set(InstanceArn=instance["InstanceArn"], Name="ReadOnly")
    store = {"IdentityStoreId": instance["IdentityStoreId"]}
    names = {"GivenName": "Ada", "FamilyName": "Lovelace"}
    client("identitystore").create_user(**store, UserName="ada", DisplayName="Ada", Name=names)
    client("identitystore").create_group(**store, DisplayName="engineers")
    return str(status["CreateAccountStatus"]["AccountId"])


# --- a server that lies ---

Lie = Callable[[dict[str, Any]], tuple[int, dict[str, Any]]]


def error(code: str, text: str) -> Lie:
    return lambda _body: (400, {"__type": code, "Message": text, "message": text})


def answer(change: Callable[[dict[str, Any]], object]) -> Lie:
    def lie(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        change(body)
        return 200, body

    return lie


# By the operation and whether it is about what nobody has: what the server says instead, and whose probe has to see it.
LIES: dict[tuple[str, bool], tuple[str, Lie]] = {
    ("DescribePermissionSet", True): ("permission-set.not-found", error("ValidationException", "It is not there.")),
    ("DescribeUser", True): ("user.not-found", error("ResourceNotFoundException", "User not found")),
    ("DescribeApplication", True): ("application.not-found", answer(lambda body: body.clear())),
    ("ListIdentityStores", False): ("identity-store.list", error("ValidationException", "No lists today.")),
    ("DescribeApplication", False): ("application.describe", answer(lambda body: body.pop("CreatedFrom"))),
    ("ListApplications", False): (
        "application.list-filter",
        answer(lambda body: body["Applications"].append({"Name": "x"})),
    ),
    ("DescribePermissionSet", False): (
        "permission-set.absent-members",
        answer(lambda body: body["PermissionSet"].update(Description="")),
    ),
    ("DescribeUser", False): ("user.status", answer(lambda body: body.update(UserStatus="enabled"))),
    ("DescribeTrustedTokenIssuer", False): (
        "issuer.identifiers",
        answer(lambda body: body.update(TrustedTokenIssuerArn=body["TrustedTokenIssuerArn"].replace("tti-", "ti-"))),
    ),
    ("ListAccountAssignmentCreationStatus", False): (
        "assignment.status-list",
        answer(lambda body: body.update(AccountAssignmentsCreationStatus=[{"Status": "SUCCEEDED", "RequestId": "x"}])),
    ),
    ("UpdateApplication", False): ("application.update-merges", answer(lambda _body: None)),
}


@pytest.fixture
def liar(server_url: str) -> Iterator[str]:
    """A server that passes requests on, and does not pass on all the answers as they are."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
            told = LIES.get((operation, b"ffff" in body))
            if operation == "UpdateApplication":
                # What is asked for does not happen.
                self._send(200, b"{}")
                return
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            said = requests.post(server_url + self.path, data=body, headers=headers, timeout=10)
            if told is None:
                self._send(said.status_code, said.content)
            else:
                status, content = told[1](said.json() if said.ok else {})
                self._send(status, json.dumps(content).encode())

        def _send(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.sockets
def test_each_lie_of_a_server_is_reported(liar: str, server_url: str, idc: IdentityCenter) -> None:
    told = {rule for rule, _ in LIES.values()}
    lied_to = caller(idc, endpoint_url=liar)
    # The surroundings are the true ones: what is there would not be found otherwise.
    around = look_around(caller(idc, endpoint_url=server_url))
    probes = [probe for probe in declared_probes() if probe.rule in told]
    found = run(probes, lied_to, around, Journal(None, {}), Progress("Verifying"), Writing(MEMBER))
    assert differing(found) == told
    lines = list(report.terminal(record_of(found, around, "ada", "1")))
    assert {line.partition(" ")[0] for line in lines if " differs in " in line} == told
    here = next(line for line in lines if line.startswith("user.not-found"))
    assert lines[lines.index(here) + 1 :][:2] == [
        "    here:  ResourceNotFoundException: USER not found.",
        "    there: ResourceNotFoundException: User not found",
    ]


# --- what is no difference ---


RULE = {"permission-set.not-found"}


def test_what_is_throttled_is_asked_again(idc: IdentityCenter) -> None:
    asked = answering(caller(idc), "DescribePermissionSet", 400, "ThrottlingException", times=3)
    assert {finding.verdict for finding in found_by(asked, rules=RULE)} == {AS_HERE}


@pytest.mark.parametrize(
    ("status", "code", "text", "why"),
    [
        (400, "ThrottlingException", "Rate exceeded", "DescribePermissionSet was throttled, again and again"),
        (500, "InternalServerException", "", "DescribePermissionSet failed on the side of the service"),
        (
            400,
            "AccessDeniedException",
            "User: x is not authorized to perform: sso:DescribePermissionSet on resource: y because no identity-based "
            "policy allows the sso:DescribePermissionSet action",
            "the caller lacks the right to call DescribePermissionSet",
        ),
        (
            400,
            "AccessDeniedException",
            "User: x is not authorized to perform: sso:DescribePermissionSet with an explicit deny in a service "
            "control policy",
            "the caller lacks the right to call DescribePermissionSet",
        ),
    ],
)
def test_what_says_nothing_about_a_rule_is_not_tried(
    status: int, code: str, text: str, why: str, idc: IdentityCenter
) -> None:
    first, *_ = found_by(answering(caller(idc), "DescribePermissionSet", status, code, text), rules=RULE)
    assert (first.verdict, first.why.partition(" (")[0]) == (NOT_TRIED, why)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("ExpiredTokenException", "The credentials have expired"),
        ("UnrecognizedClientException", "The credentials are not accepted"),
    ],
)
def test_credentials_that_do_not_do_end_the_run(code: str, why: str, idc: IdentityCenter) -> None:
    with pytest.raises(CouldNotRunError, match=why):
        found_by(answering(caller(idc), "DescribePermissionSet", 400, code), rules=RULE)


def test_another_http_status_than_the_model_s_is_a_difference(idc: IdentityCenter) -> None:
    asked = answering(caller(idc), "CreateToken", 400, "InvalidClientException", "Invalid client provided")
    found, *_ = found_by(asked, rules={"oidc.invalid-client"})
    assert (found.verdict, found.here, found.there) == (DIFFERS, "HTTPStatusCode: 401", "HTTPStatusCode: 400")


def test_so_is_another_reason_or_another_member_of_an_error(idc: IdentityCenter) -> None:
    asked = answering(
        caller(idc),
        "DescribeUser",
        400,
        "ResourceNotFoundException",
        "USER not found.",
        ResourceType="GROUP",
        Reason="X",
    )
    found, *_ = found_by(asked, rules={"user.not-found"})
    assert (found.verdict, found.here, found.there) == (DIFFERS, "ResourceType: 'USER'", "ResourceType: 'GROUP'")


def test_a_conflict_without_its_reason_is_a_difference(idc: IdentityCenter) -> None:
    # The group is made, and then there is another refusal of the second one than the mock's.
    asked = answering(caller(idc), "CreateGroup", 400, "ConflictException", "Duplicate GroupDisplayName", after=1)
    found, *_ = found_by(asked, Writing(MEMBER), {"group.unique-name"})
    here = "Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION'"
    assert (found.verdict, found.here, found.there) == (DIFFERS, here, "Reason: nothing")


def test_a_region_without_the_service_is_said(idc: IdentityCenter) -> None:
    asked = caller(idc)

    def unreachable(request: Any, **_: Any) -> None:
        raise EndpointConnectionError(endpoint_url=request.url)

    asked._session.events.register_first("before-send.sso-admin", unreachable)
    with pytest.raises(CouldNotRunError, match="IAM Identity Center may not be in this Region"):
        found_by(asked)


@pytest.mark.parametrize(
    ("account_id", "roles", "why"),
    [
        (MANAGEMENT, {"administrator", "management account"}, None),
        (DELEGATE, {"administrator", "delegated administrator"}, None),
        (MEMBER, {"member account"}, "this takes: administrator; here is: member account"),
        (ALONE, {"account instance"}, "this takes: administrator; here is: account instance, without an organization"),
        (EMPTY, {"no instance"}, "this takes: administrator; here is: no instance, without an organization"),
    ],
)
def test_whose_account_it_is_decides_what_is_tried(
    account_id: str, roles: set[str], why: str | None, idc: IdentityCenter
) -> None:
    around = look_around(caller(idc, account_id))
    assert around.roles == roles | {"anybody"}
    assert around.why_not("administrator", frozenset()) == why


def created_instances(allowed: bool, account_id: str) -> dict[str, tuple[str, str]]:
    """Return what the probes that make instances find where there is none."""
    with place(allow_member_instances=allowed) as idc:
        idc.slow("DeleteInstance", polls=3)
        rules = {"instance.members-not-allowed", "instance.management-account", "instance.one-per-account"}
        asked = caller(idc, account_id, ELSEWHERE)
        found = found_by(asked, Writing(MEMBER, instance=True), rules)
        assert look_around(asked).roles >= {"no instance"}
    return {each.rule.removeprefix("instance."): (each.verdict, each.why) for each in found}


MEMBER_HERE = "here is: member account without an instance and no instance"


def test_a_member_account_that_may_create_an_instance_is_no_difference() -> None:
    assert created_instances(True, MEMBER) == {
        "management-account": (NOT_TRIED, f"this takes: management account without an instance; {MEMBER_HERE}"),
        "members-not-allowed": (NOT_TRIED, "the organization allows its members to create instances"),
        "one-per-account": (AS_HERE, ""),
    }


def test_nor_is_one_that_may_not() -> None:
    assert created_instances(False, MEMBER) == {
        "management-account": (NOT_TRIED, f"this takes: management account without an instance; {MEMBER_HERE}"),
        "members-not-allowed": (AS_HERE, ""),
        "one-per-account": (NOT_TRIED, "what it takes cannot be made: CreateInstance: AccessDeniedException"),
    }


def test_nor_are_a_management_account_and_one_without_an_organization() -> None:
    here = "management account without an instance and no instance"
    assert created_instances(True, MANAGEMENT) == {
        "management-account": (AS_HERE, ""),
        "members-not-allowed": (NOT_TRIED, f"this takes: member account without an instance; here is: {here}"),
        "one-per-account": (NOT_TRIED, "what it takes cannot be made: CreateInstance: ValidationException"),
    }
    why = "here is: no instance, without an organization"
    assert created_instances(False, EMPTY) == {
        "management-account": (NOT_TRIED, f"this takes: management account without an instance; {why}"),
        "members-not-allowed": (NOT_TRIED, f"this takes: member account without an instance; {why}"),
        "one-per-account": (AS_HERE, ""),
    }


@pytest.mark.parametrize(
    ("operation", "text", "why"),
    [
        ("ListInstances", "No.", "ListInstances is refused: AccessDeniedException: No."),
        ("DescribeInstance", "because no session policy allows it", "whether this account administers the instance"),
    ],
)
def test_where_it_cannot_be_found_out_whose_account_it_is_nothing_is_tried(
    operation: str, text: str, why: str, idc: IdentityCenter
) -> None:
    with pytest.raises(CouldNotRunError, match=why):
        look_around(answering(caller(idc, MEMBER), operation, 400, "AccessDeniedException", text))


def test_what_is_never_done_is_not_waited_for_for_ever_and_is_named(idc: IdentityCenter) -> None:
    idc.slow("CreateAccountAssignment", polls=1000)
    why = (
        r"This is left, .* PermissionSet \S+ \(DescribeAccountAssignmentCreationStatus was not done after 120 seconds\)"
    )
    with pytest.raises(CouldNotRunError, match=why):
        found_by(caller(idc), Writing(MEMBER), {"assignment.status"})


def test_what_has_to_be_there_and_is_not_is_said() -> None:
    with mock_ssoadmin(organization_instance=True) as idc:
        around = look_around(caller(idc))
    missing = frozenset({"instance", "set", "set_id", "user"})
    assert around.why_not("administrator", missing) == "there is no permission set, no user"
    assert around.why_not("administrator", frozenset({"tenant", "user"})) == "no --scim-endpoint is given"
    assert isinstance(around, Surroundings)
