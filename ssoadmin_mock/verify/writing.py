"""Probes that make things: only under a prefix and a mark of their own, and removed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ssoadmin_mock.verify.calling import Caller, CouldNotRunError, NotTriedError
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
# An account instance has no permission sets.
_HAS_NONE = "ValidationException"
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
    :param left: what could not be removed, with the reason.
    """

    caller: Caller
    known: Mapping[str, str]
    left: list[str] = field(default_factory=list)

    def everything(self) -> int:
        """Remove everything that has the prefix and the mark, and return how many things that were."""
        return sum(map(self._removed, self._leftovers()))

    def these(self, own: Mapping[str, str]) -> None:
        """Remove what probes have made: the kinds by the ids."""
        for id, kind in own.items():
            if kind in _KINDS:
                self._removed((kind, id))

    def _removed(self, thing: tuple[str, str]) -> bool:
        kind, id = thing
        try:
            if kind == "PermissionSet":
                self._unassign(id)
            service, params = self._deletion(kind, id)
            outcome = self.caller.call(service, f"Delete{kind}", params)
        except NotTriedError as error:
            self.left.append(f"{id}: {error}")
            return False
        if outcome.code not in (None, "ResourceNotFoundException"):
            self.left.append(f"{id}: {outcome.code}: {outcome.text}")
        return outcome.code is None

    def _deletion(self, kind: str, id: str) -> tuple[str, dict[str, str]]:
        if kind in ("User", "Group"):
            return "identitystore", {"IdentityStoreId": self.known["store"], f"{kind}Id": id}
        params = {f"{kind}Arn": id}
        return "sso-admin", params | ({"InstanceArn": self.known["instance"]} if kind == "PermissionSet" else {})

    def _unassign(self, arn: str) -> None:
        of_set = {"InstanceArn": self.known["instance"], "PermissionSetArn": arn}
        for account_id in self._all("sso-admin", "ListAccountsForProvisionedPermissionSet", "AccountIds", of_set):
            there = of_set | {"AccountId": account_id}
            for each in self._all("sso-admin", "ListAccountAssignments", "AccountAssignments", there):
                principal = {name: each[name] for name in ("PrincipalId", "PrincipalType")}
                params = {**of_set, **principal, "TargetId": account_id, "TargetType": "AWS_ACCOUNT"}
                status = self.caller.call("sso-admin", "DeleteAccountAssignment", params).answer
                if status is not None:
                    self._wait(status["AccountAssignmentDeletionStatus"]["RequestId"])

    def _wait(self, request_id: str) -> None:
        params = {"InstanceArn": self.known["instance"], "AccountAssignmentDeletionRequestId": request_id}
        self.caller.until(
            "sso-admin",
            "DescribeAccountAssignmentDeletionStatus",
            params,
            lambda answer: answer["AccountAssignmentDeletionStatus"]["Status"] != "IN_PROGRESS",
        )

    def _leftovers(self) -> Iterator[tuple[str, str]]:
        instance, store = {"InstanceArn": self.known["instance"]}, {"IdentityStoreId": self.known["store"]}
        described = self.caller.call("sso-admin", "DescribeInstance", instance).answer or {}
        if described.get("Name", "").startswith(PREFIX) and self._is_marked(self.known["instance"]):
            yield "Instance", self.known["instance"]
            return
        for arn in self._all("sso-admin", "ListPermissionSets", "PermissionSets", instance):
            found = self.caller.call("sso-admin", "DescribePermissionSet", {**instance, "PermissionSetArn": arn})
            name = (found.answer or {}).get("PermissionSet", {}).get("Name", "")
            if name.startswith(PREFIX) and self._is_marked(arn):
                yield "PermissionSet", arn
        for kind in ("Application", "TrustedTokenIssuer"):
            for row in self._all("sso-admin", f"List{kind}s", f"{kind}s", instance):
                if row["Name"].startswith(PREFIX) and self._is_marked(row[f"{kind}Arn"]):
                    yield kind, row[f"{kind}Arn"]
        for row in self._all("identitystore", "ListUsers", "Users", store):
            if row["UserName"].lower().startswith(PREFIX) and row.get("UserType") == MARK:
                yield "User", row["UserId"]
        for row in self._all("identitystore", "ListGroups", "Groups", store):
            if row.get("DisplayName", "").startswith(PREFIX) and row.get("Description") == MARK:
                yield "Group", row["GroupId"]

    def _is_marked(self, arn: str) -> bool:
        tags = self._all(
            "sso-admin", "ListTagsForResource", "Tags", {"InstanceArn": self.known["instance"], "ResourceArn": arn}
        )
        return any(tag["Key"] == MARK for tag in tags)

    def _all(self, service: str, operation: str, member: str, params: Mapping[str, Any]) -> list[Any]:
        rows: list[Any] = []
        token: dict[str, str] = {}
        while True:
            outcome = self.caller.call(service, operation, {**params, **token})
            if outcome.code == _HAS_NONE and operation == "ListPermissionSets":
                return rows
            if outcome.answer is None:
                raise CouldNotRunError(f"{operation} is refused: {outcome.code}: {outcome.text}")
            rows += outcome.answer[member]
            if not outcome.answer.get("NextToken"):
                return rows
            token = {"NextToken": outcome.answer["NextToken"]}
