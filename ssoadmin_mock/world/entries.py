"""Entries of documents, made alike from our own state and from the answers of AWS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ssoadmin_mock.model.identity_store import UserStatus
from ssoadmin_mock.model.permission_set import DEFAULT_SESSION_DURATION
from ssoadmin_mock.world.load_applications import CUSTOM
from ssoadmin_mock.world.load_directory import emails
from ssoadmin_mock.world.policies import managed_policy_name, policy_document, reference_entry

Entry = dict[str, Any]

# What a world keeps of a user beside its name; the rest of what AWS answers is not the user's to choose.
_ATTRIBUTES = (
    "NickName",
    "ProfileUrl",
    "Emails",
    "Addresses",
    "PhoneNumbers",
    "UserType",
    "Title",
    "PreferredLanguage",
    "Locale",
    "Timezone",
    "Photos",
    "Website",
    "Birthdate",
    "Roles",
    "Extensions",
)
_NAME_PARTS = ("Formatted", "MiddleName", "HonorificPrefix", "HonorificSuffix")


def entry(**members: Any) -> Entry:
    """Return the members that say something: neither None nor empty."""
    return {key: value for key, value in members.items() if value not in (None, "", [], {})}


def unless(value: Any, default: Any) -> Any:
    """Return a value, or None if it is what an absent one means."""
    return None if value == default else value


def user(described: Mapping[str, Any], id: str | None) -> Entry:
    """Return the entry of a user.

    :param described: as the Identity Store's API describes it.
    :param id: its id, unless that is to be left out; the same for all entries.
    """
    user_name, name = described["UserName"], described.get("Name") or {}
    attributes = entry(
        Name=entry(**{part: name.get(part) for part in _NAME_PARTS}),
        **{attribute: described.get(attribute) for attribute in _ATTRIBUTES},
    )
    addresses = attributes.get("Emails")
    email = addresses[0].get("Value", "") if addresses else ""
    if addresses == emails(email):
        del attributes["Emails"]
    else:
        email = ""
    return entry(
        id=id,
        given_name=unless(name.get("GivenName"), user_name),
        family_name=unless(name.get("FamilyName"), user_name),
        display_name=unless(described.get("DisplayName"), user_name),
        email=email,
        attributes=attributes,
        disabled=unless(described.get("UserStatus") == UserStatus.DISABLED, False),
        external_ids=_external_ids(described),
    )


def _external_ids(described: Mapping[str, Any]) -> Entry:
    return {external_id["Issuer"]: external_id["Id"] for external_id in described.get("ExternalIds", ())}


def group(described: Mapping[str, Any], id: str | None, members: list[str]) -> Entry:
    """Return the entry of a group.

    :param described: as the Identity Store's API describes it.
    :param members: the names of its members.
    """
    return entry(
        id=id, description=described.get("Description"), members=members, external_ids=_external_ids(described)
    )


def permission_set(
    described: Mapping[str, Any],
    id: str | None,
    *,
    managed_policies: Iterable[str],
    customer_managed_policies: Iterable[tuple[str, str]],
    inline_policy: str,
    permissions_boundary: Mapping[str, Any] | None,
    **members: Any,
) -> Entry:
    """Return the entry of a permission set.

    :param described: as DescribePermissionSet does.
    :param managed_policies: ARNs.
    :param customer_managed_policies: names and paths.
    :param inline_policy: the JSON text; empty for none.
    :param permissions_boundary: as the API has it.
    :param members: the rest of the entry as it is.
    """
    return entry(
        id=id,
        description=described.get("Description"),
        session_duration=unless(described["SessionDuration"], DEFAULT_SESSION_DURATION),
        relay_state=described.get("RelayState"),
        managed_policies=[managed_policy_name(arn) for arn in managed_policies],
        customer_managed_policies=[reference_entry(name, path) for name, path in customer_managed_policies],
        inline_policy=policy_document(inline_policy),
        permissions_boundary=_boundary(permissions_boundary or {}),
        **members,
    )


def _boundary(boundary: Mapping[str, Any]) -> Entry:
    reference = boundary.get("CustomerManagedPolicyReference")
    if reference is not None:
        return {"customer_managed_policy": reference_entry(reference["Name"], reference.get("Path", "/"))}
    return {"managed_policy": managed_policy_name(boundary["ManagedPolicyArn"])} if boundary else {}


def assignments(
    access: Iterable[tuple[str, str, str, str]], permission_sets: Sequence[str], accounts: Sequence[str]
) -> list[Entry]:
    """Return the entries for account assignments, as few as say everything.

    :param access: the names of permission set and account, type and name of the principal, of each assignment.
    :param permission_sets: the names of all permission sets, in the order that the entries are to have.
    :param accounts: the names of all accounts, in order.
    """
    set_order = {name: place for place, name in enumerate(permission_sets)}
    # An account may have left the organization.
    account_order = {name: place for place, name in enumerate(accounts)}
    present = [row for row in access if row[1] in account_order]
    named: dict[tuple[str, str, str], list[str]] = {}
    for set_name, account, *principal in sorted(present, key=lambda row: (set_order[row[0]], account_order[row[1]])):
        named.setdefault((set_name, principal[0], principal[1]), []).append(account)
    merged: dict[tuple[str, tuple[str, ...]], dict[str, list[str]]] = {}
    for (set_name, principal_type, name), in_accounts in named.items():
        principals = merged.setdefault((set_name, tuple(in_accounts)), {"USER": [], "GROUP": []})
        principals[principal_type].append(name)
    return [
        entry(permission_set=set_name, users=principals["USER"], groups=principals["GROUP"], accounts=list(in_accounts))
        for (set_name, in_accounts), principals in merged.items()
    ]


def application(
    described: Mapping[str, Any],
    id: str | None,
    *,
    instance_region: str,
    management: str,
    account: str,
    **members: Any,
) -> Entry:
    """Return the entry of an application.

    :param described: as DescribeApplication does.
    :param instance_region: the instance's primary Region.
    :param management: the name of the management account.
    :param account: the name of the account that made it.
    :param members: the rest of the entry as it is.
    """
    options = described.get("PortalOptions") or {}
    return entry(
        id=id,
        provider=unless(described["ApplicationProviderArn"].partition("applicationProvider/")[2], CUSTOM),
        account=unless(account, management),
        region=unless(described.get("CreatedFrom"), instance_region),
        description=described.get("Description"),
        status=unless(described["Status"], "ENABLED"),
        portal_options=unless(options, {"Visibility": "ENABLED"}),
        **members,
    )


def grants(by_type: Iterable[tuple[str, Mapping[str, Any]]], issuer_names: Mapping[str, str]) -> Entry:
    """Return grants with names for the issuers that they name by ARN.

    :param by_type: grant types and grants as the API has them.
    :param issuer_names: the names of the issuers by ARN.
    """
    return {grant_type: _with_names(grant, issuer_names) for grant_type, grant in by_type}


def _with_names(grant: Mapping[str, Any], issuer_names: Mapping[str, str]) -> Entry:
    bearer = grant.get("JwtBearer")
    if not bearer or "AuthorizedTokenIssuers" not in bearer:
        return dict(grant)
    issuers = [
        {key: issuer_names.get(value, value) if key == "TrustedTokenIssuerArn" else value for key, value in row.items()}
        for row in bearer["AuthorizedTokenIssuers"]
    ]
    return {"JwtBearer": {**bearer, "AuthorizedTokenIssuers": issuers}}


def labelled(name: str, label: str, **members: Any) -> Entry:
    """Return an entry whose key is not its name, if that is so."""
    return entry(name=unless(name, label)) | entry(**members)


def access_control_attributes(configuration: Mapping[str, Any]) -> Any:
    """Return the section for attributes for access control.

    :param configuration: as the API has it.
    """
    rows = configuration["AccessControlAttributes"]
    # The API takes a key twice, and a mapping would lose the first one.
    if len({row["Key"] for row in rows}) < len(rows):
        return rows
    attributes = {row["Key"]: row["Value"]["Source"] for row in rows}
    return {key: sources[0] if len(sources) == 1 else sources for key, sources in attributes.items()}
