"""HTTP clients beside botocore and `requests`: what `httpx` asks of AWS's hosts is answered; of others it is stopped.

``httpx2`` goes on with what ``httpx`` was, and is treated as that.

``urllib``, ``http.client`` and ``aiohttp`` are stopped before they connect to a host of AWS. Clients that open sockets
by themselves (``pycurl``, programs that are run) pass nothing that could be watched here: a server answers them.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

from ssoadmin_mock.plugin.late import when_loaded
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.unmocked import UnmockedAWSCallError

NOT_ANSWERED = (
    "Requests of this library are not answered in process: use requests, httpx or boto3, or let it call a server "
    "(mock_ssoadmin's IdentityCenterServer, ssoadmin-mock serve)."
)

Answer = tuple[int, Mapping[str, Any], str | bytes]
"""Status, headers and body."""


@dataclass(frozen=True)
class Watching:
    """What becomes of the requests of these clients.

    :param concerns: tells of a URL whether its requests may not be sent.
    :param answer: answers such a request: takes method, URL, headers and body. It may raise, too.
    :param refuse: takes method and URL of such a request that cannot be answered, and raises.
    """

    concerns: Callable[[str], bool]
    answer: Callable[[str, str, Mapping[str, str], bytes], Answer]
    refuse: Callable[[str, str], NoReturn]

    @contextmanager
    def active(self) -> Iterator[None]:
        """Watch for a ``with`` block, those that are loaded during it as well."""
        with ExitStack() as undo:
            for name in ("httpx", "httpx2"):
                undo.enter_context(when_loaded(name, self._httpx))
            undo.enter_context(when_loaded("aiohttp", self._aiohttp))
            connect = self._connecting(http.client.HTTPConnection.connect)
            undo.enter_context(replaced(http.client.HTTPConnection, {"connect": connect}))
            yield

    @contextmanager
    def _httpx(self, httpx: Any) -> Iterator[None]:
        send, send_async = httpx.HTTPTransport.handle_request, httpx.AsyncHTTPTransport.handle_async_request

        def answered(request: Any, body: bytes) -> Any:
            status, headers, content = self.answer(request.method, str(request.url), request.headers, body)
            texts = {name: str(value) for name, value in headers.items()}
            return httpx.Response(status, headers=texts, content=content, request=request)

        def handle_request(transport: Any, request: Any) -> Any:
            if self.concerns(str(request.url)):
                return answered(request, request.read())
            return send(transport, request)

        async def handle_async_request(transport: Any, request: Any) -> Any:
            if self.concerns(str(request.url)):
                return answered(request, await request.aread())
            return await send_async(transport, request)

        with (
            replaced(httpx.HTTPTransport, {"handle_request": handle_request}),
            replaced(httpx.AsyncHTTPTransport, {"handle_async_request": handle_async_request}),
        ):
            yield

    @contextmanager
    def _aiohttp(self, aiohttp: Any) -> Iterator[None]:
        request = aiohttp.ClientSession._request

        async def _request(session: Any, method: str, url: Any, **more: Any) -> Any:
            self._check(method, str(session._build_url(url)))
            return await request(session, method, url, **more)

        with replaced(aiohttp.ClientSession, {"_request": _request}):
            yield

    def _connecting(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def connect(connection: Any) -> Any:
            # Through a proxy, the host that is meant is another one.
            host = getattr(connection, "_tunnel_host", None) or connection.host
            self._check("CONNECT", f"https://{host}/")
            return original(connection)

        return connect

    def _check(self, method: str, url: str) -> None:
        if self.concerns(url):
            self.refuse(method, url)


def refuse(method: str, url: str) -> NoReturn:
    """Refuse a request that is not answered in process.

    :raises UnmockedAWSCallError: always.
    """
    raise UnmockedAWSCallError(method=method, url=url, remedy=NOT_ANSWERED)
