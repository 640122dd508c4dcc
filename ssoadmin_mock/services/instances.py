"""Makes instances."""

from __future__ import annotations

from ssoadmin_mock.effects import clock, iam, ids
from ssoadmin_mock.model.instance import Instance, InstanceKind


def new_instance(
    kind: InstanceKind, owner_account_id: str, partition: str, region_name: str, name: str | None
) -> Instance:
    """Return a new instance, not yet owned by an account."""
    iam.create_service_role(owner_account_id, partition)
    return Instance(
        id=f"ssoins-{ids.hex_id(16)}",
        identity_store_id=_new_store_id(region_name),
        owner_account_id=owner_account_id,
        kind=kind,
        partition=partition,
        region_name=region_name,
        created_date=clock.now(),
        name=name,
    )


_FIRST_DIGITS = {"us-east-1": "90", "eu-west-1": "93", "eu-central-1": "99"}
"""Of the ids of stores, by Region (rule ``identity-store.id``)."""


def _new_store_id(region_name: str) -> str:
    first = _FIRST_DIGITS.get(region_name, "")
    return f"d-{first}{ids.hex_id(10 - len(first))}"
