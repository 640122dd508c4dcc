"""Who is signed in, and what for."""

from __future__ import annotations

from collections.abc import Iterator

from ssoadmin_mock.effects import organizations
from ssoadmin_mock.model.assignment import AccountAssignment
from ssoadmin_mock.model.identity_store import User
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.sign_in import Session
from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso import errors
from ssoadmin_mock.services.sso.rules import sessions as rules
from ssoadmin_mock.wire.registry import Operation


def use_session(call: Call, _operation: Operation) -> None:
    """Find the instance that a token is for.

    :raises UnauthorizedException: when there is no such session, here or any more.
    """
    call.use(signed_in(call)[0])
    # What is due there concerns the answer; the caller has no account whose instances would be settled.
    call.workflows.settle_due()


def signed_in(call: Call) -> tuple[Instance, User, Session]:
    """Return who calls.

    :raises UnauthorizedException: when there is no such session, here or any more.
    """
    token = call.token, call.caller.partition, call.caller.region_name
    found = sign_in.session_of(*token)
    if found is None:
        raise errors.unauthorized(rules.ENDS if sign_in.was_cut_short(*token) else rules.UNAUTHORIZED)
    return found


def assignments_of(instance: Instance, user: User) -> list[tuple[int, AccountAssignment]]:
    """Return the assignments of a user and of its groups, oldest first, each with its position."""
    principals = instance.identity_store.principals_of("USER", user.id)
    rows = (row for type, id in principals for row in instance.account_assignments.of_principal(type, id).after(None))
    # The positions are those of one table: no two assignments have the same.
    return sorted(rows, key=lambda row: row[0])


def accounts_of(instance: Instance, user: User) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the accounts that a user has access to, as the API shows them, each with a position."""
    seen = set()
    for position, assignment in assignments_of(instance, user):
        if assignment.account_id not in seen:
            seen.add(assignment.account_id)
            account = _active_account(instance, assignment.account_id)
            if account is not None:
                yield position, account


def _active_account(instance: Instance, account_id: str) -> dict[str, str] | None:
    """Return an account of the instance's organization; None for one that is suspended or not there."""
    account = organizations.find_account(account_id, instance.owner_account_id, instance.partition)
    if account is None or account.status != "ACTIVE":
        return None
    return {"accountId": account.id, "accountName": account.name, "emailAddress": account.email}


def permission_sets_in(instance: Instance, user: User, account_id: str) -> list[tuple[int, PermissionSet]]:
    """Return the permission sets with which a user has access to an account, each with a position."""
    found: dict[str, tuple[int, PermissionSet]] = {}
    if _active_account(instance, account_id) is None:
        return []
    for type, id in instance.identity_store.principals_of("USER", user.id):
        for provisioned in instance.provisioned.in_account(account_id):
            permission_set = provisioned.permission_set
            assignment = AccountAssignment(account_id, permission_set.arn, type, id)
            position = instance.account_assignments.position_of(assignment)
            if position is not None:
                found.setdefault(permission_set.arn, (position, permission_set))
    return sorted(found.values(), key=lambda row: row[0])
