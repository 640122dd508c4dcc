"""No call to AWS leaves the process, and every endpoint of the service is answered."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError, HTTPClientError
from moto.core.models import botocore_stubber

from ssoadmin_mock import UnmockedAWSCallError, mock_ssoadmin
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN

ENDPOINTS = [
    pytest.param("us-east-1", {}, id="standard"),
    pytest.param("us-east-1", {"use_fips_endpoint": True}, id="fips"),
    pytest.param("us-east-1", {"use_dualstack_endpoint": True}, id="dual-stack"),
    pytest.param("us-east-1", {"use_dualstack_endpoint": True, "use_fips_endpoint": True}, id="fips and dual-stack"),
    pytest.param("cn-north-1", {}, id="china"),
    pytest.param("cn-north-1", {"use_dualstack_endpoint": True}, id="china, dual-stack"),
    pytest.param("us-gov-west-1", {}, id="gov"),
    pytest.param("us-gov-west-1", {"use_fips_endpoint": True}, id="gov, fips"),
    pytest.param("us-gov-west-1", {"use_dualstack_endpoint": True}, id="gov, dual-stack"),
]


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return


def signed_post(url: str, operation: str, body: Any, region_name: str = "us-east-1") -> requests.Response:
    """Call the service through the `requests` library."""
    headers = {"X-Amz-Target": f"SWBExternalService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
    request = AWSRequest("POST", url, headers, data=json.dumps(body))
    SigV4Auth(Credentials("FOOBARKEY", "FOOBARSECRET"), "sso", region_name).add_auth(request)
    return requests.post(url, data=request.body, headers=dict(request.headers), timeout=1)


@pytest.mark.parametrize(("region_name", "config"), ENDPOINTS)
def test_every_endpoint_is_answered(region_name: str, config: dict[str, bool]) -> None:
    with mock_ssoadmin():
        client = boto3.client("sso-admin", region_name=region_name, config=Config(**config))
        arn = client.create_instance()["InstanceArn"]
        assert (
            arn.split(":")[1]
            == {"u": "aws", "c": "aws-cn", "g": "aws-us-gov"}["g" if "gov" in region_name else region_name[0]]
        )
        assert client.describe_instance(InstanceArn=arn)["PrimaryRegion"] == region_name


@pytest.mark.parametrize(("region_name", "config"), ENDPOINTS)
def test_every_endpoint_is_answered_on_moto_s_own_way_too(region_name: str, config: dict[str, bool]) -> None:
    with mock_ssoadmin(config={"core": {"passthrough": {"services": ["sqs"], "urls": []}}}):
        client = boto3.client("sso-admin", region_name=region_name, config=Config(**config))
        arn = client.create_instance()["InstanceArn"]
        assert client.describe_instance(InstanceArn=arn)["PrimaryRegion"] == region_name


@pytest.mark.parametrize(
    "url",
    [
        "https://sso.us-east-1.amazonaws.com",
        "https://sso.us-east-1.amazonaws.com/",
        "https://sso-fips.us-east-1.amazonaws.com/",
        "https://sso.us-east-1.api.aws/",
    ],
)
def test_signed_requests_through_requests_are_answered(url: str) -> None:
    with mock_ssoadmin():
        arn = signed_post(url, "CreateInstance", {"Name": "dev"}).json()["InstanceArn"]
        response = signed_post(url, "DescribeInstance", {"InstanceArn": arn})
        assert response.status_code == 200
        assert response.json()["Name"] == "dev"
        refused = signed_post(url, "CreateInstance", {"Name": "dev"})
        assert refused.status_code == 400
        assert refused.json()["__type"] == "ServiceQuotaExceededException"


def test_other_services_answer_as_under_mock_aws() -> None:
    with mock_ssoadmin():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="mine")
        assert requests.get("https://mine.s3.amazonaws.com/", timeout=1).status_code == 200
        assert boto3.client("sts", region_name="us-east-1").get_caller_identity()["Account"] == "123456789012"


@pytest.mark.parametrize(
    ("service", "operation", "region_name", "config"),
    [
        ("ec2", "describe_vpcs", "us-east-1", {"use_dualstack_endpoint": True}),
        ("ec2", "describe_vpcs", "cn-north-1", {"use_dualstack_endpoint": True}),
        ("devicefarm", "list_projects", "us-west-2", {}),
    ],
)
def test_a_service_or_endpoint_that_nobody_mocks_is_an_error_with_its_name(
    service: str, operation: str, region_name: str, config: dict[str, bool]
) -> None:
    with mock_ssoadmin():
        client = boto3.client(service, region_name=region_name, config=Config(**config))
        with pytest.raises(UnmockedAWSCallError, match=rf"No mock answers \w+ https://{service}\S*{region_name}"):
            getattr(client, operation)()


UNANSWERED = [
    "ec2.us-east-1.api.aws",
    "nonsense.us-east-1.amazonaws.com",
    "nonsense.us-east-1.amazonaws.com.",
    "nonsense.cn-north-1.amazonaws.com.cn:443",
    "sso.us-east-1.amazonaws.com:8443",
    "nonsense.amazonaws.eu",
    "url.lambda-url.us-east-1.on.aws",
    "us-east-1.signin.aws",
    "signin.aws.amazon.com",
    "d-1234567890.awsapps.com",
    "ssoins-1.portal.us-east-1.app.aws",
    "vpce-0abc-xyz.nonsense.us-east-1.vpce.amazonaws.com",
]


@pytest.mark.parametrize("host", UNANSWERED)
def test_the_same_through_requests(host: str) -> None:
    named = host.removesuffix(":443")  # moto before 5.1 takes it off itself
    with mock_ssoadmin(), pytest.raises(UnmockedAWSCallError, match=f"https://{named}"):
        requests.get(f"https://{host}/", timeout=1)


@pytest.mark.parametrize("host", [*UNANSWERED, "NONSENSE.US-EAST-1.AMAZONAWS.COM", "D-1234567890.AwsApps.com"])
def test_the_same_through_a_client_of_that_host(host: str) -> None:
    with mock_ssoadmin():
        client = boto3.client("sso-admin", region_name="us-east-1", endpoint_url=f"https://{host}")
        with pytest.raises(UnmockedAWSCallError, match=f"https://{host}"):
            client.list_instances()


SPELLINGS = [
    "https://{service}.US-EAST-1.amazonaws.com",
    "https://{service}.us-east-1.amazonaws.com.",
    "https://{service}.us-east-1.amazonaws.com:443",
    "http://{service}.us-east-1.amazonaws.com:80",
    "HTTPS://{service}.us-east-1.AMAZONAWS.COM.:443",
    "https://vpce-0abc-xyz.{service}.us-east-1.vpce.amazonaws.com",
    "https://VPCE-0abc-xyz-us-east-1a.{service}.us-east-1.vpce.amazonaws.com:443",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_host_is_answered_however_it_is_written(spelling: str) -> None:
    def client(service: str, host: str) -> Any:
        return boto3.client(service, region_name="us-east-1", endpoint_url=spelling.format(service=host))

    with mock_ssoadmin(organization_instance=True) as idc:
        (instance,) = client("sso-admin", "sso").list_instances()["Instances"]
        assert instance["InstanceArn"] == idc.organization_instance.arn
        assert client("sts", "sts").get_caller_identity()["Account"] == "123456789012"
        assert len(client("ec2", "ec2").describe_vpcs()["Vpcs"]) == 1
        store = idc.organization_instance.identity_store_id
        assert client("identitystore", "identitystore").list_users(IdentityStoreId=store)["Users"] == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_and_through_requests(spelling: str) -> None:
    with mock_ssoadmin():
        answer = signed_post(spelling.format(service="sso"), "ListInstances", {})
        assert answer.json() == {"Instances": []}
        identity = requests.get(spelling.format(service="sts") + "?Action=GetCallerIdentity", timeout=1)
        assert "123456789012" in identity.text


@pytest.mark.parametrize("host", ["s3.us-east-1.amazonaws.com:443", "bucket.vpce-1-2.s3.us-east-1.vpce.amazonaws.com"])
def test_a_bucket_is_found_at_any_host(host: str) -> None:
    with mock_ssoadmin():
        client = boto3.client("s3", region_name="us-east-1", endpoint_url=f"https://{host}")
        client.create_bucket(Bucket="mine")
        client.put_object(Bucket="mine", Key="Key", Body=b"content")
        body = boto3.client("s3", region_name="us-east-1").get_object(Bucket="mine", Key="Key")["Body"].read()
        assert body == b"content"


def test_what_moto_lets_through_is_let_through_however_it_is_written() -> None:
    config = {"core": {"passthrough": {"urls": [r"https://ec2\..*"], "services": ["sqs"]}}}
    with mock_ssoadmin(config=config):
        for service in ("ec2", "sqs"):
            with pytest.raises(AssertionError, match="a socket was opened"):
                requests.get(f"https://{service}.US-EAST-1.amazonaws.com.:443/", timeout=1)


def test_what_moto_lets_through_is_let_through() -> None:
    config = {"core": {"passthrough": {"urls": [r"https://ec2\..*"], "services": ["sqs"]}}}
    with mock_ssoadmin(config=config):
        for service, operation in (("ec2", "describe_vpcs"), ("sqs", "list_queues")):
            client = boto3.client(service, region_name="us-east-1", config=Config(retries={"max_attempts": 1}))
            with pytest.raises(HTTPClientError, match="a socket was opened"):
                getattr(client, operation)()


def test_other_hosts_are_none_of_our_business() -> None:
    with mock_ssoadmin(), pytest.raises(AssertionError, match="a socket was opened"):
        requests.get("http://localhost:1/", timeout=1)


def test_an_operation_that_the_service_does_not_have_is_an_error_with_its_name() -> None:
    with mock_ssoadmin():
        answer = signed_post("https://sso.us-east-1.amazonaws.com/", "MakeCoffee", {})
        assert (answer.status_code, answer.json()["__type"]) == (400, "UnknownOperationException")
        assert "MakeCoffee" in answer.json()["message"]


def test_an_operation_that_is_not_implemented_is_a_client_error_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:

    with mock_ssoadmin():
        client = boto3.client("sso-admin", region_name="us-east-1")
        client.list_instances()
        monkeypatch.delitem(SSO_ADMIN.operations, "ListInstances")
        with pytest.raises(ClientError, match="does not implement sso-admin ListInstances yet") as caught:
            client.list_instances()
        assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0


CLIENT_FIRST = """
import socket, sys
import boto3
client = boto3.client("sso-admin", region_name="us-east-1", **{credentials})
assert "moto" not in sys.modules
def refuse(*_, **__): raise AssertionError("a socket was opened")
socket.socket.connect = socket.getaddrinfo = refuse
from ssoadmin_mock import mock_ssoadmin
with mock_ssoadmin():
    arn = client.create_instance()["InstanceArn"]
    print(client.describe_instance(InstanceArn=arn)["Status"])
    try:
        boto3.client("devicefarm", region_name="us-west-2").list_projects()
    except Exception as error:
        print(type(error).__name__)
"""


@pytest.mark.parametrize(
    "credentials", [{}, {"aws_access_key_id": "a", "aws_secret_access_key": "b"}], ids=["no credentials", "credentials"]
)
def test_a_client_older_than_moto_is_answered(credentials: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    done = subprocess.run(
        [sys.executable, "-c", CLIENT_FIRST.replace("{credentials}", repr(credentials))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["ACTIVE", "UnmockedAWSCallError"]


def test_a_client_without_moto_s_handler_is_answered() -> None:
    with mock_ssoadmin():
        client = boto3.client("sso-admin", region_name="us-east-1")
        client.meta.events.unregister("before-send", botocore_stubber)
        assert client.list_instances()["Instances"] == []


def test_a_client_made_in_an_earlier_mock_is_answered() -> None:
    with mock_ssoadmin():
        client = boto3.client("sso-admin", region_name="us-east-1")
    with mock_ssoadmin():
        assert client.list_instances()["Instances"] == []
