"""Everything that the services say about a world."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from ssoadmin_mock import IdentityCenter, OrganizationInstance

# Drawn anew whenever something is made, and not part of a world.
_DRAWN = [
    (re.compile(r"(AWSReservedSSO_\w+?)_[0-9a-f]{16}"), r"\1"),
    (re.compile(r"AWSSSO_[0-9a-f]{16}"), "AWSSSO"),
    (re.compile(r"\b(o|r|ou|car)-[a-z0-9-]+"), r"\1"),
]
_DRAWN_MEMBERS = {
    "MembershipId",
    "MembershipArn",
    "Revision",
    "CreatedAt",
    "UpdatedAt",
    "RoleId",
    "PolicyId",
    "ResponseMetadata",
    "SAMLProviderUUID",
}


class Answers:
    """Asks every operation that lists, describes or gets, and keeps what it says without what is drawn anew."""

    def __init__(self, idc: IdentityCenter, instance: OrganizationInstance) -> None:
        self.idc = idc
        self.instance = instance
        self.found: dict[str, Any] = {}

    def ask(self, service: str, operation: str, account_id: str | None = None, **params: Any) -> Any:
        session = self.idc.session(account_id=account_id or self.instance.owner_account_id)
        client = session.client(service, region_name=self.instance.region_name)
        try:
            if client.can_paginate(operation):
                answer = client.get_paginator(operation).paginate(**params).build_full_result()
            else:
                answer = getattr(client, operation)(**params)
        except client.exceptions.ClientError as error:
            answer = {"Error": error.response["Error"]}
        self.found[_plain(json.dumps([service, operation, account_id, params], sort_keys=True))] = _clean(answer)
        return answer

    def sso(self, operation: str, **params: Any) -> Any:
        return self.ask("sso-admin", operation, InstanceArn=self.instance.arn, **params)

    def all(self) -> dict[str, Any]:
        account_ids = [account["Id"] for account in self.ask("organizations", "list_accounts")["Accounts"]]
        self.ask("organizations", "list_delegated_administrators")
        self.about_units(self.ask("organizations", "list_roots")["Roots"][0]["Id"])
        self.about_instance()
        self.about_principals()
        for arn in self.sso("list_permission_sets")["PermissionSets"]:
            self.about_permission_set(arn, account_ids)
        for account_id in account_ids:
            self.sso("list_permission_sets_provisioned_to_account", AccountId=account_id)
            self.about_iam(account_id)
        for application in self.sso("list_applications")["Applications"]:
            self.about_application(application["ApplicationArn"])
        return self.found

    def about_units(self, parent_id: str) -> None:
        self.ask("organizations", "list_accounts_for_parent", ParentId=parent_id)
        self.ask("organizations", "list_policies_for_target", TargetId=parent_id, Filter="SERVICE_CONTROL_POLICY")
        units = self.ask("organizations", "list_organizational_units_for_parent", ParentId=parent_id)
        for unit in units["OrganizationalUnits"]:
            self.about_units(unit["Id"])

    def about_instance(self) -> None:
        self.ask("sso-admin", "list_instances")
        self.sso("describe_instance")
        self.sso("list_regions")
        self.sso("list_tags_for_resource", ResourceArn=self.instance.arn)
        self.sso("describe_instance_access_control_attribute_configuration")
        for issuer in self.sso("list_trusted_token_issuers")["TrustedTokenIssuers"]:
            arn = issuer["TrustedTokenIssuerArn"]
            self.ask("sso-admin", "describe_trusted_token_issuer", TrustedTokenIssuerArn=arn)
            self.sso("list_tags_for_resource", ResourceArn=arn)

    def about_principals(self) -> None:
        store = {"IdentityStoreId": self.instance.identity_store_id}
        for user in self.ask("identitystore", "list_users", **store)["Users"]:
            self.ask("identitystore", "describe_user", UserId=user["UserId"], **store)
            self.about_principal("USER", user["UserId"])
            member = {"UserId": user["UserId"]}
            self.ask("identitystore", "list_group_memberships_for_member", MemberId=member, **store)
        for group in self.ask("identitystore", "list_groups", **store)["Groups"]:
            self.ask("identitystore", "list_group_memberships", GroupId=group["GroupId"], **store)
            self.about_principal("GROUP", group["GroupId"])

    def about_principal(self, principal_type: str, principal_id: str) -> None:
        for kind in ("account", "application"):
            self.sso(f"list_{kind}_assignments_for_principal", PrincipalType=principal_type, PrincipalId=principal_id)

    def about_permission_set(self, arn: str, account_ids: list[str]) -> None:
        for operation in (
            "describe_permission_set",
            "list_managed_policies_in_permission_set",
            "list_customer_managed_policy_references_in_permission_set",
            "get_inline_policy_for_permission_set",
            "get_permissions_boundary_for_permission_set",
            "list_accounts_for_provisioned_permission_set",
        ):
            self.sso(operation, PermissionSetArn=arn)
        self.sso(
            "list_accounts_for_provisioned_permission_set",
            PermissionSetArn=arn,
            ProvisioningStatus="LATEST_PERMISSION_SET_NOT_PROVISIONED",
        )
        self.sso("list_tags_for_resource", ResourceArn=arn)
        for account_id in account_ids:
            self.sso("list_account_assignments", PermissionSetArn=arn, AccountId=account_id)

    def about_iam(self, account_id: str) -> None:
        for role in self.ask("iam", "list_roles", account_id)["Roles"]:
            for operation in ("get_role", "list_attached_role_policies", "list_role_policies"):
                self.ask("iam", operation, account_id, RoleName=role["RoleName"])
        self.ask("iam", "list_policies", account_id, Scope="Local")
        self.ask("iam", "list_saml_providers", account_id)

    def about_application(self, arn: str) -> None:
        for operation in (
            "describe_application",
            "get_application_assignment_configuration",
            "get_application_session_configuration",
            "list_application_access_scopes",
            "list_application_assignments",
            "list_application_authentication_methods",
            "list_application_grants",
        ):
            self.ask("sso-admin", operation, ApplicationArn=arn)
        self.sso("list_tags_for_resource", ResourceArn=arn)


def _clean(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {
            key: _clean(value)
            for key, value in answer.items()
            if key not in _DRAWN_MEMBERS and not isinstance(value, datetime)
        }
    if isinstance(answer, list):
        # A world keeps the order of what it lists, but not in which order one thing came after another of another kind.
        return sorted((_clean(item) for item in answer), key=lambda item: json.dumps(item, sort_keys=True))
    return _plain(answer) if isinstance(answer, str) else answer


def _plain(text: str) -> str:
    for pattern, replacement in _DRAWN:
        text = pattern.sub(replacement, text)
    return text
