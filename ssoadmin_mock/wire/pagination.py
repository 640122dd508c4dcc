"""Pages of list operations, with opaque tokens.

A token names the last row that was given out, not a position: rows deleted between two pages are neither skipped over
nor shown twice. It is bound to the operation, the parameters and the caller's account.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any

from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.service_model import OperationSpec

Cursor = int | str
"""Names a row's place in its list; later rows have greater ones."""

_SEAL = 12

INVALID_TOKEN = "The {} is not valid for this request. Repeat the parameters of the call that returned it."


@dataclass(frozen=True)
class Listing:
    """What a list operation lists, before it is cut into pages.

    :param after: gives the rows behind a cursor (None: from the start) in ascending order, each with its cursor.
    :param render: turns a row into an item of the answer.
    :param page_size: how many rows a page has when the request does not say; None for as many as the model allows.
    """

    after: Callable[[Any], Iterator[tuple[Cursor, Any]]]
    render: Callable[[Any], Any] = lambda row: row
    page_size: int | None = None

    @classmethod
    def sorted_by(
        cls, key: Callable[[Any], str], rows: Iterable[Any], render: Callable[[Any], Any] = lambda row: row
    ) -> Listing:
        """List a handful of rows in the order of a unique key."""
        return cls.of(((key(row), row) for row in sorted(rows, key=key)), render)

    @classmethod
    def of(
        cls,
        rows: Iterable[tuple[Cursor, Any]],
        render: Callable[[Any], Any] = lambda row: row,
        page_size: int | None = None,
    ) -> Listing:
        """List a handful of rows, which are given with their cursors, in ascending order of these."""
        given: list[tuple[Any, Any]] = list(rows)
        return cls(lambda cursor: (row for row in given if cursor is None or row[0] > cursor), render, page_size)


def page(spec: OperationSpec, account_id: str, params: dict[str, Any], listing: Listing) -> dict[str, Any]:
    """Cut one page out of a listing.

    :param spec: the list operation.
    :param account_id: the calling account.
    :param params: the parameters of the request, validated.
    :param listing: what to list.
    :returns: the answer: the items under the model's result key, and a token when there are more.
    :raises ValidationException: for a token that is broken, or from another operation, account or parameters.
    """
    paging = spec.paging
    assert paging is not None, f"{spec.name} answers with a Listing, but the model does not page it"
    outside = (paging.input_token, paging.limit_key)
    binding = binding_of(spec.name, account_id, {k: v for k, v in params.items() if k not in outside})
    wanted = params.get(paging.limit_key) if paging.limit_key else None
    limit = min(wanted or listing.page_size or paging.page_size, paging.page_size)
    items, following = cut(listing, limit, binding, params.get(paging.input_token), paging.input_token)
    answer: dict[str, Any] = {paging.result_key: items}
    if following is not None:
        answer[paging.output_token] = following
    return answer


def cut(
    listing: Listing, limit: int, binding: bytes, token: str | None, token_member: str
) -> tuple[list[Any], str | None]:
    """Return the items of one page, and the token of the next if there is one.

    :param limit: how many items it has at most.
    :param binding: what the token is bound to.
    :param token: of this page; the first one without.
    :param token_member: the member that the token came in, for the error.
    :raises ValidationException: for a token that is broken, or bound to something else.
    """
    cursor = _decode(token, binding, token_member) if token else None
    rows = list(islice(listing.after(cursor), limit + 1))
    following = _encode(rows[limit - 1][0], binding) if len(rows) > limit else None
    return [listing.render(row) for _, row in rows[:limit]], following


def binding_of(operation: str, owner: str, what: dict[str, Any]) -> bytes:
    """Return what binds a token.

    :param operation: the operation's name.
    :param owner: the account or whoever else may go on with it.
    :param what: the parameters that have to be repeated.
    """
    text = json.dumps([operation, owner, what], sort_keys=True)
    return blake2b(text.encode(), digest_size=_SEAL).digest()


def _encode(cursor: Cursor, binding: bytes) -> str:
    # A tag key of 128 letters has to fit into the 2,048 characters of a token, so nothing is escaped.
    payload = json.dumps(cursor, ensure_ascii=False).encode()
    return urlsafe_b64encode(_seal(payload, binding) + payload).decode()


def _decode(token: str, binding: bytes, member: str) -> Cursor:
    with suppress(ValueError):
        raw = urlsafe_b64decode(token.encode())
        seal, payload = raw[:_SEAL], raw[_SEAL:]
        # Base64 can be written in several ways; only ours is one of our tokens.
        if seal == _seal(payload, binding) and token == urlsafe_b64encode(raw).decode():
            cursor: Cursor = json.loads(payload)
            return cursor
    raise ValidationException(INVALID_TOKEN.format(member))


def _seal(payload: bytes, binding: bytes) -> bytes:
    return blake2b(payload, key=binding, digest_size=_SEAL).digest()
