"""Trusted token issuers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class TrustedTokenIssuer:
    """A trusted token issuer.

    :param arn: ``arn:aws:sso::<account>:trustedTokenIssuer/ssoins-<16 hex>/tti-<uuid>``.
    """

    arn: str
    name: str
