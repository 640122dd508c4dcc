"""What is read as the JSON of a request."""

from __future__ import annotations

import pytest

from ssoadmin_mock.wire import json_body


def test_json_is_read_as_text_and_as_bytes() -> None:
    for body in ('{"Name": "é", "MaxResults": 1.5e3}', '{"Name": "é", "MaxResults": 1.5e3}'.encode()):
        assert json_body.parse(body) == {"Name": "é", "MaxResults": 1500}


def test_nothing_at_all_is_an_object_without_members() -> None:
    assert json_body.parse(b"") == json_body.parse("") == {}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("NaN", "NaN is no JSON value"),
        ("[-Infinity]", "-Infinity is no JSON value"),
        ("1e999", "1e999 is too large a number"),
        (f"{'9' * 400}.0", f"{'9' * 40} is too large a number"),
    ],
)
def test_what_no_answer_could_repeat_is_no_json(body: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the whole text is compared)
        json_body.parse(body)
    assert str(caught.value) == reason


def test_what_is_nested_too_deeply_is_no_json() -> None:
    with pytest.raises(ValueError, match="recursion"):
        json_body.parse("[" * 100_000)
