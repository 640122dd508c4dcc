"""An application that takes the tokens of an issuer for those of its users."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import OctKey

from tests.center import Center
from tests.conftest import MANAGEMENT

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ISSUER = "https://issuer.example.com"
AUDIENCE = "tool"
CUSTOM = "arn:aws:sso::aws:applicationProvider/custom"


def policy(effect: str = "Allow", **principal: str) -> dict[str, Any]:
    """An actor policy for one principal; for the management account if left out."""
    statement = {
        "Effect": effect,
        "Principal": principal or {"AWS": MANAGEMENT},
        "Action": "sso-oauth:CreateTokenWithIAM",
        "Resource": "*",
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


@dataclass(frozen=True)
class Application:
    """An application with every grant that it can have, to which one user is assigned."""

    center: Center
    arn: str
    issuer_arn: str

    @classmethod
    def made(cls, center: Center, *user_ids: str, attribute: str = "userName", claim: str = "name") -> Application:
        """Make one, with the issuer."""
        sso, instance = center.sso, {"InstanceArn": center.arn}
        oidc_jwt = {
            "IssuerUrl": ISSUER,
            "ClaimAttributePath": claim,
            "IdentityStoreAttributePath": attribute,
            "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
        }
        issuer_arn = sso.create_trusted_token_issuer(
            **instance,
            Name="issuer",
            TrustedTokenIssuerType="OIDC_JWT",
            TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": oidc_jwt},
        )["TrustedTokenIssuerArn"]
        made = cls(center, cls._made(center, "app"), issuer_arn)
        made.grant(
            JWT_BEARER,
            JwtBearer={
                "AuthorizedTokenIssuers": [
                    {"TrustedTokenIssuerArn": issuer_arn, "AuthorizedAudiences": [AUDIENCE, "other"]}
                ]
            },
        )
        made.grant("refresh_token", RefreshToken={})
        for user_id in user_ids:
            made.assign(user_id)
        return made

    @staticmethod
    def _made(center: Center, name: str) -> str:
        arn = center.sso.create_application(
            InstanceArn=center.arn, ApplicationProviderArn=CUSTOM, Name=name, Status="ENABLED"
        )["ApplicationArn"]
        center.sso.put_application_authentication_method(
            ApplicationArn=arn, AuthenticationMethodType="IAM", AuthenticationMethod={"Iam": {"ActorPolicy": policy()}}
        )
        return str(arn)

    def another(self, name: str) -> Application:
        """Make another one, without grants and users."""
        return Application(self.center, self._made(self.center, name), self.issuer_arn)

    def grant(self, grant_type: str, **grant: Any) -> None:
        self.center.sso.put_application_grant(ApplicationArn=self.arn, GrantType=grant_type, Grant=grant)

    def admit(self, policy: dict[str, Any]) -> None:
        """Give it another actor policy."""
        self.center.sso.put_application_authentication_method(
            ApplicationArn=self.arn,
            AuthenticationMethodType="IAM",
            AuthenticationMethod={"Iam": {"ActorPolicy": policy}},
        )

    def assign(self, principal_id: str, type: str = "USER") -> None:
        self.center.sso.create_application_assignment(
            ApplicationArn=self.arn, PrincipalType=type, PrincipalId=principal_id
        )

    def assertion(self, name: Any, **claims: Any) -> str:
        """Sign an assertion about a user, with a key of nobody's."""
        said = {"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 60, "jti": str(uuid4()), "name": name} | claims
        return jwt.encode({"alg": "HS256"}, said, OctKey.import_key("0123456789abcdef0123456789abcdef"))

    def asking(self, assertion: str, **more: Any) -> dict[str, Any]:
        """The parameters with which it asks for tokens by an assertion."""
        return {"clientId": self.arn, "grantType": JWT_BEARER, "assertion": assertion, **more}

    def disable(self) -> None:
        self.center.sso.update_application(ApplicationArn=self.arn, Status="DISABLED")

    def configure(self, **configuration: bool) -> None:
        self.center.sso.put_application_assignment_configuration(
            ApplicationArn=self.arn, AssignmentRequired=configuration["assignment_required"]
        )


def claims_of(token: str) -> dict[str, Any]:
    """The claims of a token, unchecked as clients read them."""
    from joserfc import jws

    claims: dict[str, Any] = json.loads(jws.extract_compact(token.encode()).payload)
    return claims
