"""Makes links of what the sources of rules name, where they are certain; the rest stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docs.generate.markdown import outside_code
from ssoadmin_mock.services.service import Service

_AWS = "https://docs.aws.amazon.com/singlesignon/latest"

API_REFERENCES = {
    "identitystore": f"{_AWS}/IdentityStoreAPIReference",
    "sso": f"{_AWS}/PortalAPIReference",
    "sso-admin": f"{_AWS}/APIReference",
    "sso-oidc": f"{_AWS}/OIDCAPIReference",
}
"""Where AWS describes the operations and types of an API, by botocore's name of it."""

USER_GUIDE = {
    "IAM Identity Center quotas": "limits",
    "adding users": "addusers",
    "delegated administration": "delegated-admin",
    "encryption at rest": "encryption-at-rest",
    "organization and account instances": "identity-center-instances",
    "organization instances": "organization-instances-identity-center",
    "quotas": "limits",
    "referencing permission sets": "referencingpermissionsets",
    "set session duration": "howtosessionduration",
    "tagging": "tagging",
    "trusted token issuers": "using-apps-with-trusted-token-issuer",
    "using IAM Identity Center across multiple AWS Regions": "multi-region-iam-identity-center",
    "using service-linked roles": "using-service-linked-roles",
}
"""Pages of the user guide of IAM Identity Center by their titles, as sources name them."""

_TRAIL = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference"

PAGES = {
    "CloudTrail record contents": f"{_TRAIL}-record-contents.html",
    "CloudTrail userIdentity element": f"{_TRAIL}-user-identity.html",
    "Logging IAM Identity Center API calls with AWS CloudTrail": f"{_AWS}/userguide/logging-using-cloudtrail.html",
    "PatchGroup": f"{_AWS}/developerguide/patchgroup.html",
    "PatchUser": f"{_AWS}/developerguide/patchuser.html",
    "PutUser": f"{_AWS}/developerguide/putuser.html",
    "SCIM developer guide": f"{_AWS}/developerguide/what-is-scim.html",
}
"""Other pages by what sources call them; the operations are those that only SCIM has."""

RFC = "https://www.rfc-editor.org/rfc/rfc"

NO_REPOSITORIES = ["catalog/ExternalAWSAccount"]
"""What has the form of a repository's name, owner and all, and is none."""

OWNERS = {
    "aws-identitycenter-codepipeline-auto-assignment": "aws-samples",
    "cartography": "cartography-cncf",
    "cloudformation-coverage-roadmap": "aws-cloudformation",
    "cloudquery": "cloudquery",
    "prowler": "prowler-cloud",
    "terraform-aws-sso-elevator": "fivexl",
    "terraform-provider-aws": "hashicorp",
}
"""Who owns repositories that sources name without their owners."""

_KIND = "issues?|pull requests?"
_TITLE = "|".join(re.escape(title) for title in sorted(USER_GUIDE, key=len, reverse=True))


class Sources:
    """Makes links.

    :param services: the APIs whose operations and types are named.
    """

    def __init__(self, services: Iterable[Service]) -> None:
        self._pages = PAGES | dict(page for service in services for page in _api_pages(service))
        repository = "|".join([r"[\w.-]+/[\w.-]+", *OWNERS])
        number = rf"(?:(?:{_KIND}) )?\d+"
        self._pattern = re.compile(
            rf"\b(?P<repository>{repository}) (?P<numbers>(?:{_KIND}) {number}(?:,? and {number}|, {number})*)\b"
            # The guides of other services have pages of the same titles.
            rf"|(?<!CloudFormation )(?<!Organizations )\b[Uu]ser guide, ['\"]?(?P<title>(?i:{_TITLE}))\b['\"]?"
            rf"|['\"](?P<alone>(?i:{_TITLE}))['\"]"
            rf"|\b(?:{'|'.join(self._pages)})\b"
            r"|\bRFC (?P<rfc>\d+)\b"
            rf"|(?<![\w./-])(?!{'|'.join(NO_REPOSITORIES)})(?P<whole>[\w-]+/[\w.-]*\w)(?![\w/])"
        )

    def linked(self, text: str) -> str:
        """Return Markdown with links in it.

        :param text: Markdown without links.
        """
        return outside_code(text, lambda part: self._pattern.sub(self._link, part))

    def _link(self, found: re.Match[str]) -> str:
        if found["repository"]:
            return _issues(found["repository"], found["numbers"])
        if found["rfc"]:
            return f"[{found[0]}]({RFC}{found['rfc']})"
        if found["whole"]:
            return f"[{found[0]}](https://github.com/{found['whole']})"
        title = found["title"] or found["alone"]
        if title:
            return f"[{found[0]}]({_AWS}/userguide/{_page(title)}.html)"
        return f"[{found[0]}]({self._pages[found[0]]})"


def _api_pages(service: Service) -> Iterator[tuple[str, str]]:
    reference = API_REFERENCES.get(service.name)
    names = service.model.operation_names if reference else []
    yield from ((name, f"{reference}/API_{name}.html") for name in names)


def _page(title: str) -> str:
    return next(page for known, page in USER_GUIDE.items() if known.lower() == title.lower())


def _issues(repository: str, numbers: str) -> str:
    """Return links to issues and pull requests: ``issues 38544 and 39297``."""
    full = repository if "/" in repository else f"{OWNERS[repository]}/{repository}"
    kind, named = "issues", f"{repository} "

    def link(found: re.Match[str]) -> str:
        nonlocal kind, named
        if found["kind"]:
            kind = "pull" if found["kind"].startswith("pull") else "issues"
        text, named = f"{named}{found[0]}", ""
        return f"[{text}](https://github.com/{full}/{kind}/{found['number']})"

    return re.sub(rf"(?:(?P<kind>{_KIND}) )?(?P<number>\d+)", link, numbers)
