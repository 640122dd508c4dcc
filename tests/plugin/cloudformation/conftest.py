"""Stacks for tests, with short names for what nearly every test of CloudFormation does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from tests.center import Center
from tests.conftest import Connect, Organization, error_of

Resources = dict[str, dict[str, Any]]
NewStack = Callable[..., "Stack"]
Import = dict[str, Any]


def template(resources: Resources, **sections: Any) -> str:
    return json.dumps({"Resources": resources, **sections})


def resource(type: str, depends_on: str = "", **properties: Any) -> dict[str, Any]:
    """A resource of a template: ``resource("PermissionSet", Name="Admin")``."""
    made = {"Type": type if "::" in type else f"AWS::SSO::{type}", "Properties": properties}
    return made | {"DependsOn": depends_on} if depends_on else made


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def get_att(name: str, attribute: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, attribute]}


def outputs(**values: Any) -> dict[str, dict[str, Any]]:
    return {name: {"Value": value} for name, value in values.items()}


@dataclass(frozen=True)
class Stack:
    """A stack, through a client."""

    cfn: Any
    id: str

    def update(self, resources: Resources, **sections: Any) -> str:
        """Update it and return the status that this ends in."""
        self.cfn.update_stack(StackName=self.id, TemplateBody=template(resources, **sections))
        return self.status

    def delete(self) -> str:
        """Delete it and return the status that this ends in."""
        self.cfn.delete_stack(StackName=self.id)
        return self.status

    def described(self) -> dict[str, Any]:
        described: dict[str, Any] = self.cfn.describe_stacks(StackName=self.id)["Stacks"][0]
        return described

    @property
    def status(self) -> str:
        return str(self.described()["StackStatus"])

    @property
    def outputs(self) -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self.described().get("Outputs", [])}

    def physical_id(self, name: str) -> str:
        found = self.cfn.describe_stack_resource(StackName=self.id, LogicalResourceId=name)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    @property
    def failures(self) -> list[tuple[str, str, str]]:
        """Logical id, status and reason of every resource that failed, latest first."""
        events = self.cfn.describe_stack_events(StackName=self.id)["StackEvents"]
        return [
            (event["LogicalResourceId"], event["ResourceStatus"], event.get("ResourceStatusReason", ""))
            for event in events
            if event["LogicalResourceId"] != event["StackName"]
        ]

    @property
    def reason(self) -> str:
        """Why the only failed resource failed."""
        ((_, _, reason),) = self.failures
        return reason


def retained(described: dict[str, Any]) -> dict[str, Any]:
    return {**described, "DeletionPolicy": "Retain"}


def to_import(logical_id: str, type: str, **identifier: str) -> Import:
    name = type if "::" in type else f"AWS::SSO::{type}"
    return {"LogicalResourceId": logical_id, "ResourceType": name, "ResourceIdentifier": identifier}


class Imports:
    """Imports resources into the stack ``stack``."""

    def __init__(self, cfn: Any) -> None:
        self.cfn = cfn

    def propose(self, resources: Resources, *imports: Import, **arguments: Any) -> dict[str, Any]:
        body = template(resources, **arguments.pop("sections", {}))
        created: dict[str, Any] = self.cfn.create_change_set(
            StackName="stack",
            ChangeSetName="import",
            ChangeSetType="IMPORT",
            TemplateBody=body,
            ResourcesToImport=imports,
            **arguments,
        )
        return created

    def run(self, resources: Resources, *imports: Import, **arguments: Any) -> Stack:
        created = self.propose(resources, *imports, **arguments)
        self.cfn.execute_change_set(ChangeSetName=created["Id"])
        return Stack(self.cfn, created["StackId"])

    def refused(self, resources: Resources, *imports: Import, **arguments: Any) -> str:
        """Return the text that an import is refused with; nothing of it stays."""
        before = self.cfn.list_stacks()["StackSummaries"]
        code, text = error_of(partial(self.propose, resources, *imports, **arguments))
        assert code == "ValidationError"
        assert self.cfn.list_change_sets(StackName="stack")["Summaries"] == []
        assert self.cfn.list_stacks()["StackSummaries"] == before
        return text


@pytest.fixture
def cfn(connect: Connect) -> Any:
    """A client of CloudFormation in the account and Region that `sso` calls from."""
    return connect("cloudformation")


@pytest.fixture
def new_stack(cfn: Any) -> NewStack:
    """Makes stacks: ``new_stack({"Set": resource("PermissionSet", ...)})``."""

    def new_stack(resources: Resources, name: str = "stack", client: Any = cfn, **sections: Any) -> Stack:
        created = client.create_stack(StackName=name, TemplateBody=template(resources, **sections))
        return Stack(client, created["StackId"])

    return new_stack


@pytest.fixture
def imports(cfn: Any) -> Imports:
    return Imports(cfn)


@pytest.fixture
def center(organization: Organization, sso: Any, connect: Connect) -> Center:
    """An organization with its instance."""
    return Center(organization, sso, connect)
