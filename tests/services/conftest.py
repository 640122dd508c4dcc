"""Adds the toys to the APIs that there are."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.session import get_session
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

import ssoadmin_mock.services
import tests.services
from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.services.discovery import services
from tests.center import Center
from tests.services.signing_in import Desk, open_desk
from tests.services.toys import models

TOYS = Path(__file__).with_name("toys")
PACKAGES = (ssoadmin_mock.services, tests.services)
"""Where an API is, and where what the tests know of it is."""


@pytest.fixture(scope="session")
def toy_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of each toy with all that it consists of, by the toy's name."""
    root = tmp_path_factory.mktemp("services")
    for name in ("toybox", "toyshop"):
        shutil.copytree(TOYS / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    models.write(root / "toybox" / "data", "toybox", models.TOYBOX, models.paginators("ListToys", "Toys"))
    models.write(root / "toyshop" / "data", "toyshop", models.TOYSHOP, models.paginators("ListShelves", "Shelves"))
    return {name: root / name for name in ("toybox", "toyshop")}


@pytest.fixture
def toys(toy_folders: dict[str, Path]) -> Iterator[dict[str, Path]]:
    """The toys, there as any other API."""
    roots = (str(next(iter(toy_folders.values())).parent), str(TOYS))
    for package, root in zip(PACKAGES, roots, strict=True):
        package.__path__.append(root)
    services.cache_clear()
    yield toy_folders
    for package, root in zip(PACKAGES, roots, strict=True):
        package.__path__.remove(root)
        for toy in toy_folders:
            _forget(package, toy)
    services.cache_clear()


def _forget(package: ModuleType, toy: str) -> None:
    vars(package).pop(toy, None)
    for name in [name for name in sys.modules if name.startswith(f"{package.__name__}.{toy}")]:
        del sys.modules[name]


Client = Callable[..., Any]


@pytest.fixture
def toy_client(toys: dict[str, Path]) -> Client:
    """Makes clients of the toys: ``toy_client("toybox", account_id=..., **what boto3's client takes)``."""

    def client(name: str, signed: bool = True, region_name: str = "us-east-1", **more: Any) -> Any:
        core = get_session()
        core.get_component("data_loader").search_paths.extend(str(folder / "data") for folder in toys.values())
        session = boto3.Session(
            botocore_session=core, aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="secret"
        )
        config = Config(retries={"total_max_attempts": 1}, **({} if signed else {"signature_version": UNSIGNED}))
        return session.client(name, region_name=region_name, **{"config": config, **more})

    return client


@pytest.fixture
def clock() -> Iterator[FrozenDateTimeFactory]:
    """A clock that only a test moves."""
    with freeze_time(datetime.now(timezone.utc).replace(microsecond=0)) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def desk(idc: IdentityCenter, center: Center) -> Desk:
    """An organization in which ada reads the account dev."""
    return open_desk(idc, center)
