"""The access portal, in process and over HTTP."""

from __future__ import annotations

import re
import time
from datetime import datetime, timezone
from typing import Any

import pytest
import time_machine
from botocore.config import Config
from freezegun.api import FrozenDateTimeFactory

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.conftest import MANAGEMENT, error_of
from tests.services.signing_in import Desk

UNAUTHORIZED = ("UnauthorizedException", "Session token not found or invalid")
NO_ACCESS = ("ForbiddenException", "No access")
IN_PROCESS = pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])


@pytest.fixture
def token(desk: Desk) -> dict[str, str]:
    """What ada's calls have in common."""
    return {"accessToken": desk.idc.sign_in("ada").access_token}


def accounts(desk: Desk, token: dict[str, str]) -> list[str]:
    return [account["accountId"] for account in desk.portal.list_accounts(**token)["accountList"]]


def roles(desk: Desk, token: dict[str, str], account_id: str) -> list[str]:
    listed = desk.portal.list_account_roles(**token, accountId=account_id)["roleList"]
    return [role["roleName"] for role in listed]


@pytest.mark.rule("portal.accounts", "portal.role-names")
def test_a_user_sees_accounts_and_roles(desk: Desk, token: dict[str, str]) -> None:
    dev = desk.center.dev
    listed = desk.portal.list_accounts(**token)["accountList"]
    assert listed == [{"accountId": dev, "accountName": "dev", "emailAddress": "dev@example.com"}]
    assert desk.portal.list_account_roles(**token, accountId=dev)["roleList"] == [
        {"roleName": "Reader", "accountId": dev}
    ]


@pytest.mark.rule("portal.accounts")
def test_what_a_user_sees_is_what_is_assigned_now(desk: Desk, token: dict[str, str]) -> None:
    center = desk.center
    staff, admin = center.group("staff"), center.permission_set("Admin")
    center.assign(admin, center.prod, staff, "GROUP")
    center.assign(admin, center.dev, staff, "GROUP")
    assert accounts(desk, token) == [center.dev]
    membership = center.join(staff, desk.ada)
    assert accounts(desk, token) == [center.dev, center.prod]
    assert roles(desk, token, center.dev) == ["Reader", "Admin"]
    center.connect("identitystore").delete_group_membership(
        IdentityStoreId=center.identity_store_id, MembershipId=membership
    )
    assert accounts(desk, token) == [center.dev]
    assert roles(desk, token, center.dev) == ["Reader"]
    assert error_of(desk.portal.list_account_roles, **token, accountId=center.prod) == NO_ACCESS


@pytest.mark.rule("portal.accounts")
def test_closed_and_removed_accounts_disappear(desk: Desk, token: dict[str, str]) -> None:
    center, organizations = desk.center, desk.center.connect("organizations")
    reader = desk.center.permission_set("Admin")
    center.assign(reader, center.prod, desk.ada)
    assert accounts(desk, token) == [center.dev, center.prod]
    organizations.close_account(AccountId=center.dev)
    organizations.remove_account_from_organization(AccountId=center.prod)
    assert accounts(desk, token) == []
    for account_id, role in ((center.dev, "Reader"), (center.prod, "Admin")):
        refused = error_of(desk.portal.get_role_credentials, **token, accountId=account_id, roleName=role)
        assert refused == NO_ACCESS


@pytest.mark.rule("portal.pages")
def test_pages_have_twenty_items_unless_they_are_asked_for_otherwise() -> None:
    names = [f"a{number:02}" for number in range(45)]
    world = {
        "organization": {"accounts": dict.fromkeys(names)},
        "users": {"ada": None},
        "permission_sets": dict.fromkeys(names),
        "assignments": [
            {"users": "ada", "accounts": reversed_names, "permission_set": "a00"}
            for reversed_names in ([name] for name in reversed(names))
        ]
        + [{"users": "ada", "accounts": "a00", "permission_set": name} for name in names[1:]],
    }
    with mock_ssoadmin(world=world) as idc:
        portal = idc.session(account_id=MANAGEMENT).client("sso", region_name="us-east-1")
        token = {"accessToken": idc.sign_in("ada").access_token}
        by_default = list(portal.get_paginator("list_accounts").paginate(**token))
        assert [len(page["accountList"]) for page in by_default] == [20, 20, 5]
        listed = [account["accountName"] for page in by_default for account in page["accountList"]]
        assert listed == names[::-1]
        pages = portal.get_paginator("list_account_roles").paginate(
            **token, accountId=idc.account("a00"), PaginationConfig={"PageSize": 30}
        )
        assert [len(page["roleList"]) for page in pages] == [30, 15]


@pytest.mark.rule("portal.page-limits")
@pytest.mark.parametrize("size", [0, 101])
def test_a_page_has_up_to_a_hundred_items(desk: Desk, size: int) -> None:
    portal = desk.center.connect("sso", config=Config(parameter_validation=False))
    text = "ResultSize parameter must be within the valid limits of: 1-100"
    token = desk.idc.sign_in("ada").access_token
    assert error_of(portal.list_accounts, accessToken=token, maxResults=size) == ("InvalidRequestException", text)
    assert portal.list_accounts(accessToken=token, maxResults=100)["accountList"]


def test_the_token_for_the_next_page_is_the_user_s_own(desk: Desk, token: dict[str, str]) -> None:
    desk.center.assign(desk.center.permission_set("Admin"), desk.center.prod, desk.ada)
    page = desk.portal.list_accounts(**token, maxResults=1)
    other = {"accessToken": desk.idc.sign_in("ada").access_token}
    assert error_of(desk.portal.list_accounts, **other, nextToken=page["nextToken"])[0] == "InvalidRequestException"
    assert accounts(desk, token)[1:] == [
        account["accountId"]
        for account in desk.portal.list_accounts(**token, nextToken=page["nextToken"])["accountList"]
    ]


@pytest.mark.rule("portal.credentials")
def test_credentials_are_of_the_role_in_the_account(desk: Desk, token: dict[str, str]) -> None:
    given = desk.portal.get_role_credentials(**token, accountId=desk.center.dev, roleName="Reader")["roleCredentials"]
    assert given["accessKeyId"].startswith("ASIA")
    assert abs(given["expiration"] / 1000 - time.time() - 3600) < 60
    keys = {"aws_access_key_id": "accessKeyId", "aws_secret_access_key": "secretAccessKey"}
    sts = desk.center.connect(
        "sts", **{name: given[key] for name, key in keys.items()}, aws_session_token=given["sessionToken"]
    )

    def come_from_nowhere_else(params: dict[str, Any], **_: Any) -> None:
        # The header of `connect` would say another account than the credentials do.
        del params["headers"]["x-moto-account-id"]

    sts.meta.events.register("before-call", come_from_nowhere_else)
    arn = sts.get_caller_identity()["Arn"]
    role = r"AWSReservedSSO_Reader_[0-9a-f]{16}"
    assert re.fullmatch(rf"arn:aws:sts::{desk.center.dev}:assumed-role/{role}/ada", arn)


@pytest.mark.rule("portal.credentials")
def test_credentials_live_as_long_as_the_permission_set_says(desk: Desk, token: dict[str, str]) -> None:
    center = desk.center
    center.assign(center.permission_set("Long", SessionDuration="PT4H30M"), center.dev, desk.ada)
    given = desk.portal.get_role_credentials(**token, accountId=center.dev, roleName="Long")["roleCredentials"]
    assert abs(given["expiration"] / 1000 - time.time() - 4.5 * 3600) < 60


@pytest.mark.rule("portal.no-access")
def test_what_is_not_assigned_is_forbidden(desk: Desk, token: dict[str, str]) -> None:
    dev, prod = desk.center.dev, desk.center.prod
    desk.center.permission_set("Unassigned")
    for account_id, role in ((dev, "Unassigned"), (dev, "reader"), (prod, "Reader"), ("999999999999", "Reader")):
        with pytest.raises(desk.portal.exceptions.ClientError) as caught:
            desk.portal.get_role_credentials(**token, accountId=account_id, roleName=role)
        assert caught.value.response["Error"] == {"Code": "ForbiddenException", "Message": "No access"}
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


@pytest.mark.rule("portal.roles-without-access")
def test_roles_of_an_account_without_access_are_forbidden(desk: Desk, token: dict[str, str]) -> None:
    for account_id in (desk.center.prod, "999999999999", "nonsense"):
        assert error_of(desk.portal.list_account_roles, **token, accountId=account_id) == NO_ACCESS


@pytest.mark.rule("portal.unauthorized")
def test_a_token_that_is_none_is_unauthorized(desk: Desk) -> None:
    made_up = {"accessToken": "made up"}
    for call, params in (
        (desk.portal.list_accounts, {}),
        (desk.portal.list_account_roles, {"accountId": desk.center.dev}),
        (desk.portal.get_role_credentials, {"accountId": desk.center.dev, "roleName": "Reader"}),
        (desk.portal.logout, {}),
    ):
        assert error_of(call, **made_up, **params) == UNAUTHORIZED
    with pytest.raises(desk.portal.exceptions.UnauthorizedException) as caught:
        desk.portal.list_accounts(**made_up)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 401


@pytest.mark.rule("portal.unauthorized")
@IN_PROCESS
def test_a_token_is_of_its_region(desk: Desk, token: dict[str, str]) -> None:
    desk.enable_in("eu-west-1")
    there = desk.there("eu-west-1")
    assert error_of(there.portal.list_accounts, **token) == UNAUTHORIZED
    own = there.tokens()
    assert there.portal.list_accounts(accessToken=own["accessToken"])["accountList"]
    assert error_of(desk.portal.list_accounts, accessToken=own["accessToken"]) == UNAUTHORIZED
    desk.center.sso.remove_region(InstanceArn=desk.center.arn, RegionName="eu-west-1")
    assert error_of(there.portal.list_accounts, accessToken=own["accessToken"]) == UNAUTHORIZED


@pytest.mark.rule("portal.logout", "portal.unauthorized")
def test_logging_out_ends_the_session(desk: Desk) -> None:
    client = desk.client()
    tokens, other = desk.tokens(client), desk.tokens(client)
    assert desk.portal.logout(accessToken=tokens["accessToken"])["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert error_of(desk.portal.list_accounts, accessToken=tokens["accessToken"]) == UNAUTHORIZED
    assert error_of(desk.portal.logout, accessToken=tokens["accessToken"]) == UNAUTHORIZED
    refresh = {**client, "grantType": "refresh_token", "refreshToken": tokens["refreshToken"]}
    assert error_of(desk.oidc.create_token, **refresh) == ("InvalidGrantException", "Invalid grant provided")
    assert desk.portal.list_accounts(accessToken=other["accessToken"])["accountList"]


def test_signing_out_is_logging_out(desk: Desk) -> None:
    signed_in = desk.idc.sign_in("ada")
    assert signed_in.user_id == desk.ada
    signed_in.sign_out()
    signed_in.sign_out()
    assert error_of(desk.portal.list_accounts, accessToken=signed_in.access_token) == UNAUTHORIZED


@pytest.mark.rule("portal.credentials-outlive")
@IN_PROCESS
def test_credentials_that_were_given_live_on(desk: Desk, token: dict[str, str]) -> None:
    center = desk.center
    session = desk.idc.role_session(user="ada", account="dev", permission_set="Reader", region_name="us-east-1")
    center.unassign(
        f"{center.sso.list_permission_sets(InstanceArn=center.arn)['PermissionSets'][0]}", center.dev, desk.ada
    )
    center.connect("identitystore").delete_user(IdentityStoreId=center.identity_store_id, UserId=desk.ada)
    assert session.client("sts").get_caller_identity()["Account"] == center.dev
    assert error_of(desk.portal.list_accounts, **token) == UNAUTHORIZED


@pytest.mark.rule("portal.session-ends")
def test_a_session_ends_with_the_user(desk: Desk, token: dict[str, str]) -> None:
    store = desk.center.connect("identitystore")
    store.delete_user(IdentityStoreId=desk.center.identity_store_id, UserId=desk.ada)
    assert error_of(desk.portal.list_accounts, **token) == UNAUTHORIZED


@pytest.mark.rule("portal.session-ends")
def test_a_session_ends_with_the_instance(desk: Desk, token: dict[str, str]) -> None:
    desk.center.sso.delete_instance(InstanceArn=desk.center.arn)
    assert error_of(desk.portal.list_accounts, **token) == UNAUTHORIZED


@pytest.mark.rule("portal.session-ends", "oidc.refresh", "oidc.tokens")
@IN_PROCESS
def test_a_session_ends_after_eight_hours(clock: FrozenDateTimeFactory, desk: Desk) -> None:
    client = desk.client()
    tokens = desk.tokens(client)
    refresh = {**client, "grantType": "refresh_token", "refreshToken": tokens["refreshToken"]}
    clock.tick(3600)
    assert error_of(desk.portal.list_accounts, accessToken=tokens["accessToken"]) == UNAUTHORIZED
    newer = desk.oidc.create_token(**refresh)
    assert newer["refreshToken"] != tokens["refreshToken"]
    assert desk.portal.list_accounts(accessToken=newer["accessToken"])["accountList"]
    clock.tick(7 * 3600 - 60)
    # The old one keeps working, and no token outlives the session.
    assert desk.oidc.create_token(**refresh)["expiresIn"] == 60
    clock.tick(60)
    assert error_of(desk.oidc.create_token, **refresh) == ("InvalidGrantException", "Invalid grant provided")


@pytest.mark.rule("oidc.tokens")
@IN_PROCESS
def test_a_token_without_scopes_lives_for_eight_hours(clock: FrozenDateTimeFactory, desk: Desk) -> None:
    tokens = desk.tokens(desk.client(scopes=[]))
    assert tokens["expiresIn"] == 8 * 3600
    assert "refreshToken" not in tokens
    clock.tick(8 * 3600 - 1)
    assert desk.portal.list_accounts(accessToken=tokens["accessToken"])["accountList"]
    clock.tick(1)
    assert error_of(desk.portal.list_accounts, accessToken=tokens["accessToken"]) == UNAUTHORIZED


def test_tokens_for_something_else_are_not_the_portal_s(desk: Desk) -> None:
    tokens = desk.tokens(desk.client(scopes=["codewhisperer:completions"]))
    assert error_of(desk.portal.list_accounts, accessToken=tokens["accessToken"]) == UNAUTHORIZED
    older = desk.tokens(desk.client(scopes=["sso-portal:*"]))
    assert desk.portal.list_accounts(accessToken=older["accessToken"])["accountList"]


def test_limits_and_faults_are_the_portal_s_own(desk: Desk, token: dict[str, str]) -> None:
    portal = desk.center.connect("sso", config=Config(retries={"total_max_attempts": 1}))
    desk.idc.faults.fail("sso:GetRoleCredentials", "ForbiddenException", "No access")
    reader = {"accountId": desk.center.dev, "roleName": "Reader"}
    assert error_of(portal.get_role_credentials, **token, **reader) == NO_ACCESS
    assert portal.get_role_credentials(**token, **reader)["roleCredentials"]
    limit = desk.idc.faults.limit_rate(1)
    codes = set()
    for _ in range(5):
        try:
            portal.list_accounts(**token)
        except portal.exceptions.TooManyRequestsException as error:
            codes.add((error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"]))
    limit.remove()
    assert codes == {(429, "TooManyRequestsException")}


def test_tokens_are_shown_nowhere(desk: Desk) -> None:
    tokens = desk.tokens()
    signed_in = desk.idc.sign_in("ada")
    desk.portal.list_accounts(accessToken=tokens["accessToken"])
    desk.portal.get_role_credentials(accessToken=signed_in.access_token, accountId=desk.center.dev, roleName="Reader")
    with pytest.raises(AssertionError) as caught:
        desk.idc.calls.assert_called("sso:GetRoleCredentials", accessToken=tokens["accessToken"])
    shown = "\n".join([str(caught.value), repr(signed_in), *map(str, desk.idc.calls), *map(repr, desk.idc.calls)])
    assert "GetRoleCredentials" in shown
    assert "aoaAAAAA" not in shown
    assert "aorAAAAA" not in shown
    (call,) = desk.idc.calls.of("sso:GetRoleCredentials")
    assert call.parameters["accessToken"] == signed_in.access_token
    assert call.result is not None
    assert call.result["roleCredentials"]["secretAccessKey"] not in shown
    (started,) = desk.idc.calls.of("StartDeviceAuthorization")
    assert started.result is not None
    assert started.result["deviceCode"] not in shown
    assert started.parameters["clientSecret"] not in shown


def test_a_role_session_is_refused_with_what_there_is(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match=r"^ada has no access to prod with Reader, but: Reader in dev\.$"):
        desk.idc.role_session(user="ada", account="prod", permission_set="Reader")
    desk.center.user("eve")
    with pytest.raises(RuntimeError, match=r"^eve has no access to dev with Reader, but: no access at all\.$"):
        desk.idc.role_session(user="eve", account="dev", permission_set="Reader")


@IN_PROCESS
def test_a_role_session_gets_new_credentials(clock: FrozenDateTimeFactory, desk: Desk) -> None:
    session = desk.idc.role_session(user="ada", account="dev", permission_set="Reader", region_name="us-east-1")
    before = session.get_credentials().get_frozen_credentials().access_key
    sts = session.client("sts")
    clock.tick(3600)
    assert sts.get_caller_identity()["Account"] == desk.center.dev
    assert session.get_credentials().get_frozen_credentials().access_key != before
    assert len(desk.idc.calls.of("sso:GetRoleCredentials")) == 2


def test_names_are_checked(idc: IdentityCenter, desk: Desk) -> None:
    with pytest.raises(ValueError, match="'Reade' is not the name of a permission set; did you mean 'Reader'"):
        idc.role_session(user="ada", account="dev", permission_set="Reade")
    with pytest.raises(ValueError, match="'adda' is not the name of a user; did you mean 'ada'"):
        idc.sign_in("adda")


@IN_PROCESS
def test_time_machine_moves_codes_tokens_and_credentials(desk: Desk) -> None:
    start = datetime.now(timezone.utc).replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        client = desk.client()
        waiting, device = desk.device(client), desk.device(client)
        desk.idc.approve_sign_in(device["userCode"], user="ada")
        tokens = desk.oidc.create_token(**desk.by_device(client, device))
        reader = {"accountId": desk.center.dev, "roleName": "Reader", "accessToken": tokens["accessToken"]}
        given = desk.portal.get_role_credentials(**reader)["roleCredentials"]
        assert given["expiration"] == (start.timestamp() + 3600) * 1000
        clock.shift(600)
        assert desk.refused(client, waiting)[0] == "ExpiredTokenException"
        clock.shift(3000)
        assert error_of(desk.portal.get_role_credentials, **reader) == UNAUTHORIZED
