"""Every operation once, successfully, in one world: what comes over the wire is what the model says."""

from __future__ import annotations

import pytest

from ssoadmin_mock.services.service import Service
from tests.conftest import Connect, Organization
from tests.contract.contract import boto3_services, contract_of
from tests.contract.tour import take


@pytest.mark.parametrize("service", boto3_services(), ids=repr)
def test_every_operation_answers_as_the_model_says(
    service: Service, connect: Connect, organization: Organization
) -> None:
    take(contract_of(service).tour(service, connect, organization))
