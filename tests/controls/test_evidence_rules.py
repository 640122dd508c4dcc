"""Refusals name the rule that decides them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

import ssoadmin_mock
from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.pipeline import Answer, Request
from ssoadmin_mock.wire.rules import RULES
from tests.center import Center
from tests.conftest import MANAGEMENT

IN_PROCESS = pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
UNKNOWN = "11111111-2222-4333-8444-555555555555"
SOME_SET = f"ps-{16 * '0'}"
SOME_INSTANCE = f"arn:aws:sso:::instance/ssoins-{16 * '0'}"

Refused = Callable[[Center], Any]


@pytest.fixture
def rules() -> Iterator[list[str]]:
    """The rules that decided the last answer."""
    found: list[str] = []

    def note(_: Request, answer: Answer) -> None:
        found[:] = [] if answer.rules is None else [rule.id for rule in answer.rules]

    pipeline.observers.append(note)
    yield found
    pipeline.observers.remove(note)


def store(center: Center) -> dict[str, str]:
    return {"IdentityStoreId": center.identity_store_id}


def twice(call: Callable[[], Any]) -> Any:
    call()
    return call()


def set_of(center: Center, **more: Any) -> dict[str, str]:
    return {"InstanceArn": center.arn, "PermissionSetArn": center.permission_set("Set", **more)}


def application(center: Center) -> str:
    provider = "arn:aws:sso::aws:applicationProvider/custom"
    made = center.sso.create_application(InstanceArn=center.arn, ApplicationProviderArn=provider, Name="app")
    return str(made["ApplicationArn"])


def registered(center: Center) -> dict[str, str]:
    client = center.connect("sso-oidc").register_client(clientName="cli", clientType="public")
    return {"clientId": client["clientId"], "clientSecret": client["clientSecret"]}


DEVICE = "urn:ietf:params:oauth:grant-type:device_code"

REFUSALS: dict[str, Refused] = {
    # Instances, Regions and who may do what.
    "instance.not-here": lambda c: c.sso.describe_instance(InstanceArn=SOME_INSTANCE),
    "instance.management-account": lambda c: c.sso.create_instance(),
    "instance.one-per-account": lambda c: twice(c.connect(account_id=c.dev).create_instance),
    "instance.permission-sets-enabled": lambda c: c.sso.update_instance(InstanceArn=c.arn, PermissionSetsEnabled=False),
    "instance.encryption": lambda c: c.sso.update_instance(
        InstanceArn=c.arn, EncryptionConfiguration={"KeyType": "CUSTOMER_MANAGED_KEY"}
    ),
    "region.primary-stays": lambda c: c.sso.remove_region(InstanceArn=c.arn, RegionName="us-east-1"),
    "region.multi-region-key": lambda c: c.sso.add_region(InstanceArn=c.arn, RegionName="eu-west-1"),
    "region.not-found": lambda c: c.sso.remove_region(InstanceArn=c.arn, RegionName="eu-west-1"),
    # Permission sets and assignments.
    "permission-set.not-found": lambda c: c.sso.describe_permission_set(
        InstanceArn=c.arn, PermissionSetArn=f"arn:aws:sso:::permissionSet/{c.arn.rpartition('/')[2]}/{SOME_SET}"
    ),
    "permission-set.duplicate-name": lambda c: twice(lambda: c.permission_set("Admin")),
    "permission-set.session-duration": lambda c: c.permission_set("Admin", SessionDuration="PT13H"),
    "managed-policy.exists": lambda c: c.sso.attach_managed_policy_to_permission_set(
        **set_of(c), ManagedPolicyArn="arn:aws:iam::aws:policy/Nothing"
    ),
    "managed-policy.missing": lambda c: c.sso.detach_managed_policy_from_permission_set(
        **set_of(c), ManagedPolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"
    ),
    "inline-policy.malformed": lambda c: c.sso.put_inline_policy_to_permission_set(**set_of(c), InlinePolicy="no JSON"),
    "permissions-boundary.absent": lambda c: c.sso.get_permissions_boundary_for_permission_set(**set_of(c)),
    "permissions-boundary.absent-deleted": lambda c: c.sso.delete_permissions_boundary_from_permission_set(**set_of(c)),
    "provisioning.target-id": lambda c: c.sso.provision_permission_set(**set_of(c), TargetType="AWS_ACCOUNT"),
    "assignment.request-unknown": lambda c: c.creation(UNKNOWN),
    "assignment.for-principal-missing": lambda c: c.sso.list_account_assignments_for_principal(
        InstanceArn=c.arn, PrincipalId=UNKNOWN, PrincipalType="USER"
    ),
    "access-control.absent": lambda c: c.sso.describe_instance_access_control_attribute_configuration(
        InstanceArn=c.arn
    ),
    # Applications, issuers and tags.
    "application.not-found": lambda c: c.sso.describe_application(ApplicationArn=application(c)[:-1] + "x"),
    "application-assignment.not-found": lambda c: c.sso.describe_application_assignment(
        ApplicationArn=application(c), PrincipalId=UNKNOWN, PrincipalType="USER"
    ),
    "grant.not-found": lambda c: c.sso.get_application_grant(ApplicationArn=application(c), GrantType="refresh_token"),
    "access-scope.unknown": lambda c: c.sso.put_application_access_scope(
        ApplicationArn=application(c), Scope="no:scope"
    ),
    "issuer.not-found": lambda c: c.sso.describe_trusted_token_issuer(
        TrustedTokenIssuerArn=f"arn:aws:sso::{MANAGEMENT}:trustedTokenIssuer/{c.arn.rpartition('/')[2]}/tti-{UNKNOWN}"
    ),
    "tags.duplicate-keys": lambda c: c.permission_set("Admin", Tags=2 * [{"Key": "a", "Value": "b"}]),
    # Users and groups.
    "user.unique-name": lambda c: twice(c.user),
    "user.required-attributes": lambda c: c.connect("identitystore").create_user(**store(c), UserName="ada"),
    "user.reserved-names": lambda c: c.user("Administrator"),
    "group.unique-name": lambda c: twice(c.group),
    "group.not-found": lambda c: c.connect("identitystore").describe_group(**store(c), GroupId=UNKNOWN),
    "identity-store.not-found": lambda c: c.connect("identitystore").list_users(IdentityStoreId="d-1234567890"),
    "identity-store.members-denied": lambda c: c.connect("identitystore", account_id=c.dev).create_group(
        **store(c), DisplayName="x"
    ),
    "identity-store.lookup-paths": lambda c: c.connect("identitystore").get_user_id(
        **store(c),
        AlternateIdentifier={"UniqueAttribute": {"AttributePath": "title", "AttributeValue": "x"}},
    ),
    # Signing in, and the portal.
    "oidc.client-type": lambda c: c.connect("sso-oidc").register_client(clientName="cli", clientType="secret"),
    "oidc.start-url": lambda c: c.connect("sso-oidc").start_device_authorization(
        **registered(c), startUrl="https://nobody.awsapps.com/start"
    ),
    "oidc.invalid-grant": lambda c: c.connect("sso-oidc").create_token(
        **registered(c), grantType=DEVICE, deviceCode="none"
    ),
    "oidc.application": lambda c: c.connect("sso-oidc").create_token_with_iam(
        clientId=f"arn:aws:sso::{MANAGEMENT}:application/ssoins-{16 * '0'}/apl-{16 * '0'}", grantType="refresh_token"
    ),
    "portal.unauthorized": lambda c: c.connect("sso").list_accounts(accessToken="none"),
}


@IN_PROCESS
@pytest.mark.parametrize("rule", REFUSALS)
def test_a_refusal_names_the_rule_that_decides_it(center: Center, rules: list[str], rule: str) -> None:
    with pytest.raises(ClientError):
        REFUSALS[rule](center)
    assert rules == [rule]


@IN_PROCESS
def test_what_breaks_the_model_rests_on_no_rule(center: Center, rules: list[str]) -> None:
    center.permission_set("Admin")
    rules[:] = ["some rule"]
    with pytest.raises(ClientError):
        center.permission_set("no name")
    assert rules == []


def test_every_rule_that_is_looked_up_by_its_id_exists() -> None:
    package = Path(ssoadmin_mock.__file__).parent
    ids = [
        node.slice.value
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "RULES"
        if isinstance(node.slice, ast.Constant)
    ]
    assert len(ids) > 3
    assert [id for id in ids if id not in RULES] == []
