"""Lists of users and groups, with and without a cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.scim.attributes import Resource
from ssoadmin_mock.wire.pagination import Listing, binding_of, cut

_SCHEMAS = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]


class Matches(NamedTuple):
    """What a filter leaves of a table.

    :ivar after: gives the rows behind a position (None: from the start), each with its position.
    :ivar total: how many there are.
    """

    after: Callable[[Any], Iterator[tuple[int, Any]]]
    total: int


def listed(
    call: Call, matches: Matches, render: Callable[[Any], Resource], count: int, cursor: str | None
) -> dict[str, Any]:
    """Return the answer to a list operation.

    :param count: how many rows it has at most.
    :param cursor: where it goes on, empty for the first page; None for an answer without pages.
    :raises ValidationException: for a cursor that is none of this list.
    """
    if cursor is None:
        rows = [render(row) for _, row in islice(matches.after(None), count)]
        paging: dict[str, Any] = {"totalResults": matches.total, "itemsPerPage": len(rows), "startIndex": 1}
    else:
        binding = binding_of(call.spec.name, call.instance.id, {"filter": call.params.get("filter")})
        rows, following = cut(Listing(matches.after, render), count, binding, cursor, "cursor")
        paging = {"itemsPerPage": len(rows), **({} if following is None else {"nextCursor": following})}
    return {"httpBody": {"schemas": _SCHEMAS, **paging, "Resources": rows}}
