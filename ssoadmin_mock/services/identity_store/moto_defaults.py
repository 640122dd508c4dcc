"""What moto's own identitystore has without being asked, for tests that were written for it: any store there is.

It holds with the setting ``moto_defaults``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ssoadmin_mock.model.account import account_of
from ssoadmin_mock.model.instance import Instance, InstanceKind
from ssoadmin_mock.services.call import Call, Caller
from ssoadmin_mock.services.identity_store.arns import names_store
from ssoadmin_mock.services.instances import new_instance

UNCHECKED = ("identityStoreId", "emails", "addresses", "phoneNumbers")
"""The members of requests of any length and pattern: moto takes any text for the id of a store, and lists of any length
where a user has one e-mail address, one address and one phone number.
"""


def adopted(caller: Caller) -> Iterator[Instance]:
    """Yield the instances whose stores a caller has taken for granted in its Region."""
    for instance in account_of(caller.account_id, caller.partition).adopted.values():
        if instance.region_name == caller.region_name:
            yield instance


def provide(call: Call, id_or_arn: str) -> Instance:
    """Return the instance whose store a call takes for granted; as in moto, each account has its own in each Region."""
    caller = call.caller
    for instance in adopted(caller):
        if names_store(instance, id_or_arn):
            return instance
    made = new_instance(InstanceKind.ACCOUNT, caller.account_id, caller.partition, caller.region_name, None)
    made.identity_store_id = id_or_arn.rpartition("/")[2]
    call.own_account.adopted[made.arn] = made
    return made
