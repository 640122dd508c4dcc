"""Fixtures and the marker for pytest, available wherever this package is installed.

pytest imports this in every test run, so nothing here loads moto or boto3 before a fixture is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ssoadmin_mock.handle import IdentityCenter
    from ssoadmin_mock.server import ServerURL

MARKER = "ssoadmin"

_ACCOUNT_ID = "123456789012"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(**arguments): run the test in mock_ssoadmin(**arguments), and have its fixtures use that. Of the "
        "markers on a module, class and function, the nearest one's argument counts.",
    )


@pytest.fixture(autouse=True)
def _ssoadmin(request: pytest.FixtureRequest) -> None:
    # A marked test is in the mock whether or not it asks for a fixture: its clients must not reach AWS.
    if request.node.get_closest_marker(MARKER) is not None:
        request.getfixturevalue("identity_center")


@pytest.fixture
def identity_center(request: pytest.FixtureRequest) -> Iterator[IdentityCenter]:
    """The mock, active and empty during the test: the handle that ``with mock_ssoadmin()`` gives.

    ``@pytest.mark.ssoadmin(...)`` takes what ``mock_ssoadmin`` takes.
    """
    from ssoadmin_mock.decorator import mock_ssoadmin

    try:
        mock = mock_ssoadmin(**_arguments(request.node))
    except ValueError as error:
        raise _refusal(error) from None
    try:
        handle = mock.start()
    except ValueError as error:
        raise _refusal(error) from None
    yield handle
    mock.stop()


@pytest.fixture
def sso_admin(identity_center: IdentityCenter) -> Iterator[Any]:
    """A boto3 client for sso-admin: of the management account and in the Region of the organization instance.

    Where the marker asked for none, it is of the account 123456789012 in us-east-1. A test that leaves it as it got it
    hands it on to a later one.
    """
    from ssoadmin_mock.controls.active import active_controls
    from ssoadmin_mock.plugin.kept_clients import kept_client

    account_id, region_name = _home(identity_center)

    def make() -> Any:
        return identity_center.session(account_id=account_id).client("sso-admin", region_name=region_name)

    with kept_client(make, account_id, region_name, active_controls().endpoint_url) as client:
        yield client


@pytest.fixture
def identity_center_server(
    identity_center: IdentityCenter,  # noqa: ARG001 (the mock has to be active)
) -> Iterator[ServerURL]:
    """The URL of the mock over HTTP: a server in a thread, with the same state as `identity_center`.

    Its ``environment`` is what another program has to find in its environment.
    """
    from ssoadmin_mock.server import IdentityCenterServer, ServerURL

    with IdentityCenterServer() as server:
        yield ServerURL.of(server)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain why two access matrices are not the same: with the access that was gained and lost."""
    # Nothing is imported for whoever compares something else.
    if op != "==" or not any(type(side).__module__.startswith("ssoadmin_mock.insight.") for side in (left, right)):
        return None
    from ssoadmin_mock.insight.diff import explanation

    return explanation(left, right)


def _home(identity_center: IdentityCenter) -> tuple[str, str]:
    from ssoadmin_mock.services.regions import DEFAULT_REGION

    try:
        instance = identity_center.organization_instance
    except RuntimeError:
        return _ACCOUNT_ID, DEFAULT_REGION
    return instance.owner_account_id, instance.region_name


def _refusal(error: ValueError) -> BaseException:
    # What pytest.fail raises; raised here, nothing of our code is shown beside it.
    return pytest.fail.Exception(f"@pytest.mark.{MARKER}: {error}", pytrace=False)


def _arguments(node: pytest.Item) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for marker in node.iter_markers(MARKER):
        if marker.args:
            pytest.fail(
                f"@pytest.mark.{MARKER} takes the keyword arguments of mock_ssoadmin, such as "
                f"organization_instance=True, and nothing else: {', '.join(map(repr, marker.args))}",
                pytrace=False,
            )
        # The nearest one comes first.
        arguments = {**marker.kwargs, **arguments}
    return arguments
