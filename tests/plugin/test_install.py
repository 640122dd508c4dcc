"""`install` and `uninstall`, for those who keep writing ``mock_aws``."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from ssoadmin_mock import install, mock_ssoadmin, uninstall
from tests.plugin.test_decorator import client, instances
from tests.plugin.test_nesting import snapshot


def test_while_installed_plain_mock_aws_answers_with_our_backend() -> None:
    before = snapshot()
    install()
    try:
        with mock_aws():
            assert instances() == 0
            client().create_instance()
            assert instances() == 1
        with mock_aws():
            assert instances() == 0
    finally:
        uninstall()
    assert snapshot() == before


def test_installing_is_counted() -> None:
    install()
    install()
    uninstall()
    with mock_aws():
        assert instances() == 0
    uninstall()
    with mock_aws():
        assert instances() == 1


def test_mock_ssoadmin_works_while_installed_and_leaves_it_installed() -> None:
    install()
    try:
        with mock_ssoadmin():
            client().create_instance()
        with mock_aws():
            assert instances() == 0
    finally:
        uninstall()


def first_instance() -> str:
    listed = client().list_instances()["Instances"]
    return listed[0]["Status"] if listed else "none"


def test_settings_of_install_hold_for_every_mock() -> None:
    install(moto_defaults=True, quotas={"tags_per_resource": 0})
    try:
        with mock_aws():
            assert first_instance() == "ACTIVE"
            with pytest.raises(ClientError, match="ServiceQuotaExceededException"):
                client().create_instance(Tags=[{"Key": "a", "Value": ""}])
        with mock_ssoadmin():
            assert first_instance() == "ACTIVE"
    finally:
        uninstall()
    with mock_ssoadmin():
        assert first_instance() == "none"


def test_what_a_mock_says_itself_counts_and_the_rest_stays() -> None:
    install(moto_defaults=True, quotas={"tags_per_resource": 0})
    try:
        for mock in (mock_aws(config={"ssoadmin": {"moto_defaults": False}}), mock_ssoadmin(moto_defaults=False)):  # type: ignore[call-overload]
            with mock:
                assert first_instance() == "none"
                with pytest.raises(ClientError, match="ServiceQuotaExceededException"):
                    client().create_instance(Tags=[{"Key": "a", "Value": ""}])
    finally:
        uninstall()


def test_each_uninstall_takes_the_settings_of_the_last_install_along() -> None:
    install(moto_defaults=True)
    install(moto_defaults=False)
    seen = []
    for _ in range(2):
        with mock_aws():
            seen.append(first_instance())
        uninstall()
    assert seen == ["none", "ACTIVE"]


LOADED_WITHIN = """
from ssoadmin_mock import mock_ssoadmin

with mock_ssoadmin():
    from moto.{package} import {package}_backends as ours
    from moto.{package}.models import {package}_backends as ours_too
import moto.{package}
assert ours is ours_too
for module in (moto.{package}, moto.{package}.models):
    assert module.{package}_backends is not ours
    assert module.{package}_backends.backend.__module__ == "moto.{package}.models"
"""


@pytest.mark.parametrize("package", ["ssoadmin", "identitystore"])
def test_moto_s_own_backends_are_back_though_they_were_loaded_within(package: str) -> None:
    subprocess.run([sys.executable, "-c", LOADED_WITHIN.format(package=package)], check=True)


def test_uninstall_without_install_says_so() -> None:
    with pytest.raises(RuntimeError, match=r"Called uninstall\(\) before install\(\)\."):
        uninstall()


def test_the_settings_can_come_through_mock_aws() -> None:
    install()
    try:
        config: Any = {"ssoadmin": {"quotas": {"tags_per_resource": 0}}}
        with mock_aws(config=config), pytest.raises(ClientError, match="ServiceQuotaExceededException"):
            client().create_instance(Tags=[{"Key": "a", "Value": ""}])
    finally:
        uninstall()
