"""Puts our backend in the place of moto's, and what AWS has no API for beside moto's own HTTP API."""

from __future__ import annotations

from typing import TYPE_CHECKING

# It lets the plug-in know what to serve.
import ssoadmin_mock.controls.paths  # noqa: F401  (adds its path to moto's)
from ssoadmin_mock.plugin import install as plugin
from ssoadmin_mock.plugin.install import installed
from ssoadmin_mock.services.settings import add_installed, remove_installed

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ssoadmin_mock.services.settings import SettingsArguments

__all__ = ["install", "installed", "uninstall"]


def install(**settings: Unpack[SettingsArguments]) -> None:
    """Let moto answer our APIs with our backends until :func:`uninstall`, under plain ``mock_aws`` as well.

    May be called again; then it takes as many calls of `uninstall` to undo it.

    :param settings: any of :class:`~ssoadmin_mock.services.settings.Settings`, for every mock that says nothing else
        itself. ``moto_defaults=True`` is for a suite that was written for moto's own sso-admin.
    :raises ValueError: for a setting that does not exist or a value that it does not take; nothing is installed then.
    """
    add_installed(dict(settings))
    try:
        plugin.install()
    except BaseException:
        remove_installed()
        raise


def uninstall() -> None:
    """Undo one :func:`install`, and the settings of the last. The last one leaves moto as it was.

    :raises RuntimeError: without a call of `install` before.
    """
    plugin.uninstall()
    remove_installed()
