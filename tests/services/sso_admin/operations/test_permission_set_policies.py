"""The AWS managed and customer managed policies of permission sets."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import Connect, Organization, error_of
from tests.services.sso_admin.operations.one_permission_set import OnePermissionSet, new_permission_set

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
VIEW_ONLY = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"

ATTACH = "attach_managed_policy_to_permission_set"
DETACH = "detach_managed_policy_from_permission_set"
LIST = "list_managed_policies_in_permission_set"
ATTACH_REFERENCE = "attach_customer_managed_policy_reference_to_permission_set"
DETACH_REFERENCE = "detach_customer_managed_policy_reference_from_permission_set"
LIST_REFERENCES = "list_customer_managed_policy_references_in_permission_set"


@pytest.fixture
def admin(sso: Any, organization: Organization) -> OnePermissionSet:
    return new_permission_set(sso, organization)


def managed(permission_set: OnePermissionSet) -> list[str]:
    return [policy["Arn"] for policy in permission_set.call(LIST)["AttachedManagedPolicies"]]


def references(permission_set: OnePermissionSet) -> list[dict[str, str]]:
    return permission_set.call(LIST_REFERENCES)["CustomerManagedPolicyReferences"]


def named(name: str, path: str | None = None) -> dict[str, Any]:
    reference = {"Name": name} if path is None else {"Name": name, "Path": path}
    return {"CustomerManagedPolicyReference": reference}


# --- AWS managed policies ------------------------------------------------------------------------------------------


AWS_MANAGED = [
    f"arn:aws:iam::aws:policy/{name}"
    for name in (
        "AdministratorAccess",
        "AmazonDynamoDBFullAccess",
        "AmazonEC2FullAccess",
        "AmazonEC2ReadOnlyAccess",
        "AmazonRDSFullAccess",
        "AmazonRDSReadOnlyAccess",
        "AmazonS3FullAccess",
        "AmazonS3ReadOnlyAccess",
        "AmazonSNSFullAccess",
        "AmazonSQSFullAccess",
        "ReadOnlyAccess",
        "SecurityAudit",
    )
]


@pytest.mark.rule("managed-policy.page-of-ten")
def test_a_page_of_policies_holds_ten_unless_the_request_says(admin: OnePermissionSet) -> None:
    for number, arn in enumerate(AWS_MANAGED):
        admin.call(ATTACH, ManagedPolicyArn=arn)
        admin.call(ATTACH_REFERENCE, **named(f"Own{number}"))
    for operation, key in ((LIST, "AttachedManagedPolicies"), (LIST_REFERENCES, "CustomerManagedPolicyReferences")):
        first = admin.call(operation)
        assert len(first[key]) == 10
        rest = admin.call(operation, NextToken=first["NextToken"])
        assert len(rest[key]) == 2
        assert "NextToken" not in rest
        assert len(admin.call(operation, MaxResults=12)[key]) == 12
        assert len(admin.call(operation, MaxResults=3)[key]) == 3


@pytest.mark.rule("managed-policy.exists")
@pytest.mark.parametrize(
    ("arn", "name"),
    [
        (ADMINISTRATOR, "AdministratorAccess"),
        (VIEW_ONLY, "ViewOnlyAccess"),
        ("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "AWSLambdaBasicExecutionRole"),
    ],
)
def test_an_attached_policy_is_listed_under_the_last_part_of_its_arn(
    admin: OnePermissionSet, arn: str, name: str
) -> None:
    admin.call(ATTACH, ManagedPolicyArn=arn)
    assert admin.call(LIST)["AttachedManagedPolicies"] == [{"Name": name, "Arn": arn}]


@pytest.mark.rule("managed-policy.order")
def test_policies_are_listed_in_the_order_of_attachment_page_by_page(admin: OnePermissionSet) -> None:
    arns = [VIEW_ONLY, ADMINISTRATOR, READ_ONLY]
    for arn in arns:
        admin.call(ATTACH, ManagedPolicyArn=arn)
    first = admin.call(LIST, MaxResults=2)
    last = admin.call(LIST, MaxResults=2, NextToken=first["NextToken"])
    assert [policy["Arn"] for policy in first["AttachedManagedPolicies"]] == arns[:2]
    assert [policy["Arn"] for policy in last["AttachedManagedPolicies"]] == arns[2:]
    assert "NextToken" not in last


@pytest.mark.rule("managed-policy.exists")
@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::aws:policy/NoSuchPolicy",
        "arn:aws:iam::aws:policy/ViewOnlyAccess",
        "arn:aws:iam::aws:policy/job-function/AdministratorAccess",
        "arn:aws-cn:iam::aws:policy/AdministratorAccess",
    ],
)
def test_a_policy_that_does_not_exist_under_this_arn_is_not_found(admin: OnePermissionSet, arn: str) -> None:
    assert admin.error(ATTACH, ManagedPolicyArn=arn) == (
        "ResourceNotFoundException",
        f"Policy does not exist with ARN: {arn}",
    )
    assert managed(admin) == []


@pytest.mark.rule("managed-policy.exists")
def test_policies_exist_in_each_partition_under_its_own_arns(connect: Connect) -> None:
    china = connect(region_name="cn-north-1")
    instance = china.create_instance()["InstanceArn"]
    china.update_instance(InstanceArn=instance, PermissionSetsEnabled=True)
    arn = china.create_permission_set(InstanceArn=instance, Name="Admin")["PermissionSet"]["PermissionSetArn"]
    permission_set = OnePermissionSet(china, instance, arn)
    permission_set.call(ATTACH, ManagedPolicyArn="arn:aws-cn:iam::aws:policy/AdministratorAccess")
    assert permission_set.error(ATTACH, ManagedPolicyArn=ADMINISTRATOR)[0] == "ResourceNotFoundException"


@pytest.mark.rule("managed-policy.malformed")
def test_an_impossible_name_is_refused_in_the_service_s_own_words(admin: OnePermissionSet) -> None:
    assert admin.error(ATTACH, ManagedPolicyArn="arn:aws:iam::aws:policy/invalid policy") == (
        "ValidationException",
        "Given managed policy ARN: arn:aws:iam::aws:policy/invalid policy, is invalid",
    )


@pytest.mark.rule("managed-policy.malformed")
@pytest.mark.parametrize(
    "arn", ["arn:aws:iam::123456789012:policy/Developers", "arn:aws:iam::aws:role/Admin", "not an ARN, not at all"]
)
def test_an_arn_of_something_else_breaks_the_pattern(admin: OnePermissionSet, arn: str) -> None:
    code, message = admin.error(ATTACH, ManagedPolicyArn=arn)
    assert code == "ValidationException"
    assert message.startswith(
        "Value of input 'managedPolicyArn' failed to satisfy constraint: Member must satisfy regular expression "
        "pattern: arn:aws"
    )


@pytest.mark.rule("managed-policy.malformed")
@pytest.mark.parametrize(
    "arn",
    ["arn:aws-us-gov:iam::aws", "arn:aws:iam::aws:policy/" + 2048 * "x"],
)
def test_an_arn_that_is_malformed_otherwise_is_refused_in_the_framework_s_words(
    admin: OnePermissionSet, arn: str
) -> None:
    code, message = admin.error(ATTACH, ManagedPolicyArn=arn)
    assert code == "ValidationException"
    assert message.startswith("Value of input 'managedPolicyArn' failed to satisfy constraint: ")


@pytest.mark.rule("managed-policy.malformed")
def test_an_impossible_name_is_one_of_several_violations(admin: OnePermissionSet) -> None:
    code, message = error_of(
        admin.sso.attach_managed_policy_to_permission_set,
        InstanceArn="not-an-instance",
        PermissionSetArn=admin.arn,
        ManagedPolicyArn="arn:aws:iam::aws:policy/invalid policy",
    )
    assert code == "ValidationException"
    assert message.startswith("2 validation errors detected: Value of input 'instanceArn'")
    assert message.endswith("Given managed policy ARN: arn:aws:iam::aws:policy/invalid policy, is invalid")


@pytest.mark.rule("managed-policy.duplicate")
def test_attaching_a_policy_twice_is_a_conflict(admin: OnePermissionSet) -> None:
    admin.call(ATTACH, ManagedPolicyArn=VIEW_ONLY)
    assert admin.error(ATTACH, ManagedPolicyArn=VIEW_ONLY) == (
        "ConflictException",
        f"Permission set with id {admin.id} already has a typed link attachment to a manged policy with {VIEW_ONLY}",
    )
    assert managed(admin) == [VIEW_ONLY]


@pytest.mark.rule("managed-policy.missing")
def test_detaching_a_policy_works_once(admin: OnePermissionSet) -> None:
    admin.call(ATTACH, ManagedPolicyArn=ADMINISTRATOR)
    admin.call(DETACH, ManagedPolicyArn=ADMINISTRATOR)
    assert managed(admin) == []
    assert admin.error(DETACH, ManagedPolicyArn=ADMINISTRATOR) == (
        "ResourceNotFoundException",
        f"Could not find ManagedPolicy with arn {ADMINISTRATOR}",
    )


# --- customer managed policies -------------------------------------------------------------------------------------


@pytest.mark.rule("customer-managed-policy.identity")
def test_a_reference_without_a_path_is_listed_with_the_root_path(admin: OnePermissionSet) -> None:
    admin.call(ATTACH_REFERENCE, **named("NoSuchPolicyAnywhere"))
    assert references(admin) == [{"Name": "NoSuchPolicyAnywhere", "Path": "/"}]


@pytest.mark.rule("customer-managed-policy.identity")
def test_the_same_name_under_another_path_is_another_policy(admin: OnePermissionSet) -> None:
    admin.call(ATTACH_REFERENCE, **named("Developers"))
    admin.call(ATTACH_REFERENCE, **named("Developers", "/teams/"))
    assert references(admin) == [{"Name": "Developers", "Path": "/"}, {"Name": "Developers", "Path": "/teams/"}]
    admin.call(DETACH_REFERENCE, **named("Developers"))
    assert references(admin) == [{"Name": "Developers", "Path": "/teams/"}]


@pytest.mark.rule("managed-policy.order")
def test_references_are_listed_in_the_order_of_attachment_page_by_page(admin: OnePermissionSet) -> None:
    names = ["Zulu", "Alpha", "Mike"]
    for name in names:
        admin.call(ATTACH_REFERENCE, **named(name))
    first = admin.call(LIST_REFERENCES, MaxResults=2)
    last = admin.call(LIST_REFERENCES, MaxResults=2, NextToken=first["NextToken"])
    assert [reference["Name"] for reference in first["CustomerManagedPolicyReferences"]] == names[:2]
    assert [reference["Name"] for reference in last["CustomerManagedPolicyReferences"]] == names[2:]
    assert "NextToken" not in last


@pytest.mark.rule("customer-managed-policy.duplicate")
@pytest.mark.parametrize("path", [None, "/"])
def test_attaching_a_reference_twice_is_a_conflict(admin: OnePermissionSet, path: str | None) -> None:
    admin.call(ATTACH_REFERENCE, **named("Developers"))
    assert admin.error(ATTACH_REFERENCE, **named("Developers", path)) == (
        "ConflictException",
        "Given customer managed policy with name: Developers  and path / already attached",
    )


@pytest.mark.rule("customer-managed-policy.missing")
def test_detaching_a_reference_that_is_not_attached_is_not_found(admin: OnePermissionSet) -> None:
    admin.call(ATTACH_REFERENCE, **named("Developers"))
    assert admin.error(DETACH_REFERENCE, **named("Developers", "/teams/")) == (
        "ResourceNotFoundException",
        "Given managed policy with name: Developers  and path /teams/ does not exist on PermissionSet",
    )


# --- both ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("managed-policy.quota")
def test_both_kinds_of_policies_count_for_the_quota(admin: OnePermissionSet) -> None:
    with mock_ssoadmin(quotas={"managed_policies_per_permission_set": 2}):
        admin.call(ATTACH, ManagedPolicyArn=ADMINISTRATOR)
        admin.call(ATTACH_REFERENCE, **named("Developers"))
        assert admin.error(ATTACH, ManagedPolicyArn=READ_ONLY) == (
            "ServiceQuotaExceededException",
            f"You have exceeded AWS SSO limits. Cannot create ManagedPolicy more than 2 for id {admin.id}. "
            "Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
        )
        assert admin.error(ATTACH_REFERENCE, **named("Operators")) == (
            "ServiceQuotaExceededException",
            "Cannot attach managed policy: number of attached managed policies is already at maximum 2",
        )
        admin.call(DETACH, ManagedPolicyArn=ADMINISTRATOR)
        admin.call(ATTACH_REFERENCE, **named("Operators"))


@pytest.mark.rule("managed-policy.quota")
def test_a_set_has_room_for_twenty_five_policies(admin: OnePermissionSet) -> None:
    for number in range(25):
        admin.call(ATTACH_REFERENCE, **named(f"Policy{number}"))
    assert admin.error(ATTACH_REFERENCE, **named("OneMore"))[1].endswith("already at maximum 25")
    assert "more than 25 for id" in admin.error(ATTACH, ManagedPolicyArn=ADMINISTRATOR)[1]


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        (ATTACH, {"ManagedPolicyArn": READ_ONLY}),
        (DETACH, {"ManagedPolicyArn": ADMINISTRATOR}),
        (ATTACH_REFERENCE, named("Operators")),
        (DETACH_REFERENCE, named("Developers")),
    ],
)
def test_a_change_of_policies_has_to_be_provisioned(
    admin: OnePermissionSet, operation: str, params: dict[str, Any]
) -> None:
    admin.call(ATTACH, ManagedPolicyArn=ADMINISTRATOR)
    admin.call(ATTACH_REFERENCE, **named("Developers"))
    before = admin.version
    admin.call(operation, **params)
    assert admin.version > before
