"""Probes of instances, of the organization around them, and of additional Regions."""

from ssoadmin_mock.wire.probes import (
    ACCOUNT_INSTANCE,
    ANYBODY,
    DELEGATE,
    MEMBER,
    NO_INSTANCE,
    Api,
    Matching,
    no_probe,
    probe,
)

SSO = Api("sso-admin")
ORGANIZATIONS = Api("organizations")

NOT_HERE = (
    "User: {caller} is not authorized to perform: sso:%s on resource: %s because the resource does not exist in this "
    "Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
)
OURS = "Instances[?InstanceArn=='{instance}'] | [0]"

probe(
    "instance.identifiers",
    SSO.answers(
        "ListInstances",
        {
            f"{OURS}.InstanceArn": Matching("arn:{partition}:sso:::instance/ssoins-[0-9a-f]{16}"),
            f"{OURS}.IdentityStoreId": Matching("d-[0-9a-f]{10}"),
        },
    ),
)
probe("instance.empty-at-first", SSO.answers("ListInstances", {"Instances": []}), where=NO_INSTANCE)
probe("instance.organization-instance", SSO.answers("ListInstances", {f"{OURS}.OwnerAccountId": "{management}"}))
probe(
    "instance.visible-to-members",
    SSO.answers("ListInstances", {"Instances[0].OwnerAccountId": "{management}"}),
    where=MEMBER,
)
probe(
    "instance.regional", SSO.answers("ListInstances", {f"{OURS}.IdentityStoreId": "{store}"}, RegionScope="ALL_REGIONS")
)
probe(
    "instance.not-here",
    SSO.refuses(
        "DescribeInstance",
        "AccessDeniedException",
        NOT_HERE % ("DescribeInstance", "{nobodys_instance}"),
        InstanceArn="{nobodys_instance}",
    ),
    where=ANYBODY,
)
probe(
    "instance.members-denied",
    SSO.refuses(
        "ListPermissionSets",
        "AccessDeniedException",
        NOT_HERE % ("ListPermissionSets", "{instance}"),
        InstanceArn="{instance}",
    ),
    where=MEMBER,
)
probe(
    "instance.encryption",
    SSO.answers(
        "DescribeInstance",
        {"EncryptionConfigurationDetails.KeyType": Matching("AWS_OWNED_KMS_KEY|CUSTOMER_MANAGED_KEY")},
        InstanceArn="{instance}",
    ),
)
probe(
    "instance.in-progress",
    SSO.answers("DescribeInstance", {"Status": "ACTIVE"}, InstanceArn="{instance}"),
)
probe(
    "permission-set.account-instance",
    SSO.refuses(
        "ListPermissionSets",
        "ValidationException",
        "This operation is not supported for account instances of IAM Identity Center. The operation is not supported "
        "for this Identity Center instance",
        InstanceArn="{instance}",
    ),
    where=ACCOUNT_INSTANCE,
)
probe(
    "access-control.where",
    SSO.refuses("DescribeInstanceAccessControlAttributeConfiguration", "ValidationException", InstanceArn="{instance}"),
    where=ACCOUNT_INSTANCE,
)
probe(
    "region.not-found",
    SSO.refuses("DescribeRegion", "ResourceNotFoundException", InstanceArn="{instance}", RegionName="eu-nowhere-1"),
)
probe(
    "region.in-progress",
    SSO.answers("ListRegions", {"Regions[?IsPrimaryRegion].Status | [0]": "ACTIVE"}, InstanceArn="{instance}"),
)
probe(
    "organization.members-refused",
    ORGANIZATIONS.refuses(
        "ListAccounts", "AccessDeniedException", "You don't have permissions to access this resource."
    ),
    where=MEMBER,
)
probe(
    "organization.delegates-read",
    ORGANIZATIONS.answers("ListAccounts", {"length(Accounts) > `0`": True}, MaxResults=1),
    where=DELEGATE,
)

no_probe(
    "An instance that people use would have to be changed, deleted or encrypted anew.",
    "instance.delete-owner-only",
    "instance.delete-cascades",
    "instance.creating-refuses",
    "instance.update-one-at-a-time",
    "instance.key-place",
    "instance.key-unusable",
    "instance.encryption-updating",
    "instance.permission-sets-enabled",
    "instance.permission-sets-in-account-instance",
    "instance.network",
    "permission-set.not-enabled",
    "region.organization-instance-only",
    "region.multi-region-key",
    "region.key-stays",
    "region.enabled-by-default",
    "region.quota",
    "region.one-at-a-time",
    "region.already-added",
    "region.primary-stays",
    "region.writes-in-primary",
    "access-control.exists",
    "access-control.absent",
    "access-control.in-progress",
    "access-control.sources",
    "access-control.at-once",
)
no_probe("It takes an instance in two Regions.", "region.reads-everywhere")
no_probe("An organization would have to be changed.", "organization.leaving", "organization.deleted")
no_probe("It takes an account that is in no organization.", "organization.standalone")
no_probe("It is read in IAM, after an instance was made.", "instance.service-role")
