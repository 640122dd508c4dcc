"""Client tokens, on CreateInstance and by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock.model.client_tokens import ClientTokens
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.errors import IdempotentParameterMismatch
from ssoadmin_mock.wire.idempotency import remember, replay
from ssoadmin_mock.wire.service_model import OperationSpec
from tests.conftest import Connect, Organization, error_of

ALL_PRINTABLE = "".join(map(chr, range(ord("!"), ord("~") + 1)))


def spec_of(operation: str) -> OperationSpec:
    spec = SSO_ADMIN.spec(operation)
    assert spec is not None
    return spec


@pytest.mark.rule("wire.client-token")
def test_the_same_token_and_parameters_return_the_same_instance(sso: Any) -> None:
    params = {"Name": "dev", "Tags": [{"Key": "k", "Value": "v"}], "ClientToken": "token"}
    arn = sso.create_instance(**params)["InstanceArn"]
    for again in (params, dict(reversed(params.items()))):
        assert sso.create_instance(**again)["InstanceArn"] == arn
    assert len(sso.list_instances()["Instances"]) == 1


@pytest.mark.rule("wire.client-token")
@pytest.mark.parametrize(
    "other", [{"Name": "prod"}, {"Tags": [{"Key": "k", "Value": "v"}]}, {"Name": "dev", "Tags": []}]
)
def test_the_same_token_with_other_parameters_is_a_mismatch_and_changes_nothing(
    sso: Any, other: dict[str, Any]
) -> None:
    arn = sso.create_instance(Name="dev", ClientToken="token")["InstanceArn"]
    before = sso.describe_instance(InstanceArn=arn)
    with pytest.raises(sso.exceptions.ClientError) as caught:
        sso.create_instance(ClientToken="token", **other)
    error = caught.value.response["Error"]
    assert error["Code"] == "IdempotentParameterMismatch"
    assert error["Message"] == (
        "The ClientToken was used before with other parameters of CreateInstance. Use a new token."
    )
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    after = sso.describe_instance(InstanceArn=arn)
    assert {**after, "ResponseMetadata": 0} == {**before, "ResponseMetadata": 0}
    assert sso.list_tags_for_resource(ResourceArn=arn)["Tags"] == []


@pytest.mark.rule("wire.client-token")
def test_tokens_are_case_sensitive(sso: Any) -> None:
    sso.create_instance(ClientToken="Token")
    assert error_of(sso.create_instance, ClientToken="token")[0] == "ServiceQuotaExceededException"


@pytest.mark.rule("wire.client-token")
def test_tokens_are_per_account(organization: Organization, connect: Connect) -> None:
    first, second = (connect(account_id=account) for account in organization.members)
    arn = first.create_instance(ClientToken="token")["InstanceArn"]
    assert second.create_instance(ClientToken="token", Name="other")["InstanceArn"] != arn


def test_without_a_token_every_call_is_a_new_request(sso: Any) -> None:
    sso.create_instance(Name="dev")
    assert error_of(sso.create_instance, Name="dev")[0] == "ServiceQuotaExceededException"


@pytest.mark.parametrize("token", ["!", "~", ALL_PRINTABLE[:64], ALL_PRINTABLE[-64:]])
def test_a_token_is_one_to_64_printable_characters(sso: Any, token: str) -> None:
    arn = sso.create_instance(ClientToken=token)["InstanceArn"]
    assert sso.create_instance(ClientToken=token)["InstanceArn"] == arn


@pytest.mark.parametrize("token", ["", "x" * 65, "a b", "a\n", "é", "\x7f"])
def test_any_other_token_is_refused(unchecked: Any, token: str) -> None:
    assert error_of(unchecked.create_instance, ClientToken=token)[0] == "ValidationException"
    assert unchecked.list_instances()["Instances"] == []


@pytest.mark.rule("wire.client-token-forgotten")
def test_the_token_of_a_deleted_instance_makes_a_new_one(sso: Any) -> None:
    first = sso.create_instance(ClientToken="token")["InstanceArn"]
    sso.delete_instance(InstanceArn=first)
    assert sso.create_instance(ClientToken="token", Name="other")["InstanceArn"] != first


def test_a_request_that_failed_does_not_use_its_token_up(organization: Organization, connect: Connect) -> None:
    sso, member = connect(), connect(account_id=organization.members[0])
    arn = member.create_instance()["InstanceArn"]
    assert error_of(member.create_instance, ClientToken="token")[0] == "ServiceQuotaExceededException"
    assert error_of(sso.create_instance, ClientToken="token")[0] == "ValidationException"
    member.delete_instance(InstanceArn=arn)
    assert member.create_instance(ClientToken="token", Name="other")["InstanceArn"] != arn


def test_tokens_are_per_operation() -> None:
    tokens = ClientTokens()
    remember(tokens, spec_of("CreateApplication"), "111122223333", {"ClientToken": "t"}, {"ApplicationArn": "a"})
    assert replay(tokens, spec_of("CreateTrustedTokenIssuer"), "111122223333", {"ClientToken": "t"}) is None
    assert replay(tokens, spec_of("CreateApplication"), "111122223333", {"ClientToken": "t"}) == {"ApplicationArn": "a"}
    with pytest.raises(IdempotentParameterMismatch):
        replay(tokens, spec_of("CreateApplication"), "111122223333", {"ClientToken": "t", "Name": "n"})


def test_the_token_of_one_deleted_resource_is_forgotten_and_no_other() -> None:
    tokens = ClientTokens()
    spec = spec_of("CreateApplication")
    for name in ("a", "b"):
        remember(tokens, spec, "111122223333", {"ClientToken": name}, {"ApplicationArn": name})
    tokens.forget("a")
    tokens.forget("never made")
    assert replay(tokens, spec, "111122223333", {"ClientToken": "a"}) is None
    assert replay(tokens, spec, "111122223333", {"ClientToken": "b"}) == {"ApplicationArn": "b"}


@pytest.mark.parametrize(
    ("operation", "params"), [("CreateApplication", {}), ("DescribeInstance", {"ClientToken": "t"})]
)
def test_requests_without_a_token_are_not_remembered(operation: str, params: dict[str, str]) -> None:
    tokens = ClientTokens()
    remember(tokens, spec_of(operation), "111122223333", params, {"ApplicationArn": "a"})
    assert replay(tokens, spec_of(operation), "111122223333", params) is None
