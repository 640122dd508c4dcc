"""Instances, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import STANDALONE, Connect, Organization, error_of


@pytest.mark.rule("instance.identifiers")
def test_a_new_instance_has_the_service_s_identifiers(sso: Any) -> None:
    arn = sso.create_instance()["InstanceArn"]
    (instance,) = sso.list_instances()["Instances"]
    assert instance["InstanceArn"] == arn
    assert arn.startswith("arn:aws:sso:::instance/ssoins-")
    assert len(arn.rpartition("-")[2]) == 16
    assert len(instance["IdentityStoreId"]) == len("d-") + 10


@pytest.mark.rule("instance.one-per-account")
def test_a_second_instance_is_beyond_the_quota_in_every_region(connect: Connect) -> None:
    connect(account_id=STANDALONE).create_instance()
    code, message = error_of(connect(account_id=STANDALONE, region_name="eu-west-1").create_instance)
    assert code == "ServiceQuotaExceededException"
    assert message == (
        f"You have exceeded IAM Identity Center quotas. Cannot create more than 1 instance for {STANDALONE}"
    )


@pytest.mark.rule("instance.management-account")
def test_the_management_account_may_not_create_one(organization: Organization, sso: Any) -> None:
    assert error_of(sso.create_instance) == (
        "ValidationException",
        "Organization management account is not allowed to perform the operation.",
    )
