"""The toys that an account has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.wire.errors import ConflictException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

from .service import operation


@dataclass
class Shelf:
    """What an account keeps."""

    toys: dict[str, dict[str, Any]] = field(default_factory=dict)


@operation(access=Access.ANYONE, not_simulated="The toys do not break.")
def create_toy(
    call: Call,
    name: str,
    weight: float | None = None,
    bought: datetime | None = None,
    picture: bytes | None = None,
    materials: dict[str, int] | None = None,
) -> dict[str, Any]:
    """Put a toy into the box."""
    toys = call.account.kept(Shelf).toys
    if name in toys:
        raise ConflictException(f"There is a toy {name}.", ResourceId=name)
    given = {"Name": name, "Weight": weight, "Bought": bought, "Picture": picture, "Materials": materials}
    toys[name] = {member: value for member, value in given.items() if value is not None}
    return {"Toy": toys[name]}


@operation(access=Access.ANYONE)
def list_toys(call: Call) -> Listing:
    """List the toys in the box."""
    return Listing.sorted_by(lambda toy: str(toy["Name"]), call.account.kept(Shelf).toys.values())


@operation(access=Access.ANYONE)
def describe_box(_call: Call) -> dict[str, Any]:
    """Tell everybody whose box it is."""
    return {"Name": "Ada"}
