"""What the endpoint says of itself. Users' attributes are those of the identity store's model."""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.model import ListShape, Shape, StructureShape

from ssoadmin_mock.services.scim.attributes import ENTERPRISE, ENTERPRISE_ATTRIBUTES, GROUP, USER, user_shapes
from ssoadmin_mock.wire.values import camel

Document = dict[str, Any]

LIST_SCHEMAS = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]

_REQUIRED = ("userName", "displayName", "name", "givenName", "familyName")

SERVICE_PROVIDER_CONFIG: Document = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    "documentationUri": "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-identity-source-idp.html",
    "authenticationSchemes": [
        {
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "Authentication scheme using the OAuth Bearer Token Standard",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "documentationUri": "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
            "primary": True,
        }
    ],
    "patch": {"supported": True},
    "bulk": {"supported": False, "maxOperations": 1, "maxPayloadSize": 1048576},
    "filter": {"supported": True, "maxResults": 50},
    "changePassword": {"supported": False},
    "sort": {"supported": False},
    "etag": {"supported": False},
}

RESOURCE_TYPES: list[Document] = [
    {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": "User",
        "name": "User",
        "description": "User Account",
        "endpoint": "/Users",
        "schema": USER,
        "schemaExtensions": [{"schema": ENTERPRISE, "required": True}],
        "meta": {"resourceType": "ResourceType"},
    },
    {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": "Group",
        "name": "Group",
        "description": "Group",
        "endpoint": "/Groups",
        "schema": GROUP,
        "meta": {"resourceType": "ResourceType"},
    },
]


@cache
def schemas() -> dict[str, Document]:
    """Return the schemas of users, of groups, and of what users have beside that in companies, by their ids."""
    user = [_attribute(name, shape) for name, shape in user_shapes().items()]
    group = [
        _text("displayName", required=True),
        {
            **_text("members"),
            "type": "complex",
            "multiValued": True,
            "subAttributes": [{**_text("value"), "mutability": "immutable"}],
        },
    ]
    enterprise = [_text(name) for name in ENTERPRISE_ATTRIBUTES if name != "manager"]
    manager = {**_text("manager"), "type": "complex", "subAttributes": [_text("value")]}
    return {
        USER: _schema(USER, "User", "User Account", [*user, {**_text("active"), "type": "boolean"}]),
        GROUP: _schema(GROUP, "Group", "Group", group),
        ENTERPRISE: _schema(ENTERPRISE, "EnterpriseUser", "Enterprise User", [*enterprise, manager]),
    }


def _schema(id: str, name: str, description: str, attributes: list[Document]) -> Document:
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        "id": id,
        "name": name,
        "description": description,
        "attributes": attributes,
        "meta": {"resourceType": "Schema", "location": f"/v2/Schemas/{id}"},
    }


def _attribute(name: str, shape: Shape) -> Document:
    described = _text(name, required=name in _REQUIRED)
    if name == "userName":
        described["uniqueness"] = "server"
    if isinstance(shape, ListShape):
        return {**described, "type": "complex", "multiValued": True, "subAttributes": _parts(shape.member)}
    if isinstance(shape, StructureShape):
        return {**described, "type": "complex", "subAttributes": _parts(shape)}
    return {**described, "type": "boolean"} if shape.type_name == "boolean" else described


def _parts(shape: Shape) -> list[Document]:
    assert isinstance(shape, StructureShape), "what is complex has attributes"
    return [_attribute(camel(name), part) for name, part in shape.members.items()]


def _text(name: str, required: bool = False) -> Document:
    return {
        "name": name,
        "type": "string",
        "multiValued": False,
        "description": name,
        "required": required,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    }
