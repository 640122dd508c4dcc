"""What AWS has no API for: done to the state of this process, or asked of a server that runs in another one.

The handle, the server's HTTP API and moto's server mode all come down to the methods of :class:`Controls`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from ssoadmin_mock.controls.calls import Calls
    from ssoadmin_mock.controls.events import Events
    from ssoadmin_mock.controls.faults import Faults
    from ssoadmin_mock.controls.organization_instance import OrganizationInstance
    from ssoadmin_mock.controls.sign_ins import SignIns
    from ssoadmin_mock.controls.snapshots import Snapshot
    from ssoadmin_mock.insight.access import Query
    from ssoadmin_mock.insight.matrix import AccessMatrix
    from ssoadmin_mock.world.source import Document

Kind = Literal["accounts", "users", "groups", "permission_sets", "applications", "issuers"]
"""What has names; the attributes of :class:`~ssoadmin_mock.world.names.Present`."""


class Controls(Protocol):
    """Whatever holds the state that the active mock is about."""

    @property
    def endpoint_url(self) -> str | None:
        """Where clients have to go; None when their calls are answered on their way out."""

    @property
    def calls(self) -> Calls:
        """The calls since the mock was started."""

    @property
    def events(self) -> Events:
        """What CloudTrail recorded since the mock was started."""

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose."""

    @property
    def sign_ins(self) -> SignIns:
        """What people do with a browser."""

    def summary(self) -> str:
        """Return in a line what there is, for people; it fails for nothing."""

    def begin(self) -> None:
        """Note calls, and let faults have their effect, from now on."""

    def end(self) -> None:
        """Undo :meth:`begin`; nothing happens without it."""

    def enable_organization_instance(
        self, region_name: str, name: str | None = None, account_id: str | None = None
    ) -> OrganizationInstance:
        """Enable the organization instance.

        :param region_name: the primary Region.
        :param name: the instance's name.
        :param account_id: any account of the organization; the calling one if left out.
        :raises RuntimeError: when the management account owns an instance already.
        """

    def ensure_organization_instance(self, region_name: str, account_id: str | None = None) -> OrganizationInstance:
        """Return the organization instance, enabled now if it was not yet; the parameters are those of enabling."""

    def present_instance(self) -> OrganizationInstance:
        """Return the organization instance that names, dumps and loaded worlds are about.

        :raises RuntimeError: when there is no organization instance.
        """

    def load_world(self, document: Document, once: bool = False) -> OrganizationInstance:
        """Load a world and return its instance.

        :param once: whether to do nothing if that very world was loaded already.
        :raises WorldError: when it cannot be loaded.
        """

    def call_from(self, account_id: str) -> None:
        """Have calls come from an account until the mock ends, where nothing else says from where they come.

        It changes the credentials in the environment, so clients of a server in another process stay who they are.
        """

    def dump_world(self, ids: bool) -> dict[str, Any]:
        """Return what there is as a world.

        :param ids: whether ids are part of it.
        :raises RuntimeError: when there is no organization instance.
        """

    def access(self, asked: Query) -> AccessMatrix:
        """Return who has access.

        :param asked: what the answer is to be about.
        :raises UnknownNameError: when there is nothing of a name that is asked about.
        :raises RuntimeError: when there is no organization instance.
        """

    def id_of(self, kind: Kind, name: str) -> str:
        """Return the id or ARN of something by its name.

        :raises UnknownNameError: when there is nothing with this name.
        :raises RuntimeError: when there is no organization instance.
        """

    def name_of(self, kind: Kind, name_or_id: str) -> str:
        """Return the name of something by its id or ARN; a name is returned as it is.

        :raises UnknownNameError: when there is no such thing.
        :raises RuntimeError: when there is no organization instance.
        """

    def scim_endpoint(self) -> str:
        """Return the URL of the organization instance's SCIM endpoint, where this process reaches it.

        :raises RuntimeError: when there is no organization instance.
        """

    def create_scim_token(self) -> str:
        """Return a new token for the SCIM endpoint.

        :raises RuntimeError: when there are two already, or no organization instance.
        """

    def delete_scim_token(self, token: str) -> None:
        """Delete a token of the SCIM endpoint.

        :raises ValueError: when the endpoint has no such token.
        :raises RuntimeError: when there is no organization instance.
        """

    def snapshot(self) -> Snapshot:
        """Return the whole state as a value."""

    def restore(self, snapshot: Snapshot) -> None:
        """Put a state back that :meth:`snapshot` returned."""

    def begin_anew(self) -> None:
        """Keep nothing any more, as a mock begins; calls are forgotten and faults end."""

    def slow(self, operation: str, polls: int | None, seconds: float | None) -> None:
        """Let what an operation starts take longer.

        :raises ValueError: for an operation that starts nothing which is finished later.
        """

    def advance(self, seconds: float) -> None:
        """Let time pass, and finish what is then due."""

    def settle(self) -> None:
        """Finish everything that is in progress, in every account."""

    def settings(self) -> dict[str, Any]:
        """Return the settings in force, those that were chosen, by name."""

    def use_settings(self, chosen: dict[str, Any]) -> None:
        """Put these settings in force instead of all others.

        :raises ValueError: for a setting that does not exist.
        """
