"""What the endpoint says of itself."""

from ssoadmin_mock.wire.rules import Evidence, rule

PROVIDER = rule(
    "scim.provider-configuration",
    Evidence.DOCUMENTED,
    "PATCH and filters are supported, bulk requests, passwords, sorting and ETags are not. The filter's maxResults is "
    "50, as it was when lists had 50 results at most.",
    "ServiceProviderConfig in the SCIM developer guide. The numbers of bulk are not copied from it.",
)
RESOURCE_TYPES = rule(
    "scim.resource-types",
    Evidence.DOCUMENTED,
    "There are users, with the enterprise extension marked as required, and groups.",
    "ListResourceTypes in the SCIM developer guide.",
)
SCHEMAS = rule(
    "scim.schemas",
    Evidence.DOCUMENTED,
    "There are schemas of users, of groups, and of the enterprise extension, with the attributes that are supported.",
    "ListSchemas and GetSchema in the SCIM developer guide. Descriptions are ours.",
)
UNKNOWN_SCHEMA = rule(
    "scim.unknown-schema",
    Evidence.INFERRED,
    "A schema that does not exist is HTTP 400.",
    "The guide lists no 404 for GetSchema.",
)
