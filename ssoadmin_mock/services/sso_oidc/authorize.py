"""Where a client sends the browser of a person who signs in: ``GET /authorize``, for authorization codes with PKCE."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl

from ssoadmin_mock.effects.organizations import partition_of
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.sign_in import Client, Redirect
from ssoadmin_mock.services import pipeline, settings, sign_in, start_urls
from ssoadmin_mock.services.pages import Page, PageAnswer
from ssoadmin_mock.services.sso_oidc import approval, errors, verification
from ssoadmin_mock.services.sso_oidc.model import API
from ssoadmin_mock.services.sso_oidc.redirects import without_port
from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.wire.hosts import host_pattern
from ssoadmin_mock.wire.protocols import HttpRequest

_HOSTS = host_pattern(API)
_S256 = re.compile(r"[\w-]{43}")


def _answer(request: HttpRequest, _body: bytes) -> PageAnswer:
    given = dict(parse_qsl(request.query))
    with pipeline.one_at_a_time:
        try:
            return _asked(request, given)
        except ServiceError as error:
            # Nobody knows whether whoever is at the redirect URI may be told.
            content = json.dumps({"error": "invalid_request", "error_description": error.message})
            return PageAnswer(content, HTTPStatus.BAD_REQUEST, "application/json")


def _asked(request: HttpRequest, given: Mapping[str, str]) -> PageAnswer:
    region_name = _region_of(request)
    client = sign_in.sign_ins(partition_of(region_name)).clients.get(given.get("client_id", ""))
    if client is None or client.region_name != region_name:
        raise errors.invalid_client()
    uri = given.get("redirect_uri", "")
    if without_port(uri) is None or without_port(uri) not in map(without_port, client.redirect_uris):
        raise errors.invalid_redirect_uri()
    state, challenge = given.get("state"), given.get("code_challenge", "")
    if given.get("response_type") != "code":
        return _redirect(approval.redirected(uri, state, {"error": "unsupported_response_type"}))
    if given.get("code_challenge_method") != "S256" or not _S256.fullmatch(challenge):
        return _redirect(approval.redirected(uri, state, {"error": "invalid_request"}))
    if not _scopes(given) <= set(client.scopes):
        return _redirect(approval.redirected(uri, state, {"error": "invalid_scope"}))
    instance = _instance_of(client, region_name)
    authorization = sign_in.ask(
        client, region_name, start_urls.start_url(instance), instance, Redirect(uri, state, challenge)
    )
    approval.approve_at_once(authorization, instance, settings.current())
    target = approval.redirection(authorization)
    return _redirect(target) if target else verification.shown(request, instance, [authorization])


def _scopes(given: Mapping[str, str]) -> set[str]:
    """Return the scopes that are asked for: the AWS CLI has another name for them than RFC 6749, and another sign."""
    return set(re.split(r"[ ,]+", given.get("scopes") or given.get("scope") or "")) - {""}


def _region_of(request: HttpRequest) -> str:
    host = re.fullmatch(_HOSTS, request.origin.partition("://")[2])
    return sign_in.home_region() if host is None else host[1]


def _instance_of(client: Client, region_name: str) -> Instance:
    """Return the instance that a client has registered for; without one, the one that there is."""
    partition = partition_of(region_name)
    instance = sign_in.home_instance(partition)
    if client.issuer_url is not None:
        instance = start_urls.find_instance(client.issuer_url, partition)
    if instance is None:
        raise errors.invalid_request(errors.INVALID_START_URL)
    return instance


def _redirect(target: str) -> PageAnswer:
    return PageAnswer(status=HTTPStatus.FOUND, headers={"Location": target, "Cache-Control": "no-store"})


PAGE = Page(("GET",), _HOSTS, "/authorize", _answer)
