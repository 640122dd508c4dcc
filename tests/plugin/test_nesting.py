"""Nesting, and what is left behind: nothing."""

from __future__ import annotations

import os
from typing import Any
from unittest.mock import _patch  # type: ignore[attr-defined]

import boto3
import botocore.session
import moto.ssoadmin
import pytest
from botocore.auth import SigV4Auth
from botocore.httpsession import URLLib3Session
from moto import backend_index, mock_aws
from moto.core.base_backend import BackendDict
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.config import default_user_config
from moto.core.models import MockAWS, botocore_stubber, responses_mock
from moto.core.responses import BaseResponse
from moto.iam.models import IAMBackend
from moto.identitystore.models import IdentityStoreBackend
from moto.organizations.models import FakeDelegatedAdministrator, OrganizationsBackend, organizations_backends
from moto.organizations.responses import OrganizationsResponse
from moto.sts.models import STSBackend

from ssoadmin_mock import mock_ssoadmin, ssoadmin_backends
from ssoadmin_mock.services import pipeline
from tests.plugin.test_decorator import client, instances


def snapshot() -> dict[str, Any]:
    """Everything that entering changes."""
    return {
        "environment": dict(os.environ),
        "session": boto3.DEFAULT_SESSION,
        "backends": moto.ssoadmin.ssoadmin_backends,
        "model backends": moto.ssoadmin.models.ssoadmin_backends,
        "patterns": list(backend_index.backend_url_patterns),
        "delegated": list(FakeDelegatedAdministrator.SUPPORTED_SERVICES),
        "members": dict(organizations_backends.master_accounts),
        "config": {key: dict(value) for key, value in default_user_config.items()},  # type: ignore[call-overload]
        "stubber": (botocore_stubber.enabled, BotocoreStubber.process_request, BotocoreStubber.__call__),
        "http": URLLib3Session.send,
        "signing": SigV4Auth.add_auth,
        "identity stores": dict(vars(IdentityStoreBackend)),
        "sts": STSBackend.assume_role_with_saml,
        "organizations": (dict(vars(OrganizationsBackend)), OrganizationsResponse.organizations_backend),
        "iam": dict(vars(IAMBackend)),
        "regions": BaseResponse.get_region_from_url,
        "sessions": (botocore.session.create_loader, botocore.session.get_session),
        "events": botocore.session.EventAliaser,
        "credentials": botocore.session.Session.get_credentials,
        "moto": (MockAWS._nested_count, MockAWS._mocks_active),
        "callbacks": list(responses_mock.registered()),
        "instances": list(BackendDict._instances),
        "patches": list(_patch._active_patches),
        "pipeline": (list(pipeline.interceptors), list(pipeline.observers)),
    }


def use_everything() -> None:
    organizations = boto3.client("organizations", region_name="us-east-1")
    organizations.create_organization(FeatureSet="ALL")
    organizations.create_account(AccountName="dev", Email="dev@example.com")
    client().list_instances()


@pytest.mark.parametrize(
    "mock",
    [
        mock_ssoadmin(),
        mock_ssoadmin(organization_instance="eu-west-1"),
        mock_ssoadmin(config={"core": {"mock_credentials": False}}, allow_member_instances=False),
    ],
)
def test_leaving_leaves_everything_as_it_was(mock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without credentials of its own or of moto, botocore would ask the machine for some.
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", boto3.Session(region_name="eu-central-1"))
    before = snapshot()
    with mock:
        client().list_instances()
        assert snapshot() != before
    assert snapshot() == before


def test_leaving_after_use_leaves_no_state_of_other_services() -> None:
    before = snapshot()
    with mock_ssoadmin():
        use_everything()
    assert snapshot() == before


def test_leaving_after_an_exception_leaves_everything_as_it_was() -> None:
    before = snapshot()
    with pytest.raises(ZeroDivisionError), mock_ssoadmin(organization_instance=True):
        _ = instances() / 0
    assert snapshot() == before


@pytest.mark.parametrize(
    "step",
    [
        "ssoadmin_mock.plugin.nesting.Nesting._start",
        "ssoadmin_mock.plugin.nesting.Nesting._note_moto_s",
        "ssoadmin_mock.plugin.serving._prepended",
        "ssoadmin_mock.plugin.install._guarded",
        "ssoadmin_mock.plugin.callbacks.without_service_callbacks",
        "moto.core.models.MockAWS._enable_patching",
        "ssoadmin_mock.plugin.callbacks.callback_per_method",
        "ssoadmin_mock.services.sso_admin.organization_instance.find_instance",
    ],
)
def test_an_exception_while_entering_leaves_everything_as_it_was(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise KeyError("injected")

    with mock_ssoadmin():
        client()
    before = snapshot()
    with monkeypatch.context() as injected:
        injected.setattr(step, fail)
        with pytest.raises(KeyError, match="injected"):
            mock_ssoadmin(organization_instance=True).start()
    assert snapshot() == before


def test_deleting_the_fake_credentials_does_not_hinder_leaving() -> None:
    before = snapshot()
    with mock_ssoadmin():
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            del os.environ[name]
    assert snapshot() == before


def test_a_following_mock_aws_sees_moto_s_own_service_again() -> None:
    with mock_ssoadmin():
        assert instances() == 0
    with mock_aws():
        assert instances() == 1, "moto's own backend has an instance from the start"


def test_mock_ssoadmin_in_mock_aws() -> None:
    before = snapshot()
    with mock_aws():
        boto3.client("sqs", region_name="us-east-1").create_queue(QueueName="mine")
        outside = snapshot()
        with mock_ssoadmin():
            client().create_instance()
            assert len(boto3.client("sqs", region_name="us-east-1").list_queues()["QueueUrls"]) == 1
        assert {**snapshot(), "instances": None} == {**outside, "instances": None}
        assert len(boto3.client("sqs", region_name="us-east-1").list_queues()["QueueUrls"]) == 1
        with mock_ssoadmin():
            assert instances() == 1, "the inner one does not reset"
    assert snapshot() == before


def test_mock_aws_in_mock_ssoadmin() -> None:
    with mock_ssoadmin():
        client().create_instance()
        with mock_aws():
            assert instances() == 1
        assert instances() == 1
        use_everything()


def test_mock_ssoadmin_in_itself() -> None:
    with mock_ssoadmin():
        client().create_instance()
        with mock_ssoadmin():
            assert instances() == 1
        assert instances() == 1


def test_activations_may_end_in_any_order() -> None:
    before = snapshot()
    first, second = mock_ssoadmin(), mock_ssoadmin(quotas={"tags_per_resource": 1})
    first.start()
    second.start()
    client().create_instance()
    first.stop()
    assert instances() == 1
    second.stop()
    assert snapshot() == before


def test_settings_of_an_inner_one_hold_inside_it() -> None:
    tags = [{"Key": "a", "Value": ""}, {"Key": "b", "Value": ""}]
    with mock_ssoadmin(quotas={"tags_per_resource": 1}):
        with pytest.raises(client().exceptions.ServiceQuotaExceededException):
            client().create_instance(Tags=tags)
        with mock_ssoadmin(quotas={"tags_per_resource": 2}):
            client().create_instance(Tags=tags)
        assert default_user_config["ssoadmin"] == {"quotas": {"tags_per_resource": 1}}  # type: ignore[typeddict-item]


def test_the_state_is_empty_after_leaving() -> None:
    with mock_ssoadmin():
        client().create_instance()
    assert len(ssoadmin_backends) == 0


def test_many_enters_and_leaves_grow_nothing() -> None:
    with mock_ssoadmin():
        client()
    before = snapshot()
    for _ in range(50):
        with mock_ssoadmin():
            client()
    assert snapshot() == before
