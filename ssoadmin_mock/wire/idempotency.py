"""Client tokens: the same token and parameters again give the same answer and do nothing."""

from __future__ import annotations

import json
from typing import Any

from ssoadmin_mock.model.client_tokens import ClientTokens, Key
from ssoadmin_mock.wire.errors import IdempotentParameterMismatch
from ssoadmin_mock.wire.service_model import OperationSpec


def replay(tokens: ClientTokens, spec: OperationSpec, account_id: str, params: dict[str, Any]) -> dict[str, Any] | None:
    """Return the earlier answer to this request, or None when its token is new.

    :param tokens: those used on the account or instance that the request is about.
    :param account_id: the calling account.
    :raises IdempotentParameterMismatch: when the token was used with other parameters.
    """
    key = _key(spec, account_id, params)
    earlier = tokens.answered.get(key) if key else None
    if earlier is None:
        return None
    if earlier.parameters != _parameters(spec, params):
        raise IdempotentParameterMismatch(
            f"The ClientToken was used before with other parameters of {spec.name}. Use a new token."
        )
    return earlier.answer


def remember(
    tokens: ClientTokens, spec: OperationSpec, account_id: str, params: dict[str, Any], answer: dict[str, Any]
) -> None:
    """Keep the answer for the next request with the same token, if the request has one."""
    key = _key(spec, account_id, params)
    if key:
        tokens.remember(key, _parameters(spec, params), answer)


def _key(spec: OperationSpec, account_id: str, params: dict[str, Any]) -> Key | None:
    token = params.get(spec.token_member) if spec.token_member else None
    return (spec.name, account_id, token) if token else None


def _parameters(spec: OperationSpec, params: dict[str, Any]) -> str:
    return json.dumps({k: v for k, v in params.items() if k != spec.token_member}, sort_keys=True)
