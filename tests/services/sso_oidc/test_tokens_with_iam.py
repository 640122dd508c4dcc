"""CreateTokenWithIAM, in process and over HTTP."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import OctKey

from ssoadmin_mock import mock_ssoadmin, ssoadmin_backends
from ssoadmin_mock.model.issuer import TrustedTokenIssuer
from ssoadmin_mock.services.sign_in import sign_ins
from ssoadmin_mock.services.sso_oidc import assertions
from tests.conftest import MANAGEMENT, error_of
from tests.services.signing_in import ACCOUNT_ACCESS, Desk
from tests.services.sso_oidc.applications import (
    AUDIENCE,
    ISSUER,
    JWT_BEARER,
    TOKEN_EXCHANGE,
    Application,
    claims_of,
    policy,
)

NO_ACCESS = ("AccessDeniedException", "")
INVALID_GRANT = ("InvalidGrantException", "Invalid grant provided")
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token"


@pytest.fixture
def application(desk: Desk) -> Application:
    """An application to which ada is assigned."""
    return Application.made(desk.center, desk.ada)


def asked(desk: Desk, application: Application, **more: Any) -> dict[str, Any]:
    """What the application is answered about ada."""
    answer: dict[str, Any] = desk.oidc.create_token_with_iam(**application.asking(application.assertion("ada"), **more))
    return answer


VERIFIER, CALLBACK = "a-verifier-of-at-least-forty-three-characters-xyz", "https://app.example.com/callback"


def asking_for_a_code(application: Application) -> dict[str, str]:
    """What the application has a browser ask for at /authorize."""
    return {
        "response_type": "code",
        "client_id": application.arn,
        "redirect_uri": CALLBACK,
        "code_challenge": urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("="),
        "code_challenge_method": "S256",
        "scope": "openid aws",
    }


def code_for(application: Application, origin: str) -> tuple[str, dict[str, str]]:
    """Give the application a code of ada's, and return it with what else proves that the application asked for it."""
    with mock_ssoadmin(allow_authorization_code=True, auto_sign_in="ada"):
        application.grant("authorization_code", AuthorizationCode={"RedirectUris": [CALLBACK]})
        led_to = requests.get(
            f"{origin}/authorize", params=asking_for_a_code(application), timeout=10, allow_redirects=False
        )
    (code,) = parse_qs(urlsplit(led_to.headers["Location"]).query)["code"]
    grant = {"clientId": application.arn, "grantType": "authorization_code"}
    return code, grant | {"redirectUri": CALLBACK, "codeVerifier": VERIFIER}


def refused(desk: Desk, application: Application, assertion: str | None = None, **more: Any) -> tuple[str, str]:
    asking = application.asking(application.assertion("ada") if assertion is None else assertion, **more)
    code, text = error_of(desk.oidc.create_token_with_iam, **asking)
    return code, "" if text == "Unknown" else text


@pytest.mark.rule("oidc.application-tokens", "oidc.application-scopes")
def test_an_application_gets_the_tokens_of_a_user(desk: Desk, application: Application) -> None:
    answer = asked(desk, application)
    assert answer["accessToken"].startswith("aoaAAAAA")
    assert answer["refreshToken"].startswith("aorAAAAA")
    assert (answer["tokenType"], answer["expiresIn"]) == ("Bearer", 3600)
    assert answer["issuedTokenType"] == REFRESH_TOKEN
    assert answer["scope"] == ["sts:identity_context", "openid", "aws"]


@pytest.mark.rule("oidc.id-token")
def test_an_id_token_says_who_the_user_is(desk: Desk, application: Application) -> None:
    answer = asked(desk, application)
    claims = claims_of(answer["idToken"])
    now = claims.pop("iat")
    assert abs(now - time.time()) < 60
    assert claims.pop("sts:audit_context")
    assert claims.pop("aws:credential_id")
    assert claims.pop("sts:identity_context") == answer["awsAdditionalDetails"]["identityContext"]
    instance = desk.idc.organization_instance
    assert claims == {
        "iss": desk.idc.issuer_url,
        "sub": desk.ada,
        "aud": application.arn,
        "act": {"sub": application.issuer_arn},
        "aws:identity_store_id": instance.identity_store_id,
        "aws:identity_store_arn": f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{instance.identity_store_id}",
        "aws:instance_arn": instance.arn,
        "aws:instance_account": MANAGEMENT,
        "auth_time": now,
        "exp": now + 3600,
    }


@pytest.mark.rule("oidc.application")
def test_an_application_that_is_not_there_is_no_client(desk: Desk, application: Application) -> None:
    for arn in (f"{application.arn[:-4]}0000", "nonsense"):
        asking = application.asking(application.assertion("ada")) | {"clientId": arn}
        assert error_of(desk.oidc.create_token_with_iam, **asking)[0] == "InvalidClientException"
    asking = application.asking(application.assertion("ada"))
    assert error_of(desk.there("eu-west-1").oidc.create_token_with_iam, **asking)[0] == "InvalidClientException"


@pytest.mark.rule("oidc.actor-policy")
@pytest.mark.parametrize(
    ("principal", "is_admitted"),
    [
        ({"AWS": MANAGEMENT}, True),
        ({"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}, True),
        ({"AWS": "*"}, True),
        ({"AWS": "111122223333"}, False),
        ({"Service": "lambda.amazonaws.com"}, False),
    ],
)
def test_the_actor_policy_says_who_may_ask(
    desk: Desk, application: Application, principal: dict[str, str], is_admitted: bool
) -> None:
    application.admit(policy(**principal))
    if is_admitted:
        assert asked(desk, application)["accessToken"]
    else:
        assert refused(desk, application) == NO_ACCESS


@pytest.mark.rule("oidc.actor-policy")
def test_a_denial_comes_before_what_is_allowed(desk: Desk, application: Application) -> None:
    both = policy()
    both["Statement"] += policy("Deny", AWS=f"arn:aws:iam::{MANAGEMENT}:root")["Statement"]
    application.admit(both)
    assert refused(desk, application) == NO_ACCESS


@pytest.mark.rule("oidc.actor-policy")
def test_a_role_is_admitted_with_its_sessions(desk: Desk, application: Application) -> None:
    iam, sts = desk.center.connect("iam"), desk.center.connect("sts")
    arns = [
        iam.create_role(RoleName=name, Path="/apps/", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        for name in ("worker", "other")
    ]
    given = sts.assume_role(RoleArn=arns[0], RoleSessionName="session")["Credentials"]
    oidc = desk.center.connect(
        "sso-oidc",
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )
    asking = [application.asking(application.assertion("ada")) for _ in arns]
    application.admit(policy(AWS=arns[1]))
    assert error_of(oidc.create_token_with_iam, **asking[0])[0] == "AccessDeniedException"
    application.admit(policy(AWS=arns[0]))
    assert oidc.create_token_with_iam(**asking[1])["accessToken"]


@pytest.mark.rule("oidc.actor-policy")
def test_a_disabled_application_gets_nothing(desk: Desk, application: Application) -> None:
    application.disable()
    assert refused(desk, application) == NO_ACCESS


@pytest.mark.rule("oidc.application-grant", "oidc.application-grant-types")
def test_an_application_uses_the_grants_that_it_has(desk: Desk, application: Application) -> None:
    other = application.another("other")
    assert refused(desk, other)[0] == "UnauthorizedClientException"
    assert refused(desk, application, grantType="password")[0] == "UnsupportedGrantTypeException"


@pytest.mark.rule("oidc.assertion")
@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://other.example.com"},
        {"iss": 7},
        {"aud": "nobody"},
        {"aud": None},
        {"exp": 1},
        {"exp": "soon"},
        {"nbf": 4_000_000_000},
        {"nbf": "now"},
        {"name": "eve"},
        {"name": 7},
        {"name": None},
    ],
)
def test_an_assertion_is_looked_at(desk: Desk, application: Application, wrong: dict[str, Any]) -> None:
    said = {"name": "ada"} | wrong
    assert refused(desk, application, application.assertion(**said)) == INVALID_GRANT


@pytest.mark.rule("oidc.assertion")
@pytest.mark.parametrize("assertion", ["nonsense", "a.b.c", "e30.W10.x"])
def test_what_is_no_assertion_is_no_grant(desk: Desk, application: Application, assertion: str) -> None:
    assert refused(desk, application, assertion) == INVALID_GRANT


@pytest.mark.rule("oidc.assertion")
def test_an_assertion_is_good_for_one_token(desk: Desk, application: Application) -> None:
    assertion = application.assertion("ada", aud=["nobody", AUDIENCE])
    assert desk.oidc.create_token_with_iam(**application.asking(assertion))["accessToken"]
    assert refused(desk, application, assertion) == INVALID_GRANT


@pytest.mark.rule("oidc.assertion")
def test_a_claim_is_mapped_to_an_attribute(desk: Desk) -> None:
    store = {"IdentityStoreId": desk.center.identity_store_id}
    email = [{"AttributePath": "emails", "AttributeValue": [{"Value": "ada@example.com"}]}]
    desk.center.connect("identitystore").update_user(**store, UserId=desk.ada, Operations=email)
    application = Application.made(desk.center, desk.ada, attribute="emails.value", claim="contact.email")
    assertion = application.assertion("x", contact={"email": "ada@example.com"})
    answer = desk.oidc.create_token_with_iam(**application.asking(assertion))
    assert claims_of(answer["idToken"])["sub"] == desk.ada
    assert refused(desk, application, application.assertion("x", contact="ada@example.com")) == INVALID_GRANT


@pytest.mark.rule("oidc.assertion")
def test_an_attribute_that_finds_nobody_maps_nothing(desk: Desk) -> None:
    application = Application.made(desk.center, desk.ada, attribute="nickName")
    assert refused(desk, application) == INVALID_GRANT


@pytest.mark.rule("oidc.application-assignment")
def test_a_user_has_to_be_assigned(desk: Desk, application: Application) -> None:
    eve = desk.center.user("eve")
    assert refused(desk, application, application.assertion("eve")) == NO_ACCESS
    application.assign(desk.center.group("staff", eve), "GROUP")
    assert desk.oidc.create_token_with_iam(**application.asking(application.assertion("eve")))["accessToken"]
    desk.center.user("bob")
    application.configure(assignment_required=False)
    assert desk.oidc.create_token_with_iam(**application.asking(application.assertion("bob")))["accessToken"]


@pytest.mark.rule("oidc.application-scopes")
def test_an_application_asks_for_scopes_that_it_has(desk: Desk, application: Application) -> None:
    assert asked(desk, application, scope=["openid"])["scope"] == ["openid"]
    assert refused(desk, application, scope=["openid", "s3:access_grants:read_write"])[0] == "InvalidScopeException"


@pytest.mark.rule("oidc.application-account-access")
def test_a_token_for_the_portal_is_all_that_there_is(desk: Desk, application: Application) -> None:
    assert refused(desk, application, scope=[ACCOUNT_ACCESS])[0] == "InvalidScopeException"
    desk.center.sso.put_application_access_scope(ApplicationArn=application.arn, Scope=ACCOUNT_ACCESS)
    answer = asked(desk, application, scope=[ACCOUNT_ACCESS])
    del answer["ResponseMetadata"]
    token = answer.pop("accessToken")
    assert answer == {
        "expiresIn": 3600,
        "issuedTokenType": ACCESS_TOKEN,
        "scope": [ACCOUNT_ACCESS],
        "tokenType": "Bearer",
    }
    (account,) = desk.portal.list_accounts(accessToken=token)["accountList"]
    assert account["accountId"] == desk.center.dev


def test_other_tokens_are_not_for_the_portal(desk: Desk, application: Application) -> None:
    token = asked(desk, application)["accessToken"]
    assert error_of(desk.portal.list_accounts, accessToken=token)[0] == "UnauthorizedException"


@pytest.mark.rule("oidc.application-tokens", "oidc.application-scopes")
def test_a_refresh_token_is_the_application_s_own(desk: Desk, application: Application) -> None:
    given = asked(desk, application, scope=["openid"])
    refresh = {"clientId": application.arn, "grantType": "refresh_token", "refreshToken": given["refreshToken"]}
    newer = desk.oidc.create_token_with_iam(**refresh)
    assert newer["scope"] == ["openid"]
    assert newer["refreshToken"] != given["refreshToken"]
    assert error_of(desk.oidc.create_token_with_iam, **refresh, scope=["aws"])[0] == "InvalidScopeException"
    other = application.another("other")
    other.grant("refresh_token", RefreshToken={})
    assert error_of(desk.oidc.create_token_with_iam, **refresh | {"clientId": other.arn}) == INVALID_GRANT
    assert error_of(desk.oidc.create_token_with_iam, **refresh | {"refreshToken": "x"}) == INVALID_GRANT
    # With the user's end, nothing is refreshed any more.
    store = desk.center.connect("identitystore")
    store.delete_user(IdentityStoreId=desk.center.identity_store_id, UserId=desk.ada)
    assert error_of(desk.oidc.create_token_with_iam, **refresh) == INVALID_GRANT


@pytest.mark.rule("oidc.token-exchange")
def test_a_token_of_another_application_is_exchanged(desk: Desk, application: Application) -> None:
    other = application.another("other")
    other.grant(TOKEN_EXCHANGE, TokenExchange={})
    other.assign(desk.ada)
    given = asked(desk, application)["accessToken"]
    exchange = {
        "clientId": other.arn,
        "grantType": TOKEN_EXCHANGE,
        "subjectToken": given,
        "subjectTokenType": ACCESS_TOKEN,
    }
    answer = desk.oidc.create_token_with_iam(**exchange, requestedTokenType=ACCESS_TOKEN)
    assert answer["issuedTokenType"] == ACCESS_TOKEN
    assert "refreshToken" not in answer
    assert claims_of(answer["idToken"])["sub"] == desk.ada
    assert "act" not in claims_of(answer["idToken"])
    for wrong in ({"subjectToken": "x"}, {"subjectToken": answer["accessToken"]}):
        assert error_of(desk.oidc.create_token_with_iam, **exchange | wrong) == INVALID_GRANT
    wrong = {"subjectTokenType": REFRESH_TOKEN}
    assert error_of(desk.oidc.create_token_with_iam, **exchange | wrong)[0] == "InvalidRequestException"


@pytest.mark.rule("oidc.other-region")
def test_a_token_of_another_region_says_where_it_can_be_used(desk: Desk, application: Application) -> None:
    desk.enable_in("eu-west-1")
    here = asked(desk, application)
    other = application.another("other")
    other.grant(TOKEN_EXCHANGE, TokenExchange={})
    other.assign(desk.ada)
    exchange = {"clientId": other.arn, "grantType": TOKEN_EXCHANGE, "subjectTokenType": ACCESS_TOKEN}
    refresh = {"clientId": application.arn, "grantType": "refresh_token"}
    there = desk.there("eu-west-1").oidc
    for request in (exchange | {"subjectToken": here["accessToken"]}, refresh | {"refreshToken": here["refreshToken"]}):
        with pytest.raises(there.exceptions.InvalidRequestRegionException) as caught:
            there.create_token_with_iam(**request)
        answer: dict[str, Any] = dict(caught.value.response)
        assert (answer["error"], answer["region"]) == ("invalid_request", "us-east-1")
        assert answer["endpoint"] == "https://oidc.us-east-1.amazonaws.com"
        assert desk.oidc.create_token_with_iam(**request)["accessToken"]
    assert error_of(there.create_token_with_iam, **refresh, refreshToken="made up") == INVALID_GRANT


@pytest.mark.rule("oidc.other-region")
def test_a_code_of_another_region_says_where_it_can_be_used(
    desk: Desk, application: Application, endpoint: dict[str, str]
) -> None:
    desk.enable_in("eu-west-1")
    origin = endpoint.get("endpoint_url", "https://oidc.us-east-1.amazonaws.com")
    code, proof = code_for(application, origin)
    there = desk.there("eu-west-1").oidc
    assert error_of(there.create_token_with_iam, **proof, code=code)[0] == "InvalidRequestRegionException"
    assert claims_of(desk.oidc.create_token_with_iam(**proof, code=code)["idToken"])["sub"] == desk.ada


@pytest.mark.rule("oidc.validation")
def test_a_grant_type_needs_its_proof(desk: Desk, application: Application) -> None:
    asking = {"clientId": application.arn, "grantType": JWT_BEARER}
    text = "Missing parameter assertion for this grant type"
    assert error_of(desk.oidc.create_token_with_iam, **asking) == ("InvalidRequestException", text)


@pytest.mark.rule("oidc.assertion-signature")
def test_a_signature_is_checked_when_there_are_keys(desk: Desk, application: Application) -> None:
    signed = desk.idc.sign_assertion("issuer", audience=AUDIENCE, name="ada")
    assert desk.oidc.create_token_with_iam(**application.asking(signed))["accessToken"]
    # From then on, those of others are refused.
    assert refused(desk, application) == INVALID_GRANT
    head, claims, _ = desk.idc.sign_assertion("issuer", audience=AUDIENCE, name="ada").split(".")
    assert refused(desk, application, f"{head}.{claims}.{signed.split('.')[2]}") == INVALID_GRANT


@pytest.mark.rule("oidc.assertion-signature")
def test_a_test_may_bring_its_own_keys(desk: Desk, application: Application) -> None:
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    own, other = (RSAKey.generate_key(2048, private=True, auto_kid=True) for _ in range(2))
    desk.idc.use_issuer_keys(application.issuer_arn, {"keys": [own.as_dict(private=False)]})
    claims = {"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 60, "name": "ada"}
    for key, is_taken in ((own, True), (other, False)):
        assertion = jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)
        if is_taken:
            assert desk.oidc.create_token_with_iam(**application.asking(assertion))["accessToken"]
        else:
            assert refused(desk, application, assertion) == INVALID_GRANT
    with pytest.raises(RuntimeError, match="no private key"):
        desk.idc.sign_assertion("issuer", audience=AUDIENCE, name="ada")
    with pytest.raises(ValueError, match="are no JSON Web Keys"):
        desk.idc.use_issuer_keys("issuer", {"keys": [{"kty": "nonsense"}]})


def test_an_assertion_says_what_it_is_told_to(desk: Desk, application: Application) -> None:
    signed = desk.idc.sign_assertion("issuer", audience=["a", "b"], expires_in=5, name="ada", sub="x")
    claims = claims_of(signed)
    assert (claims["iss"], claims["aud"], claims["name"], claims["sub"]) == (ISSUER, ["a", "b"], "ada", "x")
    assert claims["exp"] - claims["iat"] == 5
    assert claims["jti"] != claims_of(desk.idc.sign_assertion("issuer", audience="a"))["jti"]


PROVIDER = "arn:aws:iam::aws:contextProvider/IdentityCenter"


def assume(desk: Desk, context: str, provider: str = PROVIDER) -> Any:
    return desk.center.connect("sts").assume_role(
        RoleArn=f"arn:aws:iam::{MANAGEMENT}:role/worker",
        RoleSessionName="worker",
        ProvidedContexts=[{"ProviderArn": provider, "ContextAssertion": context}],
    )


@pytest.mark.rule("oidc.identity-context")
def test_a_role_acts_for_a_user(desk: Desk, application: Application) -> None:
    context = asked(desk, application)["awsAdditionalDetails"]["identityContext"]
    key = assume(desk, context)["Credentials"]["AccessKeyId"]
    store_arn = f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{desk.center.identity_store_id}"
    assert desk.idc.on_behalf_of(key) == {"userId": desk.ada, "identityStoreArn": store_arn}
    without = desk.center.connect("sts").assume_role(
        RoleArn=f"arn:aws:iam::{MANAGEMENT}:role/worker", RoleSessionName="worker"
    )
    assert desk.idc.on_behalf_of(without["Credentials"]["AccessKeyId"]) is None


@pytest.mark.rule("oidc.identity-context")
def test_a_context_that_was_not_issued_is_refused(desk: Desk, application: Application) -> None:
    text = "The provided context is expired or is not valid."
    assert error_of(lambda: assume(desk, "made up")) == ("ExpiredTokenException", text)
    context = asked(desk, application)["awsAdditionalDetails"]["identityContext"]
    other = "arn:aws:iam::aws:contextProvider/Other"
    assert error_of(lambda: assume(desk, context, other)) == (
        "ValidationError",
        f"The context provider {other} is not known.",
    )
    store = desk.center.connect("identitystore")
    store.delete_user(IdentityStoreId=desk.center.identity_store_id, UserId=desk.ada)
    assert error_of(lambda: assume(desk, context)) == ("ExpiredTokenException", text)


@pytest.mark.rule("oidc.authorize", "oidc.authorize-refused")
def test_an_application_gets_a_code_through_a_browser(
    desk: Desk, application: Application, endpoint: dict[str, str]
) -> None:
    origin = endpoint.get("endpoint_url", "https://oidc.us-east-1.amazonaws.com")
    query = asking_for_a_code(application)

    def visit(**changed: str) -> requests.Response:
        return requests.get(f"{origin}/authorize", params=query | changed, timeout=10, allow_redirects=False)

    assert visit().json()["error_description"] == "Invalid redirect uri provided"
    with mock_ssoadmin(allow_authorization_code=True, auto_sign_in="ada"):
        application.grant("authorization_code", AuthorizationCode={"RedirectUris": [CALLBACK]})
        assert visit(redirect_uri=f"{CALLBACK}/other").status_code == 400
        led_to = urlsplit(visit().headers["Location"])
    assert f"{led_to.scheme}://{led_to.netloc}{led_to.path}" == CALLBACK
    code, proof = code_for(application, origin)
    wrong = proof | {"codeVerifier": "wrong"}
    assert error_of(desk.oidc.create_token_with_iam, **wrong, code=code) == INVALID_GRANT
    answer = desk.oidc.create_token_with_iam(**proof, code=code)
    assert claims_of(answer["idToken"])["sub"] == desk.ada
    assert error_of(desk.oidc.create_token_with_iam, **proof, code=code) == INVALID_GRANT


@pytest.mark.rule("oidc.assertion")
def test_an_external_id_finds_a_user() -> None:
    world = {"users": {"ada": {"external_ids": {"https://scim.aws.com/x": "00u1"}}}}
    with mock_ssoadmin(world=world) as idc:
        instance = ssoadmin_backends[MANAGEMENT]["aws"].instance
        assert instance is not None
        issuer = TrustedTokenIssuer("arn", "okta", "OIDC_JWT", {"IssuerUrl": ISSUER, "ClaimAttributePath": "id"})
        issuer.oidc_jwt["IdentityStoreAttributePath"] = "externalIds.id"
        instance.issuers_by_url[ISSUER] = issuer
        grant = {
            "JwtBearer": {
                "AuthorizedTokenIssuers": [{"TrustedTokenIssuerArn": "arn", "AuthorizedAudiences": [AUDIENCE]}]
            }
        }
        assertion = jwt.encode(
            {"alg": "HS256"},
            {"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 60, "id": "00u1"},
            OctKey.import_key("0123456789abcdef0123456789abcdef"),
        )
        user, _ = assertions.redeemed(instance, grant, assertion, sign_ins("aws"))
        assert user.id == idc.user("ada")
