"""Signing in by device code, in process and over HTTP."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest
from freezegun.api import FrozenDateTimeFactory

from ssoadmin_mock import IdentityCenter, UnknownNameError, mock_ssoadmin
from tests.conftest import error_of
from tests.services.signing_in import ACCOUNT_ACCESS, Desk

PENDING = ("AuthorizationPendingException", "Authorization is still pending")
INVALID_CLIENT = ("InvalidClientException", "Invalid client provided")
INVALID_GRANT = ("InvalidGrantException", "Invalid grant provided")
START_URL = ("InvalidRequestException", "Invalid start url provided")


@pytest.mark.rule("oidc.device-authorization")
def test_the_answer_has_codes_and_where_to_go(desk: Desk, endpoint: dict[str, str]) -> None:
    device = desk.device(desk.client())
    assert re.fullmatch(r"[\w-]{86}", device["deviceCode"])
    assert re.fullmatch(r"[B-Z]{4}-[B-Z]{4}", device["userCode"])
    page = f"{endpoint['endpoint_url']}/device" if endpoint else f"{desk.idc.start_url}/#/device"
    assert device["verificationUri"] == page
    assert device["verificationUriComplete"] == f"{page}?user_code={device['userCode']}"
    assert (device["expiresIn"], device["interval"]) == (600, 1)


@pytest.mark.rule("oidc.pending", "oidc.approval", "oidc.tokens")
def test_a_request_waits_until_somebody_approves_it(desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    assert desk.refused(client, device) == PENDING
    (pending,) = desk.idc.pending_sign_ins
    assert (pending.user_code, pending.client_name) == (device["userCode"], "tool")
    assert pending.start_url == desk.idc.start_url
    assert abs(pending.expires_at - datetime.now(timezone.utc) - timedelta(seconds=600)) < timedelta(seconds=60)
    desk.idc.approve_sign_in(device["userCode"], user="ada")
    assert list(desk.idc.pending_sign_ins) == []
    tokens = desk.oidc.create_token(**desk.by_device(client, device))
    assert tokens["accessToken"].startswith("aoaAAAAA")
    assert tokens["refreshToken"].startswith("aorAAAAA")
    assert (tokens["tokenType"], tokens["expiresIn"]) == ("Bearer", 3600)
    assert (
        desk.portal.list_accounts(accessToken=tokens["accessToken"])["accountList"][0]["accountId"] == desk.center.dev
    )


@pytest.mark.rule("oidc.approval")
def test_a_user_code_may_be_written_as_people_do(desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    desk.idc.approve_sign_in(device["userCode"].replace("-", "").lower(), user=desk.ada)
    assert desk.oidc.create_token(**desk.by_device(client, device))["accessToken"]


@pytest.mark.rule("oidc.denied")
def test_a_request_can_be_denied(desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    desk.idc.deny_sign_in(device["userCode"])
    assert desk.refused(client, device)[0] == "AccessDeniedException"
    with pytest.raises(UnknownNameError, match="is not the name of a sign-in that waits; there are none"):
        desk.idc.approve_sign_in(device["userCode"], user="ada")


def test_an_unknown_code_is_told_from_those_that_wait(desk: Desk) -> None:
    device = desk.device(desk.client())
    with pytest.raises(UnknownNameError, match="'XXXX-XXXX' is not the name of a sign-in that waits") as caught:
        desk.idc.deny_sign_in("XXXX-XXXX")
    assert device["userCode"] in str(caught.value)


@pytest.mark.rule("oidc.invalid-grant")
def test_a_device_code_is_good_for_one_token(desk: Desk) -> None:
    client, other = desk.client(), desk.client()
    device = desk.device(client)
    desk.idc.approve_sign_in(device["userCode"], user="ada")
    assert desk.refused(other, device) == INVALID_GRANT
    desk.oidc.create_token(**desk.by_device(client, device))
    assert desk.refused(client, device) == INVALID_GRANT
    assert desk.refused(client, {"deviceCode": "made-up"}) == INVALID_GRANT


@pytest.mark.rule("oidc.expired")
@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_nobody_can_approve_a_request_after_ten_minutes(clock: FrozenDateTimeFactory, desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    clock.tick(599)
    assert desk.refused(client, device) == PENDING
    clock.tick(1)
    assert desk.refused(client, device)[0] == "ExpiredTokenException"
    assert list(desk.idc.pending_sign_ins) == []


@pytest.mark.rule("oidc.slow-down")
@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_a_device_that_asks_too_often_is_slowed_down(clock: FrozenDateTimeFactory, desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    assert [desk.refused(client, device) for _ in range(3)] == 3 * [PENDING]
    with mock_ssoadmin(enforce_polling_interval=True):
        for seconds, expected in (
            (1, "AuthorizationPendingException"),
            (0, "SlowDownException"),
            # From then on it is five seconds more.
            (5, "SlowDownException"),
            (10, "SlowDownException"),
            (16, "AuthorizationPendingException"),
        ):
            clock.tick(seconds)
            assert desk.refused(client, device)[0] == expected, seconds


@pytest.mark.rule("oidc.start-url")
def test_a_start_url_has_many_forms(desk: Desk) -> None:
    instance = desk.idc.organization_instance
    client = desk.client()
    for url in (
        desk.idc.start_url,
        f"{desk.idc.start_url}/",
        f"{desk.idc.start_url}#",
        f"{desk.idc.start_url}/#/",
        f"https://{instance.id}.portal.us-east-1.app.aws",
        f"https://{instance.id}.us-east-1.portal.amazonaws.com",
        desk.idc.issuer_url,
    ):
        assert desk.device(client, url)["deviceCode"]


@pytest.mark.rule("oidc.start-url")
@pytest.mark.parametrize(
    "url",
    [
        "https://d-0000000000.awsapps.com/start",
        "https://{store}.awsapps.com",
        "https://{store}.awsapps.com/start/other",
        "http://{store}.awsapps.com/start",
        "https://{store}.example.com/start",
        "{store}",
        "",
    ],
)
def test_the_start_url_of_nobody_is_refused(desk: Desk, url: str) -> None:
    start_url = url.format(store=desk.center.identity_store_id)
    assert error_of(desk.oidc.start_device_authorization, **desk.client(), startUrl=start_url) == START_URL
    assert list(desk.idc.pending_sign_ins) == []


@pytest.mark.rule("oidc.start-url-elsewhere")
@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_nobody_can_approve_a_request_in_another_region(desk: Desk) -> None:
    there = desk.there("eu-west-1")
    client = there.client()
    device = there.device(client)
    with pytest.raises(RuntimeError, match=r"has asked in eu-west-1, where the instance .* is not available"):
        desk.idc.approve_sign_in(device["userCode"], user="ada")
    assert there.refused(client, device) == PENDING
    with mock_ssoadmin(auto_sign_in="ada"):
        assert there.refused(client, there.device(client)) == PENDING


@pytest.mark.rule("oidc.regional")
@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_a_registration_is_known_in_its_region(desk: Desk) -> None:
    client, there = desk.client(), desk.there("eu-west-1")
    assert error_of(there.oidc.start_device_authorization, **client, startUrl=desk.idc.start_url) == INVALID_CLIENT
    assert there.refused(client, desk.device(client)) == INVALID_CLIENT


@pytest.mark.rule("oidc.invalid-client")
def test_a_client_proves_itself_with_its_secret(desk: Desk) -> None:
    client = desk.client()
    for wrong in ({"clientSecret": "wrong"}, {"clientId": "wrong"}):
        assert error_of(desk.oidc.start_device_authorization, **client | wrong, startUrl=desk.idc.start_url) == (
            INVALID_CLIENT
        )


@pytest.mark.rule("oidc.registration", "oidc.invalid-client")
@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_a_registration_ends(clock: FrozenDateTimeFactory, desk: Desk) -> None:
    client = desk.client()
    clock.tick(90 * 24 * 60 * 60)
    assert error_of(desk.oidc.start_device_authorization, **client, startUrl=desk.idc.start_url) == INVALID_CLIENT


@pytest.mark.rule("oidc.approval")
def test_every_request_can_be_approved_at_once(desk: Desk) -> None:
    client = desk.client(scopes=[ACCOUNT_ACCESS])
    with mock_ssoadmin(auto_sign_in="ada"):
        device = desk.device(client)
    assert list(desk.idc.pending_sign_ins) == []
    assert desk.oidc.create_token(**desk.by_device(client, device))["accessToken"]


@pytest.mark.rule("oidc.approval")
def test_who_approves_at_once_has_to_exist(desk: Desk) -> None:
    with mock_ssoadmin(auto_sign_in="eve"):
        code, text = error_of(desk.oidc.start_device_authorization, **desk.client(), startUrl=desk.idc.start_url)
    assert code == "InvalidRequestException"
    assert text == f"auto_sign_in='eve' names nobody in the identity store {desk.center.identity_store_id}."


def test_a_disabled_user_cannot_sign_in() -> None:
    world = {"users": {"ada": {"disabled": True}}}
    with mock_ssoadmin(world=world) as idc, pytest.raises(RuntimeError, match="ada is disabled"):
        idc.sign_in("ada")


def test_it_takes_an_instance_to_sign_in(idc: IdentityCenter) -> None:
    with pytest.raises(RuntimeError, match="There is no organization instance"):
        idc.sign_in("ada")


@pytest.mark.rule("oidc.scope-ignored")
def test_a_token_has_the_scopes_of_the_registration(desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    desk.idc.approve_sign_in(device["userCode"], user="ada")
    token = desk.oidc.create_token(**desk.by_device(client, device), scope=["codewhisperer:completions"])
    assert desk.portal.list_accounts(accessToken=token["accessToken"])["accountList"]


@pytest.mark.rule("oidc.invalid-grant")
def test_an_approval_is_worth_nothing_once_the_user_is_gone(desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    desk.idc.approve_sign_in(device["userCode"], user="ada")
    store = desk.center.connect("identitystore")
    store.delete_user(IdentityStoreId=desk.center.identity_store_id, UserId=desk.ada)
    assert desk.refused(client, device) == INVALID_GRANT


@pytest.mark.rule("oidc.invalid-grant")
def test_a_refresh_token_is_for_its_client(desk: Desk) -> None:
    client = desk.client()
    refresh = {"grantType": "refresh_token", "refreshToken": desk.tokens(client)["refreshToken"]}
    for wrong in ({**desk.client(), **refresh}, {**client, **refresh, "refreshToken": "made up"}):
        assert error_of(desk.oidc.create_token, **wrong) == INVALID_GRANT


def test_nobody_can_approve_for_an_instance_that_is_gone(desk: Desk) -> None:
    device = desk.device(desk.client())
    desk.center.sso.delete_instance(InstanceArn=desk.center.arn)
    desk.idc.enable_organization_instance(region_name="us-east-1")
    with pytest.raises(RuntimeError, match=r"The instance behind https://.* was deleted\.$"):
        desk.idc.approve_sign_in(device["userCode"], user="ada")
