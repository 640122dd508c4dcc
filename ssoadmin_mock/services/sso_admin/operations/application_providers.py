"""The catalogue of application providers: DescribeApplicationProvider, ListApplicationProviders."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.model import catalogue
from ssoadmin_mock.model.catalogue import ApplicationProvider
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.rules import application_providers as rules
from ssoadmin_mock.services.sso_admin.rules import applications as application_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ResourceNotFoundException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

NOT_SIMULATED = "The names, icons, descriptions and scopes of providers, and the providers that nobody has published."


@operation(
    access=Access.ANYONE,
    rules=(
        rules.CATALOGUE,
        rules.LEFT_OUT,
        rules.FEDERATION_PROTOCOL,
        rules.INTERNAL_ID,
        application_rules.PROVIDER_UNKNOWN,
    ),
    not_simulated=NOT_SIMULATED,
)
def describe_application_provider(call: Call, *, application_provider_arn: str) -> dict[str, Any]:
    """Describe an application provider."""
    return _details(call, find_provider(call, application_provider_arn))


@operation(
    access=Access.ANYONE,
    rules=(rules.CATALOGUE, rules.LEFT_OUT, rules.FEDERATION_PROTOCOL),
    not_simulated=NOT_SIMULATED,
)
def list_application_providers(call: Call) -> Listing:
    """List the application providers that are publicly known."""
    providers = catalogue.application_providers().values()
    return Listing.sorted_by(lambda provider: provider.id, providers, lambda provider: _details(call, provider))


def find_provider(call: Call, arn: str) -> ApplicationProvider:
    """Return the application provider with an ARN.

    :raises ResourceNotFoundException: when the catalogue has none.
    """
    _, _, id = arn.partition("/")
    provider = catalogue.find_application_provider(id)
    if provider is None or arn != provider_arn(call, id):
        raise ResourceNotFoundException(
            f"Could not find application provider with ARN {arn}.", rule=application_rules.PROVIDER_UNKNOWN
        )
    return provider


def provider_arn(call: Call, id: str) -> str:
    """Return the ARN of an application provider in the caller's partition."""
    return f"arn:{call.caller.partition}:sso::aws:applicationProvider/{id}"


def _details(call: Call, provider: ApplicationProvider) -> dict[str, Any]:
    return {
        "ApplicationProviderArn": provider_arn(call, provider.id),
        "FederationProtocol": provider.federation_protocol,
    }
