"""Access scopes of applications."""

from ssoadmin_mock.wire.rules import Evidence, rule

UNKNOWN_SCOPE = rule(
    "access-scope.unknown",
    Evidence.OBSERVED,
    "GetApplicationAccessScope with a scope that the service does not know is a ValidationException 'Invalid access "
    "scope for type <scope>'.",
    "A public probe with sts:identity_context.",
)
KNOWN_SCOPES = rule(
    "access-scope.known",
    Evidence.INFERRED,
    "Put and Delete refuse unknown scopes alike. The known ones are in data/access_scopes.json, each with its "
    "evidence; the setting access_scopes adds others.",
    "Our reasoning from what was seen of Get; no complete list of scopes is public.",
)
PUT_REPLACES = rule(
    "access-scope.put-replaces",
    Evidence.DOCUMENTED,
    "PutApplicationAccessScope adds a scope, or replaces its targets; without AuthorizedTargets it has none.",
    "PutApplicationAccessScope in the model, where it is idempotent. What leaving them out means for a scope that has "
    "some is our reasoning.",
)
TARGETS_EXIST = rule(
    "access-scope.targets-exist",
    Evidence.INFERRED,
    "Authorized targets are the instance or applications in it; others are a ResourceNotFoundException.",
    "The pattern of ScopeTarget admits these two kinds, and the operation has the error in the model. The text is "
    "ours.",
)
OWN_TARGET = rule(
    "access-scope.own-target",
    Evidence.CLIENT,
    "An application may be an authorized target of its own access scope.",
    "An acceptance test of Terraform's provider, application_access_scope_test.go.",
)
LIMIT = rule(
    "access-scope.limit",
    Evidence.DOCUMENTED,
    "An application has up to 25 access scopes; one more is a ValidationException.",
    "User guide, quotas. The operation has no ServiceQuotaExceededException in the model; code and text are ours.",
)
NOT_FOUND = rule(
    "access-scope.not-found",
    Evidence.CLIENT,
    "Getting or deleting a scope that the application does not have is a ResourceNotFoundException.",
    "Terraform's provider for Get; Delete has the error in the model. No text is public.",
)
PAGE_OF_TEN = rule(
    "access-scope.page-of-ten",
    Evidence.OBSERVED,
    "ListApplicationAccessScopes accepts a MaxResults of 10 at most, and a page holds no more.",
    "The model; a public note says that the service refuses 100.",
)
