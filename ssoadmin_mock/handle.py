"""The handle that ``with mock_ssoadmin() as idc`` gives: what AWS has no API for, and help for tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.controls.accounts import account_id_of
from ssoadmin_mock.controls.active import activations, active_controls
from ssoadmin_mock.services.arguments import Positive, Seconds, checked
from ssoadmin_mock.services.regions import DEFAULT_REGION, check_region

if TYPE_CHECKING:
    import boto3

    from ssoadmin_mock.controls.calls import Calls
    from ssoadmin_mock.controls.events import Events
    from ssoadmin_mock.controls.faults import Faults
    from ssoadmin_mock.controls.organization_instance import OrganizationInstance
    from ssoadmin_mock.controls.profiles import ProfilePath
    from ssoadmin_mock.controls.protocol import Controls
    from ssoadmin_mock.controls.sign_ins import PendingSignIn, SignIn
    from ssoadmin_mock.controls.snapshots import Snapshot
    from ssoadmin_mock.insight.diff import AccessDiff
    from ssoadmin_mock.insight.matrix import AccessMatrix
    from ssoadmin_mock.world.source import Source


class IdentityCenter:
    """What a mock gives: all handles of nested activations are about the same state, and serve until it ends.

    :param controls: what holds the state of that mock; of the one that is active at each use if left out.
    """

    def __init__(self, controls: Controls | None = None) -> None:
        self._given_by = controls

    def __repr__(self) -> str:
        # Not by way of what notes that the handle was used: a debugger may look at it at any time.
        controls = activations.controls
        is_active = controls is not None and self._given_by in (None, controls)
        there = controls.summary() if controls is not None and is_active else "its mock is not active"
        return f"<{type(self).__name__}: {there}>"

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
        return _led_to(endpoint_url, session)

    @checked
    def role_session(
        self, *, user: str, account: str, permission_set: str, region_name: str | None = None
    ) -> boto3.Session:
        """Return a session whose calls come from the role that a user has in an account.

        Its credentials are those that GetRoleCredentials gives a user who has signed in; botocore gets new ones when
        they expire, as long as the user still has the access.

        :param user: a user name or UserId.
        :param account: an account's name or id.
        :param permission_set: a permission set's name or ARN.
        :param region_name: the session's default Region.
        :raises UnknownNameError: when nothing has such a name or id; the message says which name comes nearest.
        :raises ValueError: for a Region that does not exist.
        :raises RuntimeError: when the user has no such access (the message says which it has), is disabled, or there
            is no organization instance.
        """
        if region_name is not None:
            check_region("region_name", region_name)
        from ssoadmin_mock.controls import role_sessions

        controls = self._controls
        role = role_sessions.find_role(controls, user, account, permission_set)
        return _led_to(controls.endpoint_url, role_sessions.role_session(controls, role, region_name))

    @property
    def start_url(self) -> str:
        """The URL of the access portal, ``https://d-1234567890.awsapps.com/start``.

        :raises RuntimeError: when there is no organization instance.
        """
        from ssoadmin_mock.services import start_urls

        return start_urls.start_url(self.organization_instance)

    @property
    def issuer_url(self) -> str:
        """The URL that tokens name as their issuer, ``https://identitycenter.amazonaws.com/ssoins-...``.

        :raises RuntimeError: when there is no organization instance.
        """
        from ssoadmin_mock.services import start_urls

        return start_urls.issuer_url(self.organization_instance)

    @checked
    def sign_in(self, user: str) -> SignIn:
        """Sign a user in, as if with a browser.

        :param user: a user name or UserId.
        :returns: the tokens, and ``sign_out()``.
        :raises UnknownNameError: when there is no such user; the message says which name comes nearest.
        :raises RuntimeError: when the user is disabled, or there is no organization instance.
        """
        return self._controls.sign_ins.sign_in(user)

    @property
    def pending_sign_ins(self) -> Sequence[PendingSignIn]:
        """The requests of clients that wait until a person approves or denies them, oldest first.

        :raises RuntimeError: when the mock is not active.
        """
        return self._controls.sign_ins.pending()

    @checked
    def approve_sign_in(self, user_code: str, *, user: str) -> None:
        """Approve a client's request as a user does at the verification page.

        :param user_code: the code that the client shows, in capitals or not, with or without the hyphen.
        :param user: a user name or UserId.
        :raises UnknownNameError: when nothing waits under the code, or there is no such user.
        :raises RuntimeError: when the user is disabled, or the client has asked in a Region without the instance.
        """
        self._controls.sign_ins.approve(user_code, user)

    @checked
    def deny_sign_in(self, user_code: str) -> None:
        """Deny a client's request as a user does at the verification page.

        :param user_code: as for :meth:`approve_sign_in`.
        :raises UnknownNameError: when nothing waits under the code.
        """
        self._controls.sign_ins.deny(user_code)

    @checked
    def on_behalf_of(self, access_key: str) -> dict[str, str] | None:
        """Return for whom a session of a role acts: ``userId`` and ``identityStoreArn``, as CloudTrail has them.

        A session acts for a user when AssumeRole was given the user's identity context, from CreateTokenWithIAM.

        :param access_key: the id of the session's access key.
        :returns: None when it acts for nobody.
        :raises RuntimeError: when the mock is not active.
        """
        return self._controls.sign_ins.on_behalf_of(access_key)

    @checked
    def use_issuer_keys(self, issuer: str, keys: Mapping[str, Any]) -> None:
        """Have the signatures of a trusted token issuer's assertions checked; without keys they are trusted.

        :param issuer: its name or ARN.
        :param keys: a JSON Web Key Set, ``{"keys": [...]}``; with private keys `sign_assertion` signs with them.
        :raises UnknownNameError: when there is no such issuer; the message says which name comes nearest.
        :raises ValueError: when these are no keys.
        :raises RuntimeError: when there is no organization instance.
        """
        self._controls.sign_ins.use_issuer_keys(issuer, keys)

    @checked
    def sign_assertion(
        self, issuer: str, *, audience: str | Collection[str], expires_in: Seconds = 300.0, **claims: Any
    ) -> str:
        """Return an assertion about a user, as a trusted token issuer makes it, for CreateTokenWithIAM of sso-oidc.

        An issuer of which no keys are known gets one, and from then on the signatures of its assertions are checked.

        :param issuer: its name or ARN.
        :param audience: whom it is for: one of those that the application's grant names.
        :param expires_in: for how many seconds it is good.
        :param claims: what else it says; one of them has to be that which the issuer maps to an attribute of users.
        :returns: the JSON Web Token.
        :raises UnknownNameError: when there is no such issuer; the message says which name comes nearest.
        :raises RuntimeError: when only public keys of it are known, or there is no organization instance.
        """
        return self._controls.sign_ins.sign_assertion(issuer, audience, expires_in, claims)

    @checked
    def write_profile(
        self,
        directory: str | PathLike[str],
        *,
        user: str | None = None,
        account: str,
        permission_set: str,
        name: str = "default",
        region_name: str | None = None,
        sso_session: str | None = "mock",
    ) -> ProfilePath:
        """Write an AWS configuration file with a profile of somebody who signs in, for code that reads profiles.

        The file is ``.aws/config`` in the directory, so that with the directory as its home another process finds it,
        too; further profiles are added to it. In this process set AWS_CONFIG_FILE to it, as pytest's ``monkeypatch``
        does, or use it in a ``with`` statement, which sets all of its ``environment``. botocore finds the token
        beside the file while the mock is active; outside of it it looks in the home directory that there was when it
        was imported.

        :param directory: what stands for the home directory.
        :param user: whose token is cached, a user name or UserId; without it nobody has signed in.
        :param account: an account's name or id.
        :param permission_set: a permission set's name or ARN.
        :param name: the profile's name.
        :param region_name: the profile's Region.
        :param sso_session: the name of the section about signing in; None for a profile in the form before there were
            such sections.
        :returns: the path of the file, with the environment variables that put the profile into force as
            ``environment``.
        :raises UnknownNameError: when nothing has such a name or id; the message says which name comes nearest.
        :raises ValueError: for a Region that does not exist.
        :raises RuntimeError: when the user is disabled, or there is no organization instance.
        """
        if region_name is not None:
            check_region("region_name", region_name)
        from ssoadmin_mock.controls.profiles import Profile

        controls = self._controls
        profile = Profile(
            name=name,
            account_id=account_id_of(controls, account),
            role_name=controls.name_of("permission_sets", permission_set),
            region_name=region_name,
            sso_session=sso_session,
            start_url=self.start_url,
            sso_region=controls.present_instance().region_name,
            endpoint_url=controls.endpoint_url,
        )
        return profile.write(Path(directory), None if user is None else controls.sign_ins.sign_in(user))

    @property
    def calls(self) -> Calls:
        """What was called since the outermost mock was started, with ``assert_called`` and ``assert_not_called``.

        In moto's server mode (``TEST_SERVER_MODE=true``) they are the server's, whoever called it.

        :raises RuntimeError: when the mock is not active.
        """
        return self._controls.calls

    @property
    def events(self) -> Events:
        """What CloudTrail recorded since the outermost mock was started, with ``assert_recorded`` and ``sample``.

        In moto's server mode (``TEST_SERVER_MODE=true``) they are of the server's calls, whoever made them.

        :raises RuntimeError: when the mock is not active.
        """
        return self._controls.events

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

    @property
    def scim_endpoint(self) -> str:
        """The URL of the organization instance's SCIM endpoint: ``https://scim.us-east-1.amazonaws.com/<id>/scim/v2/``.

        In moto's server mode (``TEST_SERVER_MODE=true``) it is at the server. The first look enables the endpoint, as
        "Enable automatic provisioning" does in the console; AWS has no API for it, nor for its tokens.

        :raises RuntimeError: when there is no organization instance, or the mock is not active.
        """
        return self._controls.scim_endpoint()

    def create_scim_token(self) -> str:
        """Return a new bearer token for the SCIM endpoint, which is valid for a year; there are two at most.

        :raises RuntimeError: when there are two already or no organization instance, or the mock is not active.
        """
        return self._controls.create_scim_token()

    @checked
    def delete_scim_token(self, token: str) -> None:
        """Delete a bearer token of the SCIM endpoint.

        :param token: what `create_scim_token` returned.
        :raises ValueError: when the endpoint has no such token.
        :raises RuntimeError: when there is no organization instance, or the mock is not active.
        """
        self._controls.delete_scim_token(token)

    def snapshot(self) -> Snapshot:
        """Return the whole state as a value, to be compared and put back any number of times, in any order.

        It has what all services of moto and ours keep, what is in progress, how long what takes, the seed, faults and
        recorded calls. Settings and the environment are the mock's arguments and not its state.

        :raises RuntimeError: when the mock is not active.
        """
        return self._controls.snapshot()

    def restore(self, snapshot: Snapshot) -> None:
        """Put a state back, so that nobody could tell that there was another one.

        :param snapshot: what `snapshot` returned, in this process or of the same server.
        :raises TypeError: for something else.
        :raises RuntimeError: when the mock is not active.
        """
        self._controls.restore(snapshot)

    @contextmanager
    def rollback(self) -> Iterator[Snapshot]:
        """Put the state back at the end of a ``with`` block, which gives the snapshot of its beginning.

        :raises RuntimeError: when the mock is not active.
        """
        snapshot = self.snapshot()
        try:
            yield snapshot
        finally:
            self.restore(snapshot)

    def reset(self) -> None:
        """Go back to how the mock began: empty, or with its world or its organization instance.

        :raises RuntimeError: when the mock is not active.
        """
        activations.begin_again(self._controls)

    @checked
    def slow(self, operation: str, *, polls: Positive | None = None, seconds: Seconds | None = None) -> None:
        """Let what an operation starts be in progress for some polls or seconds, until the mock ends.

        It is moto's ``state_manager.set_transition`` with names that are checked. Operations whose work is of one kind
        are slow together, such as CreateAccountAssignment and DeleteAccountAssignment.

        :param operation: its name, in the API's spelling or in boto3's.
        :param polls: how often its status is looked at before it is done.
        :param seconds: how long it takes; see `advance`.
        :raises ValueError: for an operation that starts nothing which is finished later, with the nearest one that
            does; and without one of the two others.
        :raises RuntimeError: when the mock is not active.
        """
        self._controls.slow(operation, polls, seconds)

    @checked
    def advance(self, seconds: Seconds) -> None:
        """Let time pass for the mock: what is due by then is finished, and tokens and rates are as much older.

        Clocks of freezegun and time-machine are followed as well.

        :param seconds: how much.
        :raises RuntimeError: when the mock is not active.
        """
        self._controls.advance(seconds)

    def settle(self) -> None:
        """Finish everything that is in progress, in every account.

        :raises RuntimeError: when the mock is not active.
        """
        self._controls.settle()


def _led_to(endpoint_url: str | None, session: boto3.Session) -> boto3.Session:
    """Let a session's clients call a server, if there is one: moto's server mode leads only boto3's default session."""
    if endpoint_url is not None:
        for factory in ("client", "resource"):
            setattr(session, factory, partial(getattr(session, factory), endpoint_url=endpoint_url))
    return session


_handle = IdentityCenter()

access_matrix = _handle.access_matrix
account = _handle.account
application = _handle.application
approve_sign_in = _handle.approve_sign_in
deny_sign_in = _handle.deny_sign_in
diff = _handle.diff
dump = _handle.dump
enable_organization_instance = _handle.enable_organization_instance
group = _handle.group
issuer = _handle.issuer
load = _handle.load
permission_set = _handle.permission_set
role_session = _handle.role_session
session = _handle.session
settle = _handle.settle
sign_assertion = _handle.sign_assertion
sign_in = _handle.sign_in
use_issuer_keys = _handle.use_issuer_keys
user = _handle.user
write_profile = _handle.write_profile
