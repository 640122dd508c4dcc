"""Lets botocore find the tokens of profiles that the mock has written.

botocore looks for cached tokens in a folder that it works out once, when it is imported. As long as a mock is active,
the tokens of a profile that `write_profile` has written are looked for beside the configuration file that the
environment names; everything else stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from botocore.credentials import SSOProvider
from botocore.tokens import SSOTokenProvider

_FOLDER = "_SSO_TOKEN_CACHE_DIR"

_written: dict[Path, Path] = {}


def note(config: Path, folder: Path) -> None:
    """Have the tokens of a configuration file's profiles looked for in a folder, until the mock ends."""
    _written[config.resolve()] = folder


@contextmanager
def token_caches() -> Iterator[None]:
    """Let botocore find those tokens for a ``with`` block."""
    with ExitStack() as undo:
        undo.callback(_written.clear)
        for provider in (SSOProvider, SSOTokenProvider):
            undo.enter_context(patch.object(provider, _FOLDER, _Folder(getattr(provider, _FOLDER))))
        yield


class _Folder:
    """The folder, as an attribute of botocore's classes.

    :param usual: the one that botocore has worked out.
    """

    def __init__(self, usual: str) -> None:
        self._usual = usual

    def __get__(self, instance: Any, owner: Any = None) -> str:
        config = os.environ.get("AWS_CONFIG_FILE")
        folder = _written.get(Path(config).expanduser().resolve()) if config else None
        return self._usual if folder is None else str(folder)
