"""Assignments: list accounts, and roles in an account."""

from __future__ import annotations

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso import errors
from ssoadmin_mock.services.sso.access import accounts_of, permission_sets_in, signed_in
from ssoadmin_mock.services.sso.rules import assignments as rules
from ssoadmin_mock.services.sso.rules import sessions as session_rules
from ssoadmin_mock.services.sso.service import operation
from ssoadmin_mock.wire.pagination import Listing

_PAGE_SIZE = 20
_RESULT_SIZE = {"maxResults": lambda _: "ResultSize parameter must be within the valid limits of: 1-100"}


@operation(
    rules=(rules.ACCOUNTS, rules.PAGES, rules.PAGE_LIMITS, session_rules.UNAUTHORIZED, session_rules.ENDS),
    wordings=_RESULT_SIZE,
)
def list_accounts(call: Call) -> Listing:
    """List the accounts that the user has access to."""
    instance, user, _ = signed_in(call)
    return Listing.of(accounts_of(instance, user), page_size=_PAGE_SIZE)


@operation(
    rules=(
        rules.ROLES,
        rules.ROLES_WITHOUT_ACCESS,
        rules.PAGES,
        rules.PAGE_LIMITS,
        session_rules.UNAUTHORIZED,
        session_rules.ENDS,
    ),
    wordings=_RESULT_SIZE,
)
def list_account_roles(call: Call, *, account_id: str) -> Listing:
    """List the permission sets with which the user has access to an account."""
    instance, user, _ = signed_in(call)
    found = permission_sets_in(instance, user, account_id)
    if not found:
        raise errors.no_access(rules.ROLES_WITHOUT_ACCESS)
    return Listing.of(found, lambda each: {"roleName": each.name, "accountId": account_id}, _PAGE_SIZE)
