"""The ids of requests are UUIDs of version 4, each its own."""

from __future__ import annotations

from uuid import RFC_4122, UUID

from ssoadmin_mock.wire.request_ids import new_request_id


def test_a_request_id_is_a_random_uuid() -> None:
    text = new_request_id()
    read = UUID(text)
    assert str(read) == text
    assert (read.version, read.variant) == (4, RFC_4122)


def test_no_two_request_ids_are_alike() -> None:
    assert len({new_request_id() for _ in range(1000)}) == 1000
