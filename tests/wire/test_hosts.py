"""How hosts are written, and which of them are AWS's."""

from __future__ import annotations

import pytest

from ssoadmin_mock.wire.hosts import belongs_to_aws, normalized


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://sso.us-east-1.amazonaws.com/", "https://sso.us-east-1.amazonaws.com/"),
        ("HTTPS://SSO.US-East-1.AmazonAWS.com", "https://sso.us-east-1.amazonaws.com/"),
        ("https://sso.us-east-1.amazonaws.com./a/B?c=D", "https://sso.us-east-1.amazonaws.com/a/B?c=D"),
        ("https://sso.us-east-1.amazonaws.com:443?x=1", "https://sso.us-east-1.amazonaws.com/?x=1"),
        ("http://sso.us-east-1.amazonaws.com:80/", "http://sso.us-east-1.amazonaws.com/"),
        ("https://sso.us-east-1.amazonaws.com:8443/", "https://sso.us-east-1.amazonaws.com:8443/"),
        ("https://me:pw@sso.us-east-1.amazonaws.com/", "https://sso.us-east-1.amazonaws.com/"),
        ("https://\u212ams.us-east-1.amazonaws.com/", "https://kms.us-east-1.amazonaws.com/"),
        ("https://vpce-0abc-xyz.sso.us-east-1.vpce.amazonaws.com/", "https://sso.us-east-1.amazonaws.com/"),
        ("https://vpce-0abc-xyz-us-east-1a.sso.us-east-1.vpce.amazonaws.com/", "https://sso.us-east-1.amazonaws.com/"),
        ("https://vpce-0abc-xyz.sso.cn-north-1.vpce.amazonaws.com.cn/", "https://sso.cn-north-1.amazonaws.com.cn/"),
        ("https://bucket.vpce-1-2.s3.us-east-1.vpce.amazonaws.com/mine/k", "https://s3.us-east-1.amazonaws.com/mine/k"),
        (
            "https://my.own.bucket.vpce-1-2.s3.us-east-1.vpce.amazonaws.com/k",
            "https://my.own.s3.us-east-1.amazonaws.com/k",
        ),
        ("http://LocalHost:4566", "http://LocalHost:4566"),
        ("no url", "no url"),
    ],
)
def test_a_url_has_one_spelling(url: str, clean: str) -> None:
    assert normalized(url) == clean
    assert normalized(clean) == clean


@pytest.mark.parametrize(
    "host",
    [
        "amazonaws.com",
        "sts.amazonaws.com",
        "sso.cn-north-1.amazonaws.com.cn",
        "sso.eusc-de-east-1.amazonaws.eu",
        "sso.us-iso-east-1.c2s.ic.gov",
        "sso.us-east-1.api.aws",
        "x.lambda-url.us-east-1.on.aws",
        "us-east-1.signin.aws",
        "ssoins-1.portal.us-east-1.app.aws",
        "d-1234567890.awsapps.com",
        "start.home.awsapps.cn",
        "signin.aws.amazon.com",
        "signin.amazonaws.cn",
        "signin.amazonaws-us-gov.com",
        "mine.auth.us-east-1.amazoncognito.com",
        "vpce-0abc-xyz.vpce-svc-1.us-east-1.vpce.amazonaws.com",
    ],
)
def test_a_host_of_aws_s_is_known_in_any_spelling(host: str) -> None:
    for each in (host, host.upper(), host + ".", host + ":443", host + ":9"):
        assert belongs_to_aws(f"https://{each}")
        assert belongs_to_aws(f"http://{each}/a?b")


@pytest.mark.parametrize(
    "url",
    [
        "https://sso.us-east-1.amazonaws.com@example.com/",
        "https://example.com/sso.us-east-1.amazonaws.com/",
        "https://example.com?https://sso.us-east-1.amazonaws.com/",
        "https://notamazonaws.com/",
        "https://amazonaws.com.example.com/",
        "https://laws/",
        "https://www.amazon.com/",
        "http://127.0.0.1:5000/",
        "http://[::1]:5000/",
        "https://sso.amazonaws.com:port/",
        "http://[/",
        "/sso.amazonaws.com",
    ],
)
def test_what_is_not_aws_s(url: str) -> None:
    assert not belongs_to_aws(url)
