"""What the endpoint can do, and of what its resources consist."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.scim import schemas
from ssoadmin_mock.services.scim.rules import configuration as rules
from ssoadmin_mock.services.scim.service import operation
from ssoadmin_mock.wire.errors import ValidationException

Answer = dict[str, Any]


@operation(rules=(rules.PROVIDER,))
def service_provider_config(_call: Call) -> Answer:
    """Say what the endpoint can do."""
    return {"httpBody": schemas.SERVICE_PROVIDER_CONFIG}


@operation(rules=(rules.RESOURCE_TYPES,))
def list_resource_types(_call: Call) -> Answer:
    """List the types of resources: users and groups."""
    return {"httpBody": _listed(schemas.RESOURCE_TYPES)}


@operation(rules=(rules.SCHEMAS,))
def list_schemas(_call: Call) -> Answer:
    """List the schemas of users and groups."""
    return {"httpBody": _listed(list(schemas.schemas().values()))}


@operation(rules=(rules.SCHEMAS, rules.UNKNOWN_SCHEMA))
def get_schema(_call: Call, *, id: str) -> Answer:
    """Return one schema."""
    found = schemas.schemas().get(id)
    if found is None:
        raise ValidationException(f"There is no schema {id}.", rule=rules.UNKNOWN_SCHEMA)
    return {"httpBody": found}


def _listed(resources: list[dict[str, Any]]) -> Answer:
    return {
        "schemas": schemas.LIST_SCHEMAS,
        "totalResults": len(resources),
        "itemsPerPage": len(resources),
        "startIndex": 1,
        "Resources": resources,
    }
