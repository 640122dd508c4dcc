"""Read-only calls of AWS: paced, repeated when they are throttled, and remembered, so that a reader can go on later."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.world.journal import Journal
from ssoadmin_mock.world.progress import Progress

if TYPE_CHECKING:
    import boto3

READING = ("List", "Describe", "Get")
"""How the operations begin that are called; no others are."""

THROTTLED = {"ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown"}
"""The codes of errors that say to ask again later."""

# Between one attempt and the next, in seconds; about a minute in all.
_PAUSES = [0.5 * 2**attempt for attempt in range(7)]


class Pace:
    """Keeps calls within a number per second.

    :param calls_per_second: how many calls begin in any second, at most.
    :param clock: gives the time in seconds.
    :param sleep: waits for some seconds.
    """

    def __init__(
        self,
        calls_per_second: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.sleep = sleep
        self._clock = clock
        self._begun: deque[float] = deque(maxlen=calls_per_second)

    def wait(self) -> None:
        """Wait until one more call may begin."""
        if len(self._begun) == self._begun.maxlen:
            remaining = self._begun[0] + 1 - self._clock()
            if remaining > 0:
                self.sleep(remaining)
        self._begun.append(self._clock())


class Reader:
    """Makes calls that read.

    :param session: whose calls they are.
    :param region_name: the Region that they go to.
    """

    def __init__(self, session: boto3.Session, region_name: str, pace: Pace, progress: Progress) -> None:
        # Without the many overloads of its `client`.
        self._session: Any = session
        self._region_name = region_name
        self._pace = pace
        self._progress = progress
        self._clients: dict[str, Any] = {}
        self.journal = Journal(None, {})

    def call(self, service: str, operation: str, absent: tuple[str, ...] = (), **params: Any) -> Any:
        """Return the answer to a call, all pages of it in one.

        :param service: boto3's name of the service, ``sso-admin``.
        :param operation: the API's name of the operation, ``ListPermissionSets``.
        :param absent: the error codes that say that there is no such thing; the answer is then None.
        """
        key = json.dumps([service, operation, params], sort_keys=True)
        answer = self.journal.get(key)
        if answer is None:
            answer = self._answer(service, operation, absent, params)
            self.journal.keep(key, answer)
        self._progress.step()
        return answer["Answer"]

    def expect(self, number: int) -> None:
        """Note that there are some more calls to make, for whoever looks at the progress."""
        self._progress.expect(number)

    def _answer(self, service: str, operation: str, absent: tuple[str, ...], params: dict[str, Any]) -> Any:
        from botocore.exceptions import ClientError

        try:
            return {"Answer": self._all_pages(service, operation, params)}
        except ClientError as error:
            if error.response["Error"]["Code"] in absent:
                return {"Answer": None}
            raise

    def _all_pages(self, service: str, operation: str, params: dict[str, Any]) -> dict[str, Any]:
        pages = [self._page(service, operation, params)]
        while pages[-1].get("NextToken"):
            pages.append(self._page(service, operation, params | {"NextToken": pages[-1]["NextToken"]}))
        answer: dict[str, Any] = pages[0]
        for page in pages[1:]:
            for member, value in page.items():
                if isinstance(value, list):
                    answer[member] += value
        answer.pop("NextToken", None)
        return answer

    def _page(self, service: str, operation: str, params: dict[str, Any]) -> dict[str, Any]:
        from botocore import xform_name
        from botocore.exceptions import ClientError

        if not operation.startswith(READING):
            raise ValueError(f"{operation} does not only read.")
        method = getattr(self._client(service), xform_name(operation))
        for pause in _PAUSES:
            self._pace.wait()
            try:
                return _without_metadata(method(**params))
            except ClientError as error:
                if error.response["Error"]["Code"] not in THROTTLED:
                    raise
                self._pace.sleep(pause)
        self._pace.wait()
        return _without_metadata(method(**params))

    def _client(self, service: str) -> Any:
        from botocore.config import Config

        if service not in self._clients:
            # botocore's own retries would not keep the pace.
            config = Config(retries={"total_max_attempts": 1}, user_agent_extra="ssoadmin-mock-capture")
            self._clients[service] = self._session.client(service, region_name=self._region_name, config=config)
        return self._clients[service]


def _without_metadata(answer: dict[str, Any]) -> dict[str, Any]:
    answer.pop("ResponseMetadata", None)
    return answer
