"""The customer managed KMS keys that instances are encrypted with: what must hold for one."""

from __future__ import annotations

from ssoadmin_mock.effects import kms
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services import keys
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.keys import Unusable
from ssoadmin_mock.services.sso_admin.rules import instances as rules
from ssoadmin_mock.services.sso_admin.rules import regions as region_rules
from ssoadmin_mock.wire.errors import ResourceNotFoundException, ValidationException
from ssoadmin_mock.wire.rules import Rule


def check_configuration(instance: Instance, key_type: str, arn: str | None) -> None:
    """Check that an instance can be encrypted so.

    :param key_type: ``AWS_OWNED_KMS_KEY`` or ``CUSTOMER_MANAGED_KEY``.
    :param arn: the ARN of the customer managed key.
    :raises ResourceNotFoundException: when moto's KMS has no such key.
    :raises ValidationException: when type and ARN do not fit, or the key is not one for this instance.
    """
    if key_type == "AWS_OWNED_KMS_KEY":
        _check_aws_owned(instance, arn)
    elif arn is None:
        raise ValidationException("KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.", rule=rules.ENCRYPTION)
    else:
        _check_customer_managed(instance, arn)


def _check_aws_owned(instance: Instance, arn: str | None) -> None:
    if arn is not None:
        raise ValidationException(
            "KmsKeyArn cannot be specified when KeyType is AWS_OWNED_KMS_KEY.", rule=rules.ENCRYPTION
        )
    if len(instance.regions) > 1:
        raise ValidationException(
            "An instance with additional Regions needs a customer managed multi-Region KMS key. Remove them first.",
            rule=region_rules.KEY_STAYS,
        )


def _check_customer_managed(instance: Instance, arn: str) -> None:
    key = kms.find_key(arn)
    if key is None:
        raise ResourceNotFoundException(f"The KMS key {arn} does not exist.", "KMS_NotFoundException", rules.ENCRYPTION)
    _check(keys.why_unusable(key), rules.ENCRYPTION)
    region_name, account_id = arn.split(":")[3:5]
    if (region_name, account_id) != (instance.region_name, instance.owner_account_id):
        raise ValidationException(
            f"The KMS key {arn} is not in the account {instance.owner_account_id} and Region {instance.region_name} "
            "of the instance.",
            rule=rules.KEY_PLACE,
        )
    for region in instance.regions:
        if not region.is_primary:
            check_replica(arn, region.name)


# They say what is wrong with the key, choose another, and end the instance; all others need what the key protects.
_WITHOUT_KEY = ("DescribeInstance", "UpdateInstance", "DeleteInstance")


def check_in_use(call: Call) -> None:
    """Check that the key of the call's instance is usable, so that the service can read what it encrypted.

    :raises ValidationException: when the key, or its replica in the Region of the call, was disabled or scheduled for
        deletion after it was chosen.
    """
    if call.spec.name not in _WITHOUT_KEY:
        _check(keys.why_unreadable(call.instance, call.caller.region_name), rules.KEY_UNUSABLE)


def check_replica(arn: str, region_name: str) -> None:
    """Check that a KMS key is a multi-Region key with a replica (or the primary) in a Region.

    :param arn: the ARN of the instance's key.
    :param region_name: the Region that the instance is, or is to be, available in.
    :raises ValidationException: when it is not, or the replica cannot be used.
    """
    key = kms.find_key(arn)
    if key is None or not key.multi_region:
        raise ValidationException(f"The KMS key {arn} is not a multi-Region key.", rule=region_rules.MULTI_REGION_KEY)
    replica = kms.find_key(keys.replica_arn(arn, region_name))
    if replica is None:
        raise ValidationException(
            f"The multi-Region KMS key {arn} has no replica in {region_name}.", rule=region_rules.MULTI_REGION_KEY
        )
    _check(keys.why_unusable(replica), region_rules.MULTI_REGION_KEY)


_REASONS = {
    Unusable.USAGE: "KMS_InvalidKeyUsageException",
    Unusable.DISABLED: "KMS_DisabledException",
    Unusable.STATE: "KMS_InvalidStateException",
}


def _check(problem: tuple[Unusable, str] | None, rule: Rule) -> None:
    if problem is not None:
        cause, text = problem
        raise ValidationException(text, _REASONS[cause], rule)
