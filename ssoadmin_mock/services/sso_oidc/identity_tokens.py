"""ID tokens, and the identity contexts in them that STS takes."""

from __future__ import annotations

from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.application import Application
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.sign_in import Session
from ssoadmin_mock.services import sign_in, start_urls


def new_context(session: Session) -> str:
    """Return a new identity context: opaque, and known to STS as long as the session lives."""
    context = ids.url_safe(192)
    sign_in.sign_ins(session.partition).contexts[context] = session
    return context


def id_token(instance: Instance, application: Application, session: Session, context: str, issuer: str | None) -> str:
    """Return an ID token.

    :param context: the identity context.
    :param issuer: the ARN of the trusted token issuer that said who the user is, if one did.
    """
    now = int(clock.now())
    claims: dict[str, Any] = {
        "iss": start_urls.issuer_url(instance),
        "sub": session.user_id,
        "aud": application.arn,
        "aws:identity_store_id": instance.identity_store_id,
        "aws:identity_store_arn": instance.identity_store_arn,
        "aws:instance_arn": instance.arn,
        "aws:instance_account": instance.owner_account_id,
        "aws:credential_id": session.id,
        "sts:identity_context": context,
        "sts:audit_context": ids.url_safe(64),
        "auth_time": now,
        "iat": now,
        "exp": now + sign_in.ACCESS_TOKEN_SECONDS,
    }
    if issuer is not None:
        claims["act"] = {"sub": issuer}
    # Nobody can check it: clients take the claims as they are, and AWS publishes no keys for them.
    key = OctKey.import_key(ids.url_safe(32))
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, key)
