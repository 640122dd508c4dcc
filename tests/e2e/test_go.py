"""The AWS SDK for Go v2, which reads members by exactly the names of the model; the programs are in `go/`."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import BuildGo, Server


def run(program: Path, server: Server, *arguments: str) -> Any:
    command = [program, *arguments]
    done = subprocess.run(command, env=server.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def go_program(build_go: BuildGo) -> Path:
    """The program with the client of sso-admin."""
    return build_go("ssoadmin")


@pytest.fixture(scope="module")
def said(go_program: Path, running_server: Server) -> Any:
    """What the program says after making three permission sets."""
    running_server.moto_api("reset", organization_instance=True)
    return run(go_program, running_server)


def test_answers_and_pages_arrive(said: Any) -> None:
    assert (said["duration"], said["dated"], said["pages"]) == ("PT1H", True, [2, 1])


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        ("duplicate", "ConflictException", "PermissionSet with name Set0 already exists."),
        ("reserved", "ValidationException", "Tag key aws:team is not allowed: keys cannot start with aws:."),
        ("missing", "ResourceNotFoundException", "Could not find PermissionSet with id ps-0123456789abcdef"),
    ],
)
def test_the_text_of_an_error_of_the_service_arrives(said: Any, error: str, code: str, text: str) -> None:
    assert said["errors"][error] == {"Type": code, "Code": code, "Text": text}


def test_the_text_of_a_denial_arrives(said: Any) -> None:
    denial = said["errors"]["elsewhere"]
    assert denial["Type"] == "AccessDeniedException"
    assert "is not authorized to perform: sso:ListPermissionSets" in denial["Text"]


def test_a_broken_constraint_has_no_text_as_was_observed(said: Any) -> None:
    # terraform-provider-aws issue 34836
    assert said["errors"]["constraint"] == {"Type": "ValidationException", "Code": "ValidationException", "Text": ""}


@pytest.mark.parametrize("code", ["InternalServerException", "ThrottlingException"])
def test_the_text_of_a_declared_fault_arrives(go_program: Path, server: Server, code: str) -> None:
    server.moto_api("fail", operation="ListInstances", error=code, message="As declared.", times=None)
    assert run(go_program, server, "fail") == {"Type": code, "Code": code, "Text": "As declared."}


# --- identitystore -------------------------------------------------------------------------------------------------

UNKNOWN = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(scope="module")
def said_of_users(build_go: BuildGo, running_server: Server) -> Any:
    """What the program with the client of identitystore says after making a user."""
    running_server.moto_api("reset", organization_instance=True)
    return run(build_go("identitystore"), running_server)


def test_a_user_arrives_with_what_documents_have_changed(said_of_users: Any) -> None:
    assert (said_of_users["email"], said_of_users["title"]) == ("ada@example.com", "Countess")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            "duplicate",
            {"Type": "ConflictException", "Message": "Duplicate UserName", "Reason": "UNIQUENESS_CONSTRAINT_VIOLATION"},
        ),
        (
            "missing",
            {
                "Type": "ResourceNotFoundException",
                "Message": "USER not found.",
                "ResourceType": "USER",
                "ResourceId": UNKNOWN,
            },
        ),
        (
            "path",
            {
                "Type": "ValidationException",
                "Message": "The attribute shoeSize cannot be updated: there is no such attribute.",
            },
        ),
    ],
)
def test_the_members_of_an_error_of_the_store_arrive(said_of_users: Any, error: str, expected: dict[str, str]) -> None:
    arrived = {name: value for name, value in said_of_users["errors"][error].items() if value}
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", arrived.pop("RequestId"))
    assert arrived == expected


def test_every_error_of_the_store_has_a_request_id_of_its_own(said_of_users: Any) -> None:
    ids = [said_of_users["errors"][error]["RequestId"] for error in ("duplicate", "reserved", "missing", "path")]
    assert len(set(ids)) == len(ids)


def test_a_broken_constraint_of_the_store_has_no_text_as_was_observed(said_of_users: Any) -> None:
    # terraform-provider-aws issue 37609
    constraint = said_of_users["errors"]["constraint"]
    assert (constraint["Type"], constraint["Message"]) == ("ValidationException", "")
