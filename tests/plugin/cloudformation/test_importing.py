"""What is there already can be imported into a stack, with a change set of type IMPORT."""

from __future__ import annotations

from typing import Any

import pytest

from tests.center import Center
from tests.plugin.cloudformation.conftest import (
    Import,
    Imports,
    NewStack,
    Stack,
    ref,
    resource,
    retained,
    template,
    to_import,
)
from tests.plugin.cloudformation.test_assignment import access
from tests.plugin.cloudformation.test_permission_set import one_set
from tests.plugin.cloudformation.test_stacks import BUCKET, names, sets


def set_to_import(center: Center, arn: str, logical_id: str = "Set") -> Import:
    return to_import(logical_id, "PermissionSet", InstanceArn=center.arn, PermissionSetArn=arn)


def statuses(stack: Stack) -> list[str]:
    events = stack.cfn.describe_stack_events(StackName=stack.id)["StackEvents"]
    return [event["ResourceStatus"] for event in events]


# --- what is imported ----------------------------------------------------------------------------------------------


@pytest.mark.rule("cloudformation.import")
def test_a_permission_set_becomes_part_of_a_new_stack(center: Center, imports: Imports) -> None:
    arn = center.permission_set("Admin")
    stack = imports.run({"Set": retained(one_set(center, Name="Admin")["Set"])}, set_to_import(center, arn))
    assert stack.status == "IMPORT_COMPLETE"
    assert stack.physical_id("Set") == f"{center.arn}|{arn}"
    assert statuses(stack)[:2] == ["IMPORT_COMPLETE", "IMPORT_IN_PROGRESS"]
    assert names(center) == ["Admin"]


@pytest.mark.rule("cloudformation.import")
def test_an_assignment_and_its_set_become_part_of_a_stack_that_is_there(
    center: Center, imports: Imports, new_stack: NewStack
) -> None:
    arn, user = center.permission_set("Admin"), center.user()
    center.assign(arn, center.dev, user)
    kept = sets(center, Kept="Kept")
    stack = new_stack(kept)
    assignment = access(center, user, arn={"Fn::GetAtt": ["Set", "PermissionSetArn"]})
    wanted = {**kept, "Access": retained(assignment), "Set": retained(one_set(center, Name="Admin")["Set"])}
    identifier = assignment["Properties"] | {"PermissionSetArn": arn}
    imported = imports.run(wanted, to_import("Access", "Assignment", **identifier), set_to_import(center, arn))
    assert (imported.id, imported.status) == (stack.id, "IMPORT_COMPLETE")
    assert stack.physical_id("Access").split("|") == [
        identifier[name]
        for name in ("InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")
    ]
    assert center.assignments(arn, center.dev) == [("USER", user)]


@pytest.mark.rule("cloudformation.import")
def test_every_type_can_be_imported(center: Center, imports: Imports) -> None:
    sso, user = center.sso, center.user()
    provider = "arn:aws:sso::aws:applicationProvider/custom"
    application = sso.create_application(InstanceArn=center.arn, ApplicationProviderArn=provider, Name="App")
    arn = application["ApplicationArn"]
    sso.create_application_assignment(ApplicationArn=arn, PrincipalType="USER", PrincipalId=user)
    sso.create_instance_access_control_attribute_configuration(
        InstanceArn=center.arn, InstanceAccessControlAttributeConfiguration={"AccessControlAttributes": []}
    )
    use = {"ApplicationArn": arn, "PrincipalType": "USER", "PrincipalId": user}
    attributes = "InstanceAccessControlAttributeConfiguration"
    properties = {"InstanceArn": center.arn, "ApplicationProviderArn": provider, "Name": "App"}
    resources = {
        "Instance": resource("Instance"),
        "App": resource("Application", **properties),
        "Use": resource("ApplicationAssignment", **use),
        "Attributes": resource(attributes, InstanceArn=center.arn, AccessControlAttributes=[]),
    }
    stack = imports.run(
        {name: retained(described) for name, described in resources.items()},
        to_import("Instance", "Instance", InstanceArn=center.arn),
        to_import("App", "Application", ApplicationArn=arn),
        to_import("Use", "ApplicationAssignment", **use),
        to_import("Attributes", attributes, InstanceArn=center.arn),
    )
    assert stack.status == "IMPORT_COMPLETE"
    assert [stack.physical_id(name) for name in resources] == [center.arn, arn, f"{arn}|USER|{user}", center.arn]


@pytest.mark.rule("cloudformation.import")
def test_from_then_on_the_stack_looks_after_it(center: Center, imports: Imports) -> None:
    arn = center.permission_set("Admin")
    described = one_set(center, Name="Admin")["Set"]
    stack = imports.run({"Set": {**described, "DeletionPolicy": "Delete"}}, set_to_import(center, arn))
    described["Properties"]["Description"] = "All of it"
    assert stack.update({"Set": {**described, "DeletionPolicy": "Delete"}}) == "UPDATE_COMPLETE"
    found = center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)["PermissionSet"]
    assert found["Description"] == "All of it"
    assert stack.delete() == "DELETE_COMPLETE"
    assert names(center) == []


@pytest.mark.rule("cloudformation.import")
def test_importing_changes_nothing_of_it(center: Center, imports: Imports) -> None:
    arn = center.permission_set("Admin", Description="As it was")
    described = one_set(center, Name="Admin", Description="Otherwise", Tags=[{"Key": "a", "Value": "b"}])["Set"]
    imports.run({"Set": retained(described)}, set_to_import(center, arn))
    found = center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)["PermissionSet"]
    assert found["Description"] == "As it was"
    tags = center.sso.list_tags_for_resource(InstanceArn=center.arn, ResourceArn=arn)["Tags"]
    assert tags == []


@pytest.mark.rule("cloudformation.import")
def test_the_change_set_announces_imports(center: Center, imports: Imports, cfn: Any) -> None:
    arn = center.permission_set("Admin")
    proposed = imports.propose({"Set": retained(one_set(center, Name="Admin")["Set"])}, set_to_import(center, arn))
    (change,) = cfn.describe_change_set(ChangeSetName=proposed["Id"])["Changes"]
    assert (change["ResourceChange"]["Action"], change["ResourceChange"]["LogicalResourceId"]) == ("Import", "Set")
    (stack,) = cfn.describe_stacks()["Stacks"]
    assert stack["StackStatus"] == "REVIEW_IN_PROGRESS"


@pytest.mark.rule("cloudformation.import")
def test_parameters_keep_their_values(center: Center, imports: Imports, cfn: Any) -> None:
    sections = {"Parameters": {"Name": {"Type": "String"}}}
    kept = {"Kept": resource("PermissionSet", InstanceArn=center.arn, Name=ref("Name"))}
    value = [{"ParameterKey": "Name", "ParameterValue": "Kept"}]
    cfn.create_stack(StackName="stack", TemplateBody=template(kept, **sections), Parameters=value)
    arn = center.permission_set("Admin")
    wanted = {**kept, "Set": retained(one_set(center, Name="Admin")["Set"])}
    stack = imports.run(wanted, set_to_import(center, arn), Parameters=value, sections=sections)
    assert stack.status == "IMPORT_COMPLETE"
    assert sorted(names(center)) == ["Admin", "Kept"]


# --- what fails when it is executed --------------------------------------------------------------------------------


@pytest.mark.rule("cloudformation.import-failed")
def test_what_is_not_there_cannot_be_imported(center: Center, imports: Imports, new_stack: NewStack) -> None:
    arn, user = center.permission_set("Admin"), center.user()
    kept = sets(center, Kept="Kept")
    new_stack(kept)
    assignment = access(center, user, arn=arn)
    wanted = {**kept, "Set": {**one_set(center, Name="Admin")["Set"], "DeletionPolicy": "Delete"}}
    wanted["Access"] = {**assignment, "DeletionPolicy": "Delete"}
    stack = imports.run(
        wanted, set_to_import(center, arn), to_import("Access", "Assignment", **assignment["Properties"])
    )
    assert stack.status == "IMPORT_ROLLBACK_COMPLETE"
    ((name, status, reason),) = stack.failures
    assert (name, status) == ("Access", "IMPORT_FAILED")
    assert "HandlerErrorCode: NotFound" in reason
    assert statuses(stack)[:2] == ["IMPORT_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_IN_PROGRESS"]
    # What was imported before is no part of the stack, and still there.
    assert sorted(names(center)) == ["Admin", "Kept"]
    assert stack.update(sets(center, Kept="New")) == "UPDATE_COMPLETE"
    assert sorted(names(center)) == ["Admin", "New"]


@pytest.mark.rule("cloudformation.import-failed")
def test_the_template_may_not_contradict_the_identifier(center: Center, imports: Imports) -> None:
    arn, user = center.permission_set("Admin"), center.user()
    center.assign(arn, center.dev, user)
    assignment = access(center, user, arn=arn)
    identifier = assignment["Properties"] | {"TargetId": center.prod}
    stack = imports.run({"Access": retained(assignment)}, to_import("Access", "Assignment", **identifier))
    assert stack.status == "IMPORT_ROLLBACK_COMPLETE"
    assert "TargetId" in stack.reason


# --- what is refused when it is proposed ---------------------------------------------------------------------------


@pytest.mark.rule("cloudformation.import-refused")
def test_a_deletion_policy_is_required(center: Center, imports: Imports) -> None:
    arns = [center.permission_set(name) for name in ("One", "Two")]
    identified = [set_to_import(center, arn, id) for arn, id in zip(arns, ("A", "B"), strict=True)]
    assert imports.refused(sets(center, A="One", B="Two"), *identified) == (
        "The following resources to import [A, B] must have DeletionPolicy attribute specified in the template."
    )


@pytest.mark.rule("cloudformation.import-refused")
def test_an_import_does_nothing_else(center: Center, imports: Imports, new_stack: NewStack) -> None:
    arn = center.permission_set("Admin")
    identified = set_to_import(center, arn)
    new = {"Set": retained(one_set(center, Name="Admin")["Set"])}
    new_stack(sets(center, Kept="Kept"))
    assert "[Kept]" in imports.refused(new, identified)
    assert "[Kept]" in imports.refused({**sets(center, Kept="Changed"), **new}, identified)
    assert "[Added]" in imports.refused({**sets(center, Kept="Kept", Added="Added"), **new}, identified)
    outputs = {"Outputs": {"Arn": {"Value": "x"}}}
    assert imports.refused({**sets(center, Kept="Kept"), **new}, identified, sections=outputs) == (
        "As part of the import operation, you cannot modify or add [Outputs]"
    )


@pytest.mark.rule("cloudformation.import-refused")
def test_what_is_imported_has_to_be_in_the_template(center: Center, imports: Imports) -> None:
    arn = center.permission_set("Admin")
    new = {"Set": retained(one_set(center, Name="Admin")["Set"])}
    assert "[Other]" in imports.refused(new, set_to_import(center, arn), set_to_import(center, arn, "Other"))
    wrong = to_import("Set", "Application", ApplicationArn=arn)
    assert "AWS::SSO::PermissionSet" in imports.refused(new, wrong)


@pytest.mark.rule("cloudformation.import-refused")
@pytest.mark.parametrize("extra", [{}, {"PermissionSetArn": "x", "Name": "Admin"}])
def test_the_identifier_is_the_type_s(center: Center, imports: Imports, extra: dict[str, str]) -> None:
    new = {"Set": retained(one_set(center, Name="Admin")["Set"])}
    identified = to_import("Set", "PermissionSet", InstanceArn=center.arn, **extra)
    assert "[InstanceArn, PermissionSetArn]" in imports.refused(new, identified)


@pytest.mark.rule("cloudformation.import-refused")
def test_a_resource_belongs_to_one_stack(center: Center, imports: Imports, new_stack: NewStack) -> None:
    other = new_stack(sets(center, Set="Admin"), name="other")
    arn = other.physical_id("Set").split("|")[1]
    new = {"Set": retained(one_set(center, Name="Admin")["Set"])}
    assert other.id in imports.refused(new, set_to_import(center, arn))


@pytest.mark.rule("cloudformation.import-refused")
def test_a_name_in_the_stack_stands_for_one_resource(center: Center, imports: Imports, new_stack: NewStack) -> None:
    new_stack(sets(center, Set="Admin"))
    other = retained(one_set(center, Name="Other")["Set"])
    identified = set_to_import(center, center.permission_set("Other"))
    assert "[Set]" in imports.refused({"Set": other}, identified)


@pytest.mark.rule("cloudformation.import")
def test_a_stack_that_was_rolled_back_owns_nothing(center: Center, imports: Imports, new_stack: NewStack) -> None:
    arn, user = center.permission_set("Admin"), center.user()
    assignment = access(center, user, arn=arn)
    failed = new_stack(
        {"Access": assignment, "Fails": {**sets(center, Fails="Admin")["Fails"], "DependsOn": "Access"}}, name="other"
    )
    assert failed.status == "ROLLBACK_COMPLETE"
    center.assign(arn, center.dev, user)
    identified = to_import("Access", "Assignment", **assignment["Properties"])
    assert imports.run({"Access": retained(assignment)}, identified).status == "IMPORT_COMPLETE"


@pytest.mark.rule("cloudformation.import-refused")
def test_other_services_resources_are_refused_beside_ours(center: Center, imports: Imports) -> None:
    arn = center.permission_set("Admin")
    new = {"Set": retained(one_set(center, Name="Admin")["Set"]), "Bucket": retained(BUCKET)}
    bucket = {
        "LogicalResourceId": "Bucket",
        "ResourceType": "AWS::S3::Bucket",
        "ResourceIdentifier": {"BucketName": "reports"},
    }
    assert "AWS::S3::Bucket" in imports.refused(new, set_to_import(center, arn), bucket)
