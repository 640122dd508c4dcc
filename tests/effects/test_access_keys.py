"""The account of an access key, as moto would find it."""

from __future__ import annotations

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.models import get_account_id_from, iam_backends

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.effects.access_keys import account_of

ODD, EVEN = "210987654321", "000000000042"


@pytest.mark.parametrize("account_id", [ODD, EVEN])
def test_a_key_that_moto_made_is_of_the_account_it_was_made_in(account_id: str) -> None:
    with mock_ssoadmin():
        sts = boto3.client("sts", region_name="us-east-1")
        role = sts.assume_role(RoleArn=f"arn:aws:iam::{account_id}:role/r", RoleSessionName="test")
        key = role["Credentials"]["AccessKeyId"]
        assert account_of(key) == account_id == get_account_id_from(key)


@pytest.mark.parametrize("key", ["AKIAIOSFODNN7EXAMPLE", "AKIA11111111AAAAAAAA"])
def test_any_other_key_is_of_the_default_account(key: str) -> None:
    with mock_ssoadmin():
        assert account_of(key) == DEFAULT_ACCOUNT_ID == get_account_id_from(key)


def test_a_key_that_was_deleted_is_of_the_default_account() -> None:
    with mock_ssoadmin() as idc:
        iam = idc.session(account_id=ODD).client("iam")
        iam.create_user(UserName="u")
        key = iam.create_access_key(UserName="u")["AccessKey"]["AccessKeyId"]
        assert account_of(key) == ODD
        iam.delete_access_key(UserName="u", AccessKeyId=key)
        assert account_of(key) == DEFAULT_ACCOUNT_ID


def test_iam_knows_when_one_of_its_keys_was_used_for_identity_center() -> None:
    with mock_ssoadmin() as idc:
        iam = idc.session(account_id=ODD).client("iam")
        iam.create_user(UserName="u")
        key = iam.create_access_key(UserName="u")["AccessKey"]
        boto3.client(
            "sso-admin",
            region_name="us-east-1",
            aws_access_key_id=key["AccessKeyId"],
            aws_secret_access_key=key["SecretAccessKey"],
        ).list_instances()
        used = iam_backends[ODD]["aws"].access_keys[key["AccessKeyId"]].last_used
        assert used is not None
        assert used.service == "sso-admin"


def test_a_key_that_iam_does_not_know_can_be_used_and_stays_unknown() -> None:
    key = "AKIAIOSFODNN7EXAMPLE"
    with mock_ssoadmin():
        boto3.client(
            "sso-admin", region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key="secret"
        ).list_instances()
        known = {known for backends in iam_backends.values() for known in backends["aws"].access_keys}
        assert key not in known | set(iam_backends[DEFAULT_ACCOUNT_ID]["aws"].access_keys)
