"""Who sees which instance, and who may do what with it."""

from __future__ import annotations

from collections.abc import Iterator

from ssoadmin_mock.effects import organizations
from ssoadmin_mock.model.account import account_of
from ssoadmin_mock.model.instance import Instance, InstanceStatus
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.services.call import Call, Caller
from ssoadmin_mock.wire.errors import AccessDeniedException, ValidationException
from ssoadmin_mock.wire.registry import Access
from ssoadmin_mock.wire.rules import RULES, Rule

NOT_HERE = (
    "because the resource does not exist in this Region, no resource-based policies allow access, "
    "or a resource-based policy explicitly denies access"
)
EXPLICIT_DENY = "with an explicit deny in a resource-based policy"
PERMISSION_SETS_NOT_SUPPORTED = (
    "This operation is not supported for account instances of IAM Identity Center. "
    "The operation is not supported for this Identity Center instance"
)
PERMISSION_SETS_NOT_ENABLED = "Permission Sets are not enabled for this instance"

_ALLOWED_WHILE_CREATING = ("DescribeInstance", "DeleteInstance")


def visible_instances(caller: Caller) -> Iterator[Instance]:
    """Yield the instances that the caller sees, in every Region: the organization's, then the caller's own."""
    for owner in caller.owners:
        instance = account_of(owner, caller.partition).instance
        if instance is not None and (instance.is_organization_instance or owner == caller.account_id):
            yield instance


def denied(call: Call, resource_arn: str, tail: str = "", rule: Rule | None = None) -> AccessDeniedException:
    """Return the error of an operation that the caller may not do on a resource.

    :param resource_arn: the resource in the service's notation.
    :param tail: the reason that the service appends, if it appends one.
    :param rule: as for :class:`~ssoadmin_mock.wire.errors.ServiceError`.
    """
    text = f"User: {call.caller.arn} is not authorized to perform: {call.spec.action} on resource: {resource_arn}"
    return AccessDeniedException(f"{text} {tail}" if tail else text, rule=rule)


def find_instance(call: Call, arn: str, access: Access) -> Instance:
    """Return the instance that the caller names, if it may do this on it.

    :param arn: the instance's ARN.
    :param access: whom the operation admits.
    :raises AccessDeniedException: when the instance does not exist, lives in another Region, or is not the caller's
        to use; the service does not tell these apart.
    :raises ValidationException: when the instance is not ready, or has no permission sets and the operation needs them.
    """
    for instance in (*visible_instances(call.caller), *call.own_account.adopted.values()):
        if instance.arn == arn and _serves(instance, call) and _admits(access, instance, call.caller):
            _check_ready(instance, call.spec.name)
            if not call.settings.moto_defaults:
                _check_permission_sets(instance, access)
            return instance
    raise denied(call, arn, NOT_HERE, RULES["instance.not-here"])


def _serves(instance: Instance, call: Call) -> bool:
    if call.caller.region_name == instance.region_name or call.settings.moto_defaults:
        return True
    possible = call.spec.is_read or call.spec.is_about_applications
    return possible and instance.is_available_in(call.caller.region_name)


def _admits(access: Access, instance: Instance, caller: Caller) -> bool:
    if access in (Access.OWNER, Access.MANAGEMENT_ACCOUNT):
        return caller.account_id == instance.owner_account_id
    return access is Access.MEMBER or is_administrator(instance, caller)


def is_administrator(instance: Instance, caller: Caller) -> bool:
    """Tell whether the caller owns the instance, or administers it for the management account."""
    return caller.account_id == instance.owner_account_id or is_delegated_administrator(instance, caller)


def is_delegated_administrator(instance: Instance, caller: Caller) -> bool:
    """Tell whether the caller administers the instance for the management account."""
    return instance.is_organization_instance and organizations.is_delegated_administrator(
        caller.account_id, instance.owner_account_id, instance.partition
    )


def _check_ready(instance: Instance, operation: str) -> None:
    if instance.status == InstanceStatus.CREATING and operation not in _ALLOWED_WHILE_CREATING:
        allowed = " and ".join(_ALLOWED_WHILE_CREATING)
        text = f"The instance {instance.arn} is being created. Until it is ACTIVE, call {allowed}."
        raise ValidationException(text, rule=RULES["instance.creating-refuses"])
    if instance.status == InstanceStatus.DELETING and operation != "DescribeInstance":
        text = f"The instance {instance.arn} is being deleted."
        raise ValidationException(text, rule=RULES["instance.creating-refuses"])


def _check_permission_sets(instance: Instance, access: Access) -> None:
    if access is Access.MANAGEMENT_ACCOUNT and not instance.is_organization_instance:
        raise _not_supported()
    if access in (Access.PERMISSION_SETS, Access.MANAGEMENT_ACCOUNT) and not instance.permission_sets_enabled:
        raise _not_enabled() if instance.is_organization_instance else _not_supported()


def _not_supported() -> ValidationException:
    return ValidationException(PERMISSION_SETS_NOT_SUPPORTED, rule=RULES["permission-set.account-instance"])


def _not_enabled() -> ValidationException:
    return ValidationException(PERMISSION_SETS_NOT_ENABLED, rule=RULES["permission-set.not-enabled"])


def check_may_use(call: Call, permission_set: PermissionSet) -> None:
    """Check that the caller may change or assign a permission set.

    The owner of the instance may. A delegated administrator may read everything, but not touch what concerns the
    management account: an assignment or provisioning there, or a set that is provisioned there.

    :raises AccessDeniedException: when it may not.
    """
    management = call.instance.owner_account_id
    if call.spec.is_read or call.caller.account_id == management:
        return
    if call.params.get("TargetId") == management:
        account_arn = f"arn:{call.instance.partition}:sso:::account/{management}"
        closed = "not-provisioned" if call.spec.name == "ProvisionPermissionSet" else "closed"
        raise denied(call, account_arn, EXPLICIT_DENY, RULES[f"assignment.management-account-{closed}"])
    if (permission_set.arn, management) in call.instance.provisioned:
        assigns = call.spec.name == "CreateAccountAssignment"
        kept = "provisioned-in-management-account" if assigns else "provisioned-there-unchanged"
        raise denied(call, permission_set.arn, rule=RULES[f"assignment.{kept}"])
