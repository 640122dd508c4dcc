"""botocore's description of sso-oidc."""

from __future__ import annotations

from ssoadmin_mock.wire.service_model import ApiModel

API = ApiModel("sso-oidc")
