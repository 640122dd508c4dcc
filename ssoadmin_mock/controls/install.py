"""Puts our backend in the place of moto's, and what AWS has no API for beside moto's own HTTP API."""

# It lets the plug-in know what to serve.
import ssoadmin_mock.controls.paths  # noqa: F401  (adds its path to moto's)
from ssoadmin_mock.plugin.install import install, installed, uninstall

__all__ = ["install", "installed", "uninstall"]
