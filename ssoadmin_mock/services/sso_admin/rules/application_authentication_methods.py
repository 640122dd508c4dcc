"""Authentication methods of applications."""

from ssoadmin_mock.wire.rules import Evidence, rule

ROUND_TRIP = rule(
    "authentication-method.round-trip",
    Evidence.DOCUMENTED,
    "An actor policy is a JSON document and comes back as it was put, with its nulls.",
    "ActorPolicyDocument in the model is a document type.",
)
INVALID_POLICY = rule(
    "authentication-method.invalid-policy",
    Evidence.OBSERVED,
    "An actor policy that cannot work is a ValidationException 'Invalid actor policy provided'.",
    "Seen for a principal that does not exist; the code is by context.",
)
POLICY_GRAMMAR = rule(
    "authentication-method.policy-grammar",
    Evidence.INFERRED,
    "A policy is an object whose Statement is an object or a list of them. Each has Effect (Allow or Deny), Principal "
    "('*', or AWS and Service principals) and Action, which must match sso-oauth:CreateTokenWithIAM; Resource may be "
    "left out. Other members are not looked at.",
    "Every policy in public scripts is of this form; which of the others the service refuses is not public.",
)
PRINCIPALS_EXIST = rule(
    "authentication-method.principals-exist",
    Evidence.OBSERVED,
    "Roles that a policy names as AWS principals must exist in IAM, in the account that their ARN names.",
    "A public set-up script met the refusal until the role existed.",
)
PRINCIPALS_LOOKED_UP = rule(
    "authentication-method.principals-looked-up",
    Evidence.INFERRED,
    "Users must exist as roles must. Accounts, '*', sessions and services are not looked up.",
    "Our reasoning from what was seen of a role; how other principals are checked is not public.",
)
NOT_FOUND = rule(
    "authentication-method.not-found",
    Evidence.CLIENT,
    "Getting or deleting a method that the application does not have is a ResourceNotFoundException.",
    "Terraform's provider for Get; Delete has the error in the model. No text is public.",
)
