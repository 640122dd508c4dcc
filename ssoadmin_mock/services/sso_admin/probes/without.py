"""Why the other rules have no probe."""

from ssoadmin_mock.wire.probes import no_probe

no_probe(
    "Stacks would have to be made, which takes minutes, and what fails in them be told from what fails here.",
    "cloudformation.ref",
    "cloudformation.attributes",
    "cloudformation.properties",
    "cloudformation.replacement",
    "cloudformation.rollback",
    "cloudformation.import",
    "cloudformation.import-failed",
    "cloudformation.import-refused",
    "cloudformation.backwards",
    "cloudformation.failure-text",
    "cloudformation.long-failure-text",
    "cloudformation.request-failed",
    "cloudformation.waits",
    "cloudformation.system-tags",
    "cloudformation.system-tags-of-others",
    "cloudformation.stack-tags",
    "cloudformation.tags-updated",
    "cloudformation.created-unprovisioned",
    "cloudformation.update-provisions",
    "cloudformation.empty-managed-policies",
    "cloudformation.inline-policy",
    "cloudformation.assignment-exists",
    "cloudformation.already-gone",
    "cloudformation.deprecated-wrapper",
    "cloudformation.visibility",
    "cloudformation.group-updated",
    "cloudformation.group-exists",
)
no_probe(
    "CloudTrail delivers events up to 15 minutes later, among those of everybody else.",
    "trail.sources",
    "trail.not-logged",
    "trail.strangers",
    "trail.portal",
    "trail.members",
    "trail.reads",
    "trail.dates",
    "trail.hidden",
    "trail.scim",
    "trail.bearer",
    "trail.identity",
    "trail.placeholders",
    "trail.tls-details",
    "trail.token-user",
    "trail.assume-role-with-saml",
    "trail.one-account",
    "trail.read-events",
    "trail.lookup",
    "trail.envelope",
    "trail.service-role",
)
no_probe(
    "IAM of the account that is assigned to would have to be read and changed, with credentials of its own.",
    "role.created",
    "role.updated",
    "role.removed",
    "role.instance-deleted",
    "role.policy-malformed",
    "role.protected",
    "role.service-role-protected",
    "role.protected-from-stacks",
    "role.provider-protected",
    "role.service-role-in-use",
)
no_probe(
    "It would leave a permission set in the account that nobody is assigned to, and that the API cannot take away.",
    "provisioning.unassigned",
    "provisioning.unassigned-removed",
    "provisioning.everywhere-fails",
)
no_probe(
    "It takes two requests at the same moment.",
    "assignment.conflict",
    "provisioning.conflict",
    "permission-set.delete-in-progress",
)
no_probe(
    "Clients of botocore do not show it: what they send and what they make of an answer is theirs.",
    "wire.error-body",
    "wire.error-body-framework",
    "wire.unknown-operation",
    "wire.unknown-path",
    "wire.credentials",
    "identity-store.error-members-framework",
)
no_probe(
    "It takes many rows, made by nobody else meanwhile.",
    "wire.page-size",
    "wire.stable-order",
    "managed-policy.quota",
)
no_probe("A policy of that depth would be near the size at which others refuse it.", "wire.deep-documents")
no_probe("It takes a caller who lacks a right.", "wire.iam-denial")
no_probe("The Resource Groups Tagging API lags behind.", "tags.tagging-api", "tags.tagging-api-refusal")
no_probe("Grants of an application that others use would have to change.", "issuer.delete-withdraws-grants")
