"""Account assignments, and permission sets provisioned to accounts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ssoadmin_mock.model.indexed_table import IndexedTable
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.table import Table


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


class AccountAssignments(IndexedTable[AccountAssignment]):
    """The account assignments of an instance; each is its own key."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(
            lambda row: (
                (row.permission_set_arn, row.account_id),
                (row.permission_set_arn, row.account_id, row.principal_type),
                (row.principal_type, row.principal_id),
                (row.principal_type, row.principal_id, row.account_id),
            )
        )

    def of(
        self, permission_set_arn: str, account_id: str, principal_type: str | None = None
    ) -> Table[AccountAssignment]:
        """Return the assignments of a permission set in an account, all of them or those of one type of principal."""
        pair = (permission_set_arn, account_id)
        return self.having(pair if principal_type is None else (*pair, principal_type))

    def of_principal(
        self, principal_type: str, principal_id: str, account_id: str | None = None
    ) -> Table[AccountAssignment]:
        """Return the assignments of a user or group, all of them or those in one account."""
        principal = (principal_type, principal_id)
        return self.having(principal if account_id is None else (*principal, account_id))


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


class ProvisionedPermissionSets(IndexedTable[ProvisionedPermissionSet]):
    """The permission sets of an instance that are provisioned, by their keys.

    :ivar saml_providers: the name of the SAML provider that the roles of an account trust, by account.
    """

    __slots__ = ("_versions", "saml_providers")

    def __init__(self) -> None:
        # A change of a set makes all its rows outdated at once, without touching any: the tables are per version.
        super().__init__(lambda row: (row.account_id, row.permission_set.arn, (row.permission_set.arn, row.version)))
        self._versions: dict[str, set[int]] = {}
        self.saml_providers: dict[str, str] = {}

    def add(self, key: Hashable, row: ProvisionedPermissionSet, position: int | None = None) -> int:
        """Add a set in an account, as :meth:`Table.add` does."""
        self._versions.setdefault(row.permission_set.arn, set()).add(row.version)
        return super().add(key, row, position)

    def pop(self, key: Hashable) -> ProvisionedPermissionSet | None:
        """Delete a set in an account, as :meth:`Table.pop` does."""
        row = super().pop(key)
        if row is not None and not self.having((row.permission_set.arn, row.version)):
            self._versions[row.permission_set.arn].remove(row.version)
        return row

    def make_latest(self, provisioned: ProvisionedPermissionSet) -> None:
        """Note that a set was provisioned again as it is now."""

        def make_latest(row: ProvisionedPermissionSet) -> None:
            row.version = row.permission_set.version

        self.change(provisioned.key, make_latest)

    def in_account(self, account_id: str) -> Table[ProvisionedPermissionSet]:
        """Return the sets that are provisioned to an account."""
        return self.having(account_id)

    def of(self, permission_set_arn: str) -> Table[ProvisionedPermissionSet]:
        """Return a set in the accounts that it is provisioned to."""
        return self.having(permission_set_arn)

    def by_version(self, permission_set: PermissionSet, is_latest: bool) -> list[Table[ProvisionedPermissionSet]]:
        """Return a set where it is the latest version, or where it is not, as tables with common positions."""
        versions = self._versions.get(permission_set.arn, ())
        return [
            self.having((permission_set.arn, version))
            for version in versions
            if (version == permission_set.version) == is_latest
        ]
