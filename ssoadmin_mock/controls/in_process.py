"""What AWS has no API for, done to the state of this process."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.controls import evidence, loaded_worlds
from ssoadmin_mock.controls.accounts import account_id_of
from ssoadmin_mock.controls.calls import Calls
from ssoadmin_mock.controls.faults import Faults
from ssoadmin_mock.controls.organization_instance import OrganizationInstance
from ssoadmin_mock.controls.protocol import Kind
from ssoadmin_mock.controls.sign_ins_here import SignInsHere
from ssoadmin_mock.controls.snapshots import LocalSnapshot, Snapshot
from ssoadmin_mock.effects import callers, clock, snapshots, waiting
from ssoadmin_mock.model.account import Account, all_accounts
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.namespace import NAMESPACE
from ssoadmin_mock.plugin import moto_api, moto_mock
from ssoadmin_mock.plugin.late import all_when_loaded
from ssoadmin_mock.plugin.nesting import nesting
from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.regions import check_region
from ssoadmin_mock.services.scim import endpoints as scim_endpoints
from ssoadmin_mock.services.settings import Settings, region_of
from ssoadmin_mock.services.sso_admin import organization_instance as organization

# Worlds, access and events are imported where they are needed: they take longer than the first call of a process.
if TYPE_CHECKING:
    from ssoadmin_mock.controls.events import Events
    from ssoadmin_mock.insight.access import Query
    from ssoadmin_mock.insight.matrix import AccessMatrix
    from ssoadmin_mock.world.names import Naming
    from ssoadmin_mock.world.source import Document


class InProcess:
    """Controls of the state in this process."""

    endpoint_url: str | None = None

    def __init__(self) -> None:
        self.calls = Calls()
        self.faults = Faults()
        self.sign_ins = SignInsHere()
        self._ending = ExitStack()
        self._put_time_back = waiting.transitions_noted()

    @property
    def events(self) -> Events:
        """What CloudTrail recorded since the mock was started."""
        from ssoadmin_mock.controls.events import Events, records_of

        return Events(lambda: records_of(self.calls))

    def summary(self) -> str:
        """Return in a line what there is."""
        with pipeline.one_at_a_time:
            try:
                instance = organization.present_instance()
            except RuntimeError:
                there = "no organization instance"
            else:
                where = f"of {instance.owner_account_id} in {instance.region_name}"
                there = f"instance {instance.id} {where}, {_counts(instance)}"
        return f"{there}; {len(self.calls)} calls, {len(self.faults.in_force)} faults in force"

    def begin(self) -> None:
        """Note calls, and let faults have their effect, from now on."""
        _begun.append(self)
        self._ending.callback(_begun.remove, self)
        pipeline.observers.append(self.calls.record)
        self._ending.callback(pipeline.observers.remove, self.calls.record)
        pipeline.observers.append(evidence.check)
        self._ending.callback(pipeline.observers.remove, evidence.check)
        pipeline.interceptors.append(self.faults.intercept)
        self._ending.callback(pipeline.interceptors.remove, self.faults.intercept)
        self._ending.callback(self._put_time_back)
        self._ending.callback(self.faults.clear)
        self._ending.enter_context(
            all_when_loaded(
                [
                    ("moto.events.models", lambda _: self._delivered()),
                    ("moto.cloudtrail.responses", self._looked_up),
                ]
            )
        )

    @contextmanager
    def _delivered(self) -> Iterator[None]:
        """Deliver what CloudTrail records to EventBridge's rules."""
        from ssoadmin_mock.controls.events import deliver

        self.calls.listeners.append(deliver)
        try:
            yield
        finally:
            self.calls.listeners.remove(deliver)

    def _looked_up(self, responses: Any) -> AbstractContextManager[None]:
        """Let moto's CloudTrail look up what it would have recorded."""
        from ssoadmin_mock.plugin import event_history

        return event_history.answered(responses, lambda: self.events, clock.now)

    def end(self) -> None:
        """Undo :meth:`begin`."""
        self._ending.close()
        loaded_worlds.note_end()

    def enable_organization_instance(
        self, region_name: str, name: str | None = None, account_id: str | None = None
    ) -> OrganizationInstance:
        """Enable the organization instance."""
        account_id = self._checked(region_name, name, account_id)
        with pipeline.one_at_a_time:
            return _shown(organization.enable_instance(region_name, name, account_id))

    def ensure_organization_instance(self, region_name: str, account_id: str | None = None) -> OrganizationInstance:
        """Return the organization instance, enabled now if it was not yet."""
        account_id = self._checked(region_name, None, account_id)
        with pipeline.one_at_a_time:
            instance = organization.find_instance(region_name, account_id)
            return _shown(instance or organization.enable_instance(region_name, None, account_id))

    def present_instance(self) -> OrganizationInstance:
        """Return the organization instance."""
        with pipeline.one_at_a_time:
            return _shown(organization.present_instance())

    def load_world(self, document: Document, once: bool = False) -> OrganizationInstance:
        """Load a world."""
        from ssoadmin_mock.world.load import load

        with pipeline.one_at_a_time:
            loaded = _loaded(document) if once else None
            if loaded is not None:
                return _shown(loaded)
            known = loaded_worlds.find(document.digest) if once else None
            if known is not None:
                known.restore()
                return _shown(organization.present_instance())
            with loaded_worlds.kept(document.digest) if once else nullcontext():
                instance = load(document)
            return _shown(instance)

    def call_from(self, account_id: str) -> None:
        """Have calls come from an account."""
        nesting.use_credentials(callers.new_credentials(account_id))

    def dump_world(self, ids: bool) -> dict[str, Any]:
        """Return what there is as a world."""
        from ssoadmin_mock.world.dump import dump

        with pipeline.one_at_a_time:
            return dump(organization.present_instance(), ids)

    def access(self, asked: Query) -> AccessMatrix:
        """Return who has access."""
        from ssoadmin_mock.insight.live import access

        with pipeline.one_at_a_time:
            return access(organization.present_instance(), asked)

    def id_of(self, kind: Kind, name: str) -> str:
        """Return the id or ARN of something by its name."""
        with pipeline.one_at_a_time:
            return _names(kind).id_of(name)

    def name_of(self, kind: Kind, name_or_id: str) -> str:
        """Return the name of something by its id or ARN."""
        with pipeline.one_at_a_time:
            names = _names(kind)
            return names.name_of(names.id_of(name_or_id))

    def scim_endpoint(self) -> str:
        """Return the URL of the SCIM endpoint."""
        with pipeline.one_at_a_time:
            return scim_endpoints.url_of(organization.present_instance())

    def scim_path(self) -> str:
        """Return the path of the SCIM endpoint, for a server that has one host for all endpoints."""
        with pipeline.one_at_a_time:
            return scim_endpoints.path_of(organization.present_instance())

    def create_scim_token(self) -> str:
        """Return a new token for the SCIM endpoint."""
        with pipeline.one_at_a_time:
            return scim_endpoints.create_token(organization.present_instance())

    def delete_scim_token(self, token: str) -> None:
        """Delete a token of the SCIM endpoint."""
        with pipeline.one_at_a_time:
            scim_endpoints.delete_token(organization.present_instance(), token)

    def snapshot(self) -> Snapshot:
        """Return the whole state as a value."""
        with pipeline.one_at_a_time:
            return LocalSnapshot((each.calls, each.faults) for each in _begun)

    def restore(self, snapshot: Snapshot) -> None:
        """Put a state back."""
        if not isinstance(snapshot, LocalSnapshot):
            raise TypeError(f"{snapshot!r} is no snapshot of this process.")
        with pipeline.one_at_a_time:
            snapshot.restore()

    def begin_anew(self) -> None:
        """Keep nothing any more."""
        with pipeline.one_at_a_time:
            snapshots.begin_anew()
            loaded_worlds.note_end()
            for each in _begun:
                each.calls.clear()
                each.faults.clear()

    def slow(self, operation: str, polls: int | None, seconds: float | None) -> None:
        """Let what an operation starts take longer."""
        with pipeline.one_at_a_time:
            waiting.slow(operation, polls, seconds)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        with pipeline.one_at_a_time:
            waiting.advance(seconds)

    def settle(self) -> None:
        """Finish everything that is in progress."""
        pipeline.settle()

    def settings(self) -> dict[str, Any]:
        """Return the settings in force."""
        return dict(moto_mock.config_in_force().get(NAMESPACE, {}))

    def use_settings(self, chosen: dict[str, Any]) -> None:
        """Put these settings in force."""
        Settings.from_config(chosen)
        moto_mock.replace_config({**moto_mock.config_in_force(), NAMESPACE: chosen})

    def reset(self, organization_instance: bool | str = False) -> None:
        """Empty every service of moto, go back to the default settings, forget all calls, and end all faults.

        Time is Python's again, and everything takes as long as it did when the mock began.

        :param organization_instance: as for `mock_ssoadmin`.
        """
        region_name = region_of(organization_instance)
        with pipeline.one_at_a_time:
            moto_api.reset()
            for each in _begun:
                each.calls.clear()
                each.faults.clear()
                each._put_time_back()
            self.use_settings({})
            if organization_instance:
                self.ensure_organization_instance(region_name)

    def _checked(self, region_name: str, name: str | None, account_id: str | None) -> str | None:
        """Check what an instance is enabled with, and return the account's id."""
        check_region("region_name", region_name)
        organization.check_name(name)
        return None if account_id is None else account_id_of(self, account_id)


def _names(kind: Kind) -> Naming:
    from ssoadmin_mock.world.names import Present

    names: Naming = getattr(Present(organization.present_instance()), kind)
    return names


_begun: list[InProcess] = []


def noting() -> InProcess:
    """Return the controls that note what this process answers: of the active mock, or of a server.

    :raises RuntimeError: when there are none.
    """
    if not _begun:
        raise RuntimeError(
            "Calls are noted, and faults have an effect, only in mock_ssoadmin and IdentityCenterServer."
        )
    return _begun[-1]


@contextmanager
def begun() -> Iterator[None]:
    """Note calls, and let faults have their effect, if nobody does yet."""
    with ExitStack() as ending:
        if not _begun:
            controls = InProcess()
            controls.begin()
            ending.callback(controls.end)
        yield


def _loaded(document: Document) -> Instance | None:
    """Return the instance of a document, if it was loaded already."""
    return next((account.instance for account in all_accounts() if _has_loaded(account, document)), None)


def _has_loaded(account: Account, document: Document) -> bool:
    return account.instance is not None and (account.instance.arn, document.digest) in account.worlds


def _counts(instance: Instance) -> str:
    store = instance.identity_store
    counts: dict[str, Sized] = {
        "user": store.users,
        "group": store.groups,
        "permission set": instance.permission_sets,
        "assignment": instance.account_assignments,
        "application": instance.applications,
    }
    return ", ".join(f"{len(rows)} {kind}{'' if len(rows) == 1 else 's'}" for kind, rows in counts.items())


def _shown(instance: Instance) -> OrganizationInstance:
    return OrganizationInstance(
        arn=instance.arn,
        identity_store_id=instance.identity_store_id,
        owner_account_id=instance.owner_account_id,
        region_name=instance.region_name,
    )
