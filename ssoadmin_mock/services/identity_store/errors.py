"""The errors of this API, with the members that its model gives them."""

from __future__ import annotations

from ssoadmin_mock.services.identity_store.rules import group_memberships, groups, users, wire
from ssoadmin_mock.wire.errors import ConflictException, ResourceNotFoundException
from ssoadmin_mock.wire.rules import Rule

_MISSING = {
    "USER": ("USER not found.", users.NOT_FOUND),
    "GROUP": ("GROUP not found.", groups.NOT_FOUND),
    "GROUP_MEMBERSHIP": (
        "Group membership not found for given Pool/Group/Member.",
        group_memberships.NOT_FOUND,
    ),
}


def not_found(
    resource_type: str, id: str | None = None, text: str | None = None, rule: Rule | None = None
) -> ResourceNotFoundException:
    """Return the error of something that is not there.

    :param resource_type: ``USER``, ``GROUP`` or ``GROUP_MEMBERSHIP``.
    :param id: what was asked for, where that is an id.
    :param text: the text, where it is not the one for most operations.
    :param rule: the rule that decides it, where it is not the one for most operations.
    """
    members = {"ResourceType": resource_type} if id is None else {"ResourceType": resource_type, "ResourceId": id}
    usual_text, usual_rule = _MISSING[resource_type]
    return ResourceNotFoundException(text or usual_text, rule=rule or usual_rule, **members)


def store_not_found(id_or_arn: str, rule: Rule) -> ResourceNotFoundException:
    """Return the error of an identity store that is not there for the caller."""
    return ResourceNotFoundException(
        f"IdentityStore not present for IdentityStoreId: {id_or_arn}",
        # Its ResourceId is left out: the model gives that the form of a user's id.
        ResourceType="IDENTITY_STORE",
        rule=rule,
    )


def not_unique(text: str, rule: Rule) -> ConflictException:
    """Return the error of something that exists already."""
    return ConflictException(text, "UNIQUENESS_CONSTRAINT_VIOLATION", rule=rule)


def changed_meanwhile() -> ConflictException:
    """Return the error of a change whose Revision is not that of the resource any more."""
    return ConflictException(
        "The Revision is not that of the resource. Describe the resource again, and repeat the change with its "
        "Revision.",
        "CONCURRENT_MODIFICATION",
        rule=wire.REVISION,
    )
