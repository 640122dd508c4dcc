"""Users, and what holds for users and groups alike."""

from ssoadmin_mock.wire.rules import Evidence, rule

REQUIRED = rule(
    "scim.user-required",
    Evidence.DOCUMENTED,
    "A user needs userName, displayName, name.givenName and name.familyName.",
    "CreateUser in the SCIM developer guide.",
)
ATTRIBUTES = rule(
    "scim.user-attributes",
    Evidence.DOCUMENTED,
    "An attribute that is not supported is HTTP 400: password, ims, photos, x509Certificates, entitlements, groups, "
    "the display of any value and displayName of the manager among them. Those with null or an empty list count as "
    "absent, and id, meta and schemas in a request have no effect.",
    "CreateUser in the SCIM developer guide. That it holds for any other attribute, and what is absent (RFC 7643, "
    "2.5), is our reasoning.",
)
SINGLE_VALUES = rule(
    "scim.single-values",
    Evidence.DOCUMENTED,
    "emails, addresses, phoneNumbers and roles hold one value at most: 'List attribute emails exceeds allowed limit "
    "of 1'.",
    "CreateUser in the SCIM developer guide; the text is the reason in its CloudTrail examples.",
)
PRIMARY_EMAIL = rule(
    "scim.primary-email",
    Evidence.DOCUMENTED,
    "An e-mail address has to be marked as primary. A PATCH that makes one by its type marks it itself.",
    "CreateUser in the SCIM developer guide. The second sentence is our reasoning: Entra sends no more than the value.",
)
ACTIVE = rule(
    "scim.active",
    Evidence.DOCUMENTED,
    "active is the user's UserStatus: true is ENABLED, false DISABLED. The texts 'true' and 'False' are taken, too, "
    "for any boolean, and a user without active is ENABLED.",
    "PatchUser in the SCIM developer guide has the text 'false'; Entra sends 'False'. What is the default is not "
    "public.",
)
SAME_DIRECTORY = rule(
    "scim.same-directory",
    Evidence.CLIENT,
    "A SCIM user or group is one of the identity store, with the same id. externalId is in its ExternalIds, with an "
    "issuer that begins with https://scim.aws.com/, and CreatedBy and UpdatedBy are SCIM.",
    "Public fixtures of several programs have such issuers, with a tail that nobody explains: here it is the tenant "
    "id. The console shows SCIM as the creator; what the API gives is not public.",
)
DUPLICATE = rule(
    "scim.duplicate",
    Evidence.OBSERVED,
    "A second user with a userName, or a second group with a displayName, is HTTP 409. So is a second one with an "
    "e-mail address or externalId.",
    "slashdevops/idp-scim-sync issue 98. Which attributes count beside the names is not public; it is the same for "
    "the Identity Store API.",
)
SCHEMAS = rule(
    "scim.schemas-in-requests",
    Evidence.UNKNOWN,
    "schemas may be left out of a request. If it is there, it has to have the schema of the resource, or of a PATCH.",
    "RFC 7643 requires it; nothing public shows a request without it.",
)
SHOWN = rule(
    "scim.user-shown",
    Evidence.DOCUMENTED,
    "Answers have id, externalId, meta with resourceType, created and lastModified (without fractions of a second), "
    "schemas with the enterprise extension only if the user has something of it, and active always.",
    "The examples of the SCIM developer guide. That active is never left out is our reasoning.",
)
PUT = rule(
    "scim.put",
    Evidence.OBSERVED,
    "PUT replaces all that SCIM knows of a user, is answered with HTTP 201, and needs the id in its body.",
    "PutUser in the SCIM developer guide for 201; a public SCIM tool in Python adds the id, because it was refused "
    "without.",
)
DELETION = rule(
    "scim.deletion",
    Evidence.DOCUMENTED,
    "A deletion is answered with HTTP 204 and no body. Memberships go with the user or group, account assignments "
    "stay.",
    "DeleteUser and DeleteGroup in the SCIM developer guide; the rest is as for the Identity Store API.",
)
