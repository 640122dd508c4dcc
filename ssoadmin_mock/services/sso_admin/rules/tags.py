"""Tags on instances, permission sets, applications and trusted token issuers."""

from ssoadmin_mock.wire.rules import Evidence, rule

TAG_LIMIT = rule(
    "tags.limit",
    Evidence.DOCUMENTED,
    "A resource has at most 50 tags; more is a ServiceQuotaExceededException. System tags do not count.",
    "User guide, tagging; the model has the error for TagResource. The text is ours.",
)
RESERVED_PREFIX = rule(
    "tags.reserved-prefix",
    Evidence.DOCUMENTED,
    "A tag key may not start with aws: (in any case), neither to set nor to remove a tag; it is a ValidationException.",
    "User guide, tagging, for setting; that the service's own tags cannot be removed either is AWS's general rule for "
    "them. Code and text of the API are not public.",
)
DUPLICATE_KEYS = rule(
    "tags.duplicate-keys",
    Evidence.UNKNOWN,
    "The same key twice in one request is a ValidationException, so that neither value wins silently.",
    "Nothing public; other AWS services answer so.",
)
UNTAG_ABSENT = rule(
    "tags.untag-absent",
    Evidence.INFERRED,
    "Removing a tag that is not there succeeds.",
    "No public client guards against an error.",
)
INSTANCE_ARN_OPTIONAL = rule(
    "tags.instance-arn-optional",
    Evidence.CLIENT,
    "InstanceArn may be left out; where it is given it must be the instance that the resource belongs to.",
    "Terraform's provider leaves it out for applications and issuers; the model does not require it. That a foreign "
    "instance is refused as a missing resource is our reasoning.",
)
TAGGING_API = rule(
    "tags.tagging-api",
    Evidence.INFERRED,
    "The Resource Groups Tagging API sees what an account owns in the Region of the instance, as sso:instance, "
    "sso:permissionSet, sso:application and sso:trustedTokenIssuer; an application belongs to the account that made "
    "it. Needs moto 5.2.2.",
    "Type filters are service and resource type of the ARN, says GetResources in the API reference.",
)
TAGGING_API_REFUSAL = rule(
    "tags.tagging-api-refusal",
    Evidence.DOCUMENTED,
    "The Resource Groups Tagging API changes tags through TagResource and UntagResource, by their rules. A resource "
    "that they refuse is in FailedResourcesMap with their status, code and text. Needs moto 5.2.2.",
    "FailureInfo in the Resource Groups Tagging API reference: the error code is any valid one of the service that "
    "hosts the resource. That the text is the service's as well is our reading.",
)
