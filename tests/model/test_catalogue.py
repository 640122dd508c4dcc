"""The files of what the service knows by itself."""

from __future__ import annotations

import re

from ssoadmin_mock.model import catalogue
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.rules import Evidence


def test_every_entry_names_its_evidence() -> None:
    levels = {level.value for level in Evidence}
    for entry in [*catalogue.application_providers().values(), *catalogue.access_scopes().values()]:
        assert entry.evidence in levels
        assert entry.source.endswith(".")


def test_only_custom_applications_can_be_created() -> None:
    creatable = [provider.id for provider in catalogue.application_providers().values() if provider.creatable]
    assert creatable == ["custom"]


def test_every_name_fits_the_model() -> None:
    for scope in catalogue.access_scopes():
        assert re.fullmatch(SSO_ADMIN.model.shape_for("Scope").metadata["pattern"], scope)
    for id, provider in catalogue.application_providers().items():
        arn = f"arn:aws:sso::aws:applicationProvider/{id}"
        assert re.fullmatch(SSO_ADMIN.model.shape_for("ApplicationProviderArn").metadata["pattern"], arn)
        assert provider.federation_protocol in SSO_ADMIN.model.shape_for("FederationProtocol").enum


def test_a_provider_without_an_internal_id_is_found_by_its_own_alone() -> None:
    assert catalogue.find_application_provider("custom") is catalogue.application_providers()["custom"]
    assert catalogue.find_application_provider("") is None
