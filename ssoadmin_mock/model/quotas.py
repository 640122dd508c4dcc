"""The documented quotas of IAM Identity Center (user guide, "IAM Identity Center quotas")."""

from __future__ import annotations

DEFAULT_QUOTAS = {
    "permission_sets_per_instance": 3500,
    "provisioned_permission_sets_per_account": 500,
    # AWS managed and customer managed ones together. It was 20 until 2023, and still is in older error texts.
    "managed_policies_per_permission_set": 25,
    "inline_policy_bytes": 32768,
    "inline_policy_non_whitespace_bytes": 10240,
    "groups_per_permission_set_and_account": 100,
    "concurrent_provisionings": 3,
    "outstanding_account_assignments": 15,
    "applications_per_instance": 7000,
    "groups_per_application": 100,
    "access_scopes_per_application": 25,
    "trusted_token_issuers_per_instance": 10,
    "regions_per_instance": 6,
    "tags_per_resource": 50,
    "users_per_identity_store": 100_000,
    "groups_per_identity_store": 100_000,
}
"""By name; ``mock_ssoadmin(quotas={"trusted_token_issuers_per_instance": 2})`` overrides them."""
