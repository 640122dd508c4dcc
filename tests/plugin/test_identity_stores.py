"""Who reaches into the state of moto's own identitystore finds our users, groups and memberships there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import boto3
import moto.identitystore
import pytest
from moto.backends import get_backend
from moto.identitystore.models import Group, Name, User, identitystore_backends

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.plugin.identity_store.stores import READ_ONLY
from tests.center import UNKNOWN_USER, Center
from tests.conftest import MANAGEMENT, STANDALONE, Connect

MOTO_S_OWN = identitystore_backends

BACKENDS: dict[str, Callable[[], Any]] = {
    "imported before the mock": lambda: MOTO_S_OWN,
    "moto.backends.get_backend": lambda: get_backend("identitystore"),
    "moto.identitystore": lambda: moto.identitystore.identitystore_backends,
    "moto.identitystore.models": lambda: moto.identitystore.models.identitystore_backends,
}


@pytest.fixture(params=BACKENDS)
def backends(request: pytest.FixtureRequest, idc: IdentityCenter) -> Any:
    """Every backend, as somebody may have found them."""
    return BACKENDS[request.param]()


@pytest.fixture
def endpoint() -> dict[str, str]:
    """In process alone: over HTTP nobody reaches into anything."""
    return {}


def store(center: Center, backends: Any, account_id: str = MANAGEMENT, region_name: str = "us-east-1") -> Any:
    return backends[account_id][region_name].identity_stores[center.identity_store_id]


def test_users_are_moto_s_own_tuples(center: Center, backends: Any) -> None:
    client = center.connect("identitystore")
    id = client.create_user(
        IdentityStoreId=center.identity_store_id,
        UserName="ada",
        DisplayName="Ada",
        Name={"GivenName": "Ada", "FamilyName": "Lovelace"},
        Emails=[{"Value": "ada@example.com", "Primary": True}],
        Title="Countess",
    )["UserId"]
    users = store(center, backends).users
    (user,) = users.values()
    assert list(users) == [id]
    assert isinstance(user, User)
    assert user == User(
        **dict.fromkeys(User._fields)  # type: ignore[arg-type]  # moto leaves None in what is absent
        | {
            "UserId": id,
            "IdentityStoreId": center.identity_store_id,
            "UserName": "ada",
            "DisplayName": "Ada",
            "Name": Name(None, "Lovelace", "Ada", None, None, None),
            "Emails": [{"Value": "ada@example.com", "Primary": True}],
            "Title": "Countess",
        }
    )


def test_groups_are_moto_s_own_tuples(center: Center, backends: Any) -> None:
    id = center.group("staff")
    group = store(center, backends).groups[id]
    assert isinstance(group, Group)
    assert (group.GroupId, group.DisplayName, group.ExternalIds) == (id, "staff", [])


def test_memberships_are_dictionaries_as_moto_has_them(center: Center, backends: Any) -> None:
    ada = center.user("ada")
    staff = center.group("staff")
    id = center.join(staff, ada)
    assert dict(store(center, backends).group_memberships) == {
        id: {
            "IdentityStoreId": center.identity_store_id,
            "MembershipId": id,
            "GroupId": staff,
            "MemberId": {"UserId": ada},
        }
    }


def test_they_come_and_go_with_what_they_show(center: Center, backends: Any) -> None:
    users = store(center, backends).users
    assert (len(users), UNKNOWN_USER in users, users.get(UNKNOWN_USER)) == (0, False, None)
    ada = center.user("ada")
    assert (len(users), ada in users) == (1, True)
    center.connect("identitystore").delete_user(IdentityStoreId=center.identity_store_id, UserId=ada)
    assert (dict(users), repr(users)) == ({}, "{}")


def test_accounts_see_the_stores_that_their_calls_see(center: Center, backends: Any, connect: Connect) -> None:
    for account_id in (MANAGEMENT, center.prod):
        assert list(backends[account_id]["us-east-1"].identity_stores) == [center.identity_store_id]
    assert list(backends[STANDALONE]["us-east-1"].identity_stores) == []
    assert list(backends[MANAGEMENT]["eu-west-1"].identity_stores) == []
    own = connect(account_id=STANDALONE, region_name="eu-west-1")
    own.create_instance()
    (instance,) = own.list_instances()["Instances"]
    assert list(backends[STANDALONE]["eu-west-1"].identity_stores) == [instance["IdentityStoreId"]]


CHANGES: dict[str, Callable[[Any], object]] = {
    "users[id] = user": lambda store: store.users.__setitem__(UNKNOWN_USER, None),
    "del groups[id]": lambda store: store.groups.__delitem__(UNKNOWN_USER),
    "users.pop": lambda store: store.users.pop(UNKNOWN_USER, None),
    "group_memberships.clear": lambda store: store.group_memberships.clear(),
    "users.update": lambda store: store.users.update({UNKNOWN_USER: None}),
    "groups.setdefault": lambda store: store.groups.setdefault(UNKNOWN_USER, None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_writing_into_them_says_how_it_is_done(center: Center, backends: Any, change: str) -> None:
    with pytest.raises(TypeError) as refused:
        CHANGES[change](store(center, backends))
    assert str(refused.value) == READ_ONLY


def test_what_is_written_into_a_row_changes_nothing(center: Center, backends: Any) -> None:
    center.join(center.group("staff"), center.user("ada"))
    (id,) = store(center, backends).group_memberships
    store(center, backends).group_memberships[id]["GroupId"] = "other"
    assert store(center, backends).group_memberships[id]["GroupId"] in store(center, backends).groups


WRITERS: dict[str, Callable[[Any, str, str], object]] = {
    "create_group": lambda backend, store_id, _: backend.create_group(store_id, "staff", "Everybody"),
    "delete_user": lambda backend, store_id, user_id: backend.delete_user(store_id, user_id),
    "a store that nobody has": lambda backend, *_: backend.create_group("d-0123456789", "staff", "Everybody"),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_moto_s_methods_that_write_are_refused(center: Center, backends: Any, writer: str) -> None:
    ada = center.user("ada")
    with pytest.raises(TypeError) as refused:
        WRITERS[writer](backends[MANAGEMENT]["us-east-1"], center.identity_store_id, ada)
    assert str(refused.value) == READ_ONLY
    assert ada in store(center, backends).users


def test_moto_s_methods_that_read_find_them(center: Center, backends: Any) -> None:
    ada, eve = center.user("ada"), center.user("eve")
    staff = center.group("staff", ada)
    backend, id = backends[MANAGEMENT]["us-east-1"], center.identity_store_id
    assert backend.describe_user(id, eve).UserName == "eve"
    assert backend.describe_group(id, staff).DisplayName == "staff"
    assert backend.list_group_memberships(id, staff)[0][0]["MemberId"] == {"UserId": ada}
    assert set(backend.PAGINATION_MODEL) >= {"list_users", "list_groups"}


def test_moto_s_backends_have_no_more_attributes_than_ever(center: Center, backends: Any) -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = backends[MANAGEMENT]["us-east-1"].no_such_thing


def test_a_store_that_moto_defaults_adopt_is_there() -> None:
    with mock_ssoadmin(moto_defaults=True):
        client = boto3.client("identitystore", region_name="eu-west-1")
        id = client.create_group(IdentityStoreId="d-0123456789", DisplayName="staff")["GroupId"]
        for find in BACKENDS.values():
            assert find()[MANAGEMENT]["eu-west-1"].identity_stores["d-0123456789"].groups[id].DisplayName == "staff"
            assert "d-0123456789" not in find()[MANAGEMENT]["us-east-1"].identity_stores


def test_afterwards_moto_s_own_are_as_they_were() -> None:
    before = dict(vars(moto.identitystore.models.IdentityStoreBackend))
    with mock_ssoadmin(organization_instance=True):
        kept = MOTO_S_OWN[MANAGEMENT]["us-east-1"]
        assert len(kept.identity_stores) == 1
    assert dict(vars(moto.identitystore.models.IdentityStoreBackend)) == before
    assert moto.identitystore.identitystore_backends is MOTO_S_OWN
    assert moto.identitystore.models.identitystore_backends is MOTO_S_OWN
    assert kept.identity_stores == {}
    with moto.mock_aws():
        kept = MOTO_S_OWN[MANAGEMENT]["us-east-1"]
        kept.create_group("any", "staff", "Everybody")
        assert [group.DisplayName for group in kept.identity_stores["any"].groups.values()] == ["staff"]


FIRST_USE = """
import sys
from ssoadmin_mock import mock_ssoadmin

with mock_ssoadmin(organization_instance=True) as idc:
    assert "moto.identitystore.models" not in sys.modules, "it takes long to load"
    idc.load({"users": {"ada": {}}})
    from moto.identitystore.models import identitystore_backends
    (store,) = identitystore_backends["123456789012"]["us-east-1"].identity_stores.values()
    assert [user.UserName for user in store.users.values()] == ["ada"]
"""


def test_who_loads_moto_s_module_within_the_mock_finds_them() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
