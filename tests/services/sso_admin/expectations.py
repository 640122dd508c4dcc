"""What a state machine expects to find in the mock, and how it looks for it after every call.

The expectations are a few dictionaries; they share nothing with the package.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError
from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.conftest import STANDALONE
from tests.contract.outputs import watched
from tests.contract.world import new_world

QUOTAS = {"permission_sets_per_instance": 3, "applications_per_instance": 2, "trusted_token_issuers_per_instance": 2}

Principal = tuple[str, str]


@dataclass
class Expected:
    """What must be there. Deleted things stay in the lists of names, to be asked for again."""

    account_instance: str | None = None
    deleted_instances: list[str] = field(default_factory=list)
    sets: dict[str, dict[str, str]] = field(default_factory=dict)
    known_sets: list[str] = field(default_factory=list)
    assignments: set[tuple[str, str, Principal]] = field(default_factory=set)
    applications: dict[str, dict[str, str]] = field(default_factory=dict)
    known_applications: list[str] = field(default_factory=list)
    application_assignments: dict[str, list[Principal]] = field(default_factory=dict)
    issuers: dict[str, str] = field(default_factory=dict)
    known_issuers: list[str] = field(default_factory=list)


class ComparedMachine(RuleBasedStateMachine):
    """The mock's client beside what it is expected to show; the rules are a subclass's."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.problems = self.stack.enter_context(watched())
        self.world = self.stack.enter_context(new_world(quotas=QUOTAS))
        self.sso = self.world.client()
        self.instance = {"InstanceArn": self.world.instance_arn}
        self.principals = [
            *(("USER", user) for user in self.world.users),
            ("GROUP", self.world.group),
        ]
        self.expected = Expected()

    def teardown(self) -> None:
        """End the mock."""
        self.stack.close()

    # --- calls -----------------------------------------------------------------------------------------------------

    def outcome(self, call: Callable[..., Any], /, **params: Any) -> tuple[str | None, dict[str, Any]]:
        """Call, and return the error's code, None for a success, and the answer."""
        try:
            return None, call(**params)
        except ClientError as error:
            return error.response["Error"]["Code"], {}

    def principal(self, index: int) -> dict[str, str]:
        kind, id = self.principals[index % len(self.principals)]
        return {"PrincipalType": kind, "PrincipalId": id}

    def account(self, index: int) -> str:
        return str(self.world.members[index % len(self.world.members)])

    # --- what must hold after every call ---------------------------------------------------------------------------

    @invariant()
    def answers_fit_the_model(self) -> None:
        assert self.problems == []

    @invariant()
    def instances_are_those_expected(self) -> None:
        client, own = self.world.client(account_id=STANDALONE), self.expected.account_instance
        assert [row["InstanceArn"] for row in client.list_instances()["Instances"]] == ([own] if own else [])
        assert [row["InstanceArn"] for row in self.sso.list_instances()["Instances"]] == [self.world.instance_arn]
        for arn in self.expected.deleted_instances[-2:]:
            assert self.outcome(client.describe_instance, InstanceArn=arn)[0] == "AccessDeniedException"

    @invariant()
    def permission_sets_are_those_expected(self) -> None:
        listed = self.pages("list_permission_sets", "PermissionSets", **self.instance)
        assert listed == list(self.expected.sets)
        for arn in self.expected.known_sets:
            code, answer = self.outcome(self.sso.describe_permission_set, **self.instance, PermissionSetArn=arn)
            if arn not in self.expected.sets:
                assert code == "ResourceNotFoundException"
                continue
            described = answer["PermissionSet"]
            del described["CreatedDate"]
            assert described == self.expected.sets[arn] | {"PermissionSetArn": arn}

    @invariant()
    def assignments_are_those_expected(self) -> None:
        rows = set()
        for arn in self.expected.sets:
            both = self.instance | {"PermissionSetArn": arn}
            accounts = {row[1] for row in self.expected.assignments if row[0] == arn}
            assert set(self.pages("list_accounts_for_provisioned_permission_set", "AccountIds", **both)) == accounts
            for account in self.world.members:
                listed = self.pages("list_account_assignments", "AccountAssignments", AccountId=account, **both)
                found = [self.row(item) for item in listed]
                assert len(found) == len(set(found))
                rows |= set(found)
        assert rows == self.expected.assignments
        for account in self.world.members:
            name = "list_permission_sets_provisioned_to_account"
            provisioned = self.pages(name, "PermissionSets", AccountId=account, **self.instance)
            assert sorted(provisioned) == sorted({row[0] for row in rows if row[1] == account})

    @invariant()
    def assignments_by_principal_are_those_expected(self) -> None:
        name = "list_account_assignments_for_principal"
        kind, id = "GROUP", self.world.group
        listed = self.pages(name, "AccountAssignments", **self.instance, PrincipalType=kind, PrincipalId=id)
        assert {self.row(item) for item in listed} == {row for row in self.expected.assignments if row[2] == (kind, id)}

    @invariant()
    def applications_are_those_expected(self) -> None:
        listed = self.pages("list_applications", "Applications", **self.instance)
        assert [item["ApplicationArn"] for item in listed] == list(self.expected.applications)
        for arn in self.expected.known_applications:
            code, described = self.outcome(self.sso.describe_application, ApplicationArn=arn)
            rows = self.outcome(self.sso.list_application_assignments, ApplicationArn=arn)
            if arn not in self.expected.applications:
                assert (code, rows[0]) == ("ResourceNotFoundException", "ResourceNotFoundException")
                continue
            expected = self.expected.applications[arn]
            assert {key: described[key] for key in expected} == expected
            found = [(row["PrincipalType"], row["PrincipalId"]) for row in rows[1]["ApplicationAssignments"]]
            assert found == self.expected.application_assignments[arn]

    @invariant()
    def issuers_are_those_expected(self) -> None:
        listed = self.pages("list_trusted_token_issuers", "TrustedTokenIssuers", **self.instance)
        assert [item["TrustedTokenIssuerArn"] for item in listed] == list(self.expected.issuers)
        for arn in self.expected.known_issuers:
            code, _ = self.outcome(self.sso.describe_trusted_token_issuer, TrustedTokenIssuerArn=arn)
            assert code == (None if arn in self.expected.issuers else "ResourceNotFoundException")

    def pages(self, operation: str, key: str, **params: Any) -> list[Any]:
        """All items of a list, two at a time."""
        pages = self.sso.get_paginator(operation).paginate(**params, PaginationConfig={"PageSize": 2})
        return [item for page in pages for item in page[key]]

    @staticmethod
    def row(item: dict[str, str]) -> tuple[str, str, Principal]:
        return (item["PermissionSetArn"], item["AccountId"], (item["PrincipalType"], item["PrincipalId"]))
