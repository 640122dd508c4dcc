"""Trusted token issuers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class TrustedTokenIssuer:
    """An external identity provider whose tokens applications may accept.

    :param arn: ``arn:aws:sso::<owner>:trustedTokenIssuer/ssoins-<16 hex>/tti-<uuid>``.
    :param type: ``OIDC_JWT``, the only one there is.
    :param oidc_jwt: the members of the API's ``OidcJwtConfiguration``.
    :param keys: the JSON Web Keys that its tokens are signed with; None as long as every signature is trusted.
    """

    arn: str
    name: str
    type: str
    oidc_jwt: dict[str, str]
    tags: dict[str, str] = field(default_factory=dict)
    keys: list[dict[str, Any]] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """The issuer URL, which never changes."""
        return self.oidc_jwt["IssuerUrl"]
