"""Authentication methods of applications, in process and over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import MANAGEMENT, STANDALONE, Connect, error_of

ACTION = "sso-oauth:CreateTokenWithIAM"
ROOT = f"arn:aws:iam::{MANAGEMENT}:root"


def statement(**elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": ACTION, "Resource": "*"} | elements


def without(*elements: str) -> dict[str, Any]:
    return {key: value for key, value in statement().items() if key not in elements}


def policy(*statements: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def method(document: Any) -> dict[str, Any]:
    return {"AuthenticationMethodType": "IAM", "AuthenticationMethod": {"Iam": {"ActorPolicy": document}}}


def put(sso: Any, application: str, document: Any) -> None:
    sso.put_application_authentication_method(ApplicationArn=application, **method(document))


def got(sso: Any, application: str) -> Any:
    answer = sso.get_application_authentication_method(ApplicationArn=application, AuthenticationMethodType="IAM")
    return answer["AuthenticationMethod"]["Iam"]["ActorPolicy"]


def test_a_method_is_put_got_listed_and_deleted(sso: Any, application: str) -> None:
    named = {"ApplicationArn": application, "AuthenticationMethodType": "IAM"}
    put(sso, application, policy(statement()))
    assert sso.list_application_authentication_methods(ApplicationArn=application)["AuthenticationMethods"] == [
        method(policy(statement()))
    ]
    sso.delete_application_authentication_method(**named)
    assert sso.list_application_authentication_methods(ApplicationArn=application)["AuthenticationMethods"] == []
    put(sso, application, policy(statement()))
    put(sso, application, policy(statement(Sid="second")))
    assert got(sso, application) == policy(statement(Sid="second"))


@pytest.mark.rule("authentication-method.round-trip")
def test_a_policy_comes_back_as_it_was_put(sso: Any, application: str) -> None:
    document = {
        "Id": None,
        "Version": "2012-10-17",
        "Statement": [
            statement(
                Sid="é☃",
                Action=[ACTION],
                Resource=[application],
                Condition={"Bool": {"aws:x": [True, False, None, 1, "1", 12345678901234567890]}, "Null": {}},
            )
        ],
        "x": [[], {}, ""],
    }
    put(sso, application, document)
    assert json.dumps(got(sso, application)) == json.dumps(document)


@pytest.mark.rule("authentication-method.policy-grammar")
@pytest.mark.parametrize(
    "document",
    [
        policy(statement()),
        {"Statement": statement()},
        policy(statement(Effect="Deny"), statement()),
        policy(statement(Principal="*")),
        policy(statement(Principal={"AWS": "*"})),
        policy(statement(Principal={"AWS": [ROOT, STANDALONE]})),
        policy(statement(Principal={"Service": "redshift.amazonaws.com"})),
        policy(statement(Action="SSO-OAuth:createtokenwithiam")),
        policy(statement(Action=["sso-oauth:*", "sso-oauth:CreateToken????IAM"])),
        policy(without("Resource")),
        policy(statement(Resource=None)),
    ],
    ids=json.dumps,
)
def test_a_policy_of_the_known_form_is_accepted(sso: Any, application: str, document: Any) -> None:
    put(sso, application, document)
    assert got(sso, application) == document


@pytest.mark.rule("authentication-method.invalid-policy")
@pytest.mark.rule("authentication-method.policy-grammar")
@pytest.mark.parametrize(
    "document",
    [
        "policy",
        json.dumps(policy(statement())),
        [],
        1,
        True,
        {},
        policy(),
        {"Statement": "Allow"},
        {"Statement": None},
        policy(statement(), "Allow"),
        policy(without("Effect")),
        policy(statement(Effect="allow")),
        policy(statement(Effect=["Allow"])),
        policy(without("Action")),
        policy(statement(Action=[])),
        policy(statement(Action="s3:GetObject")),
        policy(statement(Action="sso-oauth:[C]reateTokenWithIAM")),
        policy(statement(Action=[ACTION, "sts:AssumeRole"])),
        policy(statement(Action=[ACTION, 1])),
        policy(statement(Resource=[])),
        policy(statement(Resource={})),
        policy(without("Principal")),
        policy(statement(Principal=ROOT)),
        policy(statement(Principal={})),
        policy(statement(Principal={"AWS": []})),
        policy(statement(Principal={"AWS": 1})),
        policy(statement(Principal={"Federated": "example.com"})),
    ],
    ids=json.dumps,
)
def test_a_policy_of_another_form_is_invalid(sso: Any, application: str, document: Any) -> None:
    assert error_of(put, sso=sso, application=application, document=document) == (
        "ValidationException",
        "Invalid actor policy provided",
    )
    assert sso.list_application_authentication_methods(ApplicationArn=application)["AuthenticationMethods"] == []


@pytest.mark.rule("authentication-method.invalid-policy")
@pytest.mark.rule("authentication-method.principals-exist", "authentication-method.principals-looked-up")
@pytest.mark.parametrize("account_id", [MANAGEMENT, STANDALONE])
def test_roles_and_users_of_a_policy_must_exist(sso: Any, connect: Connect, application: str, account_id: str) -> None:
    role, user = (f"arn:aws:iam::{account_id}:{entity}" for entity in ("role/apps/reports", "user/ann"))
    document = policy(statement(Principal={"AWS": [role, user]}))
    invalid = ("ValidationException", "Invalid actor policy provided")
    iam = connect("iam", account_id=account_id)
    assert error_of(put, sso=sso, application=application, document=document) == invalid
    iam.create_role(RoleName="reports", Path="/apps/", AssumeRolePolicyDocument="{}")
    assert error_of(put, sso=sso, application=application, document=document) == invalid
    iam.create_user(UserName="ann")
    put(sso, application, document)
    assert got(sso, application) == document


@pytest.mark.rule("authentication-method.principals-exist", "authentication-method.principals-looked-up")
@pytest.mark.parametrize(
    ("principal", "valid"),
    [
        (f"arn:aws:sts::{STANDALONE}:assumed-role/reports/session", True),
        (f"arn:aws:sts::{STANDALONE}:federated-user/ann", True),
        (f"arn:aws:iam::{STANDALONE}:root", True),
        (f"arn:aws:sts::{STANDALONE}:root", False),
        (f"arn:aws:iam::{STANDALONE}:role/", False),
        (f"arn:aws:iam::{STANDALONE}:group/devs", False),
        (f"arn:aws:iam::{MANAGEMENT}:assumed-role/reports/session", False),
        ("arn:aws:iam::1:root", False),
        (f"arn:aws-cn:iam::{STANDALONE}:root", False),
        ("reports", False),
        ("", False),
    ],
)
def test_accounts_and_sessions_are_not_looked_up(sso: Any, application: str, principal: str, valid: bool) -> None:
    document = policy(statement(Principal={"AWS": principal}))
    if valid:
        put(sso, application, document)
    else:
        assert error_of(put, sso=sso, application=application, document=document)[0] == "ValidationException"


@pytest.mark.rule("authentication-method.not-found")
@pytest.mark.parametrize(
    "operation", ["get_application_authentication_method", "delete_application_authentication_method"]
)
def test_a_method_that_the_application_does_not_have_is_not_found(sso: Any, application: str, operation: str) -> None:
    assert error_of(getattr(sso, operation), ApplicationArn=application, AuthenticationMethodType="IAM") == (
        "ResourceNotFoundException",
        f"Could not find authentication method IAM of {application}.",
    )
