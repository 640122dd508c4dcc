"""A call does as much in a store of 20,000 users as in one of 200: counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator

from ssoadmin_mock import IdentityCenter, mock_ssoadmin, ssoadmin_backends
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services.identity_store import directory
from tests.conftest import MANAGEMENT
from tests.counting import Call, bytecodes
from tests.services.identity_store.conftest import as_operations

SMALL, BIG = 200, 20_000


def fill(instance: Instance, users: int) -> None:
    """Make so many users and half as many groups; everybody is in the first group, and the first user in every one."""
    store = instance.identity_store
    for number in range(users):
        name = f"user-{number}"
        given = {
            "UserName": name,
            "DisplayName": name,
            "Name": {"GivenName": name, "FamilyName": name},
            "Emails": [{"Value": f"{name}@example.com"}],
        }
        external_ids = [{"Issuer": "https://scim.aws.com/x", "Id": name}]
        directory.add_user(store, given, MANAGEMENT, external_ids=external_ids)
    for number in range(users // 2):
        directory.add_group(store, {"DisplayName": f"group-{number}"}, MANAGEMENT)
    first_user, first_group = next(iter(store.users)).id, next(iter(store.groups)).id
    for user in store.users:
        directory.add_membership(store, first_group, user.id, MANAGEMENT)
    for group in list(store.groups)[1:]:
        directory.add_membership(store, group.id, first_user, MANAGEMENT)


class World:
    """The calls about a store of some size."""

    def __init__(self, idc: IdentityCenter, users: int) -> None:
        idc.enable_organization_instance()
        instance = ssoadmin_backends[MANAGEMENT]["aws"].instance
        assert instance is not None
        fill(instance, users)
        store = instance.identity_store
        self.idc = idc
        self.client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
        self.store = {"IdentityStoreId": instance.identity_store_id}
        self.last = f"user-{users - 1}"
        self.last_group = f"group-{users // 2 - 1}"
        self.user, self.first_user = list(store.users)[-1].id, next(iter(store.users)).id
        self.group, self.first_group = list(store.groups)[-1].id, next(iter(store.groups)).id

    def _call(self, operation: str, **params: object) -> Call:
        return lambda: getattr(self.client, operation)(**self.store, **params)

    def _by(self, path: str, value: str) -> dict[str, object]:
        return {"AlternateIdentifier": {"UniqueAttribute": {"AttributePath": path, "AttributeValue": value}}}

    def reads(self) -> dict[str, Call]:
        """Everything that reads, by title."""
        external = {"AlternateIdentifier": {"ExternalId": {"Issuer": "https://scim.aws.com/x", "Id": self.last}}}
        member = {"MemberId": {"UserId": self.user}}
        everywhere = {"MemberId": {"UserId": self.first_user}}
        return {
            "user": self._call("describe_user", UserId=self.user),
            "group": self._call("describe_group", GroupId=self.group),
            "user by name": self._call("get_user_id", **self._by("userName", self.last)),
            "user by address": self._call("get_user_id", **self._by("emails.value", f"{self.last}@example.com")),
            "user by external id": self._call("get_user_id", **external),
            "group by name": self._call("get_group_id", **self._by("displayName", self.last_group)),
            "users": self._call("list_users", MaxResults=10),
            "groups": self._call("list_groups", MaxResults=10),
            "users of a name": self._call(
                "list_users", Filters=[{"AttributePath": "UserName", "AttributeValue": self.last}]
            ),
            "membership": self._call("get_group_membership_id", GroupId=self.first_group, **member),
            "members": self._call("list_group_memberships", GroupId=self.first_group, MaxResults=10),
            "groups of a user": self._call("list_group_memberships_for_member", MaxResults=10, **everywhere),
            "whether a member": self._call("is_member_in_groups", GroupIds=[self.first_group, self.group], **member),
            "the handle's user": lambda: self.idc.user(self.last),
            "the handle's group": lambda: self.idc.group(self.last_group),
        }

    def changes(self) -> Iterator[tuple[str, Call]]:
        """What changes something, by title, each to be called once."""
        names = {"DisplayName": "new", "Name": {"GivenName": "new", "FamilyName": "new"}}
        emails = as_operations(("emails", [{"value": "new@example.com"}]))
        join = {"GroupId": self.group, "MemberId": {"UserId": self.user}}
        yield "one more user", self._call("create_user", UserName="new", **names)
        yield "one more group", self._call("create_group", DisplayName="new")
        yield "one more membership", self._call("create_group_membership", **join)
        yield "change of a user", self._call("update_user", UserId=self.user, Operations=emails)
        yield (
            "change of a group",
            self._call("update_group", GroupId=self.group, Operations=as_operations(("displayName", "newer"))),
        )
        yield "one user less", self._call("delete_user", UserId=self.user)
        yield "one group less", self._call("delete_group", GroupId=self.group)


def counted(users: int) -> dict[str, int]:
    """What each call executes; of those that read, the second time: the first one fills caches."""
    with mock_ssoadmin() as idc:
        world = World(idc, users)
        reads = world.reads()
        for call in reads.values():
            call()
        executed = {title: bytecodes(call) for title, call in reads.items()}
        return executed | {title: bytecodes(call) for title, call in world.changes()}


def test_what_a_call_executes_does_not_grow_with_the_users() -> None:
    small, big = counted(SMALL), counted(BIG)
    assert {title: (small[title], count) for title, count in big.items() if count > 1.1 * small[title]} == {}
