"""`scim2-client` and `scim2-tester` against a server: what they report is what AWS does otherwise than the RFCs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.server import IdentityCenterServer
from ssoadmin_mock.services.discovery import declared_rules

httpx2 = pytest.importorskip("httpx2")
engines = pytest.importorskip("scim2_client.engines.httpx2")
scim2_tester = pytest.importorskip("scim2_tester")

# What is reported, by a part of the report: the rule that has the evidence for it.
AT_ONCE = {
    "Extra inputs are not permitted|validation error": "scim.error-body",
    "requires the extension": "scim.resource-types",
}
DEVIATIONS = {
    r"returned 501 instead of 405|query_resource_type_by_id .*not supported|access_invalid_resource_type": (
        "scim.unsupported"
    ),
    r"search_with_attributes .*/\.search|object_replacement PUT .*/Groups/.*not supported": "scim.unsupported",
    "access_invalid_schema .*400": "scim.unknown-schema",
    "excluded attribute .*still present": "scim.ignored-parameters",
    "object_replacement Request is unparsable": "scim.put",
    "(add|replace) attribute 'emails'": "scim.primary-email",
    "(add|remove|replace) attribute 'roles'": "scim.patch-user-paths",
    "remove attribute 'active'": "scim.patch-once",
    # The tester's members are nobody.
    "(add|replace) attribute 'members'": "scim.members-must-exist",
    "(object|search)_\\w+ Request is unparsable|object_\\w+ There is no user": "scim.members-must-exist",
    "check_remove_attribute Request is unparsable": "scim.members-must-exist",
}


class Lenient(httpx2.HTTPTransport):  # type: ignore[misc]  # without the package it has no type
    """Takes out of answers what keeps the tester from going on: three members of errors, and a flag of users."""

    def handle_request(self, request: Any) -> Any:
        response = super().handle_request(request)
        response.read()
        if not response.content:
            return response
        content = response.json()
        for name in ("schema", "exceptionRequestId", "timeStamp") if response.status_code >= 400 else ():
            del content[name]
        text = json.dumps(content).replace('"required": true}]', '"required": false}]')
        headers = {"Content-Type": response.headers["Content-Type"]}
        return httpx2.Response(response.status_code, headers=headers, text=text, request=request)


@pytest.fixture
def endpoint() -> Iterator[tuple[str, dict[str, str]]]:
    """The URL of an endpoint, and the headers of requests."""
    with mock_ssoadmin(organization_instance=True) as idc, IdentityCenterServer() as server:
        yield server.scim_endpoint.rstrip("/"), {"Authorization": f"Bearer {idc.create_scim_token()}"}


def reports(endpoint: tuple[str, dict[str, str]], transport: Any) -> list[tuple[bool, str]]:
    """Return what the tester says, and whether it is content."""
    url, headers = endpoint
    with httpx2.Client(base_url=url, headers=headers, transport=transport) as http:
        client = engines.SyncSCIMClient(http)
        client.discover()
        results = scim2_tester.check_server(client)
    return [(each.status.name == "SUCCESS", f"{each.title} {each.reason}") for each in results]


def unexplained(said: list[tuple[bool, str]], deviations: dict[str, str]) -> list[str]:
    failures = [text for is_content, text in said if not is_content]
    assert failures, "the deviations are found"
    return [text for text in failures if not any(re.search(part, text, re.DOTALL) for part in deviations)]


def test_each_deviation_has_a_rule() -> None:
    assert {*AT_ONCE.values(), *DEVIATIONS.values()} <= declared_rules().keys()


def test_each_deviation_is_one_of_aws_s(endpoint: tuple[str, dict[str, str]]) -> None:
    assert unexplained(reports(endpoint, httpx2.HTTPTransport()), AT_ONCE | DEVIATIONS) == []


def test_each_deviation_behind_the_first_ones_is_too(endpoint: tuple[str, dict[str, str]]) -> None:
    said = reports(endpoint, Lenient())
    assert unexplained(said, DEVIATIONS) == []
    assert sum(is_content for is_content, _ in said) > 50
