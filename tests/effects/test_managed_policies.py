"""The AWS managed policies in moto's catalogue."""

from __future__ import annotations

import pytest
from moto.iam import aws_managed_policies

from ssoadmin_mock.effects.managed_policies import aws_managed_policy_exists


@pytest.mark.parametrize(
    ("arn", "exists"),
    [
        ("arn:aws:iam::aws:policy/AdministratorAccess", True),
        ("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", True),
        ("arn:aws:iam::aws:policy/ViewOnlyAccess", False),
        ("arn:aws-cn:iam::aws:policy/AdministratorAccess", False),
        ("AdministratorAccess", False),
    ],
)
def test_a_policy_exists_under_its_whole_arn_only(arn: str, exists: bool) -> None:
    assert aws_managed_policy_exists(arn, "aws") is exists


def test_the_catalogue_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    aws_managed_policy_exists("arn:aws:iam::aws:policy/AdministratorAccess", "aws")
    monkeypatch.setattr(aws_managed_policies, "aws_managed_policies_data", "{}")
    assert aws_managed_policy_exists("arn:aws-cn:iam::aws:policy/AdministratorAccess", "aws-cn")
