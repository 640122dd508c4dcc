"""Identity stores: describe, list and update."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store.access import readable_instances
from ssoadmin_mock.services.identity_store.rules import identity_stores as rules
from ssoadmin_mock.services.identity_store.rules import wire as wire_rules
from ssoadmin_mock.services.identity_store.service import operation
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access


@operation(
    access=Access.MEMBER,
    rules=(
        rules.NOT_FOUND,
        rules.STRANGERS,
        rules.REGIONS,
        rules.NETWORK,
        rules.MEMBERS,
        rules.STORE_ID,
        wire_rules.VALIDATION_TEXT,
        wire_rules.VALIDATION_TEXT_PERSONAL,
        wire_rules.ERROR_MEMBERS,
        wire_rules.ERROR_MEMBERS_FRAMEWORK,
        wire_rules.IAM_RESOURCES,
    ),
)
def describe_identity_store(call: Call) -> dict[str, Any]:
    """Describe an identity store."""
    answer: dict[str, Any] = _reference(call.instance)
    network = call.instance.identity_store.network
    return answer if network is None else answer | {"NetworkConfiguration": network}


@operation(access=Access.ANYONE, rules=(rules.LIST, rules.REGIONS))
def list_identity_stores(call: Call) -> Listing:
    """List the identity stores of the instances that the caller sees here."""
    # At most two: the organization's comes first, the account's own second.
    instances = (
        (int(instance.owner_account_id == call.caller.account_id), instance)
        for instance in readable_instances(call.caller)
    )
    return Listing.of(instances, _reference)


@operation(
    rules=(rules.NETWORK, rules.ADMINISTRATORS, rules.MEMBERS_DENIED, rules.PRIMARY_REGION),
    not_simulated="The access that a network configuration refuses.",
)
def update_identity_store(call: Call, *, network_configuration: dict[str, Any] | None = None) -> dict[str, Any]:
    """Say from where an identity store may be reached."""
    if network_configuration is not None:
        call.instance.identity_store.network = deepcopy(network_configuration)
    return _reference(call.instance)


def _reference(instance: Instance) -> dict[str, str]:
    return {"IdentityStoreId": instance.identity_store_id, "IdentityStoreArn": instance.identity_store_arn}
