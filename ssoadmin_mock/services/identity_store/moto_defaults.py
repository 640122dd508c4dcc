"""What moto's own identitystore has without being asked, for tests that were written for it: any store there is.

It holds with the setting ``moto_defaults``.
"""

from __future__ import annotations

from ssoadmin_mock.model.instance import Instance, InstanceKind
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store.arns import names_store
from ssoadmin_mock.services.instances import new_instance

UNCHECKED = ("identityStoreId",)
"""The members of requests whose form is not checked: moto takes any text for the id of a store."""


def provide(call: Call, id_or_arn: str) -> Instance:
    """Return the instance whose store a call takes for granted; as in moto, each account has its own in each Region."""
    adopted = call.own_account.adopted
    for instance in adopted.values():
        if names_store(instance, id_or_arn) and instance.region_name == call.caller.region_name:
            return instance
    caller = call.caller
    made = new_instance(InstanceKind.ACCOUNT, caller.account_id, caller.partition, caller.region_name, None)
    made.identity_store_id = id_or_arn.rpartition("/")[2]
    adopted[made.arn] = made
    return made
