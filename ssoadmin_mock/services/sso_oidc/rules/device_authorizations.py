"""The device flow, up to the token."""

from ssoadmin_mock.wire.rules import Evidence, rule

START_URL = rule(
    "oidc.start-url",
    Evidence.OBSERVED,
    "The start URL may be written with the id of the identity store or of the instance, in each form that AWS has, "
    "and end in /, # or /#/. Of no instance, or without /start: InvalidRequestException 'Invalid start url provided'.",
    "aws/aws-cli's resolver and public transcripts. Subdomains that an administrator chose cannot be told to the mock.",
)
WRONG_REGION = rule(
    "oidc.start-url-elsewhere",
    Evidence.OBSERVED,
    "The start URL of an instance that is not available in the Region is taken, and nobody can approve the request: "
    "it stays pending until it expires.",
    "aws/aws-cli issue 5058, common-fate/granted issue 385, synfinatic/aws-sso-cli issue 453.",
)
ANSWER = rule(
    "oidc.device-authorization",
    Evidence.OBSERVED,
    "The device code has 86 characters, the user code is like PMPJ-VZCJ; both live for 600 seconds, the interval is 1. "
    "verificationUri is https://<identity store>.awsapps.com/start/#/device, verificationUriComplete the same with "
    "?user_code=. From a server, both are the server's own.",
    "aws/aws-cli issue 5971 and public transcripts since 2023.",
)
APPROVAL = rule(
    "oidc.approval",
    Evidence.DOCUMENTED,
    "A request waits until a person approves or denies it at the verification page, or it expires. With the setting "
    "auto_sign_in each is approved at once.",
    "RFC 8628; the setting is ours.",
)
VERIFICATION_PAGE = rule(
    "oidc.verification-page",
    Evidence.INFERRED,
    "The page shows which client asks, with its code, lets a person name a user, and approves or denies. In process it "
    "is at the start URL, on a server at /device; a form of another site's is refused with HTTP 403.",
    "RFC 8628, section 3.3. AWS's pages are for browsers with a session; this one asks for no password.",
)
