"""Probes of the access portal with a token that nobody has."""

from ssoadmin_mock.wire.probes import ANYBODY, Api, no_probe, probe

PORTAL = Api("sso")

NOT_FOUND = ("UnauthorizedException", "Session token not found or invalid")

probe("portal.unauthorized", PORTAL.refuses("ListAccounts", *NOT_FOUND, accessToken="{nobodys_token}"), where=ANYBODY)
probe(
    "portal.unauthorized",
    PORTAL.refuses("ListAccountRoles", *NOT_FOUND, accessToken="{nobodys_token}", accountId="{account}"),
    where=ANYBODY,
)
probe(
    "portal.unauthorized",
    PORTAL.refuses(
        "GetRoleCredentials",
        *NOT_FOUND,
        accessToken="{nobodys_token}",
        accountId="{account}",
        roleName="{nobodys_name}",
    ),
    where=ANYBODY,
)

no_probe(
    "It takes a person who signs in with a browser.",
    "portal.accounts",
    "portal.role-names",
    "portal.roles-without-access",
    "portal.pages",
    "portal.session-ends",
    "portal.credentials",
    "portal.no-access",
    "portal.permissions-boundary",
    "portal.credentials-outlive",
    "portal.logout",
)
