"""What moto finds in its package of an API: backends by account, and by partition or Region."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ClassVar, TypeVar

from moto.core.base_backend import BackendDict, BaseBackend
from moto.utilities.utils import PARTITION_NAMES

import ssoadmin_mock.plugin
from ssoadmin_mock.plugin.urls import Urls, urls_of
from ssoadmin_mock.services.service import Service

Backend = TypeVar("Backend", bound="ServiceBackend")


class ServiceBackend(BaseBackend):
    """What moto asks where an API of ours is reached; it keeps nothing itself."""

    service: ClassVar[Service]

    @property
    def _url_module(self) -> Urls:
        # moto derives a module's name by taking letters off the end of this module's; ours would lose some of its own.
        return urls_of(self.service)


@cache
def backends_of(service: Service) -> BackendDict[Any]:
    """Return an API's backends, one for each account and partition unless it says otherwise.

    What an API says of its backends is the ``BACKENDS`` in the module ``backend`` of the folder here that is named as
    the API's own.
    """
    folder = f"{ssoadmin_mock.plugin.__name__}.{service.package.rpartition('.')[2]}"
    if find_spec(folder) is not None:
        said: BackendDict[Any] = import_module(f"{folder}.backend").BACKENDS
        return said
    cls = type(f"{package_of(service)}Backend", (ServiceBackend,), {"service": service})
    return by_partition(cls)


def by_partition(cls: type[Backend]) -> BackendDict[Backend]:
    """Return backends for an API that moto would not have by Region."""
    return BackendDict(cls, cls.service.name, use_boto3_regions=False, additional_regions=PARTITION_NAMES)


def package_of(service: Service) -> str:
    """Return moto's name of an API, which its package has; or the one that it would have."""
    return service.moto_name or service.name.replace("-", "")
