"""Coroutines that call the mock through aiobotocore."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import AbstractContextManager
from typing import Any

import aiomoto
import boto3
import pytest
from aiobotocore.session import get_session
from botocore.exceptions import ClientError

from ssoadmin_mock import UnmockedAWSCallError, mock_ssoadmin
from ssoadmin_mock.plugin.guard import Guard

WORLD = {"organization": {"accounts": {"dev": "111122223333"}}, "permission_sets": {"Reader": None, "Admin": None}}
REMEDY = "aiomoto.* or let the client call a server: the fixture identity_center_server"


def client(service: str = "sso-admin", **arguments: Any) -> Any:
    return get_session().create_client(service, region_name="us-east-1", **arguments)


async def names(**arguments: Any) -> set[str]:
    async with client(**arguments) as sso:
        (instance,) = (await sso.list_instances())["Instances"]
        pages = sso.get_paginator("list_permission_sets").paginate(InstanceArn=instance["InstanceArn"], MaxResults=1)
        arns = [arn async for page in pages for arn in page["PermissionSets"]]
        described = await asyncio.gather(
            *(sso.describe_permission_set(InstanceArn=instance["InstanceArn"], PermissionSetArn=arn) for arn in arns)
        )
        return {each["PermissionSet"]["Name"] for each in described}


def in_either_order(first: AbstractContextManager[Any], second: AbstractContextManager[Any]) -> set[str]:
    with first, second:
        return asyncio.run(names())


def test_with_aiomoto_around_it() -> None:
    assert in_either_order(aiomoto.mock_aws(), mock_ssoadmin(world=WORLD)) == {"Reader", "Admin"}


def test_with_aiomoto_in_it() -> None:
    assert in_either_order(mock_ssoadmin(world=WORLD), aiomoto.mock_aws()) == {"Reader", "Admin"}


def test_calls_faults_and_errors_are_as_in_boto3() -> None:
    async def call() -> None:
        async with client() as sso:
            with pytest.raises(sso.exceptions.ThrottlingException):
                await sso.list_instances()
            with pytest.raises(ClientError, match="AccessDeniedException"):
                await sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-0123456789abcdef")

    with mock_ssoadmin(world=WORLD) as idc, aiomoto.mock_aws():
        idc.faults.fail("ListInstances", "ThrottlingException", times=None)
        asyncio.run(call())
        idc.calls.assert_called("DescribeInstance", times=1)


def test_boto3_and_aiobotocore_see_the_same() -> None:
    async def create() -> None:
        async with client("identitystore") as store, client() as sso:
            (instance,) = (await sso.list_instances())["Instances"]
            await store.create_user(
                IdentityStoreId=instance["IdentityStoreId"],
                UserName="ada",
                DisplayName="Ada",
                Name={"GivenName": "Ada", "FamilyName": "Lovelace"},
            )

    with mock_ssoadmin(world=WORLD) as idc, aiomoto.mock_aws():
        asyncio.run(create())
        (user,) = boto3.client("identitystore", region_name="us-east-1").list_users(
            IdentityStoreId=idc.organization_instance.identity_store_id
        )["Users"]
        assert user["UserName"] == "ada"


def test_against_the_server(identity_center: Any, identity_center_server: Any) -> None:
    identity_center.load(WORLD)
    url = identity_center_server.url
    assert asyncio.run(names(endpoint_url=url)) == {"Reader", "Admin"}


async def list_instances() -> None:
    async with client() as sso:
        await sso.list_instances()


async def get_object() -> None:
    async with client("s3") as s3:
        await (await s3.get_object(Bucket="bucket", Key="key"))["Body"].read()


@pytest.mark.parametrize(
    ("call", "error"), [(list_instances, TypeError), (get_object, AttributeError)], ids=["content", "stream"]
)
def test_alone_it_is_told_of_both_ways(call: Any, error: type[Exception]) -> None:
    with mock_ssoadmin():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="bucket")
        s3.put_object(Bucket="bucket", Key="key", Body=b"content")
        with pytest.raises(error, match=REMEDY):
            asyncio.run(call())


def run_without_network(call: Coroutine[Any, Any, None]) -> None:
    with Guard("No mock is active."):
        asyncio.run(call)


def test_the_guard_stops_it_outside_a_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with pytest.raises(UnmockedAWSCallError, match="No mock is active"):
        run_without_network(list_instances())
