"""PATCH."""

from ssoadmin_mock.wire.rules import Evidence, rule

OPERATIONS = rule(
    "scim.patch-operations",
    Evidence.DOCUMENTED,
    "add, replace and remove, in any case. add and replace need a value, remove a path: 'Missing path in PATCH "
    "request'. All of a request happens, or nothing.",
    "PatchUser in the SCIM developer guide; Entra sends Add and Replace. The text is the reason in its CloudTrail "
    "examples; that there are no halves is our reasoning.",
)
WITHOUT_PATH = rule(
    "scim.patch-without-path",
    Evidence.OBSERVED,
    "Without a path, the value has exactly one attribute; id counts as one.",
    "goauthentik/authentik issue 12321 has the text and a value that was refused. That id counts is our reading: "
    "authentik gave up requests without a path for it.",
)
USER_PATHS = rule(
    "scim.patch-user-paths",
    Evidence.DOCUMENTED,
    "A PATCH of a user names userName, active, externalId, displayName, nickName, profileUrl, title, userType, "
    "preferredLanguage, locale, timezone, name, emails, addresses, phoneNumbers or the enterprise extension, or a "
    'part of them: name.familyName, emails[type eq "work"].value. Anything else is HTTP 400.',
    "PatchUser in the SCIM developer guide. Names are taken in any case, as RFC 7643 says. A value that a filter does "
    "not find is made by add and replace, as Entra expects, and HTTP 400 for remove.",
)
ONCE = rule(
    "scim.patch-once",
    Evidence.DOCUMENTED,
    "userName and active may be changed once in a request, and not removed.",
    "PatchUser in the SCIM developer guide.",
)
GROUP_PATHS = rule(
    "scim.patch-group-paths",
    Evidence.DOCUMENTED,
    "A PATCH of a group names displayName, externalId or members. Members are removed by a list of values, or by the "
    'path members[value eq "<id>"].',
    "PatchGroup in the SCIM developer guide; Okta and Entra send such paths. display beside a member's value is "
    "ignored: our choice, as Okta sends it.",
)
ANSWERS = rule(
    "scim.patch-answers",
    Evidence.DOCUMENTED,
    "PATCH of a user is answered with HTTP 200 and the user, of a group with HTTP 204 and no body.",
    "The examples of the SCIM developer guide; clients for 204.",
)
