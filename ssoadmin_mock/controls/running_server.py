"""A server in another process that holds the state, as moto's server mode (``TEST_SERVER_MODE=true``) has it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import Any

import requests

from ssoadmin_mock.controls.events import Events
from ssoadmin_mock.controls.organization_instance import OrganizationInstance
from ssoadmin_mock.controls.remote import RemoteCalls, RemoteFaults
from ssoadmin_mock.controls.remote_sign_ins import RemoteSignIns
from ssoadmin_mock.controls.snapshots import RemoteSnapshot, Snapshot
from ssoadmin_mock.insight.access import Query
from ssoadmin_mock.insight.json_form import from_json
from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.model.namespace import NAMESPACE
from ssoadmin_mock.world import schema
from ssoadmin_mock.world.errors import Problem, UnknownNameError, WorldError
from ssoadmin_mock.world.source import Document

_ERRORS = {400: ValueError, 409: RuntimeError}
# Everything that it does happens in memory.
_SECONDS_TO_ANSWER = 30
_SECONDS_TO_LOAD = 600


class RunningServer:
    """Controls of a running ``ssoadmin-mock serve``, over HTTP.

    :param endpoint_url: ``http://localhost:5000``.
    """

    def __init__(self, endpoint_url: str) -> None:
        self.endpoint_url = endpoint_url.rstrip("/")
        self.calls = RemoteCalls(self._send)
        self.events = Events(lambda: list(self._send("GET", "events")["events"]))
        self.faults = RemoteFaults(self._send)
        self.sign_ins = RemoteSignIns(self._send)

    def begin(self) -> None:
        """Forget what was called before, and let nothing go wrong that somebody else has declared."""
        self.calls.clear()
        self.faults.clear()

    def end(self) -> None:
        """Let nothing go wrong any more."""
        # In a server that is gone, nothing does.
        with suppress(RuntimeError):
            self.faults.clear()

    def summary(self) -> str:
        """Return in a line what there is: where to look, since asking the server takes its time."""
        return f"the server at {self.endpoint_url}"

    def enable_organization_instance(
        self, region_name: str, name: str | None = None, account_id: str | None = None
    ) -> OrganizationInstance:
        """Enable the organization instance."""
        body = {"region_name": region_name, "name": name, "account_id": account_id}
        return OrganizationInstance(**self._send("POST", "enable-organization-instance", body))

    def ensure_organization_instance(self, region_name: str, account_id: str | None = None) -> OrganizationInstance:
        """Return the organization instance, enabled now if it was not yet."""
        body = {"region_name": region_name, "account_id": account_id}
        return OrganizationInstance(**self._send("POST", "ensure-organization-instance", body))

    def present_instance(self) -> OrganizationInstance:
        """Return the organization instance."""
        return OrganizationInstance(**self._send("GET", "organization-instance"))

    def load_world(self, document: Document, once: bool = False) -> OrganizationInstance:
        """Load a world."""
        # Here, where the lines of a file are known.
        schema.check(document)
        body = {"world": document.data, "once": once}
        return OrganizationInstance(**self._send("POST", "load-world", body, _SECONDS_TO_LOAD))

    def call_from(self, account_id: str) -> None:
        """Leave the credentials alone: they are those of whoever calls the server."""

    def dump_world(self, ids: bool) -> dict[str, Any]:
        """Return what there is as a world."""
        return self._send("POST", "dump-world", {"ids": ids}, _SECONDS_TO_LOAD)

    def access(self, asked: Query) -> AccessMatrix:
        """Return who has access."""
        return from_json(self._send("POST", "access", asdict(asked), _SECONDS_TO_LOAD))

    def id_of(self, kind: str, name: str) -> str:
        """Return the id or ARN of something by its name."""
        return self._find(kind, name)["id"]

    def name_of(self, kind: str, name_or_id: str) -> str:
        """Return the name of something by its id or ARN."""
        return self._find(kind, name_or_id)["name"]

    def _find(self, kind: str, name: str) -> dict[str, str]:
        return self._send("POST", "find", {"kind": kind, "name": name})

    def scim_endpoint(self) -> str:
        """Return the URL of the SCIM endpoint, at the server."""
        return self.endpoint_url + str(self._send("GET", "scim-endpoint")["path"])

    def create_scim_token(self) -> str:
        """Return a new token for the SCIM endpoint."""
        return str(self._send("POST", "create-scim-token")["token"])

    def delete_scim_token(self, token: str) -> None:
        """Delete a token of the SCIM endpoint."""
        self._send("POST", "delete-scim-token", {"token": token})

    def snapshot(self) -> Snapshot:
        """Return the whole state as a value, which the server keeps."""
        return RemoteSnapshot(self._send, self._send("POST", "snapshots")["snapshot"])

    def restore(self, snapshot: Snapshot) -> None:
        """Put a state back."""
        snapshot.restore()

    def begin_anew(self) -> None:
        """Keep nothing any more."""
        self._send("POST", "begin-anew")

    def slow(self, operation: str, polls: int | None, seconds: float | None) -> None:
        """Let what an operation starts take longer."""
        self._send("POST", "slow", {"operation": operation, "polls": polls, "seconds": seconds})

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._send("POST", "advance", {"seconds": seconds})

    def settle(self) -> None:
        """Finish everything that is in progress."""
        self._send("POST", "settle")

    def settings(self) -> dict[str, Any]:
        """Return the settings in force."""
        return self._send("GET", "settings")

    def use_settings(self, chosen: dict[str, Any]) -> None:
        """Put these settings in force."""
        self._send("PUT", "settings", chosen)

    def _send(
        self, method: str, command: str, body: dict[str, Any] | None = None, timeout: float = _SECONDS_TO_ANSWER
    ) -> dict[str, Any]:
        """Give a command to the server, and return what it answers.

        :raises RuntimeError: when there is no such server, or the state does not allow the command.
        :raises ValueError: for a command that makes no sense; for a world, a WorldError.
        :raises UnknownNameError: for a name that nothing has.
        """
        url = f"{self.endpoint_url}/moto-api/{NAMESPACE}/{command}"
        try:
            response = requests.request(method, url, json=body, timeout=timeout)
            answer: dict[str, Any] = response.json()
        except requests.RequestException as error:
            raise RuntimeError(
                f"No ssoadmin-mock server answers at {self.endpoint_url}, which moto's server mode "
                "(TEST_SERVER_MODE, TEST_SERVER_MODE_ENDPOINT) names. Start it with `ssoadmin-mock serve`: moto's own "
                f"server is not enough. ({error})"
            ) from error
        if not response.ok:
            raise _error(response.status_code, answer)
        return answer


def _error(status: int, answer: dict[str, Any]) -> Exception:
    if answer["type"] == WorldError.__name__:
        return WorldError([Problem(answer["message"])])
    kind = UnknownNameError if answer["type"] == UnknownNameError.__name__ else _ERRORS.get(status, RuntimeError)
    return kind(answer["message"])
