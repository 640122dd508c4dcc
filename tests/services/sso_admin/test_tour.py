"""Answers about what takes time, held against the model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto.moto_api import state_manager

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.conftest import STANDALONE, Connect, Organization
from tests.services.sso_admin.tour import SSOAdminTour


@pytest.fixture
def tour(connect: Connect, organization: Organization) -> SSOAdminTour:
    return SSOAdminTour(SSO_ADMIN, connect, organization)


@pytest.fixture
def slow() -> Iterator[None]:
    """Everything that can take time does."""
    workflows = ["instance", "instance_encryption", "region", "account_assignment", "permission_set_provisioning"]
    for name in workflows:
        state_manager.set_transition(f"ssoadmin::{name}", {"progression": "manual", "times": 2})
    yield
    for name in workflows:
        state_manager.unset_transition(f"ssoadmin::{name}")


def test_answers_about_things_in_progress_are_as_the_model_says(
    tour: SSOAdminTour, slow: None, idc: IdentityCenter
) -> None:
    account = tour.client(account_id=STANDALONE)
    instance = {"InstanceArn": account.create_instance()["InstanceArn"]}
    assert account.list_instances()["Instances"][0]["Status"] == "CREATE_IN_PROGRESS"
    account.delete_instance(**instance)
    assert account.describe_instance(**instance)["Status"] == "DELETE_IN_PROGRESS"
    user, _ = tour.principals()
    permission_set = tour.sso.create_permission_set(**tour.instance, Name="Everything")["PermissionSet"]
    tour.sso.create_account_assignment(
        **tour.instance,
        PermissionSetArn=permission_set["PermissionSetArn"],
        TargetId=tour.member,
        TargetType="AWS_ACCOUNT",
        PrincipalType="USER",
        PrincipalId=user,
    )
    (status,) = tour.sso.list_account_assignment_creation_status(**tour.instance)["AccountAssignmentsCreationStatus"]
    assert status["Status"] == "IN_PROGRESS"
    assert tour.problems == []
