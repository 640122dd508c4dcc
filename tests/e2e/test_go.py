"""The AWS SDK for Go v2, which reads members by exactly the names of the model; the program is in `go/`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Server


def run(program: Path, server: Server, *arguments: str) -> Any:
    command = [program, *arguments]
    done = subprocess.run(command, env=server.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def said(go_program: Path, server: Server) -> Any:
    """What the program says after making three permission sets."""
    return run(go_program, server)


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
