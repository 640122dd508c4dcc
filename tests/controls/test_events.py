"""What CloudTrail recorded, and events made up from the model."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.controls.calls import KEPT, Calls
from ssoadmin_mock.controls.events import records_of
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.logging import HIDDEN
from ssoadmin_mock.services.pipeline import Answer, Request
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.services.trail import logging_of
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect, error_of
from tests.services.scim.client import PATCH, Scim, user
from tests.services.signing_in import Desk, open_desk
from tests.services.sso_oidc.applications import Application

LOGGED = [
    f"{service.name}:{operation}"
    for service in services().values()
    for operation in service.model.operation_names
    if logging_of(service, operation)
]


@pytest.fixture
def desk(idc: IdentityCenter, center: Center) -> Desk:
    desk = open_desk(idc, center)
    idc.calls.clear()
    return desk


@pytest.fixture
def scim(idc: IdentityCenter, center: Center) -> Scim:
    scim = Scim(idc, idc.scim_endpoint, idc.create_scim_token())
    idc.calls.clear()
    return scim


def last(idc: IdentityCenter) -> dict[str, Any]:
    return idc.events[-1]


# --- sso-admin and identitystore -----------------------------------------------------------------------------------


@pytest.mark.rule("trail.sources", "trail.members", "trail.dates")
def test_a_call_is_a_record(idc: IdentityCenter, center: Center) -> None:
    arn = center.permission_set("Admin", SessionDuration="PT2H")
    record = last(idc)
    assert record["requestParameters"] == {"instanceArn": center.arn, "name": "Admin", "sessionDuration": "PT2H"}
    made = record["responseElements"]["permissionSet"]
    assert (made["permissionSetArn"], made["createdDate"][-2:]) == (
        arn,
        record["eventTime"] and made["createdDate"][-2:],
    )
    assert made["createdDate"].endswith(("AM", "PM"))
    fixed = ("eventSource", "eventName", "eventType", "awsRegion", "readOnly", "managementEvent", "eventCategory")
    assert [record[name] for name in fixed] == [
        *("sso.amazonaws.com", "CreatePermissionSet", "AwsApiCall", "us-east-1", False, True, "Management")
    ]
    assert record["recipientAccountId"] == MANAGEMENT
    assert "errorCode" not in record


@pytest.mark.rule("trail.members")
def test_a_refused_call_has_the_error(idc: IdentityCenter, center: Center, connect: Connect) -> None:
    center.permission_set("Admin")
    code, message = error_of(center.sso.create_permission_set, InstanceArn=center.arn, Name="Admin")
    record = last(idc)
    assert (record["errorCode"], record["errorMessage"], record["responseElements"]) == (code, message, None)
    assert record["requestParameters"]["name"] == "Admin"


@pytest.mark.rule("trail.reads")
def test_a_call_that_reads_has_no_answer(idc: IdentityCenter, center: Center) -> None:
    center.sso.list_permission_sets(InstanceArn=center.arn)
    record = last(idc)
    assert (record["readOnly"], record["responseElements"]) == (True, None)
    assert record["requestParameters"] == {"instanceArn": center.arn}


@pytest.mark.rule("trail.hidden", "trail.sources")
def test_personal_data_is_hidden(idc: IdentityCenter, center: Center) -> None:
    user_id = center.user("grace")
    record = last(idc)
    assert record["eventSource"] == "identitystore.amazonaws.com"
    assert record["requestParameters"]["userName"] == HIDDEN
    assert record["requestParameters"]["name"]["givenName"] == HIDDEN
    assert record["requestParameters"]["identityStoreId"] == center.identity_store_id
    assert record["responseElements"]["userId"] == user_id
    assert "grace" not in json.dumps(record)


@pytest.mark.rule("trail.placeholders")
def test_an_id_stays_and_nobody_else_has_it(idc: IdentityCenter, center: Center) -> None:
    center.permission_set("Admin")
    center.permission_set("Auditor")
    first, second = idc.events[-2:]
    assert idc.events[-2] == first
    assert first["eventID"] != second["eventID"]
    assert first["requestID"] != second["requestID"]
    assert (first["eventVersion"], first["sourceIPAddress"]) == ("1.10", "127.0.0.1")
    assert first["userAgent"] == "ssoadmin_mock"


# --- who called ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("trail.identity")
def test_a_user_of_iam_calls(idc: IdentityCenter, connect: Connect) -> None:
    iam = connect("iam")
    made = iam.create_user(UserName="bob")["User"]
    key = iam.create_access_key(UserName="bob")["AccessKey"]
    connect(aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]).list_instances()
    assert last(idc)["userIdentity"] == {
        "type": "IAMUser",
        "principalId": made["UserId"],
        "arn": made["Arn"],
        "accountId": MANAGEMENT,
        "accessKeyId": key["AccessKeyId"],
        "userName": "bob",
    }


@pytest.mark.rule("trail.identity")
def test_a_role_that_a_user_has_calls(idc: IdentityCenter, desk: Desk) -> None:
    session = idc.role_session(user="ada", account=desk.center.dev, permission_set="Reader")
    session.client("sso-admin", region_name="us-east-1").list_instances()
    (record,) = idc.events.assert_recorded("ListInstances")
    (role,) = desk.center.roles(desk.center.dev)
    identity = record["userIdentity"]
    assert identity["type"] == "AssumedRole"
    assert identity["arn"].endswith(f"assumed-role/{role['RoleName']}/ada")
    issuer = identity["sessionContext"]["sessionIssuer"]
    assert (issuer["arn"], issuer["principalId"], issuer["userName"]) == (
        role["Arn"],
        role["RoleId"],
        role["RoleName"],
    )
    acting = idc.on_behalf_of(identity["accessKeyId"])
    assert identity.get("onBehalfOf") == acting


# --- signing in, the portal and SCIM -------------------------------------------------------------------------------


@pytest.mark.rule("trail.not-logged", "trail.sources", "trail.bearer", "trail.hidden")
def test_of_signing_in_the_token_alone_is_recorded(idc: IdentityCenter, desk: Desk) -> None:
    tokens = desk.tokens()
    (record,) = idc.events
    assert (record["eventName"], record["eventSource"]) == ("CreateToken", "sso.amazonaws.com")
    assert record["userIdentity"] == {"type": "Unknown", "accountId": MANAGEMENT}
    assert record["responseElements"]["accessToken"] == HIDDEN
    assert record["requestParameters"]["clientSecret"] == HIDDEN
    assert tokens["accessToken"] not in json.dumps(record)


@pytest.mark.rule("trail.portal")
def test_the_portal_is_a_service(idc: IdentityCenter, desk: Desk) -> None:
    token = desk.tokens()["accessToken"]
    desk.portal.get_role_credentials(accessToken=token, accountId=desk.center.dev, roleName="Reader")
    record = last(idc)
    assert record["serviceEventDetails"] == {"account_id": desk.center.dev, "role_name": "Reader"}
    assert (record["eventType"], record["eventSource"]) == ("AwsServiceEvent", "sso.amazonaws.com")
    assert (record["requestParameters"], record["responseElements"]) == (None, None)
    assert record["userIdentity"]["type"] == "IdentityCenterUser"
    assert record["userIdentity"]["onBehalfOf"]["userId"] == desk.ada
    assert record["recipientAccountId"] == MANAGEMENT


@pytest.mark.rule("trail.strangers")
def test_a_stranger_is_in_nobody_s_trail(idc: IdentityCenter, desk: Desk) -> None:
    error_of(desk.portal.list_accounts, accessToken="unknown")
    assert idc.calls.assert_called("sso:ListAccounts")
    assert list(idc.events) == []


@pytest.mark.rule("trail.scim", "trail.bearer", "trail.sources")
def test_scim_has_a_body_with_personal_data_hidden(idc: IdentityCenter, scim: Scim) -> None:
    made = scim.create(user("grace"))
    scim.patch(made["id"], {"op": "replace", "path": "title", "value": "Admiral"})
    created, patched = idc.events
    assert created["eventSource"] == "identitystore-scim.amazonaws.com"
    assert created["requestParameters"]["httpBody"]["userName"] == HIDDEN
    assert created["responseElements"]["httpBody"]["id"] == made["id"]
    assert created["userIdentity"] == {"type": "Unknown", "accountId": MANAGEMENT}
    assert patched["requestParameters"]["id"] == made["id"]
    assert patched["requestParameters"]["httpBody"] == {
        "schemas": [PATCH],
        "Operations": [{"op": "REPLACE", "path": "title", "value": HIDDEN}],
    }


# --- looking -------------------------------------------------------------------------------------------------------


def test_an_assertion_returns_what_it_found(idc: IdentityCenter, center: Center) -> None:
    center.permission_set("Admin")
    center.permission_set("Auditor")
    (record,) = idc.events.assert_recorded("CreatePermissionSet", requestParameters={"name": "Admin"}, readOnly=False)
    assert record == idc.events[-2]


def test_a_failure_shows_the_nearest_record(idc: IdentityCenter, center: Center) -> None:
    center.permission_set("Admin")
    with pytest.raises(AssertionError) as caught:
        idc.events.assert_recorded("CreatePermissionSet", requestParameters={"name": "Auditor", "relayState": "x"})
    text = str(caught.value)
    assert text.startswith("CreatePermissionSet was not recorded with requestParameters={'name': 'Auditor', ")
    assert (
        "\n  requestParameters.name was 'Admin', not 'Auditor'\n  requestParameters.relayState was not there\n" in text
    )
    assert '"eventName": "CreatePermissionSet"' in text


def test_without_records_it_says_so(idc: IdentityCenter) -> None:
    with pytest.raises(AssertionError, match=r"^CreateGroup was not recorded\.\nNothing was recorded\.$"):
        idc.events.assert_recorded("identitystore:CreateGroup".partition(":")[2])
    assert repr(idc.events) == "<no events>"


def test_a_name_that_does_not_exist_is_refused(idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="did you mean 'CreatePermissionSet'"):
        idc.events.assert_recorded("CreatePermisionSet")


def test_they_are_as_many_as_the_calls_that_are_kept() -> None:
    calls = Calls()
    request = Request(SSO_ADMIN, "ListInstances", "{}", Caller(MANAGEMENT, "us-east-1", "AKIAEXAMPLE"))
    for _ in range(KEPT + 1):
        calls.record(request, Answer(200, "{}"))
    ids = [noted.event_id for noted in calls.noted()]
    assert len(set(ids)) == KEPT
    calls.record(request, Answer(200, "{}"))
    assert [noted.event_id for noted in calls.noted()][:-1] == ids[1:]
    calls.clear()
    assert records_of(calls) == []


def test_the_server_tells_them(endpoint: dict[str, str], idc: IdentityCenter, center: Center) -> None:
    center.permission_set("Admin")
    url = endpoint.get("endpoint_url", "http://motoapi.amazonaws.com")
    told = requests.get(f"{url}/moto-api/ssoadmin/events", timeout=10).json()
    assert told["events"] == list(idc.events)


# --- samples -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("trail.envelope")
@pytest.mark.parametrize("operation", LOGGED)
def test_every_operation_has_a_sample(operation: str, idc: IdentityCenter) -> None:
    event = idc.events.sample(operation, region_name="eu-west-1")
    record = event["detail"]
    assert event["source"] == f"aws.{record['eventSource'].removesuffix('.amazonaws.com')}"
    is_service_event = record["eventType"] == "AwsServiceEvent"
    assert event["detail-type"] == f"AWS {'Service Event' if is_service_event else 'API Call'} via CloudTrail"
    assert (event["account"], event["region"], event["time"]) == (
        record["recipientAccountId"],
        "eu-west-1",
        record["eventTime"],
    )
    assert json.loads(json.dumps(event)) == event
    assert not idc.calls


def test_a_sample_has_what_it_is_given_and_the_rest_from_the_model(idc: IdentityCenter) -> None:
    event = idc.events.sample("CreateAccountAssignment", requestParameters={"targetId": "111122223333"})
    asked = event["detail"]["requestParameters"]
    assert asked["targetId"] == "111122223333"
    assert asked["targetType"] == "AWS_ACCOUNT"
    assert asked["permissionSetArn"].startswith("arn:aws:sso:::permissionSet/")
    assert event["detail"]["responseElements"]["accountAssignmentCreationStatus"]["createdDate"]


@pytest.mark.rule("trail.tls-details")
def test_a_sample_has_the_members_of_a_record(idc: IdentityCenter, center: Center, endpoint: dict[str, str]) -> None:
    center.permission_set("Admin")
    sample = idc.events.sample("CreatePermissionSet")["detail"]
    assert sample["tlsDetails"] == {"clientProvidedHostHeader": "sso.us-east-1.amazonaws.com"}
    if endpoint:
        # A server's host is none of AWS's.
        del sample["tlsDetails"]
    assert sample.keys() == last(idc).keys()
    assert sample.get("tlsDetails") == last(idc).get("tlsDetails")


def test_the_host_of_a_sample_is_that_of_its_region(idc: IdentityCenter) -> None:
    sample = idc.events.sample("CreateUser", region_name="cn-north-1")["detail"]
    assert sample["tlsDetails"] == {"clientProvidedHostHeader": "identitystore.cn-north-1.amazonaws.com.cn"}


@pytest.mark.rule("trail.token-user")
def test_tokens_for_an_application_are_somebody_s(idc: IdentityCenter, desk: Desk) -> None:
    application = Application.made(desk.center, desk.ada)
    desk.oidc.create_token_with_iam(**application.asking(application.assertion("ada")))
    record = last(idc)
    data = record["additionalEventData"]
    assert data["identitystore:UserId"] == desk.ada
    assert data["identitystore:IdentityStoreArn"].endswith(f"identitystore/{desk.center.identity_store_id}")
    assert data["identitycenter:CredentialId"]
    error_of(desk.oidc.create_token_with_iam, **application.asking("no assertion"))
    assert "additionalEventData" not in last(idc)
    sample = idc.events.sample("CreateTokenWithIAM")["detail"]
    assert sample["additionalEventData"].keys() == data.keys()


@pytest.mark.rule("trail.one-account")
def test_a_member_s_call_is_in_its_own_trail(idc: IdentityCenter, center: Center, connect: Connect) -> None:
    connect(account_id=center.dev).list_instances()
    record = last(idc)
    assert record["recipientAccountId"] == center.dev
    assert "sharedEventID" not in record


@pytest.mark.rule("trail.not-logged")
@pytest.mark.parametrize("operation", ["RegisterClient", "StartDeviceAuthorization", "sso:Logout"])
def test_what_is_not_logged_has_no_sample(operation: str, idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="CloudTrail does not record"):
        idc.events.sample(operation)
