"""Dumps what there is as a world."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ssoadmin_mock.effects import customer_policies
from ssoadmin_mock.effects.organization_tree import MANAGEMENT_EMAIL, MANAGEMENT_NAME, Account
from ssoadmin_mock.model.application import Application, ApplicationAssignment
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.services.identity_store import directory
from ssoadmin_mock.services.regions import DEFAULT_REGION
from ssoadmin_mock.services.sso_admin.operations import applications, permission_sets
from ssoadmin_mock.world import entries
from ssoadmin_mock.world.entries import Entry, entry, labelled, unless
from ssoadmin_mock.world.load_applications import INSTANCE
from ssoadmin_mock.world.load_organization import default_email
from ssoadmin_mock.world.names import Branch, Names, Present
from ssoadmin_mock.world.policies import PLACEHOLDER, policy_document


def dump(instance: Instance, ids: bool = True) -> Entry:
    """Return the world of an instance: a document that :func:`~ssoadmin_mock.world.load.load` makes the same from.

    :param instance: an organization instance.
    :param ids: whether ids are part of it: of accounts, users, groups, permission sets ...
    """
    return _Dump(Present(instance), ids).world()


class _Dump:
    def __init__(self, present: Present, ids: bool) -> None:
        self._present = present
        self._ids = ids
        self._instance = present.instance

    def world(self) -> Entry:
        attributes = self._instance.access_control_attributes
        world = entry(
            organization=self._organization(),
            delegated_administrators=self._present.accounts.names_of(self._present.tree.delegated_administrators()),
            instance=self._instance_section(),
            customer_managed_policies=self._customer_managed_policies(),
            users={
                user.name: entries.user(directory.described(user), self._id(user.id))
                for user in self._instance.identity_store.users
            },
            groups=self._groups(),
            auto_sign_in=self._auto_sign_in(),
            permission_sets={each.name: self._permission_set(each) for each in self._instance.permission_sets},
            assignments=self._assignments(),
            issuers=self._issuers(),
            applications={
                self._present.applications.name_of(each.arn): self._application(each)
                for each in self._instance.applications
            },
        )
        if attributes is not None:
            world["access_control_attributes"] = entries.access_control_attributes(attributes.configuration)
        return world

    def _id(self, id: str) -> str | None:
        return id.rpartition("/")[2] if self._ids else None

    def _auto_sign_in(self) -> str | None:
        user = self._instance.identity_store.users.get(self._instance.auto_sign_in or "")
        return None if user is None else user.name

    # --- the organization ------------------------------------------------------------------------------------------

    def _organization(self) -> Entry:
        management = next(a for a in self._present.tree.accounts() if a.id == self._present.tree.management)
        details = labelled(management.name, MANAGEMENT_NAME, email=unless(management.email, MANAGEMENT_EMAIL))
        return entry(management_account=entry(id=self._id(management.id)) | details, **self._branch(self._present.root))

    def _branch(self, branch: Branch) -> Entry:
        members = [account for account in branch.accounts if account.id != self._present.tree.management]
        units = Names("a unit", ((each.unit.name, each.unit.id) for each in branch.units if each.unit))
        return entry(
            accounts={self._present.accounts.name_of(account.id): self._account(account) for account in members},
            organizational_units={
                units.name_of(each.unit.id): self._branch(each) for each in branch.units if each.unit
            },
        )

    def _account(self, account: Account) -> Entry:
        return entry(id=self._id(account.id)) | labelled(
            account.name,
            self._present.accounts.name_of(account.id),
            email=unless(account.email, default_email(account.name)),
            status=unless(account.status, "ACTIVE"),
        )

    def _customer_managed_policies(self) -> list[Entry]:
        accounts: dict[Any, list[str]] = {}
        for account in self._present.root.all_accounts():
            for policy in customer_policies.customer_policies(account.id, self._instance.partition):
                accounts.setdefault(policy, []).append(self._present.accounts.name_of(account.id))
        return [
            entry(
                name=policy.name,
                path=unless(policy.path, "/"),
                description=policy.description,
                document=unless(policy.document, PLACEHOLDER) and policy_document(policy.document),
                accounts=names,
            )
            for policy, names in accounts.items()
        ]

    # --- the instance ----------------------------------------------------------------------------------------------

    def _instance_section(self) -> Entry:
        instance = self._instance
        encryption = entry(KeyType=instance.encryption.key_type, KmsKeyArn=instance.encryption.kms_key_arn)
        return entry(
            id=self._id(instance.id),
            identity_store_id=self._id(instance.identity_store_id),
            name=instance.name,
            region=unless(instance.region_name, DEFAULT_REGION),
            additional_regions=[region.name for region in instance.regions if not region.is_primary],
            encryption=unless(encryption, {"KeyType": "AWS_OWNED_KMS_KEY"}),
            network=instance.network,
            tags=instance.tags,
        )

    def _groups(self) -> Entry:
        store = self._instance.identity_store
        return {
            group.name: entries.group(
                directory.described(group),
                self._id(group.id),
                [self._present.users.name_of(user_id) for user_id in store.members_of(group.id)],
            )
            for group in store.groups
        }

    def _permission_set(self, each: PermissionSet) -> Entry:
        provisioned = list(self._instance.provisioned.of(each.arn))
        assigned = self._instance.account_assignments
        return entries.permission_set(
            permission_sets.described(each),
            self._id(each.arn),
            managed_policies=each.managed_policies,
            customer_managed_policies=((policy.name, policy.path) for policy in each.customer_managed_policies),
            inline_policy=each.inline_policy,
            permissions_boundary=each.permissions_boundary,
            tags=each.tags,
            provisioned_to=self._accounts(p.account_id for p in provisioned if not assigned.of(each.arn, p.account_id)),
            outdated_in=self._accounts(p.account_id for p in provisioned if not p.is_latest),
        )

    def _accounts(self, ids: Iterable[str]) -> list[str]:
        return self._present.accounts.names_of(ids)

    def _assignments(self) -> list[Entry]:
        names = self._present
        principals = {"USER": names.users, "GROUP": names.groups}
        return entries.assignments(
            (
                (
                    names.permission_sets.name_of(row.permission_set_arn),
                    names.accounts.name_of(row.account_id),
                    row.principal_type,
                    principals[row.principal_type].name_of(row.principal_id),
                )
                for row in self._instance.account_assignments
            ),
            list(names.permission_sets),
            list(names.accounts),
        )

    # --- applications ----------------------------------------------------------------------------------------------

    def _issuers(self) -> Entry:
        names = self._present.issuers
        return {
            names.name_of(each.arn): entry(id=self._id(each.arn))
            | labelled(each.name, names.name_of(each.arn), oidc_jwt=each.oidc_jwt, tags=each.tags)
            for each in self._instance.issuers
        }

    def _application(self, each: Application) -> Entry:
        names = self._present
        details = entries.application(
            applications.described(self._instance, each),
            self._id(each.arn),
            instance_region=self._instance.region_name,
            management=names.accounts.name_of(names.tree.management),
            account=names.accounts.name_of(each.account_id),
            assignment_required=unless(each.assignment_required, True),
            user_background_sessions=each.user_background_sessions,
            access_scopes={
                scope: [self._target(arn) for arn in targets] for scope, targets in each.access_scopes.items()
            },
            grants=entries.grants(each.grants.items(), names.issuers.by_id()),
            authentication_methods=each.authentication_methods,
            tags=each.tags,
            **self._assigned(self._instance.application_assignments.of_application(each.arn)),
        )
        return labelled(each.name, names.applications.name_of(each.arn)) | details

    def _assigned(self, assignments: Iterable[ApplicationAssignment]) -> dict[str, list[str]]:
        users, groups = [], []
        for row in assignments:
            if row.principal_type == "USER":
                users.append(self._present.users.name_of(row.principal_id))
            else:
                groups.append(self._present.groups.name_of(row.principal_id))
        return {"users": users, "groups": groups}

    def _target(self, arn: str) -> str:
        return INSTANCE if arn == self._instance.arn else self._present.applications.name_of(arn)
