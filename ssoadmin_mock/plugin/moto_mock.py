"""What is asked of moto's mock and its configuration, apart from starting and stopping it."""

from __future__ import annotations

from typing import Any, cast

from moto import settings
from moto.core.config import default_user_config
from moto.core.models import MockAWS


def server_endpoint() -> str | None:
    """Return the address of the server that moto's server mode sends everything to; None without that mode."""
    endpoint: str | None = settings.test_server_mode_endpoint() if settings.TEST_SERVER_MODE else None
    return endpoint


def decorate_class(mock: Any, decorated: type) -> type:
    """Decorate the methods of a class as moto's own decorator does, with the same rules for resetting the state.

    :param mock: called as ``mock(method, reset=..., remove_data=...)`` for each method.
    :param decorated: the class; it is changed.
    """
    result: type = MockAWS._decorate_class(mock, decorated)
    return result


def replace_config(config: dict[str, Any]) -> None:
    """Replace moto's configuration, which is one dictionary that everything of moto reads."""
    in_force = cast(dict[str, Any], default_user_config)
    in_force.clear()
    in_force.update(config)


def config_in_force() -> dict[str, Any]:
    """Return a copy of moto's configuration."""
    return dict(default_user_config)
