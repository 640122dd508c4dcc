"""Our resources as the Resource Groups Tagging API sees them: by account and Region."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services import access, pipeline
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.discovery import api_of
from ssoadmin_mock.services.pipeline import Request

# moto tells services nothing about who calls the tagging API but the account.
_ACCESS_KEY = "AKIAEXAMPLE"

KINDS: dict[str, Callable[[Instance], Iterable[Any]]] = {
    "instance": lambda instance: [instance],
    "permissionSet": lambda instance: instance.permission_sets,
    "application": lambda instance: instance.applications,
    "trustedTokenIssuer": lambda instance: instance.issuers,
}
"""Every kind of resource that takes tags, by its name in ARNs: all of an instance."""


class Tagged(NamedTuple):
    """A resource and its tags.

    :ivar type: as type filters name it, ``sso:permissionSet``.
    """

    arn: str
    type: str
    tags: dict[str, str]


def resources_of(account_id: str, region_name: str) -> Iterator[Tagged]:
    """Yield what an account owns in a Region."""
    for instance in access.visible_instances(Caller(account_id, region_name, _ACCESS_KEY)):
        if instance.region_name == region_name:
            for kind, rows in KINDS.items():
                for resource in rows(instance):
                    if getattr(resource, "account_id", instance.owner_account_id) == account_id:
                        yield Tagged(resource.arn, f"sso:{kind}", resource.tags)


def change_tags(account_id: str, region_name: str, operation: str, **members: Any) -> dict[str, Any] | None:
    """Call TagResource or UntagResource.

    :param operation: the operation's name.
    :param members: the request's members.
    :returns: what the Tagging API says of the resource (its ``FailureInfo``) when the operation refuses, else None.
    """
    caller = Caller(account_id, region_name, _ACCESS_KEY)
    answer = pipeline.answer(Request(api_of(operation), operation, json.dumps(members), caller))
    if answer.error is None:
        return None
    code, text = answer.error
    return {"StatusCode": int(answer.status), "ErrorCode": code, "ErrorMessage": text}
