"""Fixtures for the operations on applications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Connect, Organization

CUSTOM = "arn:aws:sso::aws:applicationProvider/custom"

CreateApplication = Callable[..., str]


@pytest.fixture
def create_application(organization: Organization, sso: Any) -> CreateApplication:
    """Makes applications in the organization instance and returns their ARNs: ``create_application(Name=...)``."""

    def create_application(client: Any = sso, **params: Any) -> str:
        defaults = {"InstanceArn": organization.instance.arn, "ApplicationProviderArn": CUSTOM, "Name": "app"}
        return client.create_application(**(defaults | params))["ApplicationArn"]

    return create_application


@pytest.fixture
def application(create_application: CreateApplication) -> str:
    """The ARN of an application that the management account created."""
    return create_application()


@pytest.fixture
def member(organization: Organization, connect: Connect) -> Any:
    """A client of a member account that administers nothing."""
    return connect(account_id=organization.members[1])
