"""Who has access in an instance that is there, found through its indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ssoadmin_mock.effects import iam
from ssoadmin_mock.insight.access import Principal, Query
from ssoadmin_mock.insight.building import Members, Role, build, scope_of, with_deleted
from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.model.assignment import AccountAssignment, ProvisionedPermissionSet
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.world.names import Present


def access(instance: Instance, asked: Query) -> AccessMatrix:
    """Return who has access in an organization instance.

    :param asked: what the answer is to be about.
    :raises UnknownNameError: when there is nothing of a name or id that is asked about.
    """
    return _Question(instance, asked).answer()


class _Question:
    def __init__(self, instance: Instance, asked: Query) -> None:
        self._instance = instance
        self._everything = with_deleted(scope_of(Present(instance)), _left_behind(instance, asked))
        self._scope = self._everything.narrowed(asked)
        is_about_one = asked.user is not None or asked.group is not None
        self._principal = self._scope.principals[0] if is_about_one else None
        self._account_id = None if asked.account is None else self._scope.accounts[0].id
        self._permission_set_arn = None if asked.permission_set is None else self._scope.permission_sets[0].id

    def answer(self) -> AccessMatrix:
        assignments = list(self._assignments())
        # A user's are those of its groups, too, and nobody asked about them.
        scope = self._scope if self._principal else with_deleted(self._scope, assignments)
        groups = [each for each in self._everything.principals if each.is_group]
        return AccessMatrix(build(scope, assignments, groups, self._members(), self._role), scope)

    def _assignments(self) -> Iterable[AccountAssignment]:
        """Return the assignments that can matter."""
        if self._principal is not None:
            return self._of_principal(self._principal)
        if self._account_id is not None:
            return self._where(self._instance.provisioned.in_account(self._account_id))
        if self._permission_set_arn is not None:
            return self._where(self._instance.provisioned.of(self._permission_set_arn))
        return self._instance.account_assignments

    def _of_principal(self, principal: Principal) -> Iterator[AccountAssignment]:
        for type, id in self._instance.identity_store.principals_of(principal.type, principal.id):
            rows = self._instance.account_assignments.of_principal(type, id)
            if self._account_id is None or len(rows) <= len(self._instance.provisioned.in_account(self._account_id)):
                # Those in other accounts are left out in the end.
                yield from rows
            else:
                yield from self._in_account(type, id, self._account_id)

    def _in_account(self, type: str, id: str, account_id: str) -> Iterator[AccountAssignment]:
        arns = (each.permission_set.arn for each in self._instance.provisioned.in_account(account_id))
        for _, assignment in self._instance.account_assignments.of_principal_in(type, id, account_id, arns):
            yield assignment

    def _where(self, provisioned: Iterable[ProvisionedPermissionSet]) -> Iterator[AccountAssignment]:
        # Nothing is assigned where it is not provisioned.
        for each in provisioned:
            yield from self._instance.account_assignments.of(each.permission_set.arn, each.account_id)

    def _members(self) -> Members:
        store = self._instance.identity_store
        if self._principal is None:
            return {group.id: store.members_of(group.id) for group in store.groups}
        user_id = self._principal.id
        return {group_id: [user_id] for group_id in store.groups_of(user_id)}

    def _role(self, account_id: str, permission_set_arn: str) -> Role:
        provisioned = self._instance.provisioned.get((permission_set_arn, account_id))
        assert provisioned is not None, "a set is provisioned where it is assigned"
        return Role(iam.role_arn(self._instance, account_id, provisioned.role_name), provisioned.is_latest)


def _left_behind(instance: Instance, asked: Query) -> list[AccountAssignment]:
    """Return the assignments of what is asked about by its id, which may be all that is left of it."""
    asked_for = {"USER": asked.user, "GROUP": asked.group}
    return [
        assignment
        for type, id in asked_for.items()
        if id is not None
        for assignment in instance.account_assignments.of_principal(type, id)
    ]
