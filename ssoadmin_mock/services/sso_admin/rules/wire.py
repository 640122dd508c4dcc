"""What every operation does alike."""

from ssoadmin_mock.wire.rules import Evidence, rule

ERROR_BODY = rule(
    "wire.error-body",
    Evidence.OBSERVED,
    "A client error is HTTP 400 with a JSON body whose __type is the code, without a namespace. The text of the "
    "service's own errors, those of the model, is in the model's member Message.",
    "aws-samples/aws-iam-identity-center-extensions issue 87 has __type and status of a real answer; the API reference "
    "gives 400 for every client error. The AWS SDK for Go reads exactly Message, and shows the text in "
    "terraform-provider-aws issue 34813 (validation), in aws-ia/terraform-aws-iam-identity-center issue 71 and, for an "
    "AccessDeniedException, in binbashar/le-tf-infra-aws pull request 874.",
)
ERROR_BODY_FRAMEWORK = rule(
    "wire.error-body-framework",
    Evidence.INFERRED,
    "What AWS's framework says before the service has a say (a broken constraint of the model, an unknown operation, "
    "refused credentials) has its text in the member message, so that the AWS SDK for Go shows none for a broken "
    "constraint.",
    "terraform-provider-aws issue 34836: 'ValidationException: ' and no text in the AWS SDK for Go, for an empty "
    "ApplicationUrl; botocore shows a text (rule wire.validation-text). That all errors without a shape in the model "
    "are written alike, IdempotentParameterMismatch too, is our reasoning.",
)
VALIDATION_TEXT = rule(
    "wire.validation-text",
    Evidence.OBSERVED,
    "A broken constraint of the model is a ValidationException: Value of input 'managedPolicyArn' failed to satisfy "
    "constraint: Member must satisfy regular expression pattern: ...",
    "aws-samples/aws-iam-identity-center-automation issue 4 quotes it for managedPolicyArn, terraform-provider-aws "
    "issue 32010 for inlinePolicy, both for a pattern and without a count of the errors.",
)
VALIDATION_TEXT_OTHERS = rule(
    "wire.validation-text-others",
    Evidence.INFERRED,
    "The texts for null, length, range and enum, and the joining of several violations ('2 validation errors "
    "detected: ...; ...'), are those that AWS's framework uses in other services. A value of a wrong JSON type, and "
    "a body that is not JSON, are ValidationExceptions, too.",
    "Only the pattern text was ever seen from this service. Its model has no error for an unparsable request.",
)
FORMAT_BEFORE_AUTHORISATION = rule(
    "wire.format-before-authorisation",
    Evidence.OBSERVED,
    "The format of the parameters is checked before the right to call.",
    "A public probe of ListPermissionSets: a badly formed instance ARN is a validation error in an account that has no "
    "instance at all, where a well-formed one is denied.",
)
AUTHORISATION_BEFORE_EXISTENCE = rule(
    "wire.authorisation-before-existence",
    Evidence.INFERRED,
    "The right to call is checked before it is looked up whether what the request names exists.",
    "No public output tells; it is the order of AWS's other services.",
)
DEEP_DOCUMENTS = rule(
    "wire.deep-documents",
    Evidence.UNKNOWN,
    "A policy that is nested deeper than 100 levels is a ValidationException.",
    "The service's own bound is not public; without one Python could read a policy that it cannot write again.",
)
NULL_IS_ABSENT = rule(
    "wire.null-is-absent",
    Evidence.DOCUMENTED,
    "A member that is null is the same as an absent one; members that the model does not know are ignored.",
    "Smithy's AWS JSON 1.1 protocol.",
)
TOKEN_BOUND = rule(
    "wire.next-token",
    Evidence.UNKNOWN,
    "A NextToken is opaque and bound to the operation, the parameters (MaxResults may change) and the account; any "
    "other token is a ValidationException. An empty one means none.",
    "No real text for a broken token is public; the model allows a token of length 0, and clients send it.",
)
PAGE_SIZE = rule(
    "wire.page-size",
    Evidence.UNKNOWN,
    "Without MaxResults a page holds up to as many items as the model allows in MaxResults and in the answer's list, "
    "100 where it has no bound.",
    "ArjenSchwarz/awstools issue 39 shows that 100 is not exceeded; the real default is not public.",
)
STABLE_ORDER = rule(
    "wire.stable-order",
    Evidence.INFERRED,
    "Lists are in order of creation, or of the key for tags and other small maps; rows deleted between two pages are "
    "neither skipped over nor shown twice.",
    "The real order is not by name or ARN and otherwise unknown.",
)
UNKNOWN_OPERATION = rule(
    "wire.unknown-operation",
    Evidence.CLIENT,
    "An operation that the API does not have is an UnknownOperationException, HTTP 400.",
    "AWS's framework answers so; a public fixture quotes it for this service family in an older envelope.",
)
IAM_DENIAL = rule(
    "wire.iam-denial",
    Evidence.OBSERVED,
    "With moto's access control switched on, a missing right is an AccessDeniedException that names caller, action and "
    "resource: '... because no identity-based policy allows the sso:DescribePermissionSet action'.",
    "binbashar/le-tf-infra-aws pull request 874 quotes it for a permission set. Operations on no particular instance "
    "name instance/*, as a public capture of a service control policy's denial of CreateInstance does.",
)
CREDENTIALS = rule(
    "wire.credentials",
    Evidence.INFERRED,
    "With moto's access control switched on, an unknown key is an UnrecognizedClientException, a wrong signature an "
    "InvalidSignatureException and a missing one a MissingAuthenticationTokenException, all HTTP 400.",
    "AWS's other JSON services answer so; nothing public shows it of this one.",
)
CLIENT_TOKEN = rule(
    "wire.client-token",
    Evidence.DOCUMENTED,
    "The same ClientToken with the same other parameters returns the first answer and makes nothing; with other "
    "parameters it is IdempotentParameterMismatch, HTTP 400. Tokens are case-sensitive and per account and operation.",
    "CreateInstance, CreateApplication and CreateTrustedTokenIssuer in the API reference name the code, which the "
    "model does not have; no real answer is public, so status and text are ours.",
)
CLIENT_TOKEN_FORGOTTEN = rule(
    "wire.client-token-forgotten",
    Evidence.UNKNOWN,
    "When the resource that a token made is deleted, the token can be used anew.",
    "How long the service remembers a token is not public. Returning the ARN of something deleted would help nobody.",
)
