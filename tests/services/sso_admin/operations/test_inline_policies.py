"""The inline policy of a permission set."""

from __future__ import annotations

import json
from string import ascii_letters
from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import Organization
from tests.services.sso_admin.operations.one_permission_set import OnePermissionSet, new_permission_set

PUT = "put_inline_policy_to_permission_set"
GET = "get_inline_policy_for_permission_set"
DELETE = "delete_inline_policy_from_permission_set"

STATEMENT = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT]}, indent=2)


@pytest.fixture
def admin(sso: Any, organization: Organization) -> OnePermissionSet:
    return new_permission_set(sso, organization)


def inline_policy(permission_set: OnePermissionSet) -> str:
    return permission_set.call(GET)["InlinePolicy"]


def policy_of(size: int) -> str:
    """Return a policy document of so many characters, all letters among them, and none of them whitespace."""
    short = json.dumps({"Statement": [STATEMENT | {"Sid": ascii_letters}]}, separators=(",", ":"))
    return short.replace('"Sid":"', f'"Sid":"{"x" * (size - len(short))}')


def test_the_policy_comes_back_as_it_was_put(admin: OnePermissionSet) -> None:
    admin.call(PUT, InlinePolicy=POLICY)
    assert inline_policy(admin) == POLICY


@pytest.mark.rule("wire.validation-text")
def test_a_character_that_policies_cannot_have_is_refused_in_the_observed_words(admin: OnePermissionSet) -> None:
    # The hyphen is U+2011, as in terraform-provider-aws issue 32010.
    assert admin.error(PUT, InlinePolicy=POLICY.replace("s3:GetObject", "docdb\u2011elastic:*")) == (
        "ValidationException",
        "Value of input 'inlinePolicy' failed to satisfy constraint: Member must satisfy regular expression pattern: "
        r"[\u0009\u000A\u000D\u0020-\u00FF]+",
    )


def test_a_new_policy_takes_the_place_of_the_one_before(admin: OnePermissionSet) -> None:
    admin.call(PUT, InlinePolicy=POLICY)
    admin.call(PUT, InlinePolicy=policy_of(200))
    assert inline_policy(admin) == policy_of(200)


@pytest.mark.rule("inline-policy.absent")
def test_deleting_the_policy_succeeds_whether_or_not_there_is_one(admin: OnePermissionSet) -> None:
    admin.call(PUT, InlinePolicy=POLICY)
    admin.call(DELETE)
    assert inline_policy(admin) == ""
    admin.call(DELETE)


@pytest.mark.rule("inline-policy.malformed")
@pytest.mark.parametrize("document", ["{not json", "[]", '{"Statement": []}', '{"Statement": {"Effect": "Allow"}}'])
def test_the_whole_of_a_malformed_document_is_in_the_error(admin: OnePermissionSet, document: str) -> None:
    admin.call(PUT, InlinePolicy=POLICY)
    assert admin.error(PUT, InlinePolicy=document) == (
        "ValidationException",
        f"Invalid PermissionsPolicy Document {document}",
    )
    assert inline_policy(admin) == POLICY


@pytest.mark.rule("inline-policy.non-whitespace-size")
def test_whitespace_does_not_count_for_the_smaller_limit(admin: OnePermissionSet) -> None:
    spaced = policy_of(10240).replace(",", ", \t\r\n" + " " * 1000)
    admin.call(PUT, InlinePolicy=spaced)
    assert inline_policy(admin) == spaced


@pytest.mark.rule("inline-policy.non-whitespace-size")
def test_more_than_10240_bytes_without_whitespace_are_refused(admin: OnePermissionSet) -> None:
    assert admin.error(PUT, InlinePolicy=policy_of(10405) + " \n") == (
        "ValidationException",
        "Current size of the non-whitespace characters present in the InlinePolicy Document is 10405 bytes which has "
        "exceeded the maximum limit of 10240 bytes",
    )
    assert inline_policy(admin) == ""


@pytest.mark.rule("inline-policy.non-whitespace-size")
def test_a_character_beyond_ascii_is_two_bytes(admin: OnePermissionSet) -> None:
    message = admin.error(PUT, InlinePolicy=policy_of(10240).replace("x", "é", 1))[1]
    assert "is 10241 bytes" in message


@pytest.mark.rule("inline-policy.size")
def test_more_than_32768_bytes_with_whitespace_are_refused(admin: OnePermissionSet) -> None:
    fits = policy_of(200).replace("x", "é", 1) + " " * (32768 - 201)
    admin.call(PUT, InlinePolicy=fits)
    assert admin.error(PUT, InlinePolicy=fits[:-1].replace("x", "é", 2)) == (
        "ValidationException",
        "Current size of the InlinePolicy Document is 32769 bytes which has exceeded the maximum limit of 32768 bytes",
    )


@pytest.mark.rule("inline-policy.size")
@pytest.mark.parametrize("quota", ["inline_policy_bytes", "inline_policy_non_whitespace_bytes"])
def test_each_limit_can_be_lowered(admin: OnePermissionSet, quota: str) -> None:
    with mock_ssoadmin(quotas={quota: 199}):
        assert "is 200 bytes" in admin.error(PUT, InlinePolicy=policy_of(200))[1]
        admin.call(PUT, InlinePolicy=policy_of(199))


def test_a_policy_put_or_deleted_has_to_be_provisioned(admin: OnePermissionSet) -> None:
    versions = [admin.version]
    for operation, params in ((PUT, {"InlinePolicy": POLICY}), (DELETE, {})):
        admin.call(operation, **params)
        versions.append(admin.version)
    assert versions == sorted(set(versions))


def test_deleting_an_absent_policy_leaves_nothing_to_provision(admin: OnePermissionSet) -> None:
    before = admin.version
    admin.call(DELETE)
    assert admin.version == before
