"""What moto's own sso-admin has without being asked, for tests that were written for it.

It holds with the setting ``moto_defaults``; what else that changes is beside the checks that it switches off.
"""

from __future__ import annotations

from ssoadmin_mock.model.instance import Instance, InstanceKind
from ssoadmin_mock.services.access import visible_instances
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.instances import new_instance

UNCHECKED = ("principalId",)
"""The members of requests whose form is not checked: moto's own sso-admin takes any text for a principal."""


def provide(call: Call, instance_arn: str | None) -> None:
    """Give the calling account an instance, as if it had had one from the start, and adopt the one it names.

    :param instance_arn: the instance that the call is about, if it is about one.
    """
    account = call.own_account
    if not account.began_with_instance:
        account.began_with_instance = True
        account.instance = account.instance or _new_instance(call)
    if instance_arn is not None and _may_be_adopted(call, instance_arn):
        account.adopted[instance_arn] = _adopted(call, instance_arn)


def _may_be_adopted(call: Call, arn: str) -> bool:
    # Nothing of another partition can be the caller's.
    known = (*visible_instances(call.caller), *call.own_account.adopted.values())
    return arn.split(":")[1] == call.caller.partition and all(instance.arn != arn for instance in known)


def _adopted(call: Call, arn: str) -> Instance:
    instance = _new_instance(call)
    instance.id = arn.rpartition("/")[2]
    return instance


def _new_instance(call: Call) -> Instance:
    caller = call.caller
    # Not the kind of an organization's: moto's instances are each for one account alone.
    instance = new_instance(InstanceKind.ACCOUNT, caller.account_id, caller.partition, caller.region_name, None)
    instance.permission_sets_enabled = True
    return instance
