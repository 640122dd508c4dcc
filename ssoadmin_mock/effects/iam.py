"""What IAM Identity Center makes in the IAM of the accounts that it gives access to, in moto's IAM.

In each account that has a permission set: one SAML provider, and one role per set. The forms of names, paths and
trust policies are those of public dumps of real accounts (cartography and others) and of the user guide,
"Referencing permission sets in resource policies".
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from moto.backends import get_backend

from ssoadmin_mock.effects import iam_changes, ids, managed_policies
from ssoadmin_mock.effects.accounts import backends_of
from ssoadmin_mock.effects.iam_changes import Change
from ssoadmin_mock.effects.organizations import SERVICE_PRINCIPAL
from ssoadmin_mock.model.assignment import ProvisionedPermissionSet, SamlProvider
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import CustomerManagedPolicy, PermissionSet
from ssoadmin_mock.model.requests import RequestFailed

if TYPE_CHECKING:
    from moto.iam.models import IAMBackend, ManagedPolicy, Role, SAMLProvider

POLICY_MISSING = "Received a 404 status error: Not supported policy {}."
POLICY_MALFORMED = "Received a 400 status error: {}"

INLINE_POLICY_NAME = "AwsSSOInlinePolicy"
RESERVED_PATH = "/aws-reserved/sso.amazonaws.com/"
"""What the paths of the roles of permission sets begin with."""
SERVICE_ROLE_NAME = "AWSServiceRoleForSSO"
SERVICE_ROLE_PATH = f"/aws-service-role/{SERVICE_PRINCIPAL}/"
MAX_SESSION_DURATION = "43200"
"""In seconds, as moto keeps it."""

_SIGN_IN = {
    "aws": "https://signin.aws.amazon.com/saml",
    "aws-cn": "https://signin.amazonaws.cn/saml",
    "aws-us-gov": "https://signin.amazonaws-us-gov.com/saml",
}


def create_service_role(account_id: str, partition: str) -> None:
    """Make the service-linked role that IAM Identity Center works with, unless the account has it."""
    iam = _iam(account_id, partition)
    if _service_roles(iam):
        return
    trust = {"Effect": "Allow", "Principal": {"Service": SERVICE_PRINCIPAL}, "Action": "sts:AssumeRole"}
    iam.create_role(
        role_name=SERVICE_ROLE_NAME,
        assume_role_policy_document=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        path=SERVICE_ROLE_PATH,
        permissions_boundary=None,
        description="Service-linked role used by AWS SSO to manage AWS resources, including IAM roles, on your behalf.",
        tags=[],
        max_session_duration="3600",
        linked_service=SERVICE_PRINCIPAL,
    )


def delete_service_role(account_id: str, partition: str) -> None:
    """Delete the service-linked role from an account, if it has it."""
    iam = _iam(account_id, partition)
    for role in _service_roles(iam):
        del iam.roles[role.id]


def _service_roles(iam: IAMBackend) -> list[Role]:
    return [role for role in iam.roles.values() if role.name == SERVICE_ROLE_NAME]


def check_policies(instance: Instance, permission_set: PermissionSet, account_id: str) -> None:
    """Check that an account can have the policies of a permission set.

    :raises RequestFailed: when a customer managed policy is missing there, or IAM does not accept the inline policy.
    """
    iam = _iam(account_id, instance.partition)
    needed = [_arn(iam, policy) for policy in permission_set.customer_managed_policies]
    boundary = _boundary_arn(iam, permission_set)
    if boundary is not None and "CustomerManagedPolicyReference" in (permission_set.permissions_boundary or {}):
        needed.append(boundary)
    for arn in needed:
        if arn not in iam.managed_policies:
            raise RequestFailed(POLICY_MISSING.format(arn))
    if permission_set.inline_policy:
        fault = _fault_in(permission_set.inline_policy)
        if fault is not None:
            raise RequestFailed(POLICY_MALFORMED.format(fault))


@lru_cache(maxsize=1000)
def _fault_in(policy_document: str) -> str | None:
    """Return what IAM does not accept in a policy document, or None."""
    from moto.iam.exceptions import MalformedPolicyDocument
    from moto.iam.policy_validation import IAMPolicyDocumentValidator

    try:
        IAMPolicyDocumentValidator(policy_document).validate()
    except MalformedPolicyDocument as error:
        return str(error.message)
    return None


def put_role(
    instance: Instance, permission_set: PermissionSet, account_id: str, present: ProvisionedPermissionSet | None
) -> tuple[str, str]:
    """Make the role of a permission set in an account, or make it what the set is now.

    :param present: the set as it is in the account; None when it is not there yet.
    :returns: the role's id and name.
    """
    iam = _iam(account_id, instance.partition)
    provider = _put_saml_provider(instance, iam)
    role = iam.roles.get(present.role_id) if present else None
    if role is None:
        # The role of an account that left and came back comes back under its name.
        name = present.role_name if present else f"AWSReservedSSO_{permission_set.name}_{ids.hex_id(16)}"
        description = permission_set.description or ""
        role = _create_role(iam, name, _role_path(instance.region_name), provider.trust_policy, description)
    _update_role(iam, role, permission_set)
    return role.id, role.name


def delete_role(instance: Instance, provisioned: ProvisionedPermissionSet) -> None:
    """Delete the role of a permission set in an account."""
    iam = _iam(provisioned.account_id, instance.partition)
    role = iam.roles.pop(provisioned.role_id, None)
    if role is not None:
        _attach_exactly(iam, role, [])
        _put_inline_policy(iam, role, None)
        _note(iam, "DeleteRole", role)


def delete_saml_provider(instance: Instance, account_id: str) -> None:
    """Delete the SAML provider that the roles of an account trust."""
    provider, iam = instance.provisioned.saml_providers.pop(account_id), _iam(account_id, instance.partition)
    if iam.saml_providers.pop(provider.name, None) is not None:
        arn = f"arn:{iam.partition}:iam::{account_id}:saml-provider/{provider.name}"
        iam_changes.note(Change(account_id, iam.partition, "DeleteSAMLProvider", {"sAMLProviderArn": arn}))


def _put_saml_provider(instance: Instance, iam: IAMBackend) -> SamlProvider:
    provider = instance.provisioned.saml_providers.get(iam.account_id)
    name = provider.name if provider else f"AWSSSO_{ids.hex_id(16)}_DO_NOT_DELETE"
    in_iam = iam.saml_providers.get(name) or _create_saml_provider(iam, name, _saml_metadata(instance))
    if provider is None:
        provider = SamlProvider(name, _trust_policy(iam, str(in_iam.arn)))
        instance.provisioned.saml_providers[iam.account_id] = provider
    return provider


def _create_saml_provider(iam: IAMBackend, name: str, metadata: str) -> SAMLProvider:
    made = iam.create_saml_provider(name, metadata)
    parameters, result = {"name": name, "sAMLMetadataDocument": metadata}, {"sAMLProviderArn": made.arn}
    iam_changes.note(Change(iam.account_id, iam.partition, "CreateSAMLProvider", parameters, result))
    return made


def is_saml_provider(name: str) -> bool:
    """Tell whether a SAML provider of this name is one that Identity Center made."""
    return name.startswith("AWSSSO_") and name.endswith("_DO_NOT_DELETE")


def _saml_metadata(instance: Instance) -> str:
    issuer = f"https://portal.sso.{instance.region_name}.amazonaws.com/saml/metadata/{instance.id}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{issuer}">'
        '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>'
        "</md:EntityDescriptor>"
    )


def _trust_policy(iam: IAMBackend, provider_arn: str) -> str:
    trust = {
        "Effect": "Allow",
        "Principal": {"Federated": provider_arn},
        "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        "Condition": {"StringEquals": {"SAML:aud": _SIGN_IN.get(iam.partition, _SIGN_IN["aws"])}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [trust]})


def _create_role(iam: IAMBackend, name: str, path: str, trust_policy: str, description: str) -> Role:
    from moto.iam.models import Role
    from moto.iam.utils import random_role_id

    # IAM's own way to make a role compares its name with those of all others. For mypy the class is abstract, because
    # moto leaves out what CloudFormation alone would call.
    role = Role(  # type: ignore[abstract]
        account_id=iam.account_id,
        partition=iam.partition,
        role_id=random_role_id(iam.account_id),
        name=name,
        assume_role_policy_document=trust_policy,
        path=path,
        permissions_boundary=None,
        description=description,
        tags=[],
        max_session_duration=MAX_SESSION_DURATION,
    )
    iam.roles[role.id] = role
    parameters = {
        "path": path,
        "assumeRolePolicyDocument": trust_policy,
        "description": description,
        "maxSessionDuration": int(MAX_SESSION_DURATION),
    }
    made = {"path": path, "roleName": name, "roleId": role.id, "arn": role.arn}
    _note(iam, "CreateRole", role, parameters, {"role": made})
    return role


def _note(
    iam: IAMBackend,
    operation: iam_changes.Operation,
    role: Role,
    parameters: dict[str, Any] | None = None,
    result: dict[str, Any] | None = None,
) -> None:
    given = {"roleName": role.name, **(parameters or {})}
    iam_changes.note(Change(iam.account_id, iam.partition, operation, given, result))


def role_arn(instance: Instance, account_id: str, role_name: str) -> str:
    """Return the ARN of the role that a permission set is in an account."""
    return f"arn:{instance.partition}:iam::{account_id}:role{_role_path(instance.region_name)}{role_name}"


@cache
def _role_path(region_name: str) -> str:
    region = "" if region_name == "us-east-1" else f"{region_name}/"
    return f"{RESERVED_PATH}{region}"


def _update_role(iam: IAMBackend, role: Role, permission_set: PermissionSet) -> None:
    description = permission_set.description or ""
    if role.description != description:
        role.description = description
        _note(iam, "UpdateRole", role, {"description": description})
    _put_inline_policy(iam, role, permission_set.inline_policy)
    managed = [managed_policies.put_policy(iam, arn) for arn in permission_set.managed_policies]
    managed += [iam.managed_policies[_arn(iam, policy)] for policy in permission_set.customer_managed_policies]
    _attach_exactly(iam, role, managed)
    _put_boundary(iam, role, _boundary_arn(iam, permission_set))


def _put_inline_policy(iam: IAMBackend, role: Role, document: str | None) -> None:
    before = role.policies.get(INLINE_POLICY_NAME)
    role.policies.clear()
    named = {"policyName": INLINE_POLICY_NAME}
    if document:
        role.put_policy(INLINE_POLICY_NAME, document)
        if document != before:
            _note(iam, "PutRolePolicy", role, {**named, "policyDocument": document})
    elif before is not None:
        _note(iam, "DeleteRolePolicy", role, named)


def _put_boundary(iam: IAMBackend, role: Role, arn: str | None) -> None:
    # IAM's own way to set it looks for the role by name among all others.
    attribute = _boundary_attribute(role)
    before = getattr(role, attribute) or None
    setattr(role, attribute, arn)
    if arn is not None and arn != before:
        _note(iam, "PutRolePermissionsBoundary", role, {"permissionsBoundary": arn})
    elif arn is None and before is not None:
        _note(iam, "DeleteRolePermissionsBoundary", role)


def _boundary_attribute(role: Role) -> str:
    """Return where a role has the ARN of its boundary: since moto 5.1 beside a property that describes the boundary."""
    has_property = hasattr(type(role), "permissions_boundary")
    return "permissions_boundary_arn" if has_property else "permissions_boundary"


def boundary_of(iam: IAMBackend, role_name: str) -> str | None:
    """Return the ARN of the permissions boundary of a role of Identity Center; None for other roles and without one.

    :param iam: the IAM of the role's account.
    """
    for role in iam.roles.values():
        if role.name == role_name and role.path.startswith(RESERVED_PATH):
            arn: str | None = getattr(role, _boundary_attribute(role))
            return arn
    return None


def _attach_exactly(iam: IAMBackend, role: Role, policies: list[ManagedPolicy]) -> None:
    wanted = {policy.arn for policy in policies}
    for policy in list(role.managed_policies.values()):
        if policy.arn not in wanted:
            policy.detach_from(role)
            _note(iam, "DetachRolePolicy", role, {"policyArn": policy.arn})
    for policy in policies:
        if policy.arn not in role.managed_policies:
            policy.attach_to(role)
            _note(iam, "AttachRolePolicy", role, {"policyArn": policy.arn})


def _arn(iam: IAMBackend, policy: CustomerManagedPolicy) -> str:
    return f"arn:{iam.partition}:iam::{iam.account_id}:policy{policy.path}{policy.name}"


def _boundary_arn(iam: IAMBackend, permission_set: PermissionSet) -> str | None:
    boundary = permission_set.permissions_boundary
    if boundary is None:
        return None
    if "ManagedPolicyArn" in boundary:
        return managed_policies.put_policy(iam, boundary["ManagedPolicyArn"]).arn
    reference = boundary["CustomerManagedPolicyReference"]
    return _arn(iam, CustomerManagedPolicy(reference["Path"], reference["Name"]))


def _iam(account_id: str, partition: str) -> IAMBackend:
    return backends_of(account_id, get_backend("iam"))[partition]
