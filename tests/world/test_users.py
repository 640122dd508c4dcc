"""What worlds say of users and groups beside their names."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import WorldError, dump, mock_ssoadmin
from ssoadmin_mock.services.sign_in import sign_ins
from ssoadmin_mock.world.redaction import redacted
from tests.services.signing_in import DEVICE_CODE

ISSUER = "https://scim.aws.com/example"
WORLD: dict[str, Any] = {
    "users": {
        "ada": {
            "email": "ada@example.com",
            "disabled": True,
            "external_ids": {ISSUER: "00u1"},
            "attributes": {
                "Photos": [{"Value": "https://example.com/ada.png", "Primary": True}],
                "Website": "https://ada.example.com",
                "Birthdate": "1815-12-10",
                "Roles": [{"Value": "engineer"}],
                "Extensions": {"aws:identitystore:enterprise": {"division": "Engines", "manager": {"value": "bob"}}},
            },
        },
    },
    "groups": {"staff": {"external_ids": {ISSUER: "00g1"}, "members": ["ada"]}},
}


def test_all_of_it_is_dumped_as_it_was_loaded() -> None:
    with mock_ssoadmin(world=WORLD):
        dumped = dump(ids=False)
    assert dumped["users"] == WORLD["users"]
    assert dumped["groups"] == WORLD["groups"]


def test_none_of_it_is_left_by_redaction() -> None:
    text = str(redacted(WORLD))
    for secret in ("ada", "00u1", "00g1", "Engines", "bob", "1815", "engineer", "scim.aws.com"):
        assert secret not in text
    with mock_ssoadmin(world=redacted(WORLD)) as idc:
        assert idc.user("user-1")


@pytest.mark.rule("user.unique-name", "user.unique-email", "user.reserved-names", "group.unique-name")
@pytest.mark.parametrize(
    ("world", "message"),
    [
        ({"users": {"ada": None, "ADA": None}}, "users.ADA: The Identity Store refuses it: Duplicate UserName"),
        (
            {"users": {"ada": {"email": "x@example.com"}, "bob": {"email": "X@example.com"}}},
            "users.bob: The Identity Store refuses it: Duplicate Emails",
        ),
        ({"groups": {"staff": None, "Staff": None}}, "groups.Staff: The Identity Store refuses it: Duplicate GroupD"),
        ({"groups": {"Administrator": None}}, "groups.Administrator: The Identity Store refuses it: The name"),
    ],
)
def test_what_the_store_refuses_is_said_with_its_place(world: dict[str, Any], message: str) -> None:
    with pytest.raises(WorldError) as caught, mock_ssoadmin(world=world):
        pass
    assert str(caught.value).startswith(message)


def test_a_world_says_who_signs_in_at_once() -> None:
    world = {"users": {"ada": None, "eve": None}, "auto_sign_in": "ada"}
    with mock_ssoadmin(world=world) as idc:
        dumped = idc.dump()
        assert dumped["auto_sign_in"] == "ada"
        oidc = idc.session(account_id=idc.organization_instance.owner_account_id).client("sso-oidc", "us-east-1")
        for chosen, user in (({}, "ada"), ({"auto_sign_in": "eve"}, "eve")):
            with mock_ssoadmin(**chosen):
                registered = oidc.register_client(clientName="tool", clientType="public")
                client = {name: registered[name] for name in ("clientId", "clientSecret")}
                device = oidc.start_device_authorization(**client, startUrl=idc.start_url)
                oidc.create_token(**client, grantType=DEVICE_CODE, deviceCode=device["deviceCode"])
            assert [each.user_id for each in sign_ins("aws").sessions.values()][-1] == idc.user(user)
    with mock_ssoadmin(world=dumped) as idc:
        assert idc.dump() == dumped


def test_who_signs_in_at_once_is_one_of_the_users() -> None:
    with pytest.raises(WorldError, match=r"^auto_sign_in: 'eve' is not the name of a user; did you mean 'eva'\?$"):
        mock_ssoadmin(world={"users": {"eva": None}, "auto_sign_in": "eve"}).start()
