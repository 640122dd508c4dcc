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
