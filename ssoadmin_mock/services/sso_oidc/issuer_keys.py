"""The keys of trusted issuers, which a test gives or has made, as no mock may ask an issuer for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.issuer import TrustedTokenIssuer

_CURVE, _ALGORITHM = "P-256", "ES256"
_ALGORITHM_OF = {"RSA": "RS256", "EC": "ES256", "oct": "HS256"}


def use(issuer: TrustedTokenIssuer, keys: Mapping[str, Any]) -> None:
    """Have an issuer's assertions checked from now on.

    :param keys: a JSON Web Key Set; with private keys, assertions can be signed with them.
    :raises ValueError: when these are no keys.
    """
    try:
        imported = KeySet.import_key_set({"keys": list(keys["keys"])})
        issuer.keys = [key.as_dict(private=key.is_private) for key in imported.keys]
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"These are no JSON Web Keys: {error}") from None


def sign(
    issuer: TrustedTokenIssuer, audience: str | Collection[str], expires_in: float, claims: Mapping[str, Any]
) -> str:
    """Return an assertion of an issuer; one without keys gets one.

    :param audience: whom it is for.
    :param expires_in: for how many seconds it is good.
    :param claims: what else it says.
    :raises RuntimeError: when the issuer has keys, and none of them is private.
    """
    if issuer.keys is None:
        issuer.keys = [ECKey.generate_key(_CURVE, private=True, auto_kid=True).as_dict(private=True)]
    key = next((key for key in KeySet.import_key_set({"keys": issuer.keys}).keys if key.is_private), None)
    if key is None:
        raise RuntimeError(f"There is no private key of the issuer {issuer.name}: its assertions are signed elsewhere.")
    now = int(clock.now())
    said = {
        "iss": issuer.url,
        "aud": audience if isinstance(audience, str) else list(audience),
        "iat": now,
        "exp": now + expires_in,
        "jti": ids.uuid(),
        **claims,
    }
    header = {"alg": _ALGORITHM_OF.get(key.key_type, _ALGORITHM), "kid": key.kid}
    return jwt.encode(header, said, key)
