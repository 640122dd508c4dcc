"""moto finds the functions of a service's class by their names, without a list of all of them."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto.core import responses
from moto.core.utils import method_names_from_class
from moto.iam.responses import IamResponse

from ssoadmin_mock import mock_ssoadmin


def test_the_same_names_are_found() -> None:
    with mock_ssoadmin():
        found: Any = responses.method_names_from_class(IamResponse)
        assert [name for name in dir(IamResponse) if name in found] == method_names_from_class(IamResponse)
        assert "no_such_operation" not in found
    assert responses.method_names_from_class is method_names_from_class


def test_an_operation_that_moto_lacks_is_not_implemented() -> None:
    with mock_ssoadmin(), pytest.raises(NotImplementedError, match="get_human_readable_summary"):
        boto3.client("iam", region_name="us-east-1").get_human_readable_summary(EntityArn="arn:aws:iam::1:user/name")
