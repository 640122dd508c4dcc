"""Clients for which nobody names a Region are where the organization instance is."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import NoRegionError
from botocore.session import Session

from ssoadmin_mock import mock_ssoadmin

OURS = ["sso-admin", "identitystore", "sso", "sso-oidc", "kms", "sts"]


@pytest.fixture(autouse=True)
def no_region(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


@pytest.mark.parametrize("service", OURS)
def test_it_is_the_instance_s(service: str) -> None:
    before = boto3.Session(aws_access_key_id="a", aws_secret_access_key="b")
    with mock_ssoadmin(organization_instance="eu-west-1"):
        # The stubs have an overload for each name, and none for a name that is a parameter.
        for client in (boto3.client(service), boto3.Session().client(service), before.client(service)):  # type: ignore[call-overload]
            assert client.meta.region_name == "eu-west-1"


def test_the_default_session_that_was_there_before_has_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", boto3.Session())
    with mock_ssoadmin(world={"instance": {"region": "eu-central-1"}}) as idc:
        (instance,) = boto3.client("sso-admin").list_instances()["Instances"]
        assert instance["InstanceArn"] == idc.organization_instance.arn


def test_whatever_names_a_region_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config").write_text(
        "[profile there]\nregion = ap-south-1\naws_access_key_id = a\naws_secret_access_key = b\n"
    )
    with mock_ssoadmin(organization_instance="eu-west-1"):
        assert boto3.client("sso-admin", region_name="us-west-2").meta.region_name == "us-west-2"
        assert boto3.client("sso-admin", config=Config(region_name="us-west-1")).meta.region_name == "us-west-1"
        assert boto3.Session(region_name="us-east-2").client("sso-admin").meta.region_name == "us-east-2"
        assert boto3.Session(profile_name="there").client("sso-admin").meta.region_name == "ap-south-1"
        monkeypatch.setenv("AWS_DEFAULT_REGION", "ca-central-1")
        assert boto3.Session().client("sso-admin").meta.region_name == "ca-central-1"


def test_without_an_instance_and_for_other_services_there_is_none() -> None:
    with mock_ssoadmin() as idc:
        with pytest.raises(NoRegionError):
            boto3.client("sso-admin")
        idc.enable_organization_instance(region_name="eu-west-2")
        assert boto3.client("sso-admin").meta.region_name == "eu-west-2"
        with pytest.raises(NoRegionError):
            boto3.client("sqs")


def test_after_the_mock_everything_is_as_it_was() -> None:
    before = Session.create_client
    with mock_ssoadmin(organization_instance="eu-west-1"), mock_ssoadmin():
        pass
    assert Session.create_client is before
    with pytest.raises(NoRegionError):
        boto3.client("sso-admin", aws_access_key_id="a", aws_secret_access_key="b")
