"""``AWS::SSO::Application`` and ``AWS::SSO::ApplicationAssignment``, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.center import Center
from tests.conftest import MANAGEMENT
from tests.plugin.cloudformation.conftest import NewStack, get_att, outputs, ref, resource
from tests.plugin.cloudformation.test_instance import USER_TAG, tags
from tests.services.sso_admin.operations.conftest import CUSTOM


def one_application(center: Center, **properties: Any) -> dict[str, dict[str, Any]]:
    defaults = {"InstanceArn": center.arn, "ApplicationProviderArn": CUSTOM, "Name": "reports"}
    return {"App": resource("Application", **(defaults | properties))}


def sign_in(url: str, visibility: str = "ENABLED") -> dict[str, Any]:
    return {"Visibility": visibility, "SignInOptions": {"Origin": "APPLICATION", "ApplicationUrl": url}}


@pytest.mark.rule("cloudformation.ref", "cloudformation.attributes", "cloudformation.system-tags-of-others")
def test_an_application_is_made_with_its_ref_and_attributes(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(
        one_application(center, Description="Reports", PortalOptions=sign_in("https://a.example"), Tags=[USER_TAG]),
        Outputs=outputs(Ref=ref("App"), Arn=get_att("App", "ApplicationArn"), Store=get_att("App", "IdentityStoreArn")),
    )
    (application,) = center.sso.list_applications(InstanceArn=center.arn)["Applications"]
    arn = application["ApplicationArn"]
    assert stack.outputs == {
        "Ref": arn,
        "Arn": arn,
        "Store": f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{center.identity_store_id}",
    }
    assert (application["Name"], application["Description"]) == ("reports", "Reports")
    assert application["PortalOptions"] == sign_in("https://a.example")
    assert tags(center.sso, arn)["aws:cloudformation:logical-id"] == "App"
    assert tags(center.sso, arn)["team"] == "platform"


@pytest.mark.rule("cloudformation.visibility")
def test_an_update_changes_everything_but_the_visibility(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_application(center, PortalOptions=sign_in("https://a.example")))
    changed = one_application(
        center,
        Name="charts",
        Status="DISABLED",
        PortalOptions=sign_in("https://b.example", "DISABLED"),
        Tags=[USER_TAG],
    )
    assert stack.update(changed) == "UPDATE_COMPLETE"
    application = center.sso.describe_application(ApplicationArn=stack.physical_id("App"))
    assert (application["Name"], application["Status"]) == ("charts", "DISABLED")
    assert application["PortalOptions"] == sign_in("https://b.example", "ENABLED")
    assert tags(center.sso, stack.physical_id("App"))["team"] == "platform"


def test_an_update_without_portal_options_leaves_them(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_application(center, PortalOptions=sign_in("https://a.example")))
    assert stack.update(one_application(center, Name="charts")) == "UPDATE_COMPLETE"
    application = center.sso.describe_application(ApplicationArn=stack.physical_id("App"))
    assert application["PortalOptions"] == sign_in("https://a.example")


@pytest.mark.rule("cloudformation.ref", "cloudformation.replacement")
def test_an_assignment_of_an_application_is_made_replaced_and_deleted(center: Center, new_stack: NewStack) -> None:
    ada, bob = center.user("ada"), center.user("bob")

    def resources(user: str) -> dict[str, dict[str, Any]]:
        access = resource(
            "ApplicationAssignment",
            ApplicationArn=get_att("App", "ApplicationArn"),
            PrincipalType="USER",
            PrincipalId=user,
        )
        return {"Access": access, **one_application(center)}

    def assigned() -> list[str]:
        arn = stack.physical_id("App")
        listed = center.sso.list_application_assignments(ApplicationArn=arn)["ApplicationAssignments"]
        return [assignment["PrincipalId"] for assignment in listed]

    stack = new_stack(resources(ada))
    assert stack.physical_id("Access") == f"{stack.physical_id('App')}|USER|{ada}"
    assert assigned() == [ada]
    assert stack.update(resources(bob)) == "UPDATE_COMPLETE"
    assert assigned() == [bob]
    assert stack.delete() == "DELETE_COMPLETE"
    assert center.sso.list_applications(InstanceArn=center.arn)["Applications"] == []


@pytest.mark.rule("cloudformation.failure-text")
def test_a_provider_that_cannot_be_used_fails_the_stack(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_application(center, ApplicationProviderArn=f"{CUSTOM}-saml"))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert "is not supported for this action." in stack.reason
