"""Serving the mock to other processes."""

from ssoadmin_mock.server.serving import LOOPBACK, IdentityCenterServer, ServerStartError, ServerURL, serve

__all__ = ["LOOPBACK", "IdentityCenterServer", "ServerStartError", "ServerURL", "serve"]
