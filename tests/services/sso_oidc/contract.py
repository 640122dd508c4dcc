"""What tests know of sso-oidc beyond botocore's model."""

from __future__ import annotations

from ssoadmin_mock.services.sso_oidc.service import SERVICE
from tests.contract.contract import Contract
from tests.services.sso_oidc.tour import OidcTour

MAY_BE_ABSENT = {
    "CreateTokenWithIAMResponse": {"awsAdditionalDetails", "idToken", "refreshToken"},
}

OBSERVED_OTHERWISE = {
    "CreateTokenResponse": {"idToken": None, "refreshToken": None},
    "RegisterClientResponse": {"authorizationEndpoint": None, "tokenEndpoint": None},
}

CONTRACT = Contract(
    SERVICE,
    OidcTour,
    may_be_absent=MAY_BE_ABSENT,
    observed_otherwise=OBSERVED_OTHERWISE,
    silent_errors=frozenset({"AccessDeniedException"}),
)
