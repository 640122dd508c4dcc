"""What CloudTrail records reaches rules of moto's EventBridge and their targets, in process and over HTTP."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.events.models import EventPattern

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.plugin import event_bus
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect, error_of
from tests.services.scim.client import Scim, user
from tests.services.signing_in import Desk, open_desk

EVERYTHING = {"source": [{"prefix": "aws."}]}
ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


class Queue:
    """A queue that a rule of a default bus sends to."""

    def __init__(self, connect: Connect, pattern: dict[str, Any], rule: str = "rule", **more: Any) -> None:
        self._connect, self.rule = connect, rule
        self._place = {name: more.pop(name) for name in ("account_id", "region_name") if name in more}
        target = more.pop("target", {})
        self.sqs = connect("sqs", **self._place)
        self.events = connect("events", **self._place)
        self.url = self.sqs.create_queue(QueueName=rule)["QueueUrl"]
        attributes = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])["Attributes"]
        self.events.put_rule(Name=rule, EventPattern=json.dumps(pattern), **more)
        self.events.put_targets(Rule=rule, Targets=[{"Id": "queue", "Arn": attributes["QueueArn"], **target}])

    def received(self) -> list[Any]:
        """What came since the last time."""
        found: list[Any] = []
        while True:
            messages = self.sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages", [])
            if not messages:
                return found
            found += [json.loads(message["Body"]) for message in messages]
            for message in messages:
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])

    def names(self) -> list[str]:
        return [event["detail"]["eventName"] for event in self.received()]


@pytest.mark.rule("trail.envelope", "trail.read-events")
def test_a_call_reaches_a_queue(idc: IdentityCenter, center: Center, connect: Connect) -> None:
    queue = Queue(connect, {"source": ["aws.sso"], "detail": {"eventName": ["CreatePermissionSet"]}})
    arn = center.permission_set("Admin")
    center.permission_set("Reader")
    first, second = queue.received()
    record = first["detail"]
    assert record == idc.events.assert_recorded("CreatePermissionSet", requestParameters={"name": "Admin"})[0]
    assert record["responseElements"]["permissionSet"]["permissionSetArn"] == arn
    assert second["detail"]["requestParameters"]["name"] == "Reader"
    assert (first["source"], first["detail-type"]) == ("aws.sso", "AWS API Call via CloudTrail")
    assert (first["account"], first["region"], first["time"]) == (MANAGEMENT, "us-east-1", record["eventTime"])
    assert first["id"] != second["id"]
    assert queue.received() == []


def test_a_refused_call_reaches_it_too(center: Center, connect: Connect) -> None:
    queue = Queue(connect, {"detail": {"errorCode": [{"exists": True}]}})
    center.permission_set("Admin")
    code, _ = error_of(center.sso.create_permission_set, InstanceArn=center.arn, Name="Admin")
    (event,) = queue.received()
    assert (event["detail"]["eventName"], event["detail"]["errorCode"]) == ("CreatePermissionSet", code)


@pytest.mark.rule("trail.read-events")
@pytest.mark.parametrize(
    ("state", "delivered"),
    [
        ("ENABLED", ["CreatePermissionSet"]),
        (ALL_EVENTS, ["CreatePermissionSet", "ListPermissionSets"]),
        ("DISABLED", []),
    ],
)
def test_reads_go_to_those_who_ask_for_them(center: Center, connect: Connect, state: str, delivered: list[str]) -> None:
    queue = Queue(connect, EVERYTHING, State=state)
    center.permission_set("Admin")
    center.sso.list_permission_sets(InstanceArn=center.arn)
    assert queue.names() == delivered


def test_a_rule_that_is_disabled_later_gets_nothing_more(center: Center, connect: Connect) -> None:
    queue = Queue(connect, EVERYTHING)
    center.permission_set("Admin")
    queue.events.disable_rule(Name=queue.rule)
    center.permission_set("Reader")
    queue.events.enable_rule(Name=queue.rule)
    center.permission_set("Auditor")
    assert [event["detail"]["requestParameters"]["name"] for event in queue.received()] == ["Admin", "Auditor"]


@pytest.mark.rule("trail.read-events")
def test_events_stay_in_their_account_and_region(center: Center, connect: Connect) -> None:
    own = Queue(connect, EVERYTHING)
    elsewhere = Queue(connect, EVERYTHING, rule="elsewhere", region_name="eu-west-1")
    other = Queue(connect, EVERYTHING, rule="other", account_id=center.dev)
    center.permission_set("Admin")
    assert own.names() == ["CreatePermissionSet"]
    assert elsewhere.names() == other.names() == []
    connect(account_id=center.dev).create_instance()
    assert other.names() == ["CreateInstance"]
    assert own.names() == []


def test_events_go_to_the_default_bus_alone(center: Center, connect: Connect) -> None:
    connect("events").create_event_bus(Name="own")
    queue = Queue(connect, EVERYTHING)
    queue.events.put_rule(Name="on-own", EventBusName="own", EventPattern=json.dumps(EVERYTHING))
    target = queue.events.list_targets_by_rule(Rule=queue.rule)["Targets"][0]
    queue.events.put_targets(Rule="on-own", EventBusName="own", Targets=[target])
    center.permission_set("Admin")
    assert queue.names() == ["CreatePermissionSet"]


def test_a_schedule_is_no_pattern(center: Center, connect: Connect) -> None:
    queue = Queue(connect, EVERYTHING)
    target = queue.events.list_targets_by_rule(Rule=queue.rule)["Targets"][0]
    queue.events.put_rule(Name="hourly", ScheduleExpression="rate(1 hour)")
    queue.events.put_targets(Rule="hourly", Targets=[target])
    center.permission_set("Admin")
    assert queue.names() == ["CreatePermissionSet"]


def test_a_transformer_makes_the_message(center: Center, connect: Connect) -> None:
    transformer = {
        "InputPathsMap": {"name": "$.detail.requestParameters.name", "in": "$.account", "at": "$.time"},
        # Before 5.1 moto sends no message without a time.
        "InputTemplate": '{"made": "<name>", "in": "<in>", "time": <at>}',
    }
    queue = Queue(connect, {"detail": {"eventName": ["CreatePermissionSet"]}}, target={"InputTransformer": transformer})
    center.permission_set("Admin")
    (message,) = queue.received()
    assert message == {"made": "Admin", "in": MANAGEMENT, "time": message["time"]}


def test_one_event_reaches_several_targets(center: Center, connect: Connect) -> None:
    queue, other = Queue(connect, EVERYTHING), Queue(connect, {"source": ["aws.nothing"]}, rule="unused")
    target = other.events.list_targets_by_rule(Rule="unused")["Targets"][0]
    logs = connect("logs")
    logs.create_log_group(logGroupName="/aws/events/sso")
    arn = logs.describe_log_groups()["logGroups"][0]["arn"].removesuffix(":*")
    queue.events.put_targets(Rule=queue.rule, Targets=[{**target, "Id": "other"}, {"Id": "logs", "Arn": arn}])
    center.permission_set("Admin")
    ((event,), again) = queue.received(), other.received()
    assert again == [event]
    (stream,) = logs.describe_log_streams(logGroupName="/aws/events/sso")["logStreams"]
    (entry,) = logs.get_log_events(logGroupName="/aws/events/sso", logStreamName=stream["logStreamName"])["events"]
    assert json.loads(entry["message"]) == event


def test_a_state_machine_is_started(center: Center, connect: Connect) -> None:
    queue, machines = Queue(connect, {"detail": {"eventName": ["CreatePermissionSet"]}}), connect("stepfunctions")
    definition = {"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}
    arn = machines.create_state_machine(
        name="react", definition=json.dumps(definition), roleArn=f"arn:aws:iam::{MANAGEMENT}:role/react"
    )["stateMachineArn"]
    queue.events.put_targets(Rule=queue.rule, Targets=[{"Id": "machine", "Arn": arn}])
    center.permission_set("Admin")
    center.permission_set("Reader")
    executions = machines.list_executions(stateMachineArn=arn)["executions"]
    inputs = [machines.describe_execution(executionArn=each["executionArn"])["input"] for each in executions]
    assert sorted(json.loads(each)["detail"]["requestParameters"]["name"] for each in inputs) == ["Admin", "Reader"]


def test_a_function_is_invoked(center: Center, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    # moto runs functions in Docker.
    invoked: list[tuple[str, str, Any]] = []
    monkeypatch.setattr(
        "moto.events.notifications._invoke_lambda",
        lambda account_id, fn_arn, event: invoked.append((account_id, fn_arn, event)),
    )
    queue = Queue(connect, {"detail": {"eventName": ["CreatePermissionSet"]}})
    arn = f"arn:aws:lambda:us-east-1:{MANAGEMENT}:function:react"
    queue.events.put_targets(Rule=queue.rule, Targets=[{"Id": "function", "Arn": arn}])
    center.permission_set("Admin")
    assert invoked == [(MANAGEMENT, arn, queue.received()[0])]


def test_an_archive_is_replayed(center: Center, connect: Connect) -> None:
    queue = Queue(connect, {"detail": {"eventName": ["CreatePermissionSet"]}})
    bus = queue.events.describe_event_bus()["Arn"]
    archive = queue.events.create_archive(ArchiveName="all", EventSourceArn=bus)["ArchiveArn"]
    center.permission_set("Admin")
    assert queue.names() == ["CreatePermissionSet"]
    assert queue.events.describe_archive(ArchiveName="all")["EventCount"] == 1
    queue.events.start_replay(
        ReplayName="again",
        EventSourceArn=archive,
        EventStartTime="2000-01-01T00:00:00Z",
        EventEndTime="2100-01-01T00:00:00Z",
        Destination={"Arn": bus},
    )
    assert queue.names() == ["CreatePermissionSet"]


def test_what_goes_wrong_on_the_way_is_no_error_of_the_call(
    center: Center, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    queue = Queue(connect, {"detail": {"eventName": ["CreatePermissionSet"]}})
    topic = f"arn:aws:sns:us-east-1:{MANAGEMENT}:topic"
    queue.events.put_targets(Rule=queue.rule, Targets=[{"Id": "gone", "Arn": topic}])
    with caplog.at_level(logging.WARNING, event_bus.__name__):
        center.permission_set("Admin")
    assert queue.names() == ["CreatePermissionSet"]
    (line,) = caplog.records
    assert f"did not reach {topic} of the rule" in line.getMessage()


def test_nothing_is_made_for_nobody(
    idc: IdentityCenter, center: Center, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    monkeypatch.setattr("ssoadmin_mock.controls.events.records", lambda *sent: made.append(sent) or [])
    connect("events").list_rules()
    center.permission_set("Admin")
    assert made == []
    Queue(connect, EVERYTHING)
    center.permission_set("Reader")
    assert len(made) == 1


@pytest.mark.rule("trail.assume-role-with-saml")
def test_credentials_leave_an_assumption_in_the_role_s_account(
    idc: IdentityCenter, center: Center, connect: Connect
) -> None:
    desk = open_desk(idc, center)
    there = Queue(connect, EVERYTHING, rule="there", account_id=center.dev)
    portal = {"detail": {"eventName": ["GetRoleCredentials", "AssumeRoleWithSAML"]}}
    here = Queue(connect, portal, rule="here", State=ALL_EVENTS)
    token = desk.tokens()["accessToken"]
    given = desk.portal.get_role_credentials(accessToken=token, accountId=center.dev, roleName="Reader")
    (event,) = there.received()
    record, key = event["detail"], given["roleCredentials"]["accessKeyId"]
    assert (event["source"], record["eventName"], record["recipientAccountId"]) == (
        "aws.sts",
        "AssumeRoleWithSAML",
        center.dev,
    )
    assert record["userIdentity"]["type"] == "SAMLUser"
    assert record["userIdentity"]["userName"] == "ada"
    provider = record["userIdentity"]["identityProvider"]
    assert provider.startswith(f"arn:aws:iam::{center.dev}:saml-provider/AWSSSO_")
    role = record["requestParameters"]["roleArn"]
    assert record["requestParameters"] == {"principalArn": provider, "roleArn": role, "roleSessionName": "ada"}
    iam = connect("iam", account_id=center.dev)
    assert role in [each["Arn"] for each in iam.list_roles()["Roles"]]
    assert record["responseElements"]["credentials"] == {"accessKeyId": key}
    assert record["responseElements"]["assumedRoleUser"]["arn"].endswith("/ada")
    assert record["resources"] == [{"accountId": center.dev, "type": "AWS::IAM::Role", "ARN": role}]
    assert given["roleCredentials"]["sessionToken"] not in json.dumps(record)
    assert here.names() == ["GetRoleCredentials"]
    assert [each["eventName"] for each in idc.events][-2:] == ["AssumeRoleWithSAML", "GetRoleCredentials"]
    assert record == idc.events[-2]


# --- patterns of public automation ---------------------------------------------------------------------------------


def matches(center: Center, connect: Connect, pattern: dict[str, Any], idc: IdentityCenter) -> list[str]:
    """Which of the calls of everyday life a rule with a pattern is told about."""
    queue = Queue(connect, pattern)
    desk = open_desk(idc, center)
    center.group("staff")
    with pytest.raises(ClientError):
        center.group("staff")
    center.connect("iam").create_user(UserName="deployer")
    scim = Scim(idc, idc.scim_endpoint, idc.create_scim_token())
    scim.create(user("grace"))
    desk.tokens()
    return queue.names()


@pytest.mark.rule("trail.envelope")
def test_sources_of_an_assignment_pipeline(idc: IdentityCenter, center: Center, connect: Connect) -> None:
    # aws-samples: an assignment pipeline is run for whatever changes.
    names = matches(center, connect, {"source": ["aws.sso", "aws.sso-directory"]}, idc)
    assert names == ["CreatePermissionSet", "CreateAccountAssignment", "CreateToken"]


@pytest.mark.rule("trail.envelope")
@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("identitystore.amazonaws.com", ["CreateUser", "CreateGroup"]),
        # The API of the console, and of SCIM before 2024, which is not simulated.
        ("sso-directory.amazonaws.com", []),
        ("identitystore-scim.amazonaws.com", ["CreateUser"]),
    ],
)
def test_users_and_groups_of_an_extension(
    idc: IdentityCenter, center: Center, connect: Connect, source: str, names: list[str]
) -> None:
    # aws-iam-identity-center-extensions: no source, and no errors.
    detail = {
        "eventSource": [source],
        "eventName": ["CreateGroup", "DeleteGroup", "CreateUser", "DeleteUser"],
        "errorCode": [{"exists": False}],
    }
    assert matches(center, connect, {"account": [MANAGEMENT], "detail": detail}, idc) == names
    assert matches_in(center.dev, detail, idc) == []


def matches_in(account_id: str, detail: dict[str, Any], idc: IdentityCenter) -> list[str]:
    """The records that a pattern for another account would have taken."""
    return [
        record["eventName"]
        for record in idc.events
        if record["recipientAccountId"] == account_id and record["eventSource"] in detail["eventSource"]
    ]


@pytest.mark.skipif(
    not EventPattern.load('{"a": [{"prefix": "x"}, {"prefix": "y"}]}').matches_event({"a": "x"}),  # type: ignore[typeddict-item, typeddict-unknown-key]  # any event will do
    reason="this moto wants all filters of a field to match, and not one of them",
)
@pytest.mark.rule("trail.sources")
def test_changes_that_a_detection_watches(idc: IdentityCenter, center: Center, connect: Connect) -> None:
    # iambic: prefixes of names, of three services, and no source.
    prefixes = [{"prefix": prefix} for prefix in ("Create", "Delete", "Put", "Attach", "Detach", "Update")]
    sources = ["iam.amazonaws.com", "sso.amazonaws.com", "organizations.amazonaws.com"]
    names = matches(center, connect, {"detail": {"eventSource": sources, "eventName": prefixes}}, idc)
    # moto's IAM leaves no events.
    assert names == ["CreatePermissionSet", "CreateAccountAssignment", "CreateToken"]


def test_events_of_the_desk_are_of_its_users(idc: IdentityCenter, center: Center, connect: Connect) -> None:
    desk: Desk = open_desk(idc, center)
    queue = Queue(connect, {"detail": {"eventType": ["AwsServiceEvent"]}}, State=ALL_EVENTS)
    desk.portal.list_accounts(accessToken=desk.tokens()["accessToken"])
    (event,) = queue.received()
    assert event["detail-type"] == "AWS Service Event via CloudTrail"
    assert event["detail"]["userIdentity"]["onBehalfOf"]["userId"] == desk.ada
