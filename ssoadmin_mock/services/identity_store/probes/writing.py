"""Probes of users, groups and memberships that are made for it."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.wire.probes import MARK, Api, Step, no_probe, probe

STORE = Api("identitystore")

HERE = {"IdentityStoreId": "{store}"}
USER = {"UserId": "{made_user}", **HERE}
NAMES = {"DisplayName": "Probe", "Name": {"GivenName": "Probe", "FamilyName": "Probe"}, "UserType": MARK}


def made_user(name: str = "{new}", keep: str = "made_user", **more: Any) -> Step:
    """Make a user."""
    return STORE.answers("CreateUser", keeps={keep: "UserId"}, **{**HERE, **NAMES, "UserName": name, **more})


def refused_user(
    code: str, text: str | None = None, members: Any = None, /, name: str = "{new}-2", **more: Any
) -> Step:
    """Expect that a user is not made."""
    return STORE.refuses("CreateUser", code, text, members, **{**HERE, **NAMES, "UserName": name, **more})


TAKEN = {"Reason": "UNIQUENESS_CONSTRAINT_VIOLATION"}


MADE_GROUP = STORE.answers(
    "CreateGroup", keeps={"made_group": "GroupId"}, DisplayName="{new}", Description=MARK, **HERE
)
MEMBER = {"GroupId": "{made_group}", "MemberId": {"UserId": "{made_user}"}, **HERE}
MADE_MEMBER = STORE.answers("CreateGroupMembership", keeps={"made_membership": "MembershipId"}, **MEMBER)


def update(path: str, *value: Any) -> dict[str, Any]:
    """Return the parameters of an update of one attribute; without a value it is unset."""
    return {"Operations": [{"AttributePath": path, **({"AttributeValue": value[0]} if value else {})}], **USER}


probe("identity-store.administrators", made_user(), writes=True)
probe(
    "identity-store.history",
    made_user(),
    STORE.answers("DescribeUser", {"CreatedBy": "{account}", "UpdatedBy": "{account}"}, **USER),
    writes=True,
)
probe(
    "user.required-attributes",
    STORE.refuses(
        "CreateUser",
        "ValidationException",
        "displayname: The attribute displayname is required, name: The attribute name is required",
        UserName="{new}",
        UserType=MARK,
        **HERE,
    ),
    writes=True,
)
probe(
    "user.unique-name",
    made_user(),
    refused_user("ConflictException", "Duplicate UserName", TAKEN, name="{new}"),
    writes=True,
)
_EMAIL = [{"Value": "{new}@example.com", "Type": "work", "Primary": True}]
probe(
    "user.unique-email",
    made_user(Emails=_EMAIL),
    refused_user("ConflictException", "Duplicate Emails", TAKEN, Emails=_EMAIL),
    writes=True,
)
_PHOTO = {"Value": "https://example.com/p.png", "Type": "thumbnail", "Primary": True}
probe(
    "user.primary-photo",
    refused_user("ValidationException", Photos=[_PHOTO, {**_PHOTO, "Value": "https://example.com/q.png"}]),
    writes=True,
)
probe(
    "user.extensions",
    refused_user("ValidationException", Extensions={"aws:identitystore:other": {"x": "y"}}),
    writes=True,
)
probe(
    "user.name-stays",
    made_user(),
    STORE.refuses("UpdateUser", "ValidationException", **update("userName", "{new}-2")),
    writes=True,
)
probe(
    "group.name-required",
    STORE.refuses(
        "CreateGroup", "ValidationException", "displayName is a required attribute", Description=MARK, **HERE
    ),
    writes=True,
)
probe(
    "group.unique-name",
    MADE_GROUP,
    STORE.refuses(
        "CreateGroup",
        "ConflictException",
        "Duplicate GroupDisplayName",
        TAKEN,
        DisplayName="{new}",
        Description=MARK,
        **HERE,
    ),
    writes=True,
)
probe(
    "membership.unique",
    made_user(),
    MADE_GROUP,
    MADE_MEMBER,
    STORE.refuses(
        "CreateGroupMembership", "ConflictException", "Member and Group relationship already exists", TAKEN, **MEMBER
    ),
    writes=True,
)
probe(
    "identity-store.delete-takes-memberships",
    made_user(),
    MADE_GROUP,
    MADE_MEMBER,
    STORE.answers("DeleteUser", **USER),
    STORE.answers("ListGroupMemberships", {"GroupMemberships": []}, GroupId="{made_group}", **HERE),
    writes=True,
)
probe(
    "identity-store.update-paths",
    made_user(),
    STORE.answers("UpdateUser", **update("name.familyName", "Changed")),
    STORE.answers("UpdateUser", **update("DisplayName", "Changed")),
    STORE.answers("DescribeUser", {"Name.FamilyName": "Changed", "DisplayName": "Changed"}, **USER),
    STORE.refuses("UpdateUser", "ValidationException", **update("emails.value", "{new}@example.com")),
    writes=True,
)
probe(
    "identity-store.update-unsets",
    made_user(Title="Probe"),
    STORE.answers("UpdateUser", **update("title")),
    STORE.answers("DescribeUser", {"Title": None}, **USER),
    writes=True,
)
probe(
    "identity-store.update-replaces",
    made_user(Emails=_EMAIL),
    STORE.answers("UpdateUser", **update("emails", [{"Value": "{new}-2@example.com", "Primary": True}])),
    STORE.answers("DescribeUser", {"Emails[].Value": ["{new}-2@example.com"], "Emails[0].Type": None}, **USER),
    writes=True,
)
probe(
    "identity-store.update-values",
    made_user(),
    STORE.refuses("UpdateUser", "ValidationException", **update("title", ["{new}"])),
    STORE.refuses("UpdateUser", "ValidationException", **update("name", {"nobody": "{new}"})),
    writes=True,
)
probe(
    "user.case",
    made_user(),
    refused_user("ConflictException", name="{new_upper}"),
    writes=True,
)

no_probe("The name is reserved, so that it cannot have the prefix of what probes make.", "user.reserved-names")
no_probe("It takes instances in the Regions that it is about.", "identity-store.id")
