"""What hosts of AWS answer beside the operations of their APIs: for browsers, and for clients that no SDK makes.

A page is added with three steps: write a function that takes a :class:`~ssoadmin_mock.wire.protocols.HttpRequest` and
the body and returns a :class:`PageAnswer`, make a :class:`Page` of it, and name that in the ``pages`` of the API's
:class:`~ssoadmin_mock.services.service.Service`. It is then answered in process, through ``requests`` and ``httpx``,
under the hosts that it names, and on a server under its path, whatever the host. Nothing else has to know of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from ssoadmin_mock.wire.protocols import HttpRequest


@dataclass(frozen=True)
class PageAnswer:
    """What a page answers.

    :param body: text is sent in UTF-8.
    :param headers: beside ``Content-Type``.
    """

    body: str | bytes = ""
    status: int = HTTPStatus.OK
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The body as it is sent."""
        return self.body.encode() if isinstance(self.body, str) else self.body

    @property
    def all_headers(self) -> dict[str, str]:
        """All headers."""
        return {"Content-Type": self.content_type, **self.headers}


@dataclass(frozen=True)
class Page:
    r"""Something that is answered over HTTP and is no operation of an API.

    :param methods: the HTTP methods that it takes.
    :param hosts: a regular expression for the whole host in process: ``oidc\.[^.]+\.amazonaws\.com``.
    :param path: a regular expression for the whole path, still percent-encoded. A server has no hosts, so that this
        alone tells it from everything else there.
    :param answer: takes the request and its body.
    """

    methods: tuple[str, ...]
    hosts: str
    path: str
    answer: Callable[[HttpRequest, bytes], PageAnswer]

    def is_at(self, method: str, path: str, host: str | None = None) -> bool:
        """Tell whether a request is for this page.

        :param host: None on a server, where any will do.
        """
        if method not in self.methods or not re.fullmatch(self.path, path):
            return False
        return host is None or re.fullmatch(self.hosts, host) is not None


def find_page(pages: Iterable[Page], method: str, path: str, host: str | None = None) -> Page | None:
    """Return the page that a request is for, or None; the parameters are those of :meth:`Page.is_at`."""
    return next((page for page in pages if page.is_at(method, path, host)), None)
