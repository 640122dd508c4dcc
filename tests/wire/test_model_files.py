"""botocore's files are found and parsed once, and those that somebody puts beside them count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.loaders import Loader

from ssoadmin_mock.wire.model_files import SharingLoader

VERSION = "2020-07-20"


def put(folder: Path, name: str, content: dict[str, Any]) -> None:
    path = folder / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))


@pytest.mark.parametrize("service", ["sso-admin", "organizations", "dynamodb"])
@pytest.mark.parametrize("kind", ["service-2", "endpoint-rule-set-1", "paginators-1"])
def test_it_finds_what_botocore_finds(service: str, kind: str) -> None:
    assert SharingLoader().load_service_model(service, kind) == Loader().load_service_model(service, kind)


def test_it_finds_other_files_than_those_of_services() -> None:
    assert SharingLoader().load_data_with_path("partitions") == Loader().load_data_with_path("partitions")


def test_what_only_botocore_has_is_parsed_once_whatever_other_folders_there_are(tmp_path: Path) -> None:
    put(tmp_path, f"other/{VERSION}/service-2", {})
    loaders = SharingLoader(), SharingLoader(extra_search_paths=[str(tmp_path)])
    first, second = (loader.load_service_model("sso-admin", "service-2") for loader in loaders)
    assert first is second
    assert loaders[0].load_data("partitions") is loaders[1].load_data("partitions")


def test_a_file_in_another_folder_counts_for_its_loader_alone(tmp_path: Path) -> None:
    put(tmp_path, f"sso-admin/{VERSION}/service-2", {"metadata": "mine"})
    loader = SharingLoader(extra_search_paths=[str(tmp_path)])
    assert loader.load_service_model("sso-admin", "service-2") == {"metadata": "mine"}
    assert loader.load_service_model("sso-admin", "endpoint-rule-set-1")["version"] == "1.0"
    assert "operations" in SharingLoader().load_service_model("sso-admin", "service-2")


def test_what_another_folder_adds_to_a_file_is_added_for_its_loader_alone(tmp_path: Path) -> None:
    put(tmp_path, f"sso-admin/{VERSION}/service-2.sdk-extras", {"merge": {"metadata": {"added": "mine"}}})
    before = SharingLoader().load_service_model("sso-admin", "service-2")
    added = SharingLoader(extra_search_paths=[str(tmp_path)]).load_service_model("sso-admin", "service-2")
    assert added["metadata"]["added"] == "mine"
    assert "added" not in before["metadata"]
    assert "added" not in SharingLoader().load_service_model("sso-admin", "service-2")["metadata"]


def test_a_folder_may_be_added_later(tmp_path: Path) -> None:
    put(tmp_path, "toys/2020-01-01/service-2", {"metadata": "toys"})
    loader = SharingLoader()
    with pytest.raises(UnknownServiceError):
        loader.load_service_model("toys", "service-2")
    loader.search_paths.append(str(tmp_path))
    assert loader.load_service_model("toys", "service-2") == {"metadata": "toys"}


@pytest.mark.parametrize(
    ("service", "kind", "version"),
    [
        ("SSO-Admin", "service-2", None),
        ("sso-admin", "waiters-9", None),
        ("toys", "service-2", None),
        ("../data/sso-admin", "service-2", None),
        ("sso-admin", "service-2", "1999-01-01"),
    ],
)
def test_errors_are_botocore_s(service: str, kind: str, version: str | None) -> None:
    with pytest.raises((UnknownServiceError, DataNotFoundError)) as expected:
        Loader().load_service_model(service, kind, version)
    with pytest.raises(type(expected.value)) as raised:
        SharingLoader().load_service_model(service, kind, version)
    assert str(raised.value) == str(expected.value)
