"""Who has access in a world as its document declares it; nothing is made of it anywhere."""

from __future__ import annotations

from ssoadmin_mock.effects import iam, organizations
from ssoadmin_mock.effects.callers import default_account_id
from ssoadmin_mock.effects.organization_tree import MANAGEMENT_EMAIL, MANAGEMENT_NAME, Account, OrganizationTree, Unit
from ssoadmin_mock.insight.access import Access, Scope
from ssoadmin_mock.insight.building import Role, build, scope_of, with_deleted
from ssoadmin_mock.model.instance import Instance, InstanceKind
from ssoadmin_mock.services.sso_admin.operations.permission_sets import permission_set_arn
from ssoadmin_mock.world import load_assignments, load_directory, load_instance, load_organization, schema, source
from ssoadmin_mock.world.load_permission_sets import declared
from ssoadmin_mock.world.loading import resolve
from ssoadmin_mock.world.names import Names, Present
from ssoadmin_mock.world.parts import Part
from ssoadmin_mock.world.progress import Progress

# What stands for an id of the instance that the document does not give; it has the form of one, and nobody sees it.
_UNKNOWN_INSTANCE = f"ssoins-{'0' * 16}"


def access_in(world: source.Source) -> tuple[tuple[Access, ...], Scope]:
    """Return the access that a world gives, and what there is in it.

    :param world: as for :meth:`ssoadmin_mock.AccessMatrix.of_world`.
    :raises WorldError: when it is not a world, or an assignment is about something that it does not have.
    """
    document = source.read(world)
    schema.check(document)
    with Progress("Reading the world") as progress:
        return _Declared(Part(document, document.data), progress).access()


class _Declared:
    def __init__(self, world: Part, progress: Progress) -> None:
        self._world = world
        self._instance = _instance(world)
        self._tree = DeclaredOrganization(self._instance.owner_account_id)
        self._users, self._groups = Names("a user"), Names("a group")
        self._loading = load_organization.load(world, self._present, progress)
        self._members: dict[str, list[str]] = {}
        self._outdated: set[tuple[str, str]] = set()

    def _present(self) -> Present:
        present = Present(self._instance, self._tree)
        present.users, present.groups = self._users, self._groups
        return present

    def access(self) -> tuple[tuple[Access, ...], Scope]:
        self._read_users()
        self._read_groups()
        self._read_permission_sets()
        entries = load_assignments.read(self._loading)
        # Entries may say the same more than once.
        assignments = dict.fromkeys(row for entry in entries for row in entry.assignments())
        # Anew, because documents may refer to an account by another name than its own.
        scope = with_deleted(scope_of(self._present()), assignments)
        groups = [each for each in scope.principals if each.is_group and not each.is_deleted]
        return build(scope, assignments, groups, self._members, self._role), scope

    def _read_users(self) -> None:
        for name, part in self._world["users"].members():
            load_directory.check_new(self._loading, part, self._users, name)
            self._users.add(name, part["id"].value or name)

    def _read_groups(self) -> None:
        for name, part in self._world["groups"].members():
            load_directory.check_new(self._loading, part, self._groups, name)
            id = part["id"].value or name
            self._groups.add(name, id)
            self._members[id] = list(dict.fromkeys(resolve(user, self._users) for user in part["members"].items()))

    def _read_permission_sets(self) -> None:
        has_id = bool(self._world["instance"]["id"])
        for name, part in self._world["permission_sets"].members():
            id = part["id"].value
            arn = permission_set_arn(self._instance, id) if id and has_id else name
            declared(self._loading, name, part, arn)
            accounts = self._loading.present.accounts
            self._outdated |= {(arn, resolve(account, accounts)) for account in part["outdated_in"].items()}

    def _role(self, account_id: str, arn: str) -> Role:
        name = self._loading.present.permission_sets.name_of(arn)
        known_id = "*" if account_id in self._tree.stand_ins else account_id
        is_latest = (arn, account_id) not in self._outdated
        return Role(iam.role_arn(self._instance, known_id, f"AWSReservedSSO_{name}_*"), is_latest)


def _instance(world: Part) -> Instance:
    """Return the instance that a document describes, owned by no backend."""
    section = world["instance"]
    region_name = load_instance.region_name_of(section)
    return Instance(
        id=section["id"].value or _UNKNOWN_INSTANCE,
        identity_store_id="",
        owner_account_id=load_instance.management_id_of(world) or default_account_id(),
        kind=InstanceKind.ORGANIZATION,
        partition=organizations.partition_of(region_name),
        region_name=region_name,
        created_date=0,
    )


class DeclaredOrganization(OrganizationTree):
    """An organization that only a document knows of; moto's Organizations has nothing to do with it.

    :param management: its management account.
    :ivar stand_ins: what stands for the ids of accounts that the document gives none: their names.
    """

    def __init__(self, management: str) -> None:
        self.management = management
        self.stand_ins = Names("an account")
        self._units: list[Unit] = []
        self._accounts = [Account(management, MANAGEMENT_NAME, MANAGEMENT_EMAIL, "ACTIVE", self.root_id)]

    @property
    def root_id(self) -> str:
        """The id of the root."""
        return "root"

    def units(self) -> list[Unit]:
        """Return all organizational units in the order of the document."""
        return self._units

    def accounts(self) -> list[Account]:
        """Return all accounts in the order of the document, the management account first."""
        return self._accounts

    def create_unit(self, name: str, parent_id: str) -> str:
        """Add an organizational unit and return its id."""
        self._units.append(Unit(f"{parent_id}/{name}", name, parent_id))
        return self._units[-1].id

    def create_account(self, name: str, email: str, id: str | None, parent_id: str) -> str:
        """Add a member account and return its id, or what stands for it."""
        if id is None:
            id = self.stand_ins.free(name)
            self.stand_ins.add(id, id)
        self._accounts.append(Account(id, name, email, "ACTIVE", parent_id))
        return id

    def change_management_account(self, name: str | None, email: str | None) -> None:
        """Give the management account another name and e-mail address."""
        account = self._accounts[0]
        self._accounts[0] = Account(account.id, name or account.name, email or account.email, "ACTIVE", self.root_id)
