"""The ids and ARNs of what an identity store holds; requests take either."""

from __future__ import annotations

from ssoadmin_mock.effects import ids
from ssoadmin_mock.model.instance import Instance


def new_id() -> str:
    """Return the id of a new user, group or membership: a UUID as today's are, ``f384e872-8021-70c4-796b-...``."""
    digits = ids.hex_id(29)
    return f"{digits[:8]}-{digits[8:11]}1-70{digits[11:13]}-{digits[13:17]}-{digits[17:]}"


def arn_of(partition: str, kind: str, id: str) -> str:
    """Return the ARN of a user, group or membership.

    :param kind: ``user``, ``group`` or ``membership``.
    """
    return f"arn:{partition}:identitystore:::{kind}/{id}"


def id_in(partition: str, kind: str, id_or_arn: str) -> str:
    """Return the id that a request names, directly or by its ARN. An ARN of anything else is nobody's id."""
    return id_or_arn.removeprefix(arn_of(partition, kind, ""))


def names_store(instance: Instance, id_or_arn: str) -> bool:
    """Tell whether a request names the identity store of an instance."""
    return id_or_arn in (instance.identity_store_id, instance.identity_store_arn)
