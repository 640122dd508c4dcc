"""The error for a call to AWS that no mock answers."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError

_NOT_IN_MOTO = (
    "moto does not have this service or endpoint; to let it through, use mock_ssoadmin(config={'core': "
    "{'passthrough': {'urls': [...]}}})."
)


class UnmockedAWSCallError(BotoCoreError):
    """A call to AWS that nothing answers was stopped before it left the process.

    :param method: the HTTP method.
    :param url: where the call was sent.
    :param operation: the operation in words, where it is known.
    :param remedy: why nothing answered, and what to do.
    """

    fmt = (
        "No mock answers {method} {url}{operation}, so ssoadmin_mock stopped the call before it left the process. "
        "{remedy}"
    )

    def __init__(self, *, method: str, url: str, operation: str = "", remedy: str = _NOT_IN_MOTO) -> None:
        super().__init__(method=method, url=url, operation=operation, remedy=remedy)
