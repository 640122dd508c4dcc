"""moto's KMS while the mock is active."""

from __future__ import annotations

import re
from typing import Any

import pytest
from moto import mock_aws
from moto.kms import models

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import Connect, error_of


@pytest.fixture
def kms(connect: Connect) -> Any:
    return connect("kms")


def test_a_multi_region_key_is_named_as_aws_names_it(kms: Any) -> None:
    key = kms.create_key(MultiRegion=True)["KeyMetadata"]
    assert re.fullmatch("mrk-[0-9a-f]{32}", key["KeyId"])
    assert key["Arn"].endswith(f":key/{key['KeyId']}")


def test_a_multi_region_key_can_be_used_by_id_and_arn(kms: Any, connect: Connect) -> None:
    key = kms.create_key(MultiRegion=True)["KeyMetadata"]
    for name in (key["KeyId"], key["Arn"]):
        assert kms.describe_key(KeyId=name)["KeyMetadata"]["KeyId"] == key["KeyId"]
        encrypted = kms.encrypt(KeyId=name, Plaintext=b"secret")["CiphertextBlob"]
        assert kms.decrypt(CiphertextBlob=encrypted)["Plaintext"] == b"secret"
    kms.replicate_key(KeyId=key["KeyId"], ReplicaRegion="eu-west-1")
    replica = connect("kms", region_name="eu-west-1").describe_key(KeyId=key["KeyId"])["KeyMetadata"]
    assert replica["Arn"] == key["Arn"].replace("us-east-1", "eu-west-1")


def test_a_multi_region_key_that_does_not_exist_is_not_found(kms: Any) -> None:
    assert error_of(kms.describe_key, KeyId="mrk-" + 32 * "0")[0] == "NotFoundException"


def test_other_keys_are_named_as_ever(kms: Any) -> None:
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", key_id)
    assert kms.describe_key(KeyId=key_id)["KeyMetadata"]["KeyId"] == key_id


def test_moto_s_own_notation_is_back_afterwards() -> None:
    before = models.generate_key_id
    with mock_ssoadmin():
        assert models.generate_key_id is not before
    assert models.generate_key_id is before
    with mock_aws():
        assert models.generate_key_id(multi_region=True).count("-") > 1
