"""The managed policies of permission sets: attach, detach and list AWS managed and customer managed ones."""

from __future__ import annotations

from ssoadmin_mock.effects.managed_policies import aws_managed_policy_exists
from ssoadmin_mock.model.permission_set import CustomerManagedPolicy, PermissionSet
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.rules import permission_set_policies as rules
from ssoadmin_mock.services.sso_admin.rules import permission_sets as permission_set_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ConflictException, ResourceNotFoundException, ServiceQuotaExceededException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

MANAGED_NOT_FOUND = "Policy does not exist with ARN: {}"
MANAGED_MALFORMED = "Given managed policy ARN: {}, is invalid"
# "manged" is the service's.
MANAGED_DUPLICATE = "Permission set with id {} already has a typed link attachment to a manged policy with {}"
MANAGED_MISSING = "Could not find ManagedPolicy with arn {}"
MANAGED_QUOTA = (
    "You have exceeded AWS SSO limits. Cannot create ManagedPolicy more than {} for id {}. "
    "Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"
)
# The two spaces before "and" are the service's.
CUSTOMER_DUPLICATE = "Given customer managed policy with name: {}  and path {} already attached"
CUSTOMER_MISSING = "Given managed policy with name: {}  and path {} does not exist on PermissionSet"
CUSTOMER_QUOTA = "Cannot attach managed policy: number of attached managed policies is already at maximum {}"

DEFAULT_PATH = "/"
DEFAULT_PAGE_SIZE = 10

Reference = dict[str, str]


def check_aws_managed_policy(call: Call, arn: str) -> None:
    """Check that an AWS managed policy exists in the instance's partition.

    :raises ResourceNotFoundException: when it does not.
    """
    if not aws_managed_policy_exists(arn, call.instance.partition):
        raise ResourceNotFoundException(MANAGED_NOT_FOUND.format(arn), rule=rules.MANAGED_EXISTS)


def customer_managed_policy(reference: Reference) -> CustomerManagedPolicy:
    """Return what a ``CustomerManagedPolicyReference`` of a request refers to."""
    return CustomerManagedPolicy(reference.get("Path", DEFAULT_PATH), reference["Name"])


def reference_to(policy: CustomerManagedPolicy) -> Reference:
    """Return a ``CustomerManagedPolicyReference`` as the API shows it."""
    return {"Name": policy.name, "Path": policy.path}


def _wording_of_malformed_arn(arn: str) -> str | None:
    head, is_aws_managed, _ = arn.partition(":iam::aws:policy/")
    return MANAGED_MALFORMED.format(arn) if is_aws_managed and head.startswith("arn:") else None


def _is_full(call: Call, permission_set: PermissionSet) -> bool:
    attached = len(permission_set.managed_policies) + len(permission_set.customer_managed_policies)
    return attached >= _limit(call)


def _limit(call: Call) -> int:
    return call.settings.quota("managed_policies_per_permission_set")


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        permission_set_rules.NOT_FOUND,
        rules.MANAGED_EXISTS,
        rules.MANAGED_MALFORMED,
        rules.MANAGED_DUPLICATE,
        rules.QUOTA,
    ),
    wordings={"ManagedPolicyArn": _wording_of_malformed_arn},
    not_simulated="The ConflictException for attaching and detaching on one set at the same time.",
)
def attach_managed_policy_to_permission_set(
    call: Call, *, permission_set: PermissionSet, managed_policy_arn: str
) -> None:
    """Attach an AWS managed policy to a permission set."""
    check_aws_managed_policy(call, managed_policy_arn)
    if managed_policy_arn in permission_set.managed_policies:
        raise ConflictException(
            MANAGED_DUPLICATE.format(permission_set.id, managed_policy_arn), rule=rules.MANAGED_DUPLICATE
        )
    if _is_full(call, permission_set):
        raise ServiceQuotaExceededException(MANAGED_QUOTA.format(_limit(call), permission_set.id), rule=rules.QUOTA)
    permission_set.managed_policies.add(managed_policy_arn, managed_policy_arn)
    permission_set.version += 1


@operation(access=Access.PERMISSION_SETS, rules=(permission_set_rules.NOT_FOUND, rules.MANAGED_MISSING))
def detach_managed_policy_from_permission_set(
    _call: Call, *, permission_set: PermissionSet, managed_policy_arn: str
) -> None:
    """Detach an AWS managed policy from a permission set."""
    if permission_set.managed_policies.pop(managed_policy_arn) is None:
        raise ResourceNotFoundException(MANAGED_MISSING.format(managed_policy_arn), rule=rules.MANAGED_MISSING)
    permission_set.version += 1


@operation(
    access=Access.PERMISSION_SETS,
    rules=(permission_set_rules.NOT_FOUND, rules.ATTACHMENT_ORDER, rules.PAGE_OF_TEN),
)
def list_managed_policies_in_permission_set(_call: Call, *, permission_set: PermissionSet) -> Listing:
    """List the AWS managed policies that are attached to a permission set."""
    return Listing(permission_set.managed_policies.after, _attached, DEFAULT_PAGE_SIZE)


def _attached(arn: str) -> dict[str, str]:
    return {"Name": arn.rpartition("/")[2], "Arn": arn}


@operation(
    access=Access.PERMISSION_SETS,
    rules=(permission_set_rules.NOT_FOUND, rules.CUSTOMER_IDENTITY, rules.CUSTOMER_DUPLICATE, rules.QUOTA),
)
def attach_customer_managed_policy_reference_to_permission_set(
    call: Call, *, permission_set: PermissionSet, customer_managed_policy_reference: Reference
) -> None:
    """Attach a reference to a policy that each account has on its own."""
    policy = customer_managed_policy(customer_managed_policy_reference)
    if policy in permission_set.customer_managed_policies:
        raise ConflictException(CUSTOMER_DUPLICATE.format(policy.name, policy.path), rule=rules.CUSTOMER_DUPLICATE)
    if _is_full(call, permission_set):
        raise ServiceQuotaExceededException(CUSTOMER_QUOTA.format(_limit(call)), rule=rules.QUOTA)
    permission_set.customer_managed_policies.add(policy, policy)
    permission_set.version += 1


@operation(
    access=Access.PERMISSION_SETS,
    rules=(permission_set_rules.NOT_FOUND, rules.CUSTOMER_IDENTITY, rules.CUSTOMER_MISSING),
)
def detach_customer_managed_policy_reference_from_permission_set(
    _call: Call, *, permission_set: PermissionSet, customer_managed_policy_reference: Reference
) -> None:
    """Detach a reference to a customer managed policy."""
    policy = customer_managed_policy(customer_managed_policy_reference)
    if permission_set.customer_managed_policies.pop(policy) is None:
        raise ResourceNotFoundException(CUSTOMER_MISSING.format(policy.name, policy.path), rule=rules.CUSTOMER_MISSING)
    permission_set.version += 1


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        permission_set_rules.NOT_FOUND,
        rules.CUSTOMER_IDENTITY,
        rules.ATTACHMENT_ORDER,
        rules.PAGE_OF_TEN,
    ),
)
def list_customer_managed_policy_references_in_permission_set(_call: Call, *, permission_set: PermissionSet) -> Listing:
    """List the references to customer managed policies that are attached to a permission set."""
    return Listing(permission_set.customer_managed_policies.after, reference_to, DEFAULT_PAGE_SIZE)
