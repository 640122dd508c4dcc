"""The toy box as a value."""

from __future__ import annotations

from pathlib import Path

from botocore.loaders import Loader

from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.service_model import ApiModel
from ssoadmin_mock.wire.validation import OLDER

SERVICE = Service(
    package=__name__.rpartition(".")[0],
    api=ApiModel("toybox", Loader(extra_search_paths=[str(Path(__file__).with_name("data"))])),
    phrasing=OLDER,
)

operation = SERVICE.registry.operation
