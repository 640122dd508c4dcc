"""The handle that ``with mock_ssoadmin() as idc`` gives: what AWS has no API for, and help for tests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.controls.accounts import account_id_of
from ssoadmin_mock.controls.active import active_controls
from ssoadmin_mock.services.arguments import checked
from ssoadmin_mock.services.regions import DEFAULT_REGION, check_region

if TYPE_CHECKING:
    import boto3

    from ssoadmin_mock.controls.calls import Calls
    from ssoadmin_mock.controls.faults import Faults
    from ssoadmin_mock.controls.organization_instance import OrganizationInstance
    from ssoadmin_mock.controls.protocol import Controls
    from ssoadmin_mock.insight.diff import AccessDiff
    from ssoadmin_mock.insight.matrix import AccessMatrix
    from ssoadmin_mock.world.source import Source


class IdentityCenter:
    """What a mock gives: all handles of nested activations are about the same state, and serve until it ends.

    :param controls: what holds the state of that mock; of the one that is active at each use if left out.
    """

    def __init__(self, controls: Controls | None = None) -> None:
        self._given_by = controls

    @property
    def _controls(self) -> Controls:
        return active_controls(self._given_by)

    @checked
    def enable_organization_instance(
        self, *, region_name: str = DEFAULT_REGION, name: str | None = None
    ) -> OrganizationInstance:
        """Enable the organization instance, as an administrator does in the console; AWS has no API for it.

        It is owned by the management account of the calling account's organization. Without an organization, the
        calling account's is created first.

        :param region_name: the primary Region.
        :param name: the instance's name, if it has one.
        :raises ValueError: for a Region that does not exist, or a name that the service does not take.
        :raises RuntimeError: when the mock is not active, or the management account owns an instance already.
        """
        return self._controls.enable_organization_instance(region_name, name)

    @checked
    def ensure_organization_instance(self, region_name: str) -> OrganizationInstance:
        """Return the organization instance, enabled now if it was not yet.

        :param region_name: the primary Region, if it is enabled now.
        :raises RuntimeError: when the mock is not active, or the management account owns an account instance.
        """
        return self._controls.ensure_organization_instance(region_name)

    @property
    def organization_instance(self) -> OrganizationInstance:
        """The organization instance that is there, however it was made.

        :raises RuntimeError: when there is none, or the mock is not active.
        """
        return self._controls.present_instance()

    def session(self, *, account_id: str, region_name: str | None = None) -> boto3.Session:
        """Return a session whose calls, to any service, come from an account.

        :param account_id: twelve digits, of an account that need not exist; or the name of one that does.
        :param region_name: the session's default Region.
        :raises UnknownNameError: when it is neither; the message says which name comes nearest.
        :raises ValueError: for a Region that does not exist.
        :raises RuntimeError: when the mock is not active.
        """
        controls = self._controls
        account_id = account_id_of(controls, account_id)
        if region_name is not None:
            check_region("region_name", region_name)
        endpoint_url = controls.endpoint_url
        import boto3

        session = boto3.Session(
            aws_access_key_id="FOOBARKEY", aws_secret_access_key="FOOBARSECRET", region_name=region_name
        )

        def call_from_account(params: dict[str, Any], **_: Any) -> None:
            params["headers"]["x-moto-account-id"] = account_id

        session.events.register("before-call", call_from_account)
        if endpoint_url is not None:
            # moto's server mode only redirects the clients of boto3's default session.
            for factory in ("client", "resource"):
                setattr(session, factory, partial(getattr(session, factory), endpoint_url=endpoint_url))
        return session

    @property
    def calls(self) -> Calls:
        """What was called since the outermost mock was started, with ``assert_called`` and ``assert_not_called``.

        In moto's server mode (``TEST_SERVER_MODE=true``) they are the server's, whoever called it.

        :raises RuntimeError: when the mock is not active.
        """
        return self._controls.calls

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose, until the outermost mock ends: errors, failed requests, latency, limits.

        In moto's server mode (``TEST_SERVER_MODE=true``) they go wrong on the server, and `when` has to be parameters.

        :raises RuntimeError: when the mock is not active.
        """
        return self._controls.faults

    def load(self, world: Source) -> OrganizationInstance:
        """Load a world; it is added to what there is, or nothing of it if it cannot be.

        :param world: the path of a YAML or JSON file, or a dictionary, in the form of ``docs/world.schema.json``.
        :returns: the world's instance.
        :raises WorldError: when it is not a world or cannot be; the message says file, line and key.
        :raises RuntimeError: when the mock is not active.
        """
        controls = self._controls
        from ssoadmin_mock.world.source import read

        return controls.load_world(read(world))

    @checked
    def dump(self, *, ids: bool = True) -> dict[str, Any]:
        """Return the organization with its Identity Center as a world that `load` makes the same from.

        :param ids: whether ids are part of it; without them, worlds that were made alike are equal.
        :raises RuntimeError: when there is no organization instance.
        """
        return self._controls.dump_world(ids)

    @checked
    def access(
        self,
        *,
        user: str | None = None,
        group: str | None = None,
        account: str | None = None,
        permission_set: str | None = None,
    ) -> AccessMatrix:
        """Return who has access to which account with which permission set, directly and through groups.

        It is a sequence of :class:`~ssoadmin_mock.insight.access.Access`, and false when there is none. Each parameter
        is a name or an id; all of them narrow the answer, and without any it is about everything.

        :param user: a user name or UserId; access through the user's groups is included.
        :param group: a group's display name or GroupId.
        :param account: an account's name or id.
        :param permission_set: a permission set's name or ARN.
        :raises UnknownNameError: when nothing has such a name or id; the message says which name comes nearest.
        :raises ValueError: for a user and a group at once.
        :raises RuntimeError: when there is no organization instance.
        """
        from ssoadmin_mock.insight.access import Query

        return self._controls.access(Query(user, group, account, permission_set))

    def access_matrix(self) -> AccessMatrix:
        """Return who has access to what, of all users and groups.

        :raises RuntimeError: when there is no organization instance.
        """
        return self.access()

    def diff(self, before: AccessMatrix | Source, after: AccessMatrix | Source | None = None) -> AccessDiff:
        """Return which access was gained and lost between two worlds.

        Principals, accounts and permission sets are told apart by their names, as for comparing matrices.

        :param before: a world, as for `load`, which is only read; or what `access` or `access_matrix` gave.
        :param after: another one; what there is now if left out.
        :returns: what was gained, lost and changed; false when there is no difference.
        :raises WorldError: when a world cannot be read.
        :raises RuntimeError: when `after` is left out and there is no organization instance.
        """
        from ssoadmin_mock.insight.diff import diff

        return diff(before, self.access_matrix() if after is None else after)

    @checked
    def account(self, name: str) -> str:
        """Return the id of the account with a name.

        Like all names it resolves to a plain string, because that is what the parameters of AWS calls are. The second
        of two accounts with the same name is ``name (2)``, as in dumps.

        :param name: the account's name; its id will do, too.
        :raises UnknownNameError: when there is none; the message says which name comes nearest.
        :raises RuntimeError: when there is no organization instance.
        """
        return self._controls.id_of("accounts", name)

    @checked
    def user(self, name: str) -> str:
        """Return the UserId of the user with a user name.

        :param name: its name; its UserId will do, too.
        :raises UnknownNameError: when there is none; the message says which name comes nearest.
        :raises RuntimeError: when there is no organization instance.
        """
        return self._controls.id_of("users", name)

    @checked
    def group(self, name: str) -> str:
        """Return the GroupId of the group with a display name.

        :param name: its name; its GroupId will do, too.
        :raises UnknownNameError: when there is none; the message says which name comes nearest.
        :raises RuntimeError: when there is no organization instance.
        """
        return self._controls.id_of("groups", name)

    @checked
    def permission_set(self, name: str) -> str:
        """Return the ARN of the permission set with a name.

        :param name: its name; its ARN will do, too.
        :raises UnknownNameError: when there is none; the message says which name comes nearest.
        :raises RuntimeError: when there is no organization instance.
        """
        return self._controls.id_of("permission_sets", name)

    @checked
    def application(self, name: str) -> str:
        """Return the ARN of the application with a name.

        :param name: its name; its ARN will do, too.
        :raises UnknownNameError: when there is none; the message says which name comes nearest.
        :raises RuntimeError: when there is no organization instance.
        """
        return self._controls.id_of("applications", name)

    @checked
    def issuer(self, name: str) -> str:
        """Return the ARN of the trusted token issuer with a name.

        :param name: its name; its ARN will do, too.
        :raises UnknownNameError: when there is none; the message says which name comes nearest.
        :raises RuntimeError: when there is no organization instance.
        """
        return self._controls.id_of("issuers", name)

    def settle(self) -> None:
        """Finish everything that is in progress, in every account.

        :raises RuntimeError: when the mock is not active.
        """
        self._controls.settle()


_handle = IdentityCenter()

access_matrix = _handle.access_matrix
account = _handle.account
application = _handle.application
diff = _handle.diff
dump = _handle.dump
enable_organization_instance = _handle.enable_organization_instance
group = _handle.group
issuer = _handle.issuer
load = _handle.load
permission_set = _handle.permission_set
session = _handle.session
settle = _handle.settle
user = _handle.user
