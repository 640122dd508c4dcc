"""Where a client sends the browser of a person who signs in: ``GET /authorize``, for authorization codes with PKCE."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from math import inf
from urllib.parse import parse_qsl

from ssoadmin_mock.effects.organizations import partition_of
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.sign_in import Client, Redirect
from ssoadmin_mock.services import pipeline, settings, sign_in, start_urls
from ssoadmin_mock.services.pages import Page, PageAnswer
from ssoadmin_mock.services.sso_oidc import approval, errors, verification
from ssoadmin_mock.services.sso_oidc.applications import application_in, scopes_of
from ssoadmin_mock.services.sso_oidc.clients import AUTHORIZATION_CODE
from ssoadmin_mock.services.sso_oidc.model import API
from ssoadmin_mock.services.sso_oidc.redirects import without_port
from ssoadmin_mock.services.sso_oidc.rules import authorize as rules
from ssoadmin_mock.services.sso_oidc.rules import clients as client_rules
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
    uri, state, challenge = given.get("redirect_uri", ""), given.get("state"), given.get("code_challenge", "")
    client, instance = _find(given.get("client_id", ""), uri, region_name)
    if given.get("response_type") != "code":
        return _redirect(approval.redirected(uri, state, {"error": "unsupported_response_type"}))
    if given.get("code_challenge_method") != "S256" or not _S256.fullmatch(challenge):
        return _redirect(approval.redirected(uri, state, {"error": "invalid_request"}))
    if not _scopes(given) <= set(client.scopes):
        return _redirect(approval.redirected(uri, state, {"error": "invalid_scope"}))
    redirect = Redirect(uri, state, challenge)
    authorization = sign_in.ask(client, region_name, start_urls.start_url(instance), instance, redirect)
    approval.approve_at_once(authorization, instance, settings.current())
    target = approval.redirection(authorization)
    return _redirect(target) if target else verification.shown(request, instance, [authorization])


def _find(client_id: str, uri: str, region_name: str) -> tuple[Client, Instance]:
    """Return who asks, and the instance that people are to sign in to.

    :param uri: where the browser is to go with the code.
    :raises InvalidClientException: when there is no such client or application.
    :raises InvalidRedirectUriException: when it may not have codes sent there.
    """
    partition = partition_of(region_name)
    client = sign_in.sign_ins(partition).clients.get(client_id)
    if client is None:
        return _application(client_id, uri, region_name)
    if client.region_name != region_name:
        raise errors.invalid_client(rules.AUTHORIZE_REFUSED)
    if without_port(uri) is None or without_port(uri) not in map(without_port, client.redirect_uris):
        raise errors.invalid_redirect_uri(rules.AUTHORIZE_REFUSED)
    return client, _instance_of(client, partition)


def _application(arn: str, uri: str, region_name: str) -> tuple[Client, Instance]:
    """Return an application as a client, with its instance; it has codes sent exactly where its grant says."""
    application, instance = application_in(partition_of(region_name), region_name, arn)
    grant = application.grants.get(AUTHORIZATION_CODE)
    uris = () if grant is None else tuple(grant["AuthorizationCode"]["RedirectUris"])
    if uri not in uris:
        raise errors.invalid_redirect_uri(rules.AUTHORIZE_REFUSED)
    client = Client(
        id=application.arn,
        secret="",
        name=application.name,
        region_name=region_name,
        scopes=scopes_of(application),
        redirect_uris=uris,
        grant_types=(AUTHORIZATION_CODE,),
        issuer_url=None,
        issued_at=0,
        expires_at=inf,
    )
    return client, instance


def _scopes(given: Mapping[str, str]) -> set[str]:
    """Return the scopes that are asked for: the AWS CLI has another name for them than RFC 6749, and another sign."""
    return set(re.split(r"[ ,]+", given.get("scopes") or given.get("scope") or "")) - {""}


def _region_of(request: HttpRequest) -> str:
    host = re.fullmatch(_HOSTS, request.origin.partition("://")[2])
    return sign_in.home_region() if host is None else host[1]


def _instance_of(client: Client, partition: str) -> Instance:
    """Return the instance that a client has registered for; without one, the one that there is."""
    instance = sign_in.home_instance(partition)
    if client.issuer_url is not None:
        instance = start_urls.find_instance(client.issuer_url, partition)
    if instance is None:
        raise errors.invalid_request(errors.INVALID_START_URL, client_rules.ISSUER)
    return instance


def _redirect(target: str) -> PageAnswer:
    return PageAnswer(status=HTTPStatus.FOUND, headers={"Location": target, "Cache-Control": "no-store"})


PAGE = Page(("GET",), _HOSTS, "/authorize", _answer)
