"""Attributes for access control."""

from __future__ import annotations

from typing import Any

import pytest
from moto.moto_api import state_manager

from tests.conftest import Organization, error_of

CREATE = "create_instance_access_control_attribute_configuration"
DESCRIBE = "describe_instance_access_control_attribute_configuration"
UPDATE = "update_instance_access_control_attribute_configuration"
DELETE = "delete_instance_access_control_attribute_configuration"

WORKFLOW = "ssoadmin::instance_access_control_attribute_configuration"


def attributes(**sources: str) -> dict[str, Any]:
    return {"AccessControlAttributes": [{"Key": key, "Value": {"Source": [source]}} for key, source in sources.items()]}


TWO = attributes(Department="${path:enterprise.department}", CostCenter="${path:enterprise.costCenter}")


class Configuration:
    """The configuration of the organization's instance."""

    def __init__(self, sso: Any, organization: Organization) -> None:
        self._sso, self.instance_arn = sso, organization.instance.arn

    def call(self, operation: str, configuration: dict[str, Any] | None = None) -> Any:
        return getattr(self._sso, operation)(**self._params(configuration))

    def error(self, operation: str, configuration: dict[str, Any] | None = None) -> tuple[str, str]:
        return error_of(getattr(self._sso, operation), **self._params(configuration))

    @property
    def status(self) -> str:
        return self.call(DESCRIBE)["Status"]

    def _params(self, configuration: dict[str, Any] | None) -> dict[str, Any]:
        member = {} if configuration is None else {"InstanceAccessControlAttributeConfiguration": configuration}
        return {"InstanceArn": self.instance_arn, **member}


@pytest.fixture
def abac(sso: Any, organization: Organization) -> Configuration:
    return Configuration(sso, organization)


@pytest.mark.rule("access-control.in-progress")
def test_attributes_are_enabled_at_once_and_read_back_as_given(abac: Configuration) -> None:
    abac.call(CREATE, TWO)
    answer = abac.call(DESCRIBE)
    assert answer["Status"] == "ENABLED"
    assert answer["InstanceAccessControlAttributeConfiguration"] == TWO
    assert "StatusReason" not in answer


def test_attributes_can_be_enabled_without_any(abac: Configuration) -> None:
    abac.call(CREATE, attributes())
    assert abac.call(DESCRIBE)["InstanceAccessControlAttributeConfiguration"] == attributes()


@pytest.mark.rule("access-control.sources")
def test_a_source_may_be_any_attribute_of_the_identity_store(abac: Configuration) -> None:
    sources = attributes(
        Given="${path:name.givenName}", Family="${path:name.familyName}", External="${path:enterprise.anything}"
    )
    abac.call(CREATE, sources)
    assert abac.call(DESCRIBE)["InstanceAccessControlAttributeConfiguration"] == sources


@pytest.mark.rule("access-control.in-progress")
def test_attributes_are_in_progress_for_as_many_polls_as_the_state_manager_says(abac: Configuration) -> None:
    state_manager.set_transition(WORKFLOW, {"progression": "manual", "times": 2})
    try:
        abac.call(CREATE, TWO)
        assert [abac.status, abac.status, abac.status] == ["CREATION_IN_PROGRESS", "ENABLED", "ENABLED"]
    finally:
        state_manager.unset_transition(WORKFLOW)


@pytest.mark.rule("access-control.in-progress")
def test_settling_enables_attributes(abac: Configuration, idc: Any) -> None:
    state_manager.set_transition(WORKFLOW, {"progression": "manual", "times": 9})
    try:
        abac.call(CREATE, TWO)
        assert abac.status == "CREATION_IN_PROGRESS"
        idc.settle()
        assert abac.status == "ENABLED"
    finally:
        state_manager.unset_transition(WORKFLOW)


@pytest.mark.rule("access-control.at-once")
def test_attributes_deleted_and_created_anew_wait_for_their_own_end(abac: Configuration) -> None:
    state_manager.set_transition(WORKFLOW, {"progression": "manual", "times": 2})
    try:
        abac.call(CREATE, TWO)
        assert abac.status == "CREATION_IN_PROGRESS"
        abac.call(DELETE)
        abac.call(CREATE, TWO)
        assert abac.status == "CREATION_IN_PROGRESS"
        assert abac.status == "ENABLED"
    finally:
        state_manager.unset_transition(WORKFLOW)


@pytest.mark.rule("access-control.exists")
def test_creating_them_twice_is_a_conflict(abac: Configuration) -> None:
    abac.call(CREATE, TWO)
    code, message = abac.error(CREATE, attributes())
    assert code == "ConflictException"
    assert message == f"Attributes for access control are already enabled for the instance {abac.instance_arn}."
    assert abac.call(DESCRIBE)["InstanceAccessControlAttributeConfiguration"] == TWO


@pytest.mark.rule("access-control.absent")
@pytest.mark.parametrize(("operation", "configuration"), [(DESCRIBE, None), (UPDATE, TWO), (DELETE, None)])
def test_without_them_there_is_nothing_to_describe_update_or_delete(
    abac: Configuration, operation: str, configuration: dict[str, Any] | None
) -> None:
    code, message = abac.error(operation, configuration)
    assert code == "ResourceNotFoundException"
    assert message == f"Attributes for access control are not enabled for the instance {abac.instance_arn}."


@pytest.mark.rule("access-control.at-once")
def test_an_update_replaces_all_attributes_at_once(abac: Configuration) -> None:
    abac.call(CREATE, TWO)
    new = attributes(Team="${path:userName}")
    abac.call(UPDATE, new)
    answer = abac.call(DESCRIBE)
    assert answer["InstanceAccessControlAttributeConfiguration"] == new
    assert answer["Status"] == "ENABLED"


@pytest.mark.rule("access-control.at-once")
def test_a_deletion_is_effective_at_once_and_they_can_be_created_again(abac: Configuration) -> None:
    abac.call(CREATE, TWO)
    abac.call(DELETE)
    assert abac.error(DESCRIBE)[0] == "ResourceNotFoundException"
    abac.call(CREATE, attributes())
    assert abac.status == "ENABLED"
