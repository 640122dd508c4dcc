"""identitystore as a value."""

from __future__ import annotations

from ssoadmin_mock.services.identity_store import moto_defaults
from ssoadmin_mock.services.identity_store.access import authorised_arns, use_store
from ssoadmin_mock.services.logging import EVERY_OPERATION, Logging
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.service_model import ApiModel
from ssoadmin_mock.wire.validation import OLDER

SERVICE = Service(
    package=__name__.rpartition(".")[0],
    api=ApiModel("identitystore"),
    moto_name="identitystore",
    instance_members=frozenset({"IdentityStoreId"}),
    use_instance=use_store,
    authorised_arns=authorised_arns,
    unchecked=moto_defaults.UNCHECKED,
    shares_a_rate=True,
    phrasing=OLDER,
    logged={EVERY_OPERATION: Logging("identitystore.amazonaws.com", hides_sensitive=True)},
)

operation = SERVICE.registry.operation
"""Registers an operation of identitystore."""
