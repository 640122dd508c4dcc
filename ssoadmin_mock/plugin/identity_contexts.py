"""Lets moto's STS take the identity contexts of sso-oidc in AssumeRole's ProvidedContexts (`oidc.identity-context`)."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.model.sign_in import Session
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.services import pipeline, sign_in

if TYPE_CHECKING:
    from moto.sts.models import AssumedRole, STSBackend
    from moto.sts.responses import TokenResponse

PROVIDER = "arn:{}:iam::aws:contextProvider/IdentityCenter"

_MEMBER = re.compile(r"ProvidedContexts\.member\.\d+\.(ProviderArn|ContextAssertion)")

_acting_for: ContextVar[Session | None] = ContextVar("acting_for", default=None)


def taken(responses: Any) -> AbstractContextManager[None]:
    """Let AssumeRole look at the contexts that it is given.

    :param responses: moto's module.
    """
    original = responses.TokenResponse.assume_role

    def assume_role(self: TokenResponse) -> Any:
        token = _acting_for.set(_session_of(self))
        try:
            return original(self)
        finally:
            _acting_for.reset(token)

    return replaced(responses.TokenResponse, {"assume_role": assume_role})


def noted(models: Any) -> AbstractContextManager[None]:
    """Let new sessions of roles be noted as those of whom they act for.

    :param models: moto's module.
    """
    original = models.STSBackend.assume_role

    def assume_role(self: STSBackend, *args: Any, **kwargs: Any) -> AssumedRole:
        role: AssumedRole = original(self, *args, **kwargs)
        session = _acting_for.get()
        if session is not None:
            with pipeline.one_at_a_time:
                sign_in.sign_ins(session.partition).acting[role.access_key_id] = session
        return role

    return replaced(models.STSBackend, {"assume_role": assume_role})


def _session_of(response: TokenResponse) -> Session | None:
    """Return whose session a request's identity context stands for; None when it has none.

    :raises STSClientError: for a context that is none.
    """
    from moto.sts.exceptions import STSClientError, STSValidationError

    given: dict[str, list[str]] = {"ProviderArn": [], "ContextAssertion": []}
    for name, values in response.querystring.items():
        member = _MEMBER.fullmatch(name)
        if member is not None:
            given[member[1]] += values
    session = None
    with pipeline.one_at_a_time:
        for provider in given["ProviderArn"]:
            if provider != PROVIDER.format(response.partition):
                raise STSValidationError(f"The context provider {provider} is not known.")
        for context in given["ContextAssertion"]:
            session = sign_in.sign_ins(response.partition).contexts.get(context)
            if session is None or sign_in.whose(session) is None:
                raise STSClientError("ExpiredTokenException", "The provided context is expired or is not valid.")
    return session
