"""Probes of permission sets, their policies, and who is assigned to them."""

from ssoadmin_mock.services.sso_admin.probes.instances import NOT_HERE
from ssoadmin_mock.wire.probes import DELEGATE, MANAGEMENT, MEMBER, Api, Matching, no_probe, probe

SSO = Api("sso-admin")

NOBODYS = {"InstanceArn": "{instance}", "PermissionSetArn": "{nobodys_set_here}"}
SET = {"InstanceArn": "{instance}", "PermissionSetArn": "{set}"}
NOT_FOUND = ("ResourceNotFoundException", "Could not find PermissionSet with id ps-ffffffffffffffff")

probe(
    "permission-set.identifiers",
    SSO.answers(
        "DescribePermissionSet",
        {
            "PermissionSet.PermissionSetArn": Matching(
                "arn:{partition}:sso:::permissionSet/{instance_id}/ps-[0-9a-f]{16}"
            )
        },
        **SET,
    ),
)
probe("permission-set.not-found", SSO.refuses("DescribePermissionSet", *NOT_FOUND, **NOBODYS))
probe("permission-set.not-found", SSO.refuses("ListManagedPoliciesInPermissionSet", *NOT_FOUND, **NOBODYS))
probe("permission-set.not-found", SSO.refuses("UpdatePermissionSet", *NOT_FOUND, Description="x", **NOBODYS))
probe("permission-set.delete", SSO.refuses("DeletePermissionSet", *NOT_FOUND, **NOBODYS))
probe(
    "permission-set.absent-members",
    SSO.answers(
        "DescribePermissionSet",
        {"PermissionSet.Description == ''": False, "PermissionSet.RelayState == ''": False},
        **SET,
    ),
)
probe(
    "managed-policy.malformed",
    SSO.refuses(
        "AttachManagedPolicyToPermissionSet",
        "ValidationException",
        ManagedPolicyArn="arn:{partition}:iam::{nobodys_account}:policy/ours",
        **NOBODYS,
    ),
)
probe(
    "managed-policy.order",
    SSO.answers("ListManagedPoliciesInPermissionSet", {"AttachedManagedPolicies[?!ends_with(Arn, Name)]": []}, **SET),
)
probe(
    "customer-managed-policy.identity",
    SSO.answers(
        "ListCustomerManagedPolicyReferencesInPermissionSet", {"CustomerManagedPolicyReferences[?!Path]": []}, **SET
    ),
)
probe(
    "assignment.who",
    SSO.answers("ListAccountAssignments", {"type(AccountAssignments)": "array"}, AccountId="{management}", **SET),
    where=DELEGATE,
)
probe(
    "assignment.who",
    SSO.refuses(
        "ListAccountAssignments",
        "AccessDeniedException",
        NOT_HERE % ("ListAccountAssignments", "{instance}"),
        AccountId="{account}",
        **NOBODYS,
    ),
    where=MEMBER,
)
for _operation, _member in (
    ("DescribeAccountAssignmentCreationStatus", "AccountAssignmentCreationRequestId"),
    ("DescribeAccountAssignmentDeletionStatus", "AccountAssignmentDeletionRequestId"),
    ("DescribePermissionSetProvisioningStatus", "ProvisionPermissionSetRequestId"),
):
    probe(
        "assignment.request-unknown",
        SSO.refuses(
            _operation,
            "ResourceNotFoundException",
            InstanceArn="{instance}",
            **{_member: "{nobodys_request}"},
        ),
    )
for _operation, _member in (
    ("ListAccountAssignmentCreationStatus", "AccountAssignmentsCreationStatus"),
    ("ListAccountAssignmentDeletionStatus", "AccountAssignmentsDeletionStatus"),
    ("ListPermissionSetProvisioningStatus", "PermissionSetsProvisioningStatus"),
):
    probe(
        "assignment.status-list",
        SSO.answers(
            _operation,
            {f"{_member}[?Status != 'FAILED']": []},
            Filter={"Status": "FAILED"},
            InstanceArn="{instance}",
        ),
    )
probe(
    "assignment.for-principal-missing",
    SSO.refuses(
        "ListAccountAssignmentsForPrincipal",
        "ResourceNotFoundException",
        InstanceArn="{instance}",
        PrincipalType="USER",
        PrincipalId="{nobodys_user}",
    ),
    where=MANAGEMENT,
)
probe(
    "assignment.for-principal-management-account",
    SSO.refuses(
        "ListAccountAssignmentsForPrincipal",
        "AccessDeniedException",
        InstanceArn="{instance}",
        PrincipalType="USER",
        PrincipalId="{nobodys_user}",
    ),
    where=DELEGATE,
)
probe(
    "provisioning.empty-list",
    SSO.answers(
        "ListPermissionSetsProvisionedToAccount",
        {"PermissionSets": []},
        InstanceArn="{instance}",
        AccountId="{nobodys_account}",
    ),
)

no_probe(
    "It takes as many as the quota allows, and that would be felt.",
    "permission-set.quota",
    "assignment.throttled",
    "assignment.quotas",
    "provisioning.throttled",
    "provisioning.quota",
)
no_probe("It takes an account that is suspended.", "assignment.suspended", "assignment.suspended-deletion")
no_probe("It takes an account instance with permission sets.", "assignment.account-instance-target")
no_probe(
    "The management account would be the target, and nothing is ever assigned or provisioned there for a probe.",
    "assignment.management-account-closed",
    "assignment.management-account-not-provisioned",
    "assignment.provisioned-in-management-account",
    "assignment.provisioned-there-unchanged",
)
no_probe("The order of what others have made says nothing.", "permission-set.list-order", "managed-policy.page-of-ten")
