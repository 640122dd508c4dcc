"""Client tokens: the same token and parameters again give the same answer and do nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock.wire.errors import IdempotentParameterMismatch
from ssoadmin_mock.wire.service_model import OperationSpec

_Key = tuple[str, str, str]


@dataclass(frozen=True)
class _Answered:
    parameters: str
    answer: dict[str, Any]


class ClientTokens:
    """The client tokens that one account has used on one holder (the account itself, or an instance)."""

    def __init__(self) -> None:
        self._answered: dict[_Key, _Answered] = {}
        # Clients send a token with every call, so there are as many as resources: deleting one must not scan them.
        self._made_with: dict[str, _Key] = {}

    def replay(self, spec: OperationSpec, account_id: str, params: dict[str, Any]) -> dict[str, Any] | None:
        """Return the earlier answer to this request, or None when its token is new.

        :raises IdempotentParameterMismatch: when the token was used with other parameters.
        """
        key = _key(spec, account_id, params)
        earlier = self._answered.get(key) if key else None
        if earlier is None:
            return None
        if earlier.parameters != _parameters(spec, params):
            raise IdempotentParameterMismatch(
                f"The ClientToken was used before with other parameters of {spec.name}. Use a new token."
            )
        return earlier.answer

    def remember(self, spec: OperationSpec, account_id: str, params: dict[str, Any], answer: dict[str, Any]) -> None:
        """Keep the answer for the next request with the same token.

        :param answer: the answer; the ARN of what was made comes first in it.
        """
        key = _key(spec, account_id, params)
        if key:
            self._answered[key] = _Answered(_parameters(spec, params), answer)
            self._made_with[next(iter(answer.values()))] = key

    def forget(self, arn: str) -> None:
        """Drop the answer that made a resource which is now deleted, so that it is not given again."""
        key = self._made_with.pop(arn, None)
        if key is not None:
            del self._answered[key]


def _key(spec: OperationSpec, account_id: str, params: dict[str, Any]) -> _Key | None:
    token = params.get(spec.token_member) if spec.token_member else None
    return (spec.name, account_id, token) if token else None


def _parameters(spec: OperationSpec, params: dict[str, Any]) -> str:
    return json.dumps({k: v for k, v in params.items() if k != spec.token_member}, sort_keys=True)
