"""Fixtures for pytest, available wherever this package is installed.

pytest imports this in every test run, so nothing here loads moto or boto3 before a fixture is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ssoadmin_mock.handle import IdentityCenter
    from ssoadmin_mock.server import IdentityCenterServer


@pytest.fixture
def identity_center() -> Iterator[IdentityCenter]:
    """The mock, active and empty during the test: the handle that ``with mock_ssoadmin()`` gives."""
    from ssoadmin_mock.decorator import mock_ssoadmin

    with mock_ssoadmin() as handle:
        yield handle


@pytest.fixture
def sso_admin(identity_center: IdentityCenter) -> Any:
    """A boto3 client for sso-admin in us-east-1, of the account 123456789012."""
    return identity_center.session(account_id="123456789012").client("sso-admin", region_name="us-east-1")


@pytest.fixture
def identity_center_server(
    identity_center: IdentityCenter,  # noqa: ARG001 (the mock has to be active)
) -> Iterator[IdentityCenterServer]:
    """The mock over HTTP: a server on this machine, in a thread, with the same state as `identity_center`.

    Its ``url`` is the endpoint, and its ``environment`` what another program has to find in its environment.
    """
    from ssoadmin_mock.server import IdentityCenterServer

    with IdentityCenterServer() as server:
        yield server
