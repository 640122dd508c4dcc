"""moto's access control: who is let in, and how refusals look."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED, xform_name
from botocore.config import Config
from moto.core import set_initial_no_auth_action_count

from ssoadmin_mock import IdentityCenter
from tests.conftest import MANAGEMENT, Send, error_of

READ_ONLY = {"Effect": "Allow", "Action": "sso:DescribeInstance", "Resource": "*"}


class Users:
    """Makes clients of the IAM user jane in the account 123456789012."""

    def __init__(self, endpoint: dict[str, str], region_name: str = "us-east-1") -> None:
        self._common = endpoint | {"region_name": region_name}
        self._iam = boto3.client("iam", **self._keys("FOOBARKEY", "secret"))

    def client(self, *statements: dict[str, Any], secret: str | None = None, **kwargs: Any) -> Any:
        """Return a client of jane, who is allowed what the statements say; `secret` replaces the right one."""
        self._iam.create_user(UserName="jane")
        policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
        if statements:
            self._iam.put_user_policy(UserName="jane", PolicyName="p", PolicyDocument=policy)
        key = self._iam.create_access_key(UserName="jane")["AccessKey"]
        return self.with_key(key["AccessKeyId"], secret or key["SecretAccessKey"], **kwargs)

    def with_key(self, key_id: str, secret: str, service: str = "sso-admin", **kwargs: Any) -> Any:
        """Return a client with an access key, which need not exist."""
        return boto3.client(service, **self._keys(key_id, secret), **kwargs)

    def _keys(self, key_id: str, secret: str) -> dict[str, str]:
        return {"aws_access_key_id": key_id, "aws_secret_access_key": secret, **self._common}


@pytest.fixture
def users(idc: IdentityCenter, endpoint: dict[str, str]) -> Users:
    return Users(endpoint)


@pytest.fixture
def arn(sso: Any) -> str:
    """An instance, made before access control is on."""
    return str(sso.create_instance()["InstanceArn"])


@pytest.fixture
def enforced(arn: str, users: Users) -> Any:
    """Runs a function under access control: ``enforced(lambda: ...)``."""
    return set_initial_no_auth_action_count(0)(lambda call: call())


def denied(action: str, *resources: str, prefix: str = "sso") -> tuple[str, str]:
    sentences = [
        f"User: arn:aws:iam::{MANAGEMENT}:user/jane is not authorized to perform: {prefix}:{action} on resource: "
        f"{resource} because no identity-based policy allows the {prefix}:{action} action"
        for resource in resources
    ]
    return "AccessDeniedException", ", ".join(sentences)


def test_a_user_with_the_right_may_call(users: Users, arn: str, enforced: Any) -> None:
    jane = users.client(READ_ONLY)
    assert enforced(lambda: jane.describe_instance(InstanceArn=arn))["InstanceArn"] == arn


@pytest.mark.rule("wire.iam-denial")
def test_a_user_without_the_right_is_denied_with_the_instance_named(users: Users, arn: str, enforced: Any) -> None:
    jane = users.client(READ_ONLY)
    assert enforced(lambda: error_of(jane.delete_instance, InstanceArn=arn)) == denied("DeleteInstance", arn)
    assert jane.describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"


@pytest.mark.rule("wire.iam-denial")
def test_operations_without_an_instance_are_about_any_instance(users: Users, enforced: Any) -> None:
    jane = users.client(READ_ONLY)
    assert enforced(lambda: error_of(jane.list_instances)) == denied("ListInstances", "arn:aws:sso:::instance/*")


def test_a_user_without_a_policy_is_denied(users: Users, arn: str, enforced: Any) -> None:
    jane = users.client()
    assert enforced(lambda: error_of(jane.list_tags_for_resource, ResourceArn=arn)) == denied(
        "ListTagsForResource", arn
    )


def test_policies_may_name_the_instance(users: Users, arn: str, enforced: Any) -> None:
    other = arn[:-1] + ("0" if arn[-1] != "0" else "1")
    jane = users.client(READ_ONLY | {"Resource": arn})
    assert enforced(lambda: jane.describe_instance(InstanceArn=arn))["InstanceArn"] == arn
    assert enforced(lambda: error_of(jane.describe_instance, InstanceArn=other)) == denied("DescribeInstance", other)


@pytest.mark.rule("wire.format-before-authorisation", "wire.authorisation-before-existence")
def test_format_is_checked_before_the_right_and_the_right_before_existence(
    users: Users, arn: str, enforced: Any
) -> None:
    jane = users.client(READ_ONLY)
    ghost = "arn:aws:sso:::instance/ssoins-0000000000000000"
    assert (
        enforced(lambda: error_of(jane.delete_instance, InstanceArn="arn:aws:sso:::instance/x"))[0]
        == "ValidationException"
    )
    assert enforced(lambda: error_of(jane.delete_instance, InstanceArn=ghost)) == denied("DeleteInstance", ghost)
    assert "does not exist in this Region" in enforced(lambda: error_of(jane.describe_instance, InstanceArn=ghost))[1]


@pytest.mark.rule("wire.credentials")
def test_an_unknown_key_is_an_unrecognized_client(users: Users, enforced: Any) -> None:
    stranger = users.with_key("AKIAIOSFODNN7EXAMPLE", "secret")
    assert enforced(lambda: error_of(stranger.list_instances)) == (
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    )


@pytest.mark.rule("wire.credentials")
def test_a_wrong_secret_is_an_invalid_signature(users: Users, enforced: Any) -> None:
    jane = users.client(READ_ONLY, secret="not the secret")
    code, message = enforced(lambda: error_of(jane.list_instances))
    assert code == "InvalidSignatureException"
    assert message.startswith("The request signature we calculated does not match the signature you provided.")


# moto's server finds the service by the signature, so there is no way to its sso-admin without one.
@pytest.mark.rule("wire.credentials")
@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_a_request_without_a_signature_has_no_authentication_token(users: Users, enforced: Any) -> None:
    anonymous = users.with_key("", "", config=Config(signature_version=UNSIGNED))
    assert enforced(lambda: error_of(anonymous.list_instances)) == (
        "MissingAuthenticationTokenException",
        "Request is missing Authentication Token",
    )
    assert anonymous.list_instances()["Instances"]


def test_bad_bodies_are_refused_in_the_same_words_under_access_control(send: Send, enforced: Any) -> None:
    for body in (b"\xff", b"{", b"[]", b"[" * 10_000):
        assert enforced(lambda body=body: send(body)).json()["__type"] == "ValidationException"


@pytest.mark.rule("wire.credentials")
def test_refusals_are_json_with_status_400(send: Send, enforced: Any) -> None:
    response = enforced(lambda: send(b"{}"))
    assert (response.status_code, response.json()["__type"]) == (400, "UnrecognizedClientException")
    assert response.headers["Content-Type"] == "application/x-amz-json-1.1"


def test_the_first_calls_may_be_free(sso: Any, users: Users) -> None:
    jane = users.client()

    @set_initial_no_auth_action_count(1)
    def call() -> tuple[str, str]:
        assert jane.list_instances()["Instances"] == []
        return error_of(jane.list_instances)

    assert call() == denied("ListInstances", "arn:aws:sso:::instance/*")


def test_a_denial_in_another_partition_names_its_arns(idc: IdentityCenter, endpoint: dict[str, str]) -> None:
    li = Users(endpoint, "cn-north-1").client()
    code, message = set_initial_no_auth_action_count(0)(lambda: error_of(li.create_instance))()
    assert code == "AccessDeniedException"
    assert f"User: arn:aws-cn:iam::{MANAGEMENT}:user/jane is" in message
    assert "on resource: arn:aws-cn:sso:::instance/* because" in message


# --- identitystore -------------------------------------------------------------------------------------------------

USER = "arn:aws:identitystore:::user/11111111-1111-4111-8111-111111111111"
GROUP = "arn:aws:identitystore:::group/22222222-2222-4222-8222-222222222222"
MEMBERSHIP = "arn:aws:identitystore:::membership/33333333-3333-4333-8333-333333333333"
UNKNOWN_STORE = "d-0000000000"


def id_of(arn: str) -> str:
    return arn.rpartition("/")[2]


@pytest.fixture
def store(arn: str, sso: Any) -> str:
    """The ARN of the instance's identity store."""
    identity_store_id = sso.describe_instance(InstanceArn=arn)["IdentityStoreId"]
    return f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{identity_store_id}"


@pytest.mark.rule("identity-store.iam-resources")
@pytest.mark.parametrize(
    ("action", "members", "named"),
    [
        ("DescribeIdentityStore", {}, []),
        ("ListUsers", {}, []),
        ("CreateGroup", {"DisplayName": "staff"}, []),
        ("DescribeUser", {"UserId": id_of(USER)}, [USER]),
        ("DeleteUser", {"UserId": USER}, [USER]),
        ("DescribeGroup", {"GroupId": id_of(GROUP)}, [GROUP]),
        ("DeleteGroupMembership", {"MembershipId": id_of(MEMBERSHIP)}, [MEMBERSHIP]),
        ("ListGroupMembershipsForMember", {"MemberId": {"UserId": id_of(USER)}}, [USER]),
        ("CreateGroupMembership", {"GroupId": id_of(GROUP), "MemberId": {"UserId": USER}}, [USER, GROUP]),
        ("IsMemberInGroups", {"GroupIds": [GROUP], "MemberId": {"UserId": id_of(USER)}}, [USER, GROUP]),
    ],
)
def test_what_a_request_names_is_denied_and_the_store(
    users: Users, store: str, enforced: Any, action: str, members: dict[str, Any], named: list[str]
) -> None:
    jane = users.client(service="identitystore")
    refused = enforced(lambda: error_of(getattr(jane, xform_name(action)), IdentityStoreId=id_of(store), **members))
    assert refused == denied(action, *named, store, prefix="identitystore")


@pytest.mark.rule("identity-store.iam-resources")
@pytest.mark.parametrize("missing", ["user", "store"])
def test_the_right_to_one_of_the_two_is_not_enough(users: Users, store: str, enforced: Any, missing: str) -> None:
    given = store if missing == "user" else USER
    jane = users.client({"Effect": "Allow", "Action": "identitystore:*", "Resource": given}, service="identitystore")
    refused = enforced(lambda: error_of(jane.describe_user, IdentityStoreId=store, UserId=USER))
    assert refused == denied("DescribeUser", USER if missing == "user" else store, prefix="identitystore")


@pytest.mark.rule("identity-store.iam-resources")
def test_the_rights_to_both_let_a_user_in(users: Users, store: str, enforced: Any) -> None:
    both = {"Effect": "Allow", "Action": "identitystore:DescribeUser", "Resource": [USER, store]}
    jane = users.client(both, service="identitystore")
    answer = enforced(lambda: error_of(jane.describe_user, IdentityStoreId=store, UserId=USER))
    assert answer == ("ResourceNotFoundException", "USER not found.")


@pytest.mark.rule("identity-store.iam-resources")
def test_a_store_that_nobody_has_is_any_resource(users: Users, store: str, enforced: Any) -> None:
    jane = users.client(service="identitystore")
    for call, expected in (
        (lambda: jane.list_users(IdentityStoreId=UNKNOWN_STORE), "ListUsers"),
        (jane.list_identity_stores, "ListIdentityStores"),
    ):
        refused = enforced(lambda call=call: error_of(call))
        assert refused == denied(expected, "*", prefix="identitystore")
    assert store


def test_a_user_with_the_right_may_change_the_store(users: Users, store: str, enforced: Any) -> None:
    jane = users.client({"Effect": "Allow", "Action": "identitystore:*", "Resource": "*"}, service="identitystore")
    group = {"IdentityStoreId": store, "DisplayName": "staff"}
    group_id = enforced(lambda: jane.create_group(**group))["GroupId"]
    assert enforced(lambda: jane.list_groups(IdentityStoreId=store))["Groups"][0]["GroupId"] == group_id
