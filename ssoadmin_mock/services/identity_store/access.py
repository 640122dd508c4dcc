"""Which identity store a call is about, and whether the caller may do this with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ssoadmin_mock.model.account import all_instances
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services import access, keys
from ssoadmin_mock.services.call import Call, Caller
from ssoadmin_mock.services.identity_store import moto_defaults
from ssoadmin_mock.services.identity_store.arns import arn_of, names_store
from ssoadmin_mock.services.identity_store.errors import store_not_found
from ssoadmin_mock.services.identity_store.rules import identity_stores as rules
from ssoadmin_mock.services.keys import Unusable
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.registry import Access, Operation


def use_store(call: Call, operation: Operation) -> None:
    """Find the instance whose identity store a call names.

    :raises ResourceNotFoundException: when there is no such store in the Region.
    :raises AccessDeniedException: when it is not the caller's to use, or to change from here.
    :raises ValidationException: when its key cannot be used any more.
    """
    if operation.access is not Access.ANYONE:
        call.use(_find(call, call.params["IdentityStoreId"], operation.access))
        _check_readable(call)


def readable_instances(caller: Caller) -> Iterator[Instance]:
    """Yield the instances whose stores a caller reads in its Region."""
    for instance in access.visible_instances(caller):
        if instance.is_available_in(caller.region_name):
            yield instance


def _find(call: Call, id_or_arn: str, admitted: Access) -> Instance:
    for instance in readable_instances(call.caller):
        if names_store(instance, id_or_arn):
            _check_admitted(call, instance, admitted)
            return instance
    if call.settings.moto_defaults:
        return moto_defaults.provide(call, id_or_arn)
    raise _refusal(call, id_or_arn)


def _check_admitted(call: Call, instance: Instance, admitted: Access) -> None:
    if admitted is Access.MEMBER:
        return
    is_at_home = call.caller.region_name == instance.region_name or call.settings.moto_defaults
    if not access.is_administrator(instance, call.caller):
        raise access.denied(call, instance.identity_store_arn, rule=rules.MEMBERS_DENIED)
    if not is_at_home:
        raise access.denied(call, instance.identity_store_arn, rule=rules.PRIMARY_REGION)


_REASONS = {
    Unusable.USAGE: "KMS_INVALID_KEY_USAGE",
    Unusable.DISABLED: "KMS_DISABLED",
    Unusable.STATE: "KMS_INVALID_STATE",
}
# They are about the store itself, and not about what the key protects in it.
_WITHOUT_KEY = ("DescribeIdentityStore", "UpdateIdentityStore")


def _check_readable(call: Call) -> None:
    problem = keys.why_unreadable(call.instance, call.caller.region_name)
    if problem is not None and call.spec.name not in _WITHOUT_KEY:
        cause, text = problem
        raise ValidationException(text, _REASONS[cause], rules.KEY_UNUSABLE)


def _refusal(call: Call, id_or_arn: str) -> Exception:
    """Return why a store is not the caller's: it is somebody else's, or not here."""
    instance = _owned_by_anyone(id_or_arn)
    if instance is not None and instance.is_available_in(call.caller.region_name):
        return access.denied(call, instance.identity_store_arn, rule=rules.STRANGERS)
    return store_not_found(id_or_arn, rules.NOT_FOUND if instance is None else rules.REGIONS)


def _owned_by_anyone(id_or_arn: str) -> Instance | None:
    return next((each for each in all_instances() if names_store(each, id_or_arn)), None)


_KINDS = {"UserId": "user", "GroupId": "group", "GroupIds": "group", "MembershipId": "membership"}


def authorised_arns(params: Mapping[str, Any], partition: str) -> list[str]:
    """Return the ARNs that access control holds a request against: what it names in a store, and the store."""
    named = {**params, **params.get("MemberId", {})}
    ids = [(kind, id) for member, kind in _KINDS.items() for id in _listed(named.get(member, []))]
    instance = _owned_by_anyone(params.get("IdentityStoreId", ""))
    store = "*" if instance is None else instance.identity_store_arn
    return [*(arn_of(partition, kind, id.rpartition("/")[2]) for kind, id in ids), store]


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
