"""A loaded world is what API calls would have made."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter, OrganizationInstance, mock_ssoadmin
from tests.conftest import MANAGEMENT
from tests.world.answers import Answers
from tests.world.by_api import Maker
from tests.world.examples import POLICY, WORLD


def instance_of(dumped: dict[str, Any]) -> OrganizationInstance:
    instance, account = dumped["instance"], dumped["organization"]["management_account"]["id"]
    arn = f"arn:aws:sso:::instance/{instance['id']}"
    return OrganizationInstance(arn, instance["identity_store_id"], account, instance["region"])


@pytest.fixture(scope="module")
def made() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The world made by API calls: two dumps of it, with and without ids, and what the services say."""
    with mock_ssoadmin() as idc:
        Maker(idc).make()
        dumped = idc.dump()
        return dumped, idc.dump(ids=False), Answers(idc, instance_of(dumped)).all()


def test_everything_that_the_services_say_is_the_same(
    made: tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
) -> None:
    dumped, _, answers = made
    with mock_ssoadmin(world=dumped) as idc:
        loaded = Answers(idc, instance_of(dumped)).all()
    assert loaded.keys() == answers.keys()
    different = {call: (loaded[call], answers[call]) for call in answers if loaded[call] != answers[call]}
    assert different == {}


def test_the_dumps_are_the_same(made: tuple[dict[str, Any], dict[str, Any], dict[str, Any]]) -> None:
    _, dumped, _ = made
    with mock_ssoadmin(world=WORLD) as idc:
        loaded = idc.dump(ids=False)
    # By the API, the management account has moto's name, policies need a document, Regions a key, and users an id.
    loaded["organization"].pop("management_account")
    for entry in loaded["assignments"] + loaded["customer_managed_policies"]:
        entry["accounts"] = ["master" if name == "acme" else name for name in entry["accounts"]]
    loaded["customer_managed_policies"][1]["document"] = POLICY
    del loaded["instance"]["additional_regions"]
    assert without_ids(loaded) == without_ids(dumped)


def without_ids(world: dict[str, Any]) -> dict[str, Any]:
    """A world in which users that were deleted have no id."""
    names = world["users"].keys()
    for entry in world["assignments"]:
        if "users" in entry:
            entry["users"] = [name if name in names else "deleted" for name in entry["users"]]
    return world


def test_the_loaded_roles_are_those_of_real_assignments(idc: IdentityCenter) -> None:
    idc.load(WORLD)
    iam = idc.session(account_id=idc.account("dev")).client("iam")
    roles = iam.list_roles(PathPrefix="/aws-reserved/sso.amazonaws.com/")["Roles"]
    names = sorted(role["RoleName"].rpartition("_")[0] for role in roles)
    assert names == ["AWSReservedSSO_Admin", "AWSReservedSSO_Reader"]
    assert idc.account("acme") == MANAGEMENT
