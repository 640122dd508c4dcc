"""Account assignments, and permission sets provisioned to accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.table import Grouping, Table, after_in_all


@dataclass(frozen=True)
class AccountAssignment:
    """The access of a user or group to an account with a permission set; it is its own key.

    :param account_id: the target.
    :param principal_type: ``USER`` or ``GROUP``.
    """

    account_id: str
    permission_set_arn: str
    principal_type: str
    principal_id: str


class AccountAssignments:
    """The account assignments of an instance, in the order in which they were made."""

    def __init__(self) -> None:
        self._all: Table[AccountAssignment] = Table()
        self._by_role: Grouping[AccountAssignment] = Grouping(lambda row: (row.permission_set_arn, row.account_id))
        self._by_principal: Grouping[AccountAssignment] = Grouping(lambda row: (row.principal_type, row.principal_id))
        self._by_principal_and_account: Grouping[AccountAssignment] = Grouping(
            lambda row: (row.principal_type, row.principal_id, row.account_id)
        )
        self._indexes = (self._by_role, self._by_principal, self._by_principal_and_account)
        self._groups: Counter[tuple[str, str]] = Counter()

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, assignment: AccountAssignment) -> bool:
        return assignment in self._all

    def __iter__(self) -> Iterator[AccountAssignment]:
        return iter(self._all)

    def add(self, assignment: AccountAssignment) -> None:
        """Add an assignment; nothing happens when it is there."""
        if assignment in self._all:
            return
        position = self._all.add(assignment, assignment)
        for index in self._indexes:
            index.add(assignment, assignment, position)
        self._count_group(assignment, 1)

    def remove(self, assignment: AccountAssignment) -> None:
        """Remove an assignment that is there."""
        self._all.pop(assignment)
        for index in self._indexes:
            index.pop(assignment, assignment)
        self._count_group(assignment, -1)

    def _count_group(self, assignment: AccountAssignment, change: int) -> None:
        if assignment.principal_type == "GROUP":
            self._groups[assignment.permission_set_arn, assignment.account_id] += change

    def of(self, permission_set_arn: str, account_id: str) -> Table[AccountAssignment]:
        """Return the assignments of a permission set in an account."""
        return self._by_role[permission_set_arn, account_id]

    def groups_of(self, permission_set_arn: str, account_id: str) -> int:
        """Return how many groups have a permission set in an account."""
        return self._groups[permission_set_arn, account_id]

    def of_principals(
        self, principals: list[tuple[str, str]], account_id: str | None, cursor: int | None
    ) -> Iterator[tuple[int, AccountAssignment]]:
        """Iterate over the assignments of several principals behind a position (None: all), in one order.

        :param principals: type and id of each.
        :param account_id: only those in this account; None for all accounts.
        """
        if account_id is None:
            tables = [self._by_principal[principal] for principal in principals]
        else:
            tables = [self._by_principal_and_account[(*principal, account_id)] for principal in principals]
        return after_in_all(tables, cursor)


@dataclass(frozen=True)
class ProvisioningTarget:
    """Where a permission set is to be provisioned.

    :param account_id: the account; None for every account that has the set already.
    """

    permission_set_arn: str
    account_id: str | None

    def overlaps(self, other: ProvisioningTarget) -> bool:
        """Tell whether provisioning one would touch what the other touches."""
        if self.permission_set_arn != other.permission_set_arn:
            return False
        return None in (self.account_id, other.account_id) or self.account_id == other.account_id


@dataclass
class ProvisionedPermissionSet:
    """A permission set in an account, where it is an IAM role.

    :param version: the version of the set that the role was made from.
    :param role_id: the role's unique id in IAM.
    :param role_name: ``AWSReservedSSO_<name of the set>_<16 hex>``.
    """

    account_id: str
    permission_set: PermissionSet
    version: int
    role_id: str
    role_name: str

    @property
    def is_latest(self) -> bool:
        """Whether the set did not change since it was provisioned here."""
        return self.version == self.permission_set.version

    @property
    def key(self) -> tuple[str, str]:
        """What finds it: the ARN of the set, and the account."""
        return (self.permission_set.arn, self.account_id)


class ProvisionedPermissionSets:
    """The permission sets of an instance that are provisioned, in the order in which they first were.

    :ivar saml_providers: the name of the SAML provider that the roles of an account trust, by account.
    """

    def __init__(self) -> None:
        self.saml_providers: dict[str, str] = {}
        self._all: Table[ProvisionedPermissionSet] = Table()
        self._by_account: Grouping[ProvisionedPermissionSet] = Grouping(lambda row: row.account_id)
        self._by_permission_set: Grouping[ProvisionedPermissionSet] = Grouping(lambda row: row.permission_set.arn)
        # A change of a set makes all its rows outdated at once, without touching any.
        self._by_version: dict[str, dict[int, Table[ProvisionedPermissionSet]]] = {}

    def __iter__(self) -> Iterator[ProvisionedPermissionSet]:
        return iter(self._all)

    def get(self, permission_set_arn: str, account_id: str) -> ProvisionedPermissionSet | None:
        """Return a permission set as it is in an account, or None when it is not provisioned there."""
        return self._all.get((permission_set_arn, account_id))

    def add(self, provisioned: ProvisionedPermissionSet) -> None:
        """Add a set in an account that does not have it yet."""
        position = self._all.add(provisioned.key, provisioned)
        self._by_account.add(provisioned.key, provisioned, position)
        self._by_permission_set.add(provisioned.key, provisioned, position)
        self._add_version(provisioned, position)

    def make_latest(self, provisioned: ProvisionedPermissionSet) -> None:
        """Note that a set was provisioned again as it is now."""
        self._pop_version(provisioned)
        provisioned.version = provisioned.permission_set.version
        self._add_version(provisioned, self._all.add(provisioned.key, provisioned))

    def remove(self, provisioned: ProvisionedPermissionSet) -> None:
        """Remove a set from an account."""
        self._all.pop(provisioned.key)
        self._by_account.pop(provisioned.key, provisioned)
        self._by_permission_set.pop(provisioned.key, provisioned)
        self._pop_version(provisioned)

    def _add_version(self, provisioned: ProvisionedPermissionSet, position: int) -> None:
        versions = self._by_version.setdefault(provisioned.permission_set.arn, {})
        versions.setdefault(provisioned.version, Table()).add(provisioned.key, provisioned, position)

    def _pop_version(self, provisioned: ProvisionedPermissionSet) -> None:
        versions = self._by_version[provisioned.permission_set.arn]
        versions[provisioned.version].pop(provisioned.key)
        if not versions[provisioned.version]:
            del versions[provisioned.version]
        if not versions:
            del self._by_version[provisioned.permission_set.arn]

    def in_account(self, account_id: str) -> Table[ProvisionedPermissionSet]:
        """Return the sets that are provisioned to an account."""
        return self._by_account[account_id]

    def of(self, permission_set_arn: str) -> Table[ProvisionedPermissionSet]:
        """Return a set in the accounts that it is provisioned to."""
        return self._by_permission_set[permission_set_arn]

    def after(
        self, permission_set: PermissionSet, is_latest: bool, cursor: int | None
    ) -> Iterator[tuple[int, ProvisionedPermissionSet]]:
        """Iterate over the accounts that have the latest version of a set, or over those that have an older one.

        :param cursor: the position to begin behind; None for all.
        """
        versions = self._by_version.get(permission_set.arn, {})
        tables = [rows for version, rows in versions.items() if (version == permission_set.version) == is_latest]
        return after_in_all(tables, cursor)
