"""SCIM as a value. Its model is this package's own, as botocore has none."""

from __future__ import annotations

from ssoadmin_mock.services.logging import EVERY_OPERATION, Logging
from ssoadmin_mock.services.scim.endpoints import admit, use_instance
from ssoadmin_mock.services.scim.errors import error_form, unknown_operation
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.model_files import own_models
from ssoadmin_mock.wire.service_model import ApiModel
from ssoadmin_mock.wire.validation import OLDER

SERVICE = Service(
    package=__name__.rpartition(".")[0],
    api=ApiModel("scim", own_models()),
    use_instance=use_instance,
    instance_members=frozenset({"tenantId"}),
    token_header="Authorization",
    secrets=frozenset({"password"}),
    shares_a_rate=True,
    phrasing=OLDER,
    error_form=error_form,
    admit=admit,
    unknown_operation=unknown_operation,
    unreadable="Invalid JSON from RequestBody",
    own_paths=r"/[^/]+/scim/v2(/.*)?",
    is_in_boto3=False,
    logged={EVERY_OPERATION: Logging("identitystore-scim.amazonaws.com", is_scim=True)},
)

operation = SERVICE.registry.operation
"""Registers an operation of SCIM."""
