"""The guided tour."""

from __future__ import annotations

import os

import boto3
import pytest

from ssoadmin_mock.cli import main


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["demo"]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_tour_shows_each_call_before_its_answer(printed: list[str]) -> None:
    call = printed.index(">>> sso_admin.list_instances()")
    assert printed[call + 1] == "    {'Instances': []}"


def test_the_tour_shows_refusals_with_the_client_s_exception_and_the_service_s_text(printed: list[str]) -> None:
    assert (
        "    ServiceQuotaExceededException: You have exceeded IAM Identity Center quotas. "
        "Cannot create more than 1 instance for 111122223333"
    ) in printed
    assert (
        "    ValidationException: Organization management account is not allowed to perform the operation." in printed
    )


def test_the_tour_ends_with_a_provisioned_role(printed: list[str]) -> None:
    assert any("'Status': 'IN_PROGRESS'" in line for line in printed)
    assert any("'Status': 'SUCCEEDED'" in line for line in printed)
    assert any("'RoleName': 'AWSReservedSSO_ReadOnly_" in line for line in printed)


def test_the_tour_meets_only_refusals_of_the_service(printed: list[str]) -> None:
    assert not [line for line in printed if "does not implement" in line or line.startswith("    ClientError")]


def test_the_tour_leaves_the_process_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    before = dict(os.environ), boto3.DEFAULT_SESSION
    main(["demo"])
    assert (dict(os.environ), boto3.DEFAULT_SESSION) == before


def test_help_names_the_tour(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    assert "demo" in capsys.readouterr().out


def test_a_command_that_does_not_exist_is_answered_with_those_that_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["dance"])
    assert left.value.code == 2
    complaint = capsys.readouterr().err
    assert "dance" in complaint
    assert "demo" in complaint
