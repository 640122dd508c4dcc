"""Where codes may be sent: to the machine that the browser runs on, to the port that the client listens on."""

from __future__ import annotations

from urllib.parse import urlsplit

_HOSTS = ("127.0.0.1", "::1")
_PATH = "/oauth/callback"


def is_loopback(uri: str) -> bool:
    """Tell whether a URI is one that codes may be sent to."""
    return without_port(uri) is not None


def without_port(uri: str) -> str | None:
    """Return a redirect URI as it is compared, without its port; None for one that codes are not sent to."""
    try:
        parts = urlsplit(uri)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    is_one = parts.scheme == "http" and host in _HOSTS and parts.path == _PATH
    return f"http://{host}{_PATH}" if is_one and not (parts.query or parts.fragment or "@" in parts.netloc) else None
