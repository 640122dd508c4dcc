"""The inline policy of a permission set: put, get and delete."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.policy_documents import is_policy_document
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.rules import permission_set_policies as rules
from ssoadmin_mock.services.sso_admin.rules import permission_sets as permission_set_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.registry import Access
from ssoadmin_mock.wire.rules import Rule

MALFORMED = "Invalid PermissionsPolicy Document {}"
TOO_LARGE = "Current size of the {} is {} bytes which has exceeded the maximum limit of {} bytes"

# What the model allows in the document, and JSON takes for whitespace.
_WITHOUT_WHITESPACE = str.maketrans("", "", " \t\r\n")


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        permission_set_rules.NOT_FOUND,
        rules.INLINE_MALFORMED,
        rules.INLINE_NON_WHITESPACE_SIZE,
        rules.INLINE_SIZE,
    ),
)
def put_inline_policy_to_permission_set(call: Call, *, permission_set: PermissionSet, inline_policy: str) -> None:
    """Give a permission set its inline policy, in place of the one before."""
    _check_size(call, "inline_policy_bytes", "InlinePolicy Document", inline_policy, rules.INLINE_SIZE)
    _check_size(
        call,
        "inline_policy_non_whitespace_bytes",
        "non-whitespace characters present in the InlinePolicy Document",
        inline_policy.translate(_WITHOUT_WHITESPACE),
        rules.INLINE_NON_WHITESPACE_SIZE,
    )
    if not is_policy_document(inline_policy):
        raise ValidationException(MALFORMED.format(inline_policy), rule=rules.INLINE_MALFORMED)
    permission_set.inline_policy = inline_policy
    permission_set.version += 1


def _check_size(call: Call, quota: str, what: str, text: str, rule: Rule) -> None:
    size, limit = len(text.encode()), call.settings.quota(quota)
    if size > limit:
        raise ValidationException(TOO_LARGE.format(what, size, limit), rule=rule)


@operation(access=Access.PERMISSION_SETS, rules=(permission_set_rules.NOT_FOUND, rules.INLINE_ABSENT))
def get_inline_policy_for_permission_set(_call: Call, *, permission_set: PermissionSet) -> dict[str, Any]:
    """Return the inline policy of a permission set as it was put."""
    return {"InlinePolicy": permission_set.inline_policy}


@operation(access=Access.PERMISSION_SETS, rules=(permission_set_rules.NOT_FOUND, rules.INLINE_ABSENT))
def delete_inline_policy_from_permission_set(_call: Call, *, permission_set: PermissionSet) -> None:
    """Delete the inline policy of a permission set, if it has one."""
    if permission_set.inline_policy:
        permission_set.inline_policy = ""
        permission_set.version += 1
