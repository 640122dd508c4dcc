"""What the sources of rules name becomes a link where it is certain."""

from __future__ import annotations

import re

import pytest

from docs.generate.sources import API_REFERENCES, Sources
from ssoadmin_mock.services.discovery import declared_rules, services
from ssoadmin_mock.wire.rules import Rule

GITHUB = "https://github.com"
GUIDE = "https://docs.aws.amazon.com/singlesignon/latest/userguide"
SCIM = "https://docs.aws.amazon.com/singlesignon/latest/developerguide"
SOURCES = Sources(services().values())


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("pulumi/pulumi-aws issue 1927.", f"[pulumi/pulumi-aws issue 1927]({GITHUB}/pulumi/pulumi-aws/issues/1927)."),
        (
            "terraform-provider-aws pull request 15808",
            f"[terraform-provider-aws pull request 15808]({GITHUB}/hashicorp/terraform-provider-aws/pull/15808)",
        ),
        (
            "a/b issues 1, 2 and 3; c",
            f"[a/b issues 1]({GITHUB}/a/b/issues/1), [2]({GITHUB}/a/b/issues/2) and [3]({GITHUB}/a/b/issues/3); c",
        ),
        (
            "a/b issue 441 and pull request 1028",
            f"[a/b issue 441]({GITHUB}/a/b/issues/441) and [pull request 1028]({GITHUB}/a/b/pull/1028)",
        ),
        ("User guide, quotas; more", f"[User guide, quotas]({GUIDE}/limits.html); more"),
        (
            "user guide, 'Using IAM Identity Center across multiple AWS Regions'.",
            f"[user guide, 'Using IAM Identity Center across multiple AWS Regions']"
            f"({GUIDE}/multi-region-iam-identity-center.html).",
        ),
        (
            'User guide, "Understanding service-linked roles" and "Using service-linked roles"',
            'User guide, "Understanding service-linked roles" and '
            f'["Using service-linked roles"]({GUIDE}/using-service-linked-roles.html)',
        ),
        (
            "CreateInstance in the API reference",
            f"[CreateInstance]({API_REFERENCES['sso-admin']}/API_CreateInstance.html) in the API reference",
        ),
        (
            "PatchUser in the SCIM developer guide, RFC 7644.",
            f"[PatchUser]({SCIM}/patchuser.html) in the [SCIM developer guide]({SCIM}/what-is-scim.html), "
            "[RFC 7644](https://www.rfc-editor.org/rfc/rfc7644).",
        ),
        ("CreateToken", f"[CreateToken]({API_REFERENCES['sso-oidc']}/API_CreateToken.html)"),
        ("aws/aws-cli's resolver.", f"[aws/aws-cli]({GITHUB}/aws/aws-cli)'s resolver."),
    ],
)
def test_what_is_certain_is_a_link(text: str, linked: str) -> None:
    assert SOURCES.linked(text) == linked


@pytest.mark.parametrize(
    "text",
    [
        "some-fork issue 93",
        "stamp-lib, in January 2024",
        "Organizations user guide, quotas",
        "The CloudFormation user guide, tagging",
        "User guide, adding a new page",
        "User guide, taggings",
        "`CreateInstance`",
        "CreateInstanceResponse",
        "iam:CreateServiceLinkedRole",
        "catalog/ExternalAWSAccount",
        "a/path/of/files.go",
        "/scim/v2",
        "<host>/authorize",
    ],
)
def test_what_is_not_certain_stays_text(text: str) -> None:
    assert SOURCES.linked(text) == text


def test_an_api_without_a_known_reference_has_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(API_REFERENCES, "sso-admin")
    assert Sources(services().values()).linked("CreateInstance") == "CreateInstance"
    assert Sources([]).linked("CreateInstance") == "CreateInstance"


@pytest.mark.parametrize("rule", declared_rules().values(), ids=lambda rule: rule.id)
def test_links_change_nothing_that_a_reader_sees(rule: Rule) -> None:

    assert re.sub(r"\[([^\]]*)\]\(https://[^)\s]*\)", r"\1", SOURCES.linked(rule.source)) == rule.source
