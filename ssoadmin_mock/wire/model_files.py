"""botocore's JSON files, parsed once per process, and found without looking into the folder of every service."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any

from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader

_parsed: dict[tuple[str, ...], dict[Any, Any]] = {}


class SharingLoader(Loader):
    """Finds what botocore's own loader does, and shares it, as that does between the clients of a session.

    Loaders of the same folders share what they have parsed. What only botocore's own folder has, all of them share.
    Folders may be added to a loader at any time.
    """

    @property
    def _cache(self) -> dict[Any, Any]:
        return _parsed.setdefault(tuple(self.search_paths), {})

    @_cache.setter
    def _cache(self, _made_by_botocore: dict[Any, Any]) -> None:
        """Keep to what is shared."""

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> Any:
        """Return the parsed file of a service.

        :param service_name: botocore's name of it, ``sso-admin``.
        :param type_name: the kind of file, ``service-2``.
        :param api_version: the API's version, ``2020-07-20``; the latest if left out.
        :raises UnknownServiceError: when no folder has such a service.
        :raises DataNotFoundError: when the service has no such file.
        """
        if not self._has_others_of(service_name, type_name):
            # botocore's error about a service that nobody knows names those of all folders.
            with suppress(UnknownServiceError, DataNotFoundError):
                return _builtin().load_service_model(service_name, type_name, api_version)
        return super().load_service_model(service_name, type_name, api_version)

    def load_data_with_path(self, name: str) -> Any:
        """Return a parsed file, and where it is.

        :param name: its path below one of the folders, without ``.json``: ``partitions``.
        :raises DataNotFoundError: when no folder has it.
        """
        # A service's file may be about to be changed by what other folders add to it.
        is_of_a_service = bool(os.path.dirname(name))
        paths = (os.path.join(folder, name) for folder in self._others())
        if not is_of_a_service and not any(map(self.file_loader.exists, paths)):
            with suppress(DataNotFoundError):
                return _builtin().load_data_with_path(name)
        return super().load_data_with_path(name)

    def _has_others_of(self, service_name: str, type_name: str) -> bool:
        """Tell whether other folders than botocore's have such files of a service, to be taken or merged in."""
        folders = (os.path.join(folder, service_name) for folder in self._others())
        return any(_has_files(folder, type_name) for folder in folders if os.path.isdir(folder))

    def _others(self) -> Iterator[str]:
        return (folder for folder in self.search_paths if folder != self.BUILTIN_DATA_PATH)


def _has_files(folder: str, type_name: str) -> bool:
    with os.scandir(folder) as versions:
        names = [name for version in versions if version.is_dir() for name in os.listdir(version.path)]
    return any(name.startswith(type_name) for name in names)


OWN_MODELS = str(files("ssoadmin_mock") / "data")
"""The folder of the models of APIs that botocore has none of."""


def own_models() -> Loader:
    """Return a loader that also finds the models of APIs that botocore has none of, in this package."""
    return SharingLoader([OWN_MODELS])


class _BuiltinLoader(Loader):
    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002  (botocore's signature)
        # Whether a service has this type of file shows when it is loaded; botocore looks into 400 folders instead.
        return _builtin_services()


@cache
def _builtin() -> Loader:
    return _BuiltinLoader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)


@cache
def _builtin_services() -> list[str]:
    return os.listdir(Loader.BUILTIN_DATA_PATH)


def is_builtin(data: object) -> bool:
    """Tell whether something was parsed from botocore's own folder, for everybody; it stays in memory."""
    # A copy, as other threads may be loading.
    found = list(vars(_builtin())["_cache"].values())
    # With its path, or without.
    return any(data is (each[0] if isinstance(each, tuple) else each) for each in found)
