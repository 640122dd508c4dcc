"""Validation: the model's constraints in the service's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.model import ServiceModel, Shape
from hypothesis import given
from hypothesis import strategies as st

from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.validation import validate, without_nulls
from tests.conftest import error_of

INSTANCE_ARN = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
APPLICATION_ARN = "arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1234567890abcdef"
ARN_PATTERN = r"arn:aws(-[a-z]{1,5}){0,3}:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}"


def spec_of(operation: str) -> OperationSpec:
    spec = SSO_ADMIN.spec(operation)
    assert spec is not None
    return spec


def refusal(operation: str, /, **params: Any) -> str:
    """Return the text that a request is refused with, empty when it is valid."""
    try:
        validate(spec_of(operation), params)
    except ValidationException as error:
        return error.message
    return ""


def violation(path: str, constraint: str) -> str:
    return f"Value of input '{path}' failed to satisfy constraint: Member must {constraint}"


@pytest.mark.rule("wire.validation-text")
def test_the_observed_text_for_a_pattern(unchecked: Any) -> None:
    assert error_of(unchecked.describe_instance, InstanceArn="arn:aws:sso:::instance/x") == (
        "ValidationException",
        violation("instanceArn", f"satisfy regular expression pattern: {ARN_PATTERN}"),
    )


@pytest.mark.rule("wire.validation-text-others")
@pytest.mark.parametrize(
    ("operation", "params", "path", "constraint"),
    [
        ("DescribeInstance", {}, "instanceArn", "not be null"),
        ("DescribeInstance", {"InstanceArn": None}, "instanceArn", "not be null"),
        ("DescribeInstance", {"InstanceArn": 1}, "instanceArn", "be a string"),
        ("CreateInstance", {"Name": "x" * 256}, "name", "have length less than or equal to 255"),
        ("CreateInstance", {"Tags": {}}, "tags", "be a list"),
        ("CreateInstance", {"Tags": ["x"]}, "tags.1.member", "be a structure"),
        ("CreateInstance", {"Tags": [None]}, "tags.1.member", "not be null"),
        ("CreateInstance", {"Tags": [{"Key": "k"}]}, "tags.1.member.value", "not be null"),
        ("CreateInstance", {"Tags": [{"Key": "k", "Value": "v" * 257}]}, "tags.1.member.value", "have length less than "
         "or equal to 256"),
        ("CreateInstance", {"Tags": [{"Key": str(n), "Value": ""} for n in range(76)]}, "tags", "have length less than "
         "or equal to 75"),
        ("ListInstances", {"MaxResults": 0}, "maxResults", "have value greater than or equal to 1"),
        ("ListInstances", {"MaxResults": 101}, "maxResults", "have value less than or equal to 100"),
        ("ListInstances", {"MaxResults": "1"}, "maxResults", "be an integer"),
        ("ListInstances", {"MaxResults": 1.0}, "maxResults", "be an integer"),
        ("ListInstances", {"MaxResults": True}, "maxResults", "be an integer"),
        ("ListInstances", {"RegionScope": "NOWHERE"}, "regionScope", "satisfy enum value set: [CURRENT_REGION, "
         "ALL_REGIONS]"),
        ("UpdateInstance", {"InstanceArn": INSTANCE_ARN, "PermissionSetsEnabled": "true"}, "permissionSetsEnabled",
         "be a boolean"),
        ("UpdateInstance", {"InstanceArn": INSTANCE_ARN, "EncryptionConfiguration": []}, "encryptionConfiguration",
         "be a structure"),
        ("UpdateInstance", {"InstanceArn": INSTANCE_ARN, "EncryptionConfiguration": {}},
         "encryptionConfiguration.keyType", "not be null"),
        ("UpdateInstance", {"InstanceArn": INSTANCE_ARN, "NetworkConfiguration": {"VpceAccessRequired": None}},
         "networkConfiguration.vpceAccessRequired", "not be null"),
        ("UntagResource", {"ResourceArn": INSTANCE_ARN, "TagKeys": []}, "tagKeys", "have length greater than or equal "
         "to 1"),
        ("ListApplicationAccessScopes", {"ApplicationArn": APPLICATION_ARN, "MaxResults": 100}, "maxResults",
         "have value less than or equal to 10"),
    ],
)  # fmt: skip
def test_the_text_for_every_other_constraint(
    operation: str, params: dict[str, Any], path: str, constraint: str
) -> None:
    assert refusal(operation, **params) == violation(path, constraint)


@pytest.mark.rule("wire.validation-text-others")
def test_several_violations_come_in_one_message(unchecked: Any) -> None:
    tags = [{"Key": "good", "Value": ""}, {"Key": "bad!", "Value": "bad?"}, {"Key": "", "Value": None}]
    code, message = error_of(unchecked.create_instance, Name="not this", ClientToken="", Tags=tags)
    pattern = r"satisfy regular expression pattern: ([\p{L}\p{Z}\p{N}_.:/=+\-@]*)"
    assert code == "ValidationException"
    assert message == "7 validation errors detected: " + "; ".join(
        [
            violation("name", r"satisfy regular expression pattern: [\w+=,.@-]+"),
            violation("clientToken", "have length greater than or equal to 1"),
            violation("clientToken", "satisfy regular expression pattern: [!-~]+"),
            violation("tags.2.member.key", pattern),
            violation("tags.2.member.value", pattern),
            violation("tags.3.member.key", "have length greater than or equal to 1"),
            violation("tags.3.member.value", "not be null"),
        ]
    )


@pytest.mark.rule("wire.validation-text-others")
@pytest.mark.parametrize("configuration", [{}, {"OidcJwtConfiguration": None}, {"Unknown": {}}])
def test_a_union_has_exactly_one_member(configuration: dict[str, Any]) -> None:
    params = {"InstanceArn": INSTANCE_ARN, "Name": "n", "TrustedTokenIssuerType": "OIDC_JWT"}
    assert refusal("CreateTrustedTokenIssuer", **params, TrustedTokenIssuerConfiguration=configuration) == violation(
        "trustedTokenIssuerConfiguration", "have exactly one of: [OidcJwtConfiguration]"
    )


@pytest.mark.rule("wire.validation-text-others")
def test_a_union_with_two_members_is_refused() -> None:
    def refusal_of(grant: dict[str, Any]) -> str:
        return refusal("PutApplicationGrant", ApplicationArn=APPLICATION_ARN, GrantType="refresh_token", Grant=grant)

    assert refusal_of({"AuthorizationCode": {}}) == ""
    assert refusal_of({"AuthorizationCode": {}, "RefreshToken": {}}) == violation(
        "grant", "have exactly one of: [AuthorizationCode, JwtBearer, RefreshToken, TokenExchange]"
    )


@pytest.mark.rule("wire.deep-documents")
def test_a_document_may_have_any_form_but_not_any_depth() -> None:
    def refusal_of(policy: Any) -> str:
        method = {"Iam": {"ActorPolicy": policy}}
        params = {"ApplicationArn": APPLICATION_ARN, "AuthenticationMethodType": "IAM"}
        return refusal("PutApplicationAuthenticationMethod", **params, AuthenticationMethod=method)

    policy: Any = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}], "Numbers": [1, 2.5, True, None]}
    assert refusal_of(policy) == ""
    deep: Any = "x"
    for level in range(100):
        deep = [deep] if level % 2 else {"a": deep}
    assert refusal_of(deep) == ""
    assert refusal_of([deep]) == violation(
        "authenticationMethod.iam.actorPolicy", "not be nested deeper than 100 levels"
    )


def test_lengths_are_counted_in_characters_whatever_their_size() -> None:
    assert refusal("CreateInstance", Tags=[{"Key": "𒀀" * 128, "Value": "𒀀" * 256}]) == ""
    assert "less than or equal to 128" in refusal("CreateInstance", Tags=[{"Key": "𒀀" * 129, "Value": ""}])


@pytest.mark.parametrize(("limit", "valid"), [(0, False), (1, True), (100, True), (101, False)])
def test_the_bounds_of_a_number_are_valid_themselves(limit: int, valid: bool) -> None:
    assert (refusal("ListPermissionSets", InstanceArn=INSTANCE_ARN, MaxResults=limit) == "") == valid


POLICY = {"AuthenticationMethod": {"Iam": {"ActorPolicy": {"Version": None, "Statement": [None]}}}}


@pytest.mark.parametrize(
    ("operation", "params", "expected"),
    [
        ("CreateInstance", {"Name": None, "Unknown": 1}, {}),
        (
            "CreateInstance",
            {"Tags": [{"Key": "k", "Value": "v", "Unknown": 1}]},
            {"Tags": [{"Key": "k", "Value": "v"}]},
        ),
        ("ListApplications", {"Filter": {"ApplicationAccount": None}}, {"Filter": {}}),
        ("PutApplicationAuthenticationMethod", POLICY, POLICY),
    ],
)
def test_nulls_and_unknown_members_are_taken_out_but_not_of_documents(
    operation: str, params: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert without_nulls(spec_of(operation), params) == expected


@pytest.mark.parametrize(("key", "valid"), [("مدينة", True), ("ключ 1", True), ("a\tb", False), ("a😀", False)])
def test_letters_are_those_of_every_script(key: str, valid: bool) -> None:
    assert (refusal("CreateInstance", Tags=[{"Key": key, "Value": ""}]) == "") == valid


@pytest.mark.parametrize("name", ["café", "١٢٣", "a b", "name\n"])
def test_word_characters_and_digits_are_ascii(name: str) -> None:
    assert refusal("CreateInstance", Name=name).startswith("Value of input 'name'")


def test_a_text_that_is_too_long_is_refused_quickly() -> None:
    # The model's pattern alone takes half a minute for this.
    path = "/a" * 500_000 + "!"
    text = refusal(
        "DetachCustomerManagedPolicyReferenceFromPermissionSet",
        InstanceArn=INSTANCE_ARN,
        PermissionSetArn="arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
        CustomerManagedPolicyReference={"Name": "n", "Path": path},
    )
    assert text == violation("customerManagedPolicyReference.path", "have length less than or equal to 512")


TEXTS = st.sampled_from(["", "x", "Key", "Value", "123456789012", "\ud800", "😀", INSTANCE_ARN])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(TEXTS, children, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_any_json_is_either_valid_or_refused_and_valid_parameters_hold_no_nulls(data: st.DataObject) -> None:
    spec = spec_of(data.draw(st.sampled_from(SSO_ADMIN.model.operation_names)))
    params = data.draw(st.dictionaries(st.sampled_from(sorted(spec.members)), JSON))
    if text := refusal(spec.name, **params):
        assert "failed to satisfy constraint: Member must " in text
    else:
        assert None not in without_nulls(spec, params).values()


def shapes_of(model: ServiceModel) -> Iterator[Shape]:
    """Yield every shape of every input once."""
    seen: dict[str, Shape] = {}
    waiting: list[Shape] = [model.operation_model(name).input_shape for name in model.operation_names]
    while waiting:
        shape = waiting.pop()
        if shape.name not in seen:
            seen[shape.name] = shape
            waiting.extend(getattr(shape, "members", {}).values())
            waiting.extend([shape.member] if hasattr(shape, "member") else [])
    yield from seen.values()


def test_the_model_s_inputs_have_no_shapes_that_validation_does_not_know() -> None:
    types = {shape.type_name for shape in shapes_of(SSO_ADMIN.model)}
    assert types == {"structure", "list", "string", "integer", "boolean"}


def test_no_pattern_of_the_model_mixes_classes_that_are_ascii_with_classes_that_are_not() -> None:
    patterns = [shape.metadata["pattern"] for shape in shapes_of(SSO_ADMIN.model) if "pattern" in shape.metadata]
    assert len(patterns) > 30
    assert not [pattern for pattern in patterns if r"\p{" in pattern and re.search(r"\\[wdsb]", pattern)]


@pytest.mark.parametrize("operation", SSO_ADMIN.model.operation_names)
def test_every_operation_requires_what_the_model_requires(operation: str) -> None:
    required = spec_of(operation).input_shape.required_members
    message = refusal(operation)
    assert message.count("Member must not be null") == len(required)
    for member in required:
        assert f"'{member[0].lower()}{member[1:]}'" in message
