"""Guards against calls outside a mock, apart from pytest."""

from __future__ import annotations

import boto3
import pytest
from botocore.endpoint import Endpoint

from ssoadmin_mock import UnmockedAWSCallError
from ssoadmin_mock.plugin.guard import Guard


def test_guards_may_be_nested_and_end_in_any_order_and_twice() -> None:
    before = Endpoint.make_request
    client = boto3.client("sso-admin", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    outer, inner = Guard("outer"), Guard("inner")
    outer.start()
    inner.start()
    outer.stop()
    outer.stop()
    with pytest.raises(UnmockedAWSCallError, match=r"ListInstances.*inner"):
        client.list_instances()
    inner.stop()
    assert Endpoint.make_request is before
