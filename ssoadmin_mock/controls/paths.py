"""Where the controls over HTTP are; what answers there is imported with the first request, as few tests send one."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.plugin import moto_api


def answer(request: Any, full_url: str, headers: Any) -> tuple[int, dict[str, str], str]:
    """Answer a request to the controls, in moto's form; the parameters are those of :func:`controls.http.answer`."""
    from ssoadmin_mock.controls import http

    return http.answer(request, full_url, headers)


moto_api.url_paths["{0}" + moto_api.PATH + "(?P<command>[^/]+)$"] = answer
