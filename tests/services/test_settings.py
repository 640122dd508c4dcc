"""Settings by name and by value, wherever they are given."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any, get_type_hints

import boto3
import pytest
from moto import mock_aws

from ssoadmin_mock import install, mock_ssoadmin, uninstall
from ssoadmin_mock.services.settings import Settings, SettingsArguments

pytest_plugins = ["pytester"]

WRONG: dict[str, list[Any]] = {
    "allow_member_instances": [None, "no", 1, "False"],
    "allow_authorization_code": [None, "yes", 0],
    "allow_filters": [None, "no", 0],
    "auto_sign_in": [1, True, ["ada"]],
    "enforce_polling_interval": [None, "no", 1],
    "evidence": [1, True, "certain", ["documented"]],
    "access_scopes": [None, "sso:account:access", {"a": 1}, [1], 3],
    "moto_defaults": [None, "no", 1],
    "strict_faults": [None, "no", 1],
    "quotas": [None, 3, "x", [], *({"tags_per_resource": wrong} for wrong in ("3", None, -1, True, 1.5, float("nan")))],
}
CASES = [(name, value) for name, values in WRONG.items() for value in values]


def test_every_setting_is_tried() -> None:
    assert set(WRONG) == {field.name for field in fields(Settings)}


@pytest.mark.parametrize(("name", "value"), CASES)
def test_a_value_that_a_setting_does_not_take_is_refused_at_once(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"{name}\b.* has to be ") as refused:
        mock_ssoadmin(**{name: value})
    with pytest.raises(ValueError, match=f"^{re.escape(str(refused.value))}$"):
        mock_ssoadmin(config={"ssoadmin": {name: value}})


@pytest.mark.parametrize(("name", "value"), CASES)
def test_under_plain_mock_aws_the_same_is_said(name: str, value: Any) -> None:
    install()
    try:
        with mock_aws(config={"ssoadmin": {name: value}}), pytest.raises(ValueError, match=f"{name}.* has to be "):
            boto3.client("sso-admin", region_name="us-east-1").list_instances()
    finally:
        uninstall()


def test_type_checkers_know_the_same_settings() -> None:
    assert get_type_hints(SettingsArguments, include_extras=True) == get_type_hints(Settings, include_extras=True)


@pytest.mark.parametrize(("name", "value"), CASES)
def test_install_says_so_at_once_and_installs_nothing(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name}.* has to be "):
        install(**{name: value})
    with pytest.raises(RuntimeError, match="before install"):
        uninstall()


@pytest.mark.parametrize("chosen", [[], 3, "quotas", None])
def test_what_is_no_mapping_is_no_settings(chosen: Any) -> None:
    with pytest.raises(ValueError, match="ssoadmin has to be a mapping"):
        mock_ssoadmin(config={"ssoadmin": chosen})


def test_a_setting_that_is_given_twice_has_to_be_the_same() -> None:
    config = {"ssoadmin": {"moto_defaults": False}}
    with pytest.raises(ValueError, match="moto_defaults=True contradicts the False in config"):
        mock_ssoadmin(config=config, moto_defaults=True)
    mock_ssoadmin(config=config, moto_defaults=False)


def test_what_it_takes_it_takes() -> None:
    with mock_ssoadmin(access_scopes={"my:scope"}, quotas={"tags_per_resource": 0}, moto_defaults=False):
        sso = boto3.client("sso-admin", region_name="us-east-1")
        with pytest.raises(sso.exceptions.ServiceQuotaExceededException):
            sso.create_instance(Tags=[{"Key": "a", "Value": ""}])


def test_the_marker_says_so(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.ssoadmin(quotas={"tags_per_resource": "3"})
        def test_it():
            pass
        """
    )
    pytester.runpytest_inprocess("-p", "no:asyncio").stdout.fnmatch_lines(
        ["@pytest.mark.ssoadmin: quotas?'tags_per_resource'? has to be a whole number of at least 0, not '3'."]
    )
