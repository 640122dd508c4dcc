"""Where probes find themselves: whose account it is, which instance it sees, and what there is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock.verify.calling import NO_SCIM_ENDPOINT, Caller, CouldNotRunError, NotTriedError, Outcome
from ssoadmin_mock.verify.harmless import NOBODYS
from ssoadmin_mock.wire.probes import (
    ACCOUNT_INSTANCE,
    ADMINISTRATOR,
    ANYBODY,
    DELEGATE,
    MANAGEMENT,
    MANAGEMENT_WITHOUT,
    MEMBER,
    MEMBER_WITHOUT,
    NO_INSTANCE,
    filled,
)

_KINDS = {"set": "permission set", "set_id": "permission set", "user_name": "user", "group_name": "group"}
"""What kind of thing a name stands for, where the name does not say it."""
_NO_ORGANIZATION = "AWSOrganizationsNotInUseException"


@dataclass(frozen=True)
class Surroundings:
    """Whose account it is, and what is there.

    :param roles: what the account is, in the names of :mod:`ssoadmin_mock.wire.probes`.
    :param known: what the names in the texts of probes stand for.
    :param organization: whether the account is in an organization.
    """

    roles: frozenset[str]
    known: dict[str, str]
    organization: bool

    @property
    def administers(self) -> bool:
        """Whether the instance is the account's to look through and to change."""
        return bool(self.roles & {ADMINISTRATOR, ACCOUNT_INSTANCE})

    def why_not(self, where: str, needs: frozenset[str]) -> str | None:
        """Return why a probe cannot be tried here; None where it can.

        :param where: whose account it takes.
        :param needs: what has to be there.
        """
        if where not in self.roles:
            roles = " and ".join(sorted(self.roles - {ANYBODY}))
            alone = "" if self.organization else ", without an organization"
            return f"this takes: {where}; here is: {roles}{alone}"
        missing = needs - self.known.keys()
        if "tenant" in missing:
            return NO_SCIM_ENDPOINT
        if missing:
            return f"there is no {', no '.join(sorted({_KINDS.get(name, name.replace('_', ' ')) for name in missing}))}"
        return None


def look_around(caller: Caller) -> Surroundings:
    """Find out whose account it is, with calls that only read.

    :raises CouldNotRunError: when even that cannot be found out.
    """
    try:
        identity = _must(caller, "sts", "GetCallerIdentity")
        management = _management(caller)
        instances = _must(caller, "sso-admin", "ListInstances")["Instances"]
    except NotTriedError as error:
        raise CouldNotRunError(f"It cannot be found out whose account this is: {error}.") from None
    account = identity["Account"]
    known = {
        "account": account,
        "caller": identity["Arn"],
        "partition": identity["Arn"].split(":")[1],
        "region": caller.region_name,
    }
    if management:
        known["management"] = management
    if caller.scim is not None:
        known["tenant"] = caller.scim.tenant
    roles = {ANYBODY}
    instance = _instance(caller, account, management, instances, roles)
    if instance is not None:
        known |= {
            "instance": instance["InstanceArn"],
            "instance_id": instance["InstanceArn"].rpartition("/")[2],
            "store": instance["IdentityStoreId"],
            "owner": instance["OwnerAccountId"],
        }
    _add_nobodys(known)
    around = Surroundings(frozenset(roles), known, management is not None)
    if around.administers:
        known |= dict(_things(caller, known, ADMINISTRATOR in roles))
    return around


def _must(caller: Caller, service: str, operation: str, **params: Any) -> Mapping[str, Any]:
    outcome = caller.call(service, operation, params)
    if outcome.answer is None:
        raise CouldNotRunError(f"{operation} is refused: {outcome.code}: {outcome.text}")
    return outcome.answer


def _management(caller: Caller) -> str | None:
    outcome = caller.call("organizations", "DescribeOrganization", {}, expected=_NO_ORGANIZATION)
    if outcome.answer is None:
        return None
    organization: dict[str, str] = outcome.answer["Organization"]
    return organization["MasterAccountId"]


def _instance(
    caller: Caller, account: str, management: str | None, instances: list[dict[str, Any]], roles: set[str]
) -> dict[str, Any] | None:
    """Return the instance that probes are about, and note what the account is."""
    if not instances:
        roles.add(NO_INSTANCE)
        if management is not None:
            roles.add(MANAGEMENT_WITHOUT if account == management else MEMBER_WITHOUT)
        return None
    of_organization = next((each for each in instances if each["OwnerAccountId"] == management), None)
    if of_organization is None:
        roles.add(ACCOUNT_INSTANCE)
        return instances[0]
    if account == management:
        roles |= {ADMINISTRATOR, MANAGEMENT}
    elif _administers(caller, of_organization):
        roles |= {ADMINISTRATOR, DELEGATE}
    else:
        roles.add(MEMBER)
    return of_organization


def _administers(caller: Caller, instance: dict[str, Any]) -> bool:
    try:
        described = caller.call("sso-admin", "DescribeInstance", {"InstanceArn": instance["InstanceArn"]})
    except NotTriedError as error:
        raise CouldNotRunError(
            f"It cannot be found out whether this account administers the instance: {error}."
        ) from None
    return described.answer is not None


def _add_nobodys(known: dict[str, str]) -> None:
    for name, text in NOBODYS.items():
        # Without an instance, some of them cannot be said.
        try:
            known[name] = filled(text, known)
        except KeyError:
            continue


def _things(caller: Caller, known: Mapping[str, str], has_permission_sets: bool) -> Iterator[tuple[str, str]]:
    """Yield the first of each kind of thing that there is, by name; what may not be read counts as absent."""
    instance, store = {"InstanceArn": known["instance"]}, {"IdentityStoreId": known["store"]}
    yield from _first(caller, "identitystore", "ListUsers", store, "Users", {"user": "UserId", "user_name": "UserName"})
    groups = {"group": "GroupId", "group_name": "DisplayName"}
    yield from _first(caller, "identitystore", "ListGroups", store, "Groups", groups)
    applications = {"application": "ApplicationArn"}
    yield from _first(caller, "sso-admin", "ListApplications", instance, "Applications", applications)
    issuers = {"issuer": "TrustedTokenIssuerArn"}
    yield from _first(caller, "sso-admin", "ListTrustedTokenIssuers", instance, "TrustedTokenIssuers", issuers)
    if has_permission_sets:
        for name, arn in _first(caller, "sso-admin", "ListPermissionSets", instance, "PermissionSets", {"set": ""}):
            yield name, arn
            yield "set_id", arn.rpartition("/")[2]


def _first(
    caller: Caller, service: str, operation: str, params: Mapping[str, Any], rows: str, members: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    try:
        outcome: Outcome = caller.call(service, operation, {**params, "MaxResults": 1})
    except NotTriedError:
        return
    for row in (outcome.answer or {}).get(rows, [])[:1]:
        yield from ((name, row[member] if member else row) for name, member in members.items())
