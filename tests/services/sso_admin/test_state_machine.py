"""Hypothesis drives the public client through instances, sets, assignments, applications and issuers."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.conftest import STANDALONE
from tests.contract.inputs import broken_requests
from tests.contract.world import CUSTOM
from tests.exploring import examples
from tests.raw import call_raw
from tests.services.sso_admin.expectations import QUOTAS, ComparedMachine

NAMES = st.sampled_from(["A", "B", "C", "D"])
INDEX = st.integers(0, 20)
BROKEN = {
    operation: list(broken_requests(SSO_ADMIN, operation))
    for operation in (
        "CreatePermissionSet",
        "UpdatePermissionSet",
        "CreateAccountAssignment",
        "CreateApplication",
        "DeletePermissionSet",
        "UpdateInstance",
    )
}


class Machine(ComparedMachine):
    """Each rule makes one call, knows from the expectations how it must end, and notes what it changed."""

    # --- instances -------------------------------------------------------------------------------------------------

    @rule()
    def create_instance(self) -> None:
        code, answer = self.outcome(self.world.client(account_id=STANDALONE).create_instance)
        if self.expected.account_instance is None:
            assert code is None
            assert answer["InstanceArn"] not in self.expected.deleted_instances
            self.expected.account_instance = answer["InstanceArn"]
        else:
            assert code == "ServiceQuotaExceededException"

    @precondition(lambda self: self.expected.account_instance)
    @rule()
    def delete_instance(self) -> None:
        arn = self.expected.account_instance
        assert arn is not None
        self.world.client(account_id=STANDALONE).delete_instance(InstanceArn=arn)
        self.expected.deleted_instances.append(arn)
        self.expected.account_instance = None

    @rule()
    def create_instance_in_the_management_account(self) -> None:
        assert self.outcome(self.sso.create_instance)[0] == "ValidationException"

    # --- permission sets -------------------------------------------------------------------------------------------

    @rule(name=NAMES)
    def create_permission_set(self, name: str) -> None:
        code, answer = self.outcome(self.sso.create_permission_set, **self.instance, Name=name)
        sets = self.expected.sets
        if any(known["Name"] == name for known in sets.values()):
            assert code == "ConflictException"
        elif len(sets) == QUOTAS["permission_sets_per_instance"]:
            assert code == "ServiceQuotaExceededException"
        else:
            assert code is None
            arn = answer["PermissionSet"]["PermissionSetArn"]
            assert arn not in self.expected.known_sets
            sets[arn] = {"Name": name, "SessionDuration": "PT1H"}
            self.expected.known_sets.append(arn)

    @precondition(lambda self: self.expected.known_sets)
    @rule(index=INDEX, description=st.sampled_from(["one", "two"]), duration=st.sampled_from(["PT2H", "PT3H", None]))
    def update_permission_set(self, index: int, description: str, duration: str | None) -> None:
        arn = pick(self.expected.known_sets, index)
        changes = {"Description": description} | ({"SessionDuration": duration} if duration else {})
        code, _ = self.outcome(self.sso.update_permission_set, **self.instance, PermissionSetArn=arn, **changes)
        if arn in self.expected.sets:
            assert code is None
            self.expected.sets[arn] |= changes
        else:
            assert code == "ResourceNotFoundException"

    @precondition(lambda self: self.expected.known_sets)
    @rule(index=INDEX)
    def delete_permission_set(self, index: int) -> None:
        arn = pick(self.expected.known_sets, index)
        code, _ = self.outcome(self.sso.delete_permission_set, **self.instance, PermissionSetArn=arn)
        if arn not in self.expected.sets:
            assert code == "ResourceNotFoundException"
        elif any(row[0] == arn for row in self.expected.assignments):
            assert code == "ConflictException"
        else:
            assert code is None
            del self.expected.sets[arn]

    # --- account assignments ---------------------------------------------------------------------------------------

    @precondition(lambda self: self.expected.known_sets)
    @rule(index=INDEX, account=INDEX, principal=INDEX)
    def create_account_assignment(self, index: int, account: int, principal: int) -> None:
        self.assign("create", pick(self.expected.known_sets, index), self.account(account), self.principal(principal))

    @precondition(lambda self: self.expected.known_sets)
    @rule(index=INDEX, account=INDEX, principal=INDEX)
    def delete_account_assignment(self, index: int, account: int, principal: int) -> None:
        self.assign("delete", pick(self.expected.known_sets, index), self.account(account), self.principal(principal))

    @precondition(lambda self: self.expected.assignments)
    @rule(index=INDEX)
    def delete_an_account_assignment_that_is_there(self, index: int) -> None:
        arn, account, (kind, id) = pick(sorted(self.expected.assignments), index)
        self.assign("delete", arn, account, {"PrincipalType": kind, "PrincipalId": id})

    def assign(self, verb: str, arn: str, account: str, principal: dict[str, str]) -> None:
        code, answer = self.outcome(
            getattr(self.sso, f"{verb}_account_assignment"),
            **self.instance,
            PermissionSetArn=arn,
            TargetId=account,
            TargetType="AWS_ACCOUNT",
            **principal,
        )
        if arn not in self.expected.sets:
            assert code == "ResourceNotFoundException"
            return
        assert code is None
        row = (arn, account, (principal["PrincipalType"], principal["PrincipalId"]))
        succeeds = verb == "create" or row in self.expected.assignments
        assert self.status(verb, answer) == ("SUCCEEDED" if succeeds else "FAILED")
        if verb == "create":
            self.expected.assignments.add(row)
        else:
            self.expected.assignments.discard(row)

    def status(self, verb: str, answer: dict[str, Any]) -> str:
        kind = {"create": "Creation", "delete": "Deletion"}[verb]
        started = answer[f"AccountAssignment{kind}Status"]
        assert started["Status"] == "IN_PROGRESS"
        describe = getattr(self.sso, f"describe_account_assignment_{kind.lower()}_status")
        request = {f"AccountAssignment{kind}RequestId": started["RequestId"]}
        return str(describe(**self.instance, **request)[f"AccountAssignment{kind}Status"]["Status"])

    # --- applications ----------------------------------------------------------------------------------------------

    @rule(name=NAMES)
    def create_application(self, name: str) -> None:
        code, answer = self.outcome(
            self.sso.create_application, **self.instance, ApplicationProviderArn=CUSTOM, Name=name
        )
        if len(self.expected.applications) == QUOTAS["applications_per_instance"]:
            assert code == "ServiceQuotaExceededException"
            return
        assert code is None
        arn = answer["ApplicationArn"]
        assert arn not in self.expected.known_applications
        self.expected.known_applications.append(arn)
        self.expected.applications[arn] = {"Name": name, "Status": "ENABLED"}
        self.expected.application_assignments[arn] = []

    @precondition(lambda self: self.expected.known_applications)
    @rule(index=INDEX, changes=st.sampled_from([{"Name": "E"}, {"Status": "DISABLED"}, {"Description": "text"}]))
    def update_application(self, index: int, changes: dict[str, str]) -> None:
        arn = pick(self.expected.known_applications, index)
        code, _ = self.outcome(self.sso.update_application, ApplicationArn=arn, **changes)
        if arn in self.expected.applications:
            assert code is None
            self.expected.applications[arn] |= changes
        else:
            assert code == "ResourceNotFoundException"

    @precondition(lambda self: self.expected.known_applications)
    @rule(index=INDEX)
    def delete_application(self, index: int) -> None:
        arn = pick(self.expected.known_applications, index)
        code, _ = self.outcome(self.sso.delete_application, ApplicationArn=arn)
        if arn in self.expected.applications:
            assert code is None
            del self.expected.applications[arn], self.expected.application_assignments[arn]
        else:
            assert code == "ResourceNotFoundException"

    @precondition(lambda self: self.expected.known_applications)
    @rule(index=INDEX, principal=INDEX, verb=st.sampled_from(["create", "create", "delete"]))
    def change_application_assignment(self, index: int, principal: int, verb: str) -> None:
        arn, who = pick(self.expected.known_applications, index), self.principal(principal)
        code, _ = self.outcome(getattr(self.sso, f"{verb}_application_assignment"), ApplicationArn=arn, **who)
        row = (who["PrincipalType"], who["PrincipalId"])
        rows = self.expected.application_assignments.get(arn)
        if rows is None:
            assert code == "ResourceNotFoundException"
        elif verb == "create":
            assert code == ("ConflictException" if row in rows else None)
            rows += [] if code else [row]
        else:
            assert code == (None if row in rows else "ResourceNotFoundException")
            rows[:] = [other for other in rows if other != row]

    # --- issuers ---------------------------------------------------------------------------------------------------

    @rule(name=NAMES)
    def create_issuer(self, name: str) -> None:
        url = f"https://{name}.example.com"
        oidc_jwt = {
            "IssuerUrl": url,
            "ClaimAttributePath": "email",
            "IdentityStoreAttributePath": "emails.value",
            "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
        }
        code, answer = self.outcome(
            self.sso.create_trusted_token_issuer,
            **self.instance,
            Name=name,
            TrustedTokenIssuerType="OIDC_JWT",
            TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": oidc_jwt},
        )
        if url in self.expected.issuers.values():
            assert code == "ConflictException"
        elif len(self.expected.issuers) == QUOTAS["trusted_token_issuers_per_instance"]:
            assert code == "ServiceQuotaExceededException"
        else:
            assert code is None
            self.expected.issuers[answer["TrustedTokenIssuerArn"]] = url
            self.expected.known_issuers.append(answer["TrustedTokenIssuerArn"])

    @precondition(lambda self: self.expected.known_issuers)
    @rule(index=INDEX)
    def delete_issuer(self, index: int) -> None:
        arn = pick(self.expected.known_issuers, index)
        code, _ = self.outcome(self.sso.delete_trusted_token_issuer, TrustedTokenIssuerArn=arn)
        assert code == (None if arn in self.expected.issuers else "ResourceNotFoundException")
        self.expected.issuers.pop(arn, None)

    # --- invalid calls ---------------------------------------------------------------------------------------------

    @rule(operation=st.sampled_from(sorted(BROKEN)), index=st.integers(0, 1000))
    def send_an_invalid_request(self, operation: str, index: int) -> None:
        broken = pick(BROKEN[operation], index)
        code, _ = self.outcome(call_raw, client=self.sso, operation=operation, params=broken.params)
        assert code == "ValidationException"


def pick(items: list[Any], index: int) -> Any:
    return items[index % len(items)]


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=examples(15),
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
