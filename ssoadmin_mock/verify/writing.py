"""Probes that make things: only under a prefix and a mark of their own, and removed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ssoadmin_mock.verify.calling import Caller, CouldNotRunError, NotTriedError, Outcome
from ssoadmin_mock.verify.harmless import NOBODYS, acted_upon, cannot_change
from ssoadmin_mock.wire.probes import MARK, Step, filled

PREFIX = "ssoadmin-mock-verify-"
"""How the names of everything begin that probes make."""

# By operation: the member with the name, and the one of the answer that says what was made.
_CREATIONS = {
    "CreateApplication": ("Name", "ApplicationArn"),
    "CreateGroup": ("DisplayName", "GroupId"),
    "CreateInstance": ("Name", "InstanceArn"),
    "CreatePermissionSet": ("Name", "PermissionSetArn"),
    "CreateTrustedTokenIssuer": ("Name", "TrustedTokenIssuerArn"),
    "CreateUser": ("UserName", "UserId"),
    "RegisterClient": ("clientName", "clientId"),
}
_KINDS = {"Application", "Group", "Instance", "PermissionSet", "TrustedTokenIssuer", "User"}
_GONE = (None, "ResourceNotFoundException")
# An account instance has no permission sets.
_HAS_NONE = "ValidationException"
# What is asked for and done later: where it is listed, and what a request is named by.
_REQUESTS = {
    "AccountAssignmentCreation": ("AccountAssignmentsCreationStatus", "AccountAssignmentCreationRequestId"),
    "AccountAssignmentDeletion": ("AccountAssignmentsDeletionStatus", "AccountAssignmentDeletionRequestId"),
    "PermissionSetProvisioning": ("PermissionSetsProvisioningStatus", "ProvisionPermissionSetRequestId"),
}
_SHARED = {"InstanceArn", "IdentityStoreId"}


def may_write(step: Step, known: Mapping[str, str], own: Mapping[str, str]) -> bool:
    """Tell whether a step changes nothing but what the probes have made.

    :param known: what the names in its texts stand for.
    :param own: what was made: the kinds by the ids.
    """
    if cannot_change(step):
        return True
    params = filled(step.params, known)
    if step.operation in _CREATIONS:
        name = params.get(_CREATIONS[step.operation][0])
        # A name that is missing is refused. Should it not be, what was made has its mark.
        return name is None or str(name).lower().startswith(PREFIX)
    about = [params[name] for name in acted_upon(step) if name not in _SHARED]
    theirs = {*_principals(params), *about} - own.keys() - {known[name] for name in NOBODYS if name in known}
    return bool(about) and not theirs and _is_target(params.get("TargetId"), known)


def _is_target(account_id: str | None, known: Mapping[str, str]) -> bool:
    if account_id in (None, known["nobodys_account"]):
        return True
    return account_id == known.get("target") != known.get("management")


def _principals(params: Mapping[str, Any]) -> Iterator[str]:
    if "PrincipalId" in params:
        yield params["PrincipalId"]
    if "MemberId" in params:
        yield params["MemberId"]["UserId"]


def made_by(step: Step, answer: Mapping[str, Any]) -> dict[str, str]:
    """Return what a step has made: its kind by its id."""
    if step.operation not in _CREATIONS:
        return {}
    member = _CREATIONS[step.operation][1]
    return {answer.get("PermissionSet", answer)[member]: step.operation.removeprefix("Create")}


@dataclass
class CleanUp:
    """Finds what probes have made, and removes it.

    :param caller: makes the calls.
    :param known: what the names in the texts of probes stand for.
    :param left: what could not be removed, or looked for, with the reason.
    """

    caller: Caller
    known: Mapping[str, str]
    left: list[str] = field(default_factory=list)

    def everything(self, administers: bool) -> int:
        """Remove everything that has the prefix and the mark, and return how many things that were.

        :param administers: whether the instance is the account's to look through; otherwise only an instance of its
            own can be left.
        :raises CouldNotRunError: when there is no use in going on.
        """
        return sum(map(self._removed, self._leftovers(administers)))

    def these(self, own: Mapping[str, str]) -> None:
        """Remove what probes have made: the kinds by the ids. What cannot be removed is noted, whatever the reason."""
        for id, kind in own.items():
            if kind in _KINDS:
                try:
                    self._removed((kind, id))
                except CouldNotRunError as error:
                    self._leave(kind, id, error)

    def _leave(self, kind: str, id: str, why: object) -> None:
        self.left.append(f"{kind} {id} ({why})")

    def _removed(self, thing: tuple[str, str]) -> bool:
        kind, id = thing
        try:
            outcome = self._delete(kind, id)
            if kind == "PermissionSet" and outcome.code not in _GONE:
                # It is assigned, or is going to be.
                self._wait_for_requests(id)
                self._unassign(id)
                outcome = self._delete(kind, id)
            if kind == "Instance" and outcome.code is None:
                # Until it is gone, no other can be made.
                self.caller.until("sso-admin", "DescribeInstance", {"InstanceArn": id}, lambda _answer: False)
        except NotTriedError as error:
            self._leave(kind, id, error)
            return False
        if outcome.code not in _GONE:
            self._leave(kind, id, f"{outcome.code}: {outcome.text}")
        return outcome.code is None

    def _delete(self, kind: str, id: str) -> Outcome:
        if kind in ("User", "Group"):
            params = {"IdentityStoreId": self.known["store"], f"{kind}Id": id}
            return self.caller.call("identitystore", f"Delete{kind}", params)
        of_instance = self._instance if kind == "PermissionSet" else {}
        return self.caller.call("sso-admin", f"Delete{kind}", {f"{kind}Arn": id, **of_instance})

    @property
    def _instance(self) -> dict[str, str]:
        return {"InstanceArn": self.known["instance"]}

    def _wait_for_requests(self, arn: str) -> None:
        """Wait for whatever was asked for with a permission set and is not done yet."""
        filter = {"Filter": {"Status": "IN_PROGRESS"}}
        for kind, (rows, _) in _REQUESTS.items():
            for row in self._all("sso-admin", f"List{kind}Status", rows, self._instance | filter):
                self._wait(kind, row["RequestId"], arn)

    def _wait(self, kind: str, request_id: str, arn: str) -> None:
        def is_done(answer: Mapping[str, Any]) -> bool:
            status = answer[f"{kind}Status"]
            return bool(status["Status"] != "IN_PROGRESS" or status["PermissionSetArn"] != arn)

        params = self._instance | {_REQUESTS[kind][1]: request_id}
        self.caller.until("sso-admin", f"Describe{kind}Status", params, is_done)

    def _unassign(self, arn: str) -> None:
        of_set = self._instance | {"PermissionSetArn": arn}
        for account_id in self._all("sso-admin", "ListAccountsForProvisionedPermissionSet", "AccountIds", of_set):
            there = of_set | {"AccountId": account_id}
            for each in self._all("sso-admin", "ListAccountAssignments", "AccountAssignments", there):
                principal = {name: each[name] for name in ("PrincipalId", "PrincipalType")}
                params = {**of_set, **principal, "TargetId": account_id, "TargetType": "AWS_ACCOUNT"}
                status = self.caller.call("sso-admin", "DeleteAccountAssignment", params).answer
                if status is not None:
                    request_id = status["AccountAssignmentDeletionStatus"]["RequestId"]
                    self._wait("AccountAssignmentDeletion", request_id, arn)

    def _leftovers(self, administers: bool) -> Iterator[tuple[str, str]]:
        instances = list(self._found("Instance", self._instances()))
        yield from instances
        # With an instance goes all that is in it.
        if administers and ("Instance", self.known["instance"]) not in instances:
            yield from self._found("PermissionSet", self._permission_sets())
            for kind in ("Application", "TrustedTokenIssuer"):
                yield from self._found(kind, self._listed(kind))
            yield from self._found("User", self._users())
            yield from self._found("Group", self._groups())

    def _found(self, kind: str, ids: Iterator[str]) -> Iterator[tuple[str, str]]:
        """Yield the leftovers of a kind; where they cannot be looked for, there may be some."""
        try:
            for id in ids:
                yield kind, id
        except NotTriedError as error:
            self._leave("any", kind, error)

    def _instances(self) -> Iterator[str]:
        for row in self._all("sso-admin", "ListInstances", "Instances", {}):
            if row["OwnerAccountId"] == self.known["account"] and row.get("Name", "").startswith(PREFIX):
                instance = {"InstanceArn": row["InstanceArn"]}
                # Until it is made, its tags cannot be listed.
                self.caller.until("sso-admin", "DescribeInstance", instance, _is_made)
                if self._is_marked(row["InstanceArn"], instance):
                    yield row["InstanceArn"]

    def _permission_sets(self) -> Iterator[str]:
        for arn in self._all("sso-admin", "ListPermissionSets", "PermissionSets", self._instance):
            of_set = self._instance | {"PermissionSetArn": arn}
            found = self.caller.call("sso-admin", "DescribePermissionSet", of_set).answer or {}
            if found.get("PermissionSet", {}).get("Name", "").startswith(PREFIX) and self._is_marked(arn):
                yield arn

    def _listed(self, kind: str) -> Iterator[str]:
        for row in self._all("sso-admin", f"List{kind}s", f"{kind}s", self._instance):
            if row.get("Name", "").startswith(PREFIX) and self._is_marked(row[f"{kind}Arn"]):
                yield row[f"{kind}Arn"]

    def _users(self) -> Iterator[str]:
        for row in self._all("identitystore", "ListUsers", "Users", {"IdentityStoreId": self.known["store"]}):
            if row.get("UserName", "").lower().startswith(PREFIX) and row.get("UserType") == MARK:
                yield row["UserId"]

    def _groups(self) -> Iterator[str]:
        for row in self._all("identitystore", "ListGroups", "Groups", {"IdentityStoreId": self.known["store"]}):
            if row.get("DisplayName", "").startswith(PREFIX) and row.get("Description") == MARK:
                yield row["GroupId"]

    def _is_marked(self, arn: str, instance: Mapping[str, str] | None = None) -> bool:
        params = {**(instance or self._instance), "ResourceArn": arn}
        tags = self._all("sso-admin", "ListTagsForResource", "Tags", params)
        return any(tag["Key"] == MARK for tag in tags)

    def _all(self, service: str, operation: str, member: str, params: Mapping[str, Any]) -> list[Any]:
        """Return the rows of all pages.

        :raises NotTriedError: when there is an error instead.
        """
        rows: list[Any] = []
        token: dict[str, str] = {}
        while True:
            outcome = self.caller.call(service, operation, {**params, **token})
            if outcome.code == _HAS_NONE and operation == "ListPermissionSets":
                return rows
            if outcome.answer is None:
                raise NotTriedError(f"{operation} is refused: {outcome.code}: {outcome.text}")
            rows += outcome.answer[member]
            if not outcome.answer.get("NextToken"):
                return rows
            token = {"NextToken": outcome.answer["NextToken"]}


def _is_made(instance: Mapping[str, Any]) -> bool:
    return bool(instance["Status"] != "CREATE_IN_PROGRESS")
