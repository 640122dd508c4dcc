"""The walk through sso-oidc and the access portal: somebody signs in, gets a role's credentials, and logs out."""

from __future__ import annotations

from typing import Any

from tests.e2e.steps import Step

_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"

WORLD: dict[str, Any] = {
    "organization": {"accounts": {"dev": "111122223333"}},
    "users": {"ada": None},
    "permission_sets": {"Reader": {"managed_policies": ["ReadOnlyAccess"]}},
    "assignments": [{"permission_set": "Reader", "users": "ada", "accounts": ["dev"]}],
    "issuers": {
        "okta": {
            "oidc_jwt": {
                "IssuerUrl": "https://example.okta.com",
                "ClaimAttributePath": "login",
                "IdentityStoreAttributePath": "userName",
                "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
            }
        }
    },
    "applications": {
        "wiki": {
            "assignment_required": False,
            "authentication_methods": {
                "IAM": {
                    "Iam": {
                        "ActorPolicy": {
                            "Version": "2012-10-17",
                            "Statement": [
                                {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sso-oauth:CreateTokenWithIAM"}
                            ],
                        }
                    }
                }
            },
            "grants": {
                _JWT: {
                    "JwtBearer": {
                        "AuthorizedTokenIssuers": [{"TrustedTokenIssuerArn": "okta", "AuthorizedAudiences": ["wiki"]}]
                    }
                }
            },
        }
    },
}

# With "=", as what the service makes up may begin with a hyphen, and would be taken for an option.
_CLIENT = "--client-id=$client --client-secret=$secret"
_TOKEN = "--access-token=$token"

SIGNING_IN = (
    Step(
        "sso-oidc register-client --client-name tool --client-type public --scopes sso:account:access",
        {"client": "clientId", "secret": "clientSecret"},
    ),
    Step(
        # Version 1 would fetch the URL of an option.
        "sso-oidc start-device-authorization --cli-input-json "
        """'{"clientId": "$client", "clientSecret": "$secret", "startUrl": "$start_url"}'""",
        {"device": "deviceCode", "user_code": "userCode"},
        "ends_with(verificationUri, '/device')",
    ),
    Step("POST approve-sign-in user_code=$user_code user=ada"),
    Step(
        f"sso-oidc create-token {_CLIENT} --grant-type {_DEVICE_CODE} --device-code=$device",
        {"token": "accessToken"},
        "expiresIn == `3600`",
    ),
    Step(f"sso list-accounts {_TOKEN}", expects="accountList[0].accountName == 'dev'"),
    Step(
        f"sso list-account-roles {_TOKEN} --account-id 111122223333",
        expects='roleList == `[{"roleName": "Reader", "accountId": "111122223333"}]`',
    ),
    Step(
        f"sso get-role-credentials {_TOKEN} --account-id 111122223333 --role-name Reader",
        expects="starts_with(roleCredentials.accessKeyId, 'ASIA')",
    ),
    Step(f"sso logout {_TOKEN}"),
    Step("""POST sign-assertion issuer=okta audience=wiki 'claims={"login": "ada"}'""", {"assertion": "assertion"}),
    Step("POST find kind=applications name=wiki", {"application": "id"}),
    Step(
        f"sso-oidc create-token-with-iam --client-id=$application --grant-type {_JWT} --assertion=$assertion",
        expects="tokenType == 'Bearer'",
    ),
)
