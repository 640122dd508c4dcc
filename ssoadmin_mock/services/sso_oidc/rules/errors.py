"""What every operation does alike."""

from ssoadmin_mock.wire.rules import Evidence, rule

FORM = rule(
    "oidc.error-form",
    Evidence.OBSERVED,
    'The body of an error is {"error": ..., "error_description": ...} and nothing else. The class is in the header '
    "x-amzn-ErrorType, before :http://internal.amazon.com/coral/com.amazonaws.sso.oidc/. HTTP 400, of "
    "InvalidClientException 401.",
    "aws/aws-cli issues 5955 and 5971, withfig/fig issue 2830. Without the header `aws sso login` stops at the first "
    "answer that somebody still has to sign in.",
)
VALIDATION = rule(
    "oidc.validation",
    Evidence.INFERRED,
    "A request that breaks the model, or lacks what its grant type needs, is an InvalidRequestException.",
    "The model has no other error for it. The texts are ours.",
)
INVALID_CLIENT = rule(
    "oidc.invalid-client",
    Evidence.DOCUMENTED,
    "An id that nobody has, a wrong secret, and a registration that has expired: InvalidClientException 'Invalid "
    "client provided'.",
    "InvalidClientException in the API reference names an incorrect id and an expired secret. The text was observed: "
    "theurichde/go-aws-sso issue 150.",
)
REGIONAL = rule(
    "oidc.regional",
    Evidence.DOCUMENTED,
    "Registrations, codes and tokens are of a Region; elsewhere the client is an InvalidClientException 'Invalid "
    "client provided', the code or refresh token an InvalidGrantException 'Invalid grant provided'.",
    "RegisterClient names no account and no instance. The texts were observed: theurichde/go-aws-sso issue 150, "
    "aws/aws-cli issue 5058.",
)
