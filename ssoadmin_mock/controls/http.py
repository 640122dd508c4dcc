"""The controls over HTTP: what AWS has no API for, beside moto's own ``/moto-api``. JSON in and out.

Errors have a JSON body with ``type`` and ``message``: 400 for a request that makes no sense, 404 and 405 for a
command that does not exist, 409 for one that the state does not allow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from uuid import uuid4

from ssoadmin_mock.controls.calls import ServiceCall
from ssoadmin_mock.controls.faults import Fault
from ssoadmin_mock.controls.in_process import InProcess, noting
from ssoadmin_mock.controls.protocol import Kind
from ssoadmin_mock.controls.remote_sign_ins import shown
from ssoadmin_mock.controls.sign_ins import ASSERTION_SECONDS
from ssoadmin_mock.controls.snapshots import Snapshot
from ssoadmin_mock.insight.access import Query
from ssoadmin_mock.insight.json_form import to_json
from ssoadmin_mock.plugin.moto_api import PATH
from ssoadmin_mock.services.arguments import JSON, Positive, Rate, Seconds, check
from ssoadmin_mock.services.regions import DEFAULT_REGION
from ssoadmin_mock.wire import json_body
from ssoadmin_mock.world.errors import UnknownNameError
from ssoadmin_mock.world.source import read

Types = dict[str, Any]
"""The type hint of each member that a body may have."""
_QUERY: Types = {member.name: str | None for member in fields(Query)}
_ORGANIZATION: Types = {"region_name": str, "account_id": str | None}
_ASSERTION: Types = {
    "issuer": str,
    "audience": str | Collection[str],
    "expires_in": Seconds,
    "claims": Mapping[str, Any],
}
_WHICH_CALLS: Types = {"operation": str, "times": Positive | None, "when": Mapping[str, Any] | None}

_HEADERS = {"Content-Type": "application/json", "X-Content-Type-Options": "nosniff"}

_controls = InProcess()

KEPT_SNAPSHOTS = 100
"""How many snapshots a server keeps; earlier ones are dropped."""

_snapshots: dict[str, Snapshot] = {}


@dataclass(frozen=True)
class Command:
    """Something to do.

    :param run: does it, and returns something for JSON; takes the members of the request's body by keyword.
    :param required: the members that the body must have.
    :param accepts: the type hint of each member that the body may have; None when `run` checks them itself.
    """

    run: Callable[..., Any]
    accepts: Types | None = field(default_factory=dict)
    required: tuple[str, ...] = ()

    def __call__(self, body: dict[str, Any]) -> Any:
        """Do it.

        :param body: the request's body.
        :raises ValueError: when it is not what the command takes.
        """
        if self.accepts is not None:
            _check(body, self.accepts, self.required)
        return self.run(**body)


def _check(body: dict[str, Any], accepts: Types, required: tuple[str, ...]) -> None:
    for member in required:
        if member not in body:
            raise ValueError(f"The parameter {member!r} is missing.")
    for member, value in body.items():
        if member not in accepts:
            raise ValueError(f"There is no parameter {member!r} here; choose from: {', '.join(accepts) or 'none'}.")
        check(member, value, accepts[member], JSON)


def _enable(region_name: str = DEFAULT_REGION, name: str | None = None, account_id: str | None = None) -> Any:
    return asdict(_controls.enable_organization_instance(region_name, name, account_id))


def _ensure(region_name: str = DEFAULT_REGION, account_id: str | None = None) -> Any:
    return asdict(_controls.ensure_organization_instance(region_name, account_id))


def _present() -> Any:
    return asdict(_controls.present_instance())


def _load(world: dict[str, Any], once: bool = False) -> Any:
    return asdict(_controls.load_world(read(world), once))


def _dump(ids: bool = True) -> Any:
    return _controls.dump_world(ids)


def _access(**asked: str | None) -> Any:
    return to_json(_controls.access(Query(**asked)))


def _find_id(kind: Kind, name: str) -> Any:
    return {"id": _controls.id_of(kind, name), "name": _controls.name_of(kind, name)}


def _sign_in(user: str) -> Any:
    return shown(_controls.sign_ins.sign_in(user))


def _on_behalf_of(access_key: str) -> Any:
    return {"on_behalf_of": _controls.sign_ins.on_behalf_of(access_key)}


def _sign_assertion(
    issuer: str, audience: str | list[str], expires_in: float = ASSERTION_SECONDS, claims: dict[str, Any] | None = None
) -> Any:
    return {"assertion": _controls.sign_ins.sign_assertion(issuer, audience, expires_in, claims or {})}


def _pending_sign_ins() -> Any:
    return {"pending_sign_ins": [shown(each) for each in _controls.sign_ins.pending()]}


def _calls() -> Any:
    calls = noting().calls
    return {"calls": [_shown_call(call) for call in calls], "dropped": calls.dropped}


def _events() -> Any:
    return {"events": list(noting().events)}


def _shown_call(call: ServiceCall) -> dict[str, Any]:
    # Without asdict, which copies what is deep in every answer.
    caller = {**asdict(call.caller), "arn": call.caller.arn}
    return {**vars(call), "caller": caller}


def _declare(method: str) -> Callable[..., Any]:
    return lambda **body: _shown_fault(getattr(noting().faults, method)(**body))


def _shown_fault(fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.id,
        "operations": sorted(fault.operations),
        "remaining": fault.remaining,
        "count": fault.count,
        "in_force": fault.in_force,
    }


def _end_faults(id: int | None = None) -> None:
    faults = noting().faults
    if id is None:
        faults.clear()
    for fault in faults.declared:
        if fault.id == id:
            fault.remove()


def _take_snapshot() -> Any:
    id = str(uuid4())
    _snapshots[id] = _controls.snapshot()
    if len(_snapshots) > KEPT_SNAPSHOTS:
        del _snapshots[next(iter(_snapshots))]
    return {"snapshot": id}


def _found(id: str) -> Snapshot:
    if id not in _snapshots:
        raise ValueError(f"There is no snapshot {id!r}; the last {KEPT_SNAPSHOTS} are kept.")
    return _snapshots[id]


def _restore(snapshot: str) -> None:
    _controls.restore(_found(snapshot))


def _compare(snapshot: str, other: str) -> Any:
    return {"equal": _found(snapshot) == _found(other)}


def _use_settings(**chosen: Any) -> None:
    _controls.use_settings(chosen)


COMMANDS: dict[str, dict[str, Command]] = {
    "enable-organization-instance": {"POST": Command(_enable, _ORGANIZATION | {"name": str | None})},
    "ensure-organization-instance": {"POST": Command(_ensure, _ORGANIZATION)},
    "organization-instance": {"GET": Command(_present)},
    "load-world": {"POST": Command(_load, {"world": Mapping[str, Any], "once": bool}, required=("world",))},
    "dump-world": {"POST": Command(_dump, {"ids": bool})},
    "access": {"POST": Command(_access, _QUERY)},
    "find": {"POST": Command(_find_id, {"kind": Kind, "name": str}, required=("kind", "name"))},
    "events": {"GET": Command(_events)},
    "calls": {"GET": Command(_calls), "DELETE": Command(lambda: noting().calls.clear())},
    "faults": {
        "GET": Command(lambda: {"faults": [_shown_fault(fault) for fault in noting().faults.declared]}),
        "DELETE": Command(_end_faults, {"id": int}),
    },
    "fail": {
        "POST": Command(
            _declare("fail"),
            {**_WHICH_CALLS, "error": str, "message": str | None, "reason": str | None},
            required=("operation", "error"),
        )
    },
    "fail-request": {
        "POST": Command(
            _declare("fail_request"),
            {**_WHICH_CALLS, "failure_reason": str},
            required=("operation", "failure_reason"),
        )
    },
    "delay": {"POST": Command(_declare("delay"), {**_WHICH_CALLS, "seconds": Seconds}, required=("seconds",))},
    "limit-rate": {"POST": Command(_declare("limit_rate"), {"calls_per_second": Rate})},
    "documented-limits": {"POST": Command(_declare("documented_limits"))},
    "sign-in": {"POST": Command(_sign_in, {"user": str}, required=("user",))},
    "sign-out": {"POST": Command(_controls.sign_ins.sign_out, {"session_id": str}, required=("session_id",))},
    "pending-sign-ins": {"GET": Command(_pending_sign_ins)},
    "approve-sign-in": {
        "POST": Command(_controls.sign_ins.approve, {"user_code": str, "user": str}, required=("user_code", "user"))
    },
    "deny-sign-in": {"POST": Command(_controls.sign_ins.deny, {"user_code": str}, required=("user_code",))},
    "on-behalf-of": {"POST": Command(_on_behalf_of, {"access_key": str}, required=("access_key",))},
    "issuer-keys": {
        "PUT": Command(
            _controls.sign_ins.use_issuer_keys, {"issuer": str, "keys": Mapping[str, Any]}, required=("issuer", "keys")
        )
    },
    "sign-assertion": {"POST": Command(_sign_assertion, _ASSERTION, required=("issuer", "audience"))},
    "scim-endpoint": {"GET": Command(lambda: {"path": _controls.scim_path()})},
    "create-scim-token": {"POST": Command(lambda: {"token": _controls.create_scim_token()})},
    "delete-scim-token": {"POST": Command(_controls.delete_scim_token, {"token": str}, required=("token",))},
    "snapshots": {"POST": Command(_take_snapshot)},
    "restore": {"POST": Command(_restore, {"snapshot": str}, required=("snapshot",))},
    "compare": {"POST": Command(_compare, {"snapshot": str, "other": str}, required=("snapshot", "other"))},
    "begin-anew": {"POST": Command(_controls.begin_anew)},
    "slow": {
        "POST": Command(
            lambda operation, polls=None, seconds=None: _controls.slow(operation, polls, seconds),
            {"operation": str, "polls": Positive | None, "seconds": Seconds | None},
            required=("operation",),
        )
    },
    "advance": {"POST": Command(_controls.advance, {"seconds": Seconds}, required=("seconds",))},
    "settle": {"POST": Command(_controls.settle)},
    "reset": {"POST": Command(_controls.reset, {"organization_instance": bool | str})},
    "settings": {"GET": Command(_controls.settings), "PUT": Command(_use_settings, accepts=None)},
}
"""Every command by the last part of its path and the HTTP method."""


class _NoSuchCommand(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def answer(request: Any, full_url: str, headers: Any) -> tuple[int, dict[str, str], str]:  # noqa: ARG001 (moto's form)
    """Answer a request to the controls, in moto's form.

    :param request: from moto's server, or from its mock in process.
    :param full_url: the request's URL.
    """
    try:
        result = _find(full_url, request.method)(_body(request))
    except _NoSuchCommand as error:
        return _error(error.status, error)
    except UnknownNameError as error:
        return _error(404, error)
    except ValueError as error:
        return _error(400, error)
    except RuntimeError as error:
        return _error(409, error)
    return _json(200, {"status": "ok"} if result is None else result)


def _find(url: str, method: str) -> Command:
    name = url.partition("?")[0].rpartition("/")[2]
    if name not in COMMANDS:
        raise _NoSuchCommand(404, f"There is no {PATH}{name}; choose from: {', '.join(COMMANDS)}.")
    methods = COMMANDS[name]
    if method not in methods:
        raise _NoSuchCommand(405, f"{PATH}{name} takes {' and '.join(methods)}, not {method}.")
    return methods[method]


def _body(request: Any) -> dict[str, Any]:
    # werkzeug's `data` would be empty for curl's default content type, a form's.
    content = request.get_data() if hasattr(request, "get_data") else request.body
    try:
        body = json_body.parse(content or "")
    except ValueError as error:
        raise ValueError(f"The request body is not valid JSON: {error}") from None
    if not isinstance(body, dict):
        raise ValueError("The request body has to be a JSON object.")
    return body


def _error(status: int, error: Exception) -> tuple[int, dict[str, str], str]:
    return _json(status, {"type": type(error).__name__.lstrip("_"), "message": str(error)})


def _json(status: int, content: Any) -> tuple[int, dict[str, str], str]:
    # Messages quote the path. No browser may take them for a page, whatever it thinks of the content type.
    return status, dict(_HEADERS), json.dumps(content).replace("<", "\\u003c")
