"""What tests know of sso beyond botocore's model."""

from __future__ import annotations

from ssoadmin_mock.services.sso.service import SERVICE
from tests.contract.contract import Contract
from tests.services.sso.tour import PortalTour

RESULT_SIZE = "ResultSize parameter must be within the valid limits of: 1-100"

CONTRACT = Contract(SERVICE, PortalTour, may_be_absent={}, own_texts={"maxResults": RESULT_SIZE})
