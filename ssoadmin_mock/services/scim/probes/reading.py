"""Probes of SCIM that only read, or name nobody; they need an endpoint and its token."""

from ssoadmin_mock.wire.probes import ANYBODY, Api, no_probe, probe

SCIM = Api("scim")

HERE = {"tenantId": "{tenant}"}
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]

probe(
    "scim.provider-configuration",
    SCIM.answers(
        "ServiceProviderConfig",
        {
            "httpBody.patch.supported": True,
            "httpBody.bulk.supported": False,
            "httpBody.sort.supported": False,
            "httpBody.etag.supported": False,
            "httpBody.changePassword.supported": False,
        },
        **HERE,
    ),
    where=ANYBODY,
)
probe(
    "scim.resource-types",
    SCIM.answers("ListResourceTypes", {"httpBody.Resources[].name | sort(@)": ["Group", "User"]}, **HERE),
    where=ANYBODY,
)
probe(
    "scim.schemas",
    SCIM.answers("ListSchemas", {"length(httpBody.Resources)": 3}, **HERE),
    where=ANYBODY,
)
probe("scim.unknown-schema", SCIM.refuses("GetSchema", "400", id="{nobodys_name}", **HERE), where=ANYBODY)
probe("scim.unauthorized", SCIM.refuses("ListUsers", "401", tenantId="{nobodys_tenant}"), where=ANYBODY)
probe(
    "scim.user-filters",
    SCIM.answers("ListUsers", {"httpBody.totalResults": 0}, filter='userName eq "{nobodys_name}"', **HERE),
    SCIM.refuses("ListUsers", "400", filter='title eq "{nobodys_name}"', **HERE),
    where=ANYBODY,
)
probe(
    "scim.group-filters",
    SCIM.answers("ListGroups", {"httpBody.totalResults": 0}, filter='displayName eq "{nobodys_name}"', **HERE),
    SCIM.refuses("ListGroups", "400", filter='meta eq "{nobodys_name}"', **HERE),
    where=ANYBODY,
)
probe(
    "scim.filter-form",
    SCIM.refuses("ListUsers", "400", filter='userName co "{nobodys_name}"', **HERE),
    SCIM.refuses("ListUsers", "400", filter='userName eq ""', **HERE),
    where=ANYBODY,
)
probe(
    "scim.pages",
    SCIM.answers("ListUsers", {"length(httpBody.Resources) <= `1`": True, "httpBody.startIndex": 1}, count="1", **HERE),
    where=ANYBODY,
)
probe(
    "scim.cursor",
    SCIM.answers("ListUsers", {"httpBody.totalResults": None}, cursor="", count="1", **HERE),
    where=ANYBODY,
)
probe(
    "scim.not-found",
    SCIM.refuses("GetUser", "404", id="{nobodys_user}", **HERE),
    SCIM.refuses("GetGroup", "404", id="{nobodys_group}", **HERE),
    where=ANYBODY,
)
probe("scim.deletion", SCIM.refuses("DeleteUser", "404", id="{nobodys_user}", **HERE), where=ANYBODY)
probe(
    "scim.user-shown",
    SCIM.answers(
        "ListUsers",
        {
            "httpBody.Resources[?!id || !meta.created || !meta.lastModified || meta.resourceType != 'User']": [],
            "httpBody.Resources[?type(active) != 'boolean']": [],
        },
        count="1",
        **HERE,
    ),
    where=ANYBODY,
)
probe(
    "scim.no-members-shown",
    SCIM.answers("ListGroups", {"httpBody.Resources[?members]": []}, count="1", **HERE),
    where=ANYBODY,
)

no_probe("It takes a second Region of the instance.", "scim.regions")
no_probe("The key of an instance that people use would have to be disabled.", "scim.key-unusable")
no_probe("Only the console makes endpoints and their tokens.", "scim.tenant", "scim.tokens")
no_probe("It takes more calls in a second than a probe makes.", "scim.rate")
no_probe("Clients of botocore show the status of an error alone.", "scim.error-body", "scim.reason", "scim.unsupported")
no_probe("Nothing says that a parameter had no effect.", "scim.ignored-parameters")
no_probe(
    "Users and groups of a directory that is provisioned by SCIM belong to whoever provisions it.",
    "scim.group-name-required",
    "scim.members-at-once",
    "scim.members-must-exist",
    "scim.not-all-members",
    "scim.request-form",
    "scim.patch-operations",
    "scim.patch-without-path",
    "scim.patch-user-paths",
    "scim.patch-once",
    "scim.patch-group-paths",
    "scim.patch-answers",
    "scim.user-required",
    "scim.user-attributes",
    "scim.single-values",
    "scim.primary-email",
    "scim.active",
    "scim.same-directory",
    "scim.duplicate",
    "scim.schemas-in-requests",
    "scim.put",
)
