"""Every operation once, successfully, in one world: what comes over the wire is what the model says."""

from __future__ import annotations

import pytest

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from tests.conftest import Connect, Organization
from tests.contract.contract import contract_of
from tests.contract.tour import take


@pytest.mark.parametrize("service", services().values(), ids=repr)
def test_every_operation_answers_as_the_model_says(
    service: Service, connect: Connect, organization: Organization
) -> None:
    take(contract_of(service).tour(service, connect, organization))
