"""The page on which a person sees which client asks, and approves or denies it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from http import HTTPStatus
from importlib.resources import files
from itertools import islice
from string import Template
from urllib.parse import parse_qsl

from ssoadmin_mock.model.identity_store import UserStatus
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.sign_in import Authorization
from ssoadmin_mock.services import pipeline, sign_in
from ssoadmin_mock.services.pages import Page, PageAnswer
from ssoadmin_mock.services.sso_oidc import approval
from ssoadmin_mock.wire.protocols import HttpRequest

_NAMES_SHOWN = 100
"""How many user names the page offers; any other can be typed."""

_HOSTS = r"(?:[\w-]+|start(?:\.[\w-]+)?\.us-gov-home)\.awsapps\.(?:com|cn)|ssoins-[\da-f]{16}\.portal\.[\w-]+\.app\.aws"


def _answer(request: HttpRequest, body: bytes) -> PageAnswer:
    with pipeline.one_at_a_time:
        if request.method == "POST":
            return _decide(request, dict(parse_qsl(body.decode(errors="replace"))))
        code = dict(parse_qsl(request.query)).get("user_code")
        return _look(request, code)


def _look(request: HttpRequest, code: str | None) -> PageAnswer:
    """Show the request with a code, or all that wait; a browser whose request was decided elsewhere goes on."""
    if code is None:
        waiting = [each for partition in sign_in.partitions() for each in sign_in.pending(partition)]
        return shown(request, None, waiting)
    found = _find(code)
    target = None if found is None else approval.redirection(found)
    if target is not None:
        return PageAnswer(status=HTTPStatus.FOUND, headers={"Location": target, "Cache-Control": "no-store"})
    return shown(request, None, [] if found is None else [found])


def _decide(request: HttpRequest, form: dict[str, str]) -> PageAnswer:
    origin = request.header("Origin")
    if origin is not None and origin != request.origin:
        return _page("Only this page may approve or deny a request.", status=HTTPStatus.FORBIDDEN)
    waiting = [each for partition in sign_in.partitions() for each in sign_in.pending(partition)]
    authorization = sign_in.with_user_code(waiting, form.get("user_code", ""))
    instance = None if authorization is None else sign_in.instance_of(authorization)
    if authorization is None or instance is None:
        return _page("Nothing waits under this code any more.", status=HTTPStatus.NOT_FOUND)
    if form.get("decision") != "approve":
        sign_in.deny(authorization)
        return _decided(authorization, f"{authorization.client.name} was denied.")
    user = sign_in.find_user(instance, form.get("user", ""))
    if user is None or user.status != UserStatus.ENABLED:
        return shown(
            request, instance, [authorization], "There is no such user who can sign in.", HTTPStatus.BAD_REQUEST
        )
    if not sign_in.can_be_decided(instance, authorization):
        text = f"invalid_grant: the instance is not available in {authorization.region_name}."
        return _page(text, status=HTTPStatus.BAD_REQUEST)
    sign_in.approve(instance, authorization, user)
    return _decided(authorization, f"{user.name} is signed in to {authorization.client.name}.")


def _decided(authorization: Authorization, text: str) -> PageAnswer:
    target = approval.redirection(authorization)
    if target is not None:
        return PageAnswer(status=HTTPStatus.SEE_OTHER, headers={"Location": target, "Cache-Control": "no-store"})
    return _page(f"{text} You can close this page.")


def shown(
    request: HttpRequest,
    instance: Instance | None,
    waiting: Iterable[Authorization],
    notice: str = "",
    status: int = HTTPStatus.OK,
) -> PageAnswer:
    """Show requests that wait, each with a form.

    :param instance: the one that they are about, where that is known already.
    :param notice: what else is to be said.
    """
    forms = [_form(request, instance or sign_in.instance_of(each), each) for each in waiting]
    return _page(notice or ("" if forms else "Nobody waits for you to sign in."), "\n".join(forms), status)


def _form(request: HttpRequest, instance: Instance | None, authorization: Authorization) -> str:
    users = () if instance is None else instance.identity_store.users
    enabled = (user.name for user in users if user.status == UserStatus.ENABLED)
    names = [f"<option>{escape(name)}</option>" for name in islice(enabled, _NAMES_SHOWN)]
    action = "" if instance is None else approval.page_url(request.origin, instance).partition("#")[0]
    return Template(_part("form.html")).substitute(
        action=escape(action),
        client=escape(authorization.client.name),
        code=escape(authorization.user_code),
        scopes=escape(", ".join(authorization.client.scopes) or "none"),
        start_url=escape(authorization.start_url),
        names="".join(names),
    )


def _page(notice: str, forms: str = "", status: int = HTTPStatus.OK) -> PageAnswer:
    style = _part("page.css")
    notice = f'<p role="status">{escape(notice)}</p>' if notice else ""
    body = Template(_part("page.html")).substitute(style=style, notice=notice, forms=forms)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        # After a decision, the browser goes on to the client, which may listen on an address that no policy can name:
        # that of IPv6's loopback.
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
        "form-action http: https:"
    )
    headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return PageAnswer(body, status, headers=headers)


@cache
def _part(name: str) -> str:
    return files("ssoadmin_mock").joinpath("data", "sign_in", name).read_text(encoding="utf-8")


def _find(code: str) -> Authorization | None:
    everything = (
        each for partition in sign_in.partitions() for each in sign_in.sign_ins(partition).by_user_code.values()
    )
    return sign_in.with_user_code(everything, code)


PAGE = Page(("GET", "POST"), _HOSTS, rf"/start/?|{approval.PATH}|/directory/[\w-]+/?", _answer)
