"""The catalogue of application providers."""

from ssoadmin_mock.wire.rules import Evidence, rule

CATALOGUE = rule(
    "application-provider.catalogue",
    Evidence.INFERRED,
    "The providers are the twelve that are publicly known, listed by id; data/application_providers.json names the "
    "evidence for each. They are the same for every account and in every Region.",
    "AWS publishes no list, and no answer of ListApplicationProviders is public: each of the twelve is known from "
    "elsewhere, most of them from one place. The real catalogue has hundreds.",
)
LEFT_OUT = rule(
    "application-provider.left-out",
    Evidence.UNKNOWN,
    "DisplayData and ResourceServerConfig are left out.",
    "No real values are public; the model requires the ARN alone.",
)
FEDERATION_PROTOCOL = rule(
    "application-provider.federation-protocol",
    Evidence.CLIENT,
    "Every provider has a FederationProtocol: SAML for custom-saml and the catalogue, OAUTH for custom and for AWS "
    "managed applications.",
    "hellerda/aws-sso-admin-tools reads it of every listed provider without asking. OAUTH was observed of custom, and "
    "SAML is the user guide's for the catalogue; that AWS managed applications are OAuth ones is our reasoning.",
)
INTERNAL_ID = rule(
    "application-provider.internal-id",
    Evidence.INFERRED,
    "A provider is also found by the internal id that the service's errors call it by.",
    "The service resolves custom-saml to app-50e590700beb5208 before it refuses it; whether it accepts that id in a "
    "request was not reported.",
)
