"""The toy shop as a value."""

from __future__ import annotations

from pathlib import Path

from botocore.loaders import Loader

from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.service_model import ApiModel

SERVICE = Service(
    package=__name__.rpartition(".")[0],
    api=ApiModel("toyshop", Loader(extra_search_paths=[str(Path(__file__).with_name("data"))])),
    token_header="Authorization",
    error_codes={"ValidationException": "InvalidRequestException"},
    error_members={"InvalidRequestException": {"error": "invalid_request"}},
)

operation = SERVICE.registry.operation
