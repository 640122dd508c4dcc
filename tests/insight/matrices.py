"""Matrices to show."""

from __future__ import annotations

from itertools import product

from ssoadmin_mock.insight.access import Access, Named, Principal, Scope, Way
from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.model.assignment import AccountAssignment

HACK = "window.hacked = true"
HOSTILE = [
    f"</script><script>{HACK}</script>",
    f"<img src=x onerror='{HACK}'>",
    f'"><svg onload="{HACK}">',
    "<!--<script>",
    f"']}};{HACK};//",
    f"${{{HACK}}}",
    "&lt;b&gt; &amp;",
    "line\u2028separator",
]
"""Names that would do something if they were taken for markup or code."""


def access(principal: Principal, account: Named, permission_set: Named, group: Principal | None = None) -> Access:
    holder = group or principal
    assignment = AccountAssignment(account.id, permission_set.id, holder.type, holder.id)
    role_arn = f"arn:aws:iam::{account.id}:role/AWSReservedSSO_{permission_set.name}_0123456789abcdef"
    return Access(principal, account, permission_set, (Way(assignment, group),), role_arn)


def hostile() -> AccessMatrix:
    """Everything has a hostile name, and everybody has everything through a group."""
    users = tuple(Principal("USER", f"u-{number}", name) for number, name in enumerate(HOSTILE))
    group = Principal("GROUP", "g", HOSTILE[0])
    accounts = tuple(Named(f"{number:012}", name) for number, name in enumerate(HOSTILE))
    sets = tuple(Named(f"arn:{number}", name) for number, name in enumerate(HOSTILE))
    own = [access(group, account, each) for account, each in product(accounts, sets)]
    through = [access(user, account, each, group) for user, account, each in product(users, accounts, sets)]
    return AccessMatrix((*own, *through), Scope((*users, group), accounts, sets))


def large(users: int, accounts: int) -> AccessMatrix:
    """Every user has a set in every account."""
    principals = tuple(Principal("USER", f"id-{number}", f"user-{number:04}") for number in range(users))
    places = tuple(Named(f"{number:012}", f"account-{number:03}") for number in range(accounts))
    reader = Named("arn:reader", "Reader")
    rows = tuple(access(principal, account, reader) for principal, account in product(principals, places))
    return AccessMatrix(rows, Scope(principals, places, (reader,)))
