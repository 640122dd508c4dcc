"""The client tokens that were used, and what was answered to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Key = tuple[str, str, str]
"""The operation, the calling account and the token."""


class Answered(NamedTuple):
    """What a token was used for.

    :param parameters: the request's other parameters, as text.
    :param answer: what was answered.
    """

    parameters: str
    answer: dict[str, Any]


@dataclass
class ClientTokens:
    """The client tokens used on one holder: an account, or its instance.

    :param answered: what each was used for.
    :param made_with: the token that made a resource, by the resource's ARN. Clients send a token with every call, so
        there are as many as resources: deleting one must not scan them.
    """

    answered: dict[Key, Answered] = field(default_factory=dict)
    made_with: dict[str, Key] = field(default_factory=dict)

    def remember(self, key: Key, parameters: str, answer: dict[str, Any]) -> None:
        """Keep an answer for the next request with the same token.

        :param answer: the answer; the ARN of what was made comes first in it, if it has an ARN.
        """
        self.answered[key] = Answered(parameters, answer)
        made = next(iter(answer.values()), None)
        if isinstance(made, str):
            self.made_with[made] = key

    def forget(self, arn: str) -> None:
        """Drop the answer that made a resource which is now deleted, so that it is not given again."""
        key = self.made_with.pop(arn, None)
        if key is not None:
            del self.answered[key]
