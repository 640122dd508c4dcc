"""The URLs by which clients and people name an instance of IAM Identity Center."""

from __future__ import annotations

import re
from typing import Protocol

from ssoadmin_mock.model.account import all_instances
from ssoadmin_mock.model.instance import Instance

ISSUER = "https://identitycenter.amazonaws.com/"

_PORTALS = {
    "aws": "https://{}.awsapps.com/start",
    "aws-cn": "https://{}.awsapps.cn/start",
    "aws-us-gov": "https://start.us-gov-home.awsapps.com/directory/{}",
}
_FORMS = re.compile(
    r"https://(?:"
    r"(?P<subdomain>[\w-]+)\.awsapps\.(?:com|cn)/start"
    r"|start(?:\.[\w-]+)?\.us-gov-home\.awsapps\.com/directory/(?P<directory>[\w-]+)"
    r"|(?P<dualstack>ssoins-[\da-f]{16})\.portal\.[\w-]+\.app\.aws(?:/start)?"
    r"|(?P<portal>[\w-]+)\.[\w-]+\.portal\.amazonaws\.com(?:/start)?"
    r"|identitycenter\.amazonaws\.com/(?P<issuer>ssoins-[\da-f]{16})"
    r")(?:/|/?#/?)?"
)


class Named(Protocol):
    """What an instance is named by."""

    @property
    def id(self) -> str:
        """``ssoins-<16 hex>``."""

    @property
    def identity_store_id(self) -> str:
        """``d-<10 hex>``."""

    @property
    def partition(self) -> str:
        """``aws`` and so on."""


def start_url(instance: Named) -> str:
    """Return the URL of an instance's access portal, ``https://d-1234567890.awsapps.com/start``."""
    return _PORTALS.get(instance.partition, _PORTALS["aws"]).format(instance.identity_store_id)


def issuer_url(instance: Named) -> str:
    """Return the URL that an instance's tokens name as their issuer; clients take it for a start URL, too."""
    return ISSUER + instance.id


def find_instance(url: str, partition: str) -> Instance | None:
    """Return the instance that a start URL or an issuer URL names, or None.

    :param url: in any of the forms that AWS has or had.
    :param partition: where the instance has to be.
    """
    form = _FORMS.fullmatch(url)
    if form is None:
        return None
    named = next(id for id in form.groups() if id is not None)
    found = (each for each in all_instances() if each.partition == partition and named in _ids(each))
    return next(found, None)


def _ids(instance: Instance) -> tuple[str, str]:
    return instance.identity_store_id, instance.id
