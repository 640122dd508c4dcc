"""Account assignments, and permission sets provisioned to accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ssoadmin_mock.model.indexed_table import IndexedTable
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.table import Rows


# Never changed, but not frozen either: making a frozen one takes five times as long, and a world may have a million.
@dataclass(slots=True, unsafe_hash=True)
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

    __slots__ = ("_groups",)

    def __init__(self) -> None:
        # A principal in an account is no value: there would be nearly as many as assignments.
        super().__init__(lambda row: ((row.permission_set_arn, row.account_id), (row.principal_type, row.principal_id)))
        self._groups: Counter[tuple[str, str]] = Counter()

    def _note(self, row: AccountAssignment, position: int) -> None:
        super()._note(row, position)
        if row.principal_type == "GROUP":
            self._groups[row.permission_set_arn, row.account_id] += 1

    def _forget(self, row: AccountAssignment, position: int) -> None:
        super()._forget(row, position)
        if row.principal_type == "GROUP":
            self._groups[row.permission_set_arn, row.account_id] -= 1

    def of(self, permission_set_arn: str, account_id: str) -> Rows[AccountAssignment]:
        """Return the assignments of a permission set in an account."""
        return self.having((permission_set_arn, account_id))

    def count_of_groups(self, permission_set_arn: str, account_id: str) -> int:
        """Return how many groups are assigned to an account with a permission set."""
        return self._groups[permission_set_arn, account_id]

    def of_principal(self, principal_type: str, principal_id: str) -> Rows[AccountAssignment]:
        """Return the assignments of a user or group."""
        return self.having((principal_type, principal_id))

    def of_principal_in(
        self, principal_type: str, principal_id: str, account_id: str, permission_set_arns: Iterable[str]
    ) -> Iterator[tuple[int, AccountAssignment]]:
        """Yield the assignments of a user or group in an account with some permission sets, with their positions.

        It costs as much as there are sets to be asked about, and is in no order.
        """
        for permission_set_arn in permission_set_arns:
            assignment = AccountAssignment(account_id, permission_set_arn, principal_type, principal_id)
            position = self.position_of(assignment)
            if position is not None:
                yield position, assignment


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
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


@dataclass(frozen=True, slots=True)
class SamlProvider:
    """What the roles of an account trust.

    :param name: ``AWSSSO_<16 hex>_DO_NOT_DELETE``.
    :param trust_policy: the trust policy that all these roles have in common, a JSON text.
    """

    name: str
    trust_policy: str


class ProvisionedPermissionSets(IndexedTable[ProvisionedPermissionSet]):
    """The permission sets of an instance that are provisioned, by their keys.

    :ivar saml_providers: the SAML provider that the roles of an account trust, by account.
    """

    __slots__ = ("_versions", "saml_providers")

    def __init__(self) -> None:
        # A change of a set makes all its rows outdated at once, without touching any: the tables are per version.
        super().__init__(lambda row: (row.account_id, row.permission_set.arn, (row.permission_set.arn, row.version)))
        self._versions: dict[str, set[int]] = {}
        self.saml_providers: dict[str, SamlProvider] = {}

    def _note(self, row: ProvisionedPermissionSet, position: int) -> None:
        super()._note(row, position)
        self._versions.setdefault(row.permission_set.arn, set()).add(row.version)

    def _forget(self, row: ProvisionedPermissionSet, position: int) -> None:
        super()._forget(row, position)
        if not self.having((row.permission_set.arn, row.version)):
            self._versions[row.permission_set.arn].remove(row.version)

    def make_latest(self, provisioned: ProvisionedPermissionSet) -> None:
        """Note that a set was provisioned again as it is now."""

        def make_latest(row: ProvisionedPermissionSet) -> None:
            row.version = row.permission_set.version

        self.change(provisioned.key, make_latest)

    def in_account(self, account_id: str) -> Rows[ProvisionedPermissionSet]:
        """Return the sets that are provisioned to an account."""
        return self.having(account_id)

    def of(self, permission_set_arn: str) -> Rows[ProvisionedPermissionSet]:
        """Return a set in the accounts that it is provisioned to."""
        return self.having(permission_set_arn)

    def by_version(self, permission_set: PermissionSet, is_latest: bool) -> list[Rows[ProvisionedPermissionSet]]:
        """Return a set where it is the latest version, or where it is not, as tables with common positions."""
        versions = self._versions.get(permission_set.arn, ())
        return [
            self.having((permission_set.arn, version))
            for version in versions
            if (version == permission_set.version) == is_latest
        ]
