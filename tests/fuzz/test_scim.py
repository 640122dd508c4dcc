"""Many SCIM requests with something wrong: AWS's error body, and never a crash."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import requests

from ssoadmin_mock import mock_ssoadmin
from tests.contract.state import state
from tests.fuzz.running import BATCH, Watch, fail, run
from tests.services.scim.client import ENTERPRISE, ERROR, GROUP, PATCH, USER
from tests.services.scim.test_users import EVERYTHING

PATHS = (
    "userName",
    "active",
    "emails",
    'emails[type eq "work"]',
    'emails[type eq "work"].value',
    "emails.primary",
    "name",
    "name.familyName",
    "addresses",
    ENTERPRISE,
    f"{ENTERPRISE}:manager",
    f"{ENTERPRISE}:manager.value",
    f"{USER}:title",
    "members",
    'members[value eq "x"]',
    "displayName",
    "externalId",
    "",
    None,
    "[",
    "a.b.c",
)
FILTERS = ('userName eq "ada"', 'id eq "x" and manager eq "y"', "userName", '"', "(", "a eq 1", 'groups.value eq "x"')
ANYTHING = (
    None,
    True,
    0,
    -1.5,
    10**400,
    "",
    "x",
    "x" * 40_000,
    "\ud800",
    "\x00",
    [],
    {},
    [[]],
    [None],
    [{"value": "x"}],
    [{"value": "x", "type": "work", "primary": "true"}],
    {"value": {"value": {}}},
    {"$ref": 1},
)


class Requests:
    """Draws requests that began as good ones."""

    def __init__(self, random: Random, ids: dict[str, str]) -> None:
        self.random = random
        self.ids = ids

    def draw(self) -> tuple[str, str, bytes | None]:
        kind = self.random.choice(["Users", "Groups"])
        id = self.random.choice([self.ids[kind], self.ids[kind], "x", "%00", "x" * 300])
        method, path, body = self.random.choice(
            [
                ("POST", kind, self._spoiled(EVERYTHING if kind == "Users" else self._group())),
                ("PUT", f"{kind}/{id}", self._spoiled({**EVERYTHING, "id": id})),
                ("PATCH", f"{kind}/{id}", self._spoiled(self._patch())),
                ("GET", f"{kind}?{self._query()}", None),
                ("GET", self.random.choice(["Schemas/x", "Me", "", "Users//", "ServiceProviderConfig/x"]), None),
            ]
        )
        return method, path, None if body is None else self._bytes(body)

    def _group(self) -> Any:
        return {"schemas": [GROUP], "displayName": f"group {self.random.random()}", "members": self._anything()}

    def _patch(self) -> Any:
        operations = [
            {
                "op": self.random.choice(["add", "Replace", "remove", "move", 5]),
                "path": self.random.choice(PATHS),
                "value": self._anything(),
            }
            for _ in range(self.random.randint(0, 3))
        ]
        return {"schemas": [PATCH], "Operations": operations}

    def _query(self) -> str:
        chosen = {"filter": self.random.choice(FILTERS), "count": self.random.choice(["1", "0", "x"])}
        return requests.models.RequestEncodingMixin._encode_params(chosen)  # type: ignore[attr-defined, no-any-return]  # what requests does with params

    def _anything(self) -> Any:
        return self.random.choice(ANYTHING)

    def _spoiled(self, value: Any) -> Any:
        """Return a value with something else in one place of it, mostly."""
        if not value or not isinstance(value, (dict, list)) or self.random.random() < 0.15:
            return self._anything()
        key = self.random.choice(list(value) if isinstance(value, dict) else range(len(value)))
        changed = value.copy()
        changed[key] = self._spoiled(value[key])
        return changed

    def _bytes(self, content: Any) -> bytes:
        body = json.dumps(content).encode()
        chance = self.random.random()
        if chance < 0.1:
            return body[: self.random.randrange(len(body))]
        if chance < 0.15:
            return b"[" * self.random.choice([101, 5_000]) + body
        return body


def test_every_answer_to_a_spoiled_request_is_one_of_the_api() -> None:
    run("SCIM requests", send_batch)


def send_batch(label: str, random: Random, watch: Watch) -> None:
    with mock_ssoadmin(organization_instance=True) as idc:
        url, headers = idc.scim_endpoint, {"Authorization": f"Bearer {idc.create_scim_token()}"}
        ids = {
            "Users": requests.post(f"{url}Users", json=EVERYTHING, headers=headers, timeout=10).json()["id"],
            "Groups": requests.post(f"{url}Groups", json={"displayName": "g"}, headers=headers, timeout=10).json()[
                "id"
            ],
        }
        drawing = Requests(random, ids)
        for index in range(BATCH):
            request = drawing.draw()
            watch.over(request)
            before = state() if index % 10 == 0 else None
            try:
                problem = problem_of(request, url, headers)
            except Exception as error:
                problem = repr(error)
            if problem:
                fail(label, index, request, problem)
            if before is not None and idc.calls[-1].error is not None:
                assert state() == before


def problem_of(request: tuple[str, str, bytes | None], url: str, headers: dict[str, str]) -> str:
    method, path, body = request
    response = requests.request(method, url + path, data=body, headers=headers, timeout=10)
    if response.status_code < 400:
        return "" if response.status_code in (200, 201, 204) else f"{response.status_code}"
    is_one = response.json()["schemas"] == ERROR and response.status_code in (400, 404, 409, 501)
    return "" if is_one else f"{response.status_code} {response.text}"
