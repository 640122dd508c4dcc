"""What the shop sells, to anybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.wire.errors import error_class
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

from .service import SERVICE, operation

NotFoundException = error_class(SERVICE.api.errors["NotFoundException"])


@operation(access=Access.ANYONE)
def find_toys(
    call: Call,
    path: str,
    shelf: str,
    size: int | None = None,
    is_new: bool | None = None,
    colours: list[str] | None = None,
    since: datetime | None = None,
    price: float | None = None,
    customer: str | None = None,
    notes: dict[str, str] | None = None,
    rest: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Tell what was asked for."""
    if path == "none":
        raise NotFoundException("There is no such toy.", error="not_found", ResourceId=path)
    given = {
        "Path": path,
        "Shelf": shelf,
        "Size": size,
        "IsNew": is_new,
        "Colours": colours,
        "Since": since,
        "Price": price,
        "Customer": customer,
        "Notes": notes,
        "Rest": rest,
        "Token": call.token,
        "Account": call.caller.account_id,
        "Owners": len(call.caller.owners),
        "Arn": call.caller.arn,
    }
    told = {name: value for name, value in given.items() if value is not None}
    return {"Told": told, "Count": 3, "IsOpen": True, "Opened": 1_600_000_000, "Signs": {"Window": "sale"}}


@operation(access=Access.ANYONE)
def put_picture(_call: Call, name: str, picture: bytes) -> dict[str, Any]:
    """Give the picture back."""
    return {"Picture": picture[::-1], "Name": name}


@operation(access=Access.ANYONE)
def order_toy(
    call: Call, name: str, order: dict[str, Any] | None = None, client_token: str | None = None
) -> dict[str, Any]:
    """Order a toy, as an account."""
    return {"Name": name, "Account": call.caller.account_id, "Order": order or {}}


@operation(access=Access.ANYONE)
def list_shelves(_call: Call, sorted_by: str | None = None) -> Listing:
    """List the shelves."""
    return Listing.sorted_by(str, [f"shelf-{number}" for number in range(5)])
