"""A load that fails leaves nothing behind, wherever it fails."""

from __future__ import annotations

import inspect
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import boto3
import pytest
import requests
from moto.core.model_instances import model_data
from moto.iam.models import iam_backends
from moto.identitystore.models import identitystore_backends
from moto.moto_api._internal import mock_random
from moto.organizations.models import organizations_backends

from ssoadmin_mock import IdentityCenter, WorldError, mock_ssoadmin
from ssoadmin_mock.model.account import all_accounts
from tests.conftest import MANAGEMENT
from tests.world.examples import WORLD

MORE: dict[str, Any] = {
    "organization": {
        "management_account": {"name": "renamed"},
        "accounts": {"more": "777788889999"},
        "organizational_units": {"Workloads": {"accounts": {"later": {"status": "SUSPENDED"}}}},
    },
    "delegated_administrators": ["dev"],
    "customer_managed_policies": [{"name": "More", "accounts": ["dev", "more"]}],
    "users": {"zoe": None},
    "groups": {"zoo": {"members": ["zoe", "ada"]}},
    "permission_sets": {"More": {"provisioned_to": ["more", "dev"], "outdated_in": ["dev"]}},
    "assignments": [{"permission_set": "Admin", "users": ["zoe"], "accounts": ["more", "prod"]}],
    "applications": {"more": {"users": ["zoe"]}},
}


def observed() -> dict[str, Any]:
    """All that there is in the services that a load changes, as they keep it."""
    accounts = {id: list(parts.items()) for id, parts in iam_backends.items()}
    roles = {
        (id, partition): (list(iam.roles), list(iam.managed_policies), list(iam.saml_providers))
        for id, parts in accounts.items()
        for partition, iam in parts
    }
    organizations = {
        id: [
            [vars(account) | {"attached_policies": len(account.attached_policies)} for account in backend.accounts],
            [(unit.id, unit.name, unit.parent_id) for unit in backend.ou],
            [(admin.account.id, list(admin.services)) for admin in backend.admins],
            [len(policy.attachments) for policy in backend.policies],
        ]
        for id, parts in organizations_backends.items()
        for backend in parts.values()
        if backend.org
    }
    stores = {
        (id, region, store_id): (dict(store.users), dict(store.groups), dict(store.group_memberships))
        for id, parts in identitystore_backends.items()
        for region, backend in parts.items()
        for store_id, store in backend.identity_stores.items()
    }
    return {
        "roles": {key: found for key, found in roles.items() if any(found)},
        "organizations": organizations,
        "members": dict(organizations_backends.master_accounts),
        "stores": stores,
        "instances": [
            (account.instance.arn, vars(account.instance).copy(), account.worlds.copy())
            for account in all_accounts()
            if account.instance
        ],
        "shown": {
            (service, name): len(getattr(model, "instances_tracked", ()))
            for service in ("iam", "organizations", "identitystore")
            for name, model in model_data[service].items()
        },
        "random": mock_random.getstate(),
    }


class Interrupted(BaseException):
    """Whatever can go wrong, Ctrl+C as well."""


STEPS = ("/ssoadmin_mock/world/load", "/ssoadmin_mock/effects/", "/ssoadmin_mock/model/", "/moto/")


@contextmanager
def calls(fail_at: int | None = None) -> Iterator[list[int]]:
    """Count the calls of functions that a load is made of, and fail at one of them."""
    count = [0]

    def note(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_filename
        if event != "call" or "rollback" in name or not any(step in name for step in STEPS):
            return
        if frame.f_code.co_flags & inspect.CO_GENERATOR:
            # Also called when it is closed, where nobody hears of what it raises.
            return
        count[0] += 1
        if count[0] == fail_at:
            sys.setprofile(None)
            raise Interrupted

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield count
    finally:
        sys.setprofile(before)


def load(idc: IdentityCenter, world: dict[str, Any], fail_at: int | None = None) -> int:
    with calls(fail_at) as count:
        idc.load(world)
    return count[0]


def steps_of(before: dict[str, Any], world: dict[str, Any]) -> int:
    with mock_ssoadmin() as idc:
        if before:
            idc.load(before)
        return load(idc, world)


def worlds_loaded() -> int:
    return sum(len(account.worlds) for account in all_accounts())


SAMPLES = 20


@pytest.mark.parametrize("before", [{}, WORLD], ids=["empty", "full"])
def test_wherever_it_fails_all_is_as_it_was(before: dict[str, Any]) -> None:
    world = MORE if before else WORLD
    # The first time fills caches.
    steps = [steps_of(before, world) for _ in range(2)][-1]
    assert steps > SAMPLES
    with mock_ssoadmin() as idc:
        if before:
            idc.load(before)
        mock_random.seed(7)
        wanted, known = observed(), worlds_loaded()
        dumped = idc.dump() if before else None
        for step in itertools.count(1, steps // SAMPLES):
            try:
                load(idc, world, step)
                break
            except Interrupted:
                if worlds_loaded() > known:
                    # It was loaded, and interrupted on the way to whoever asked for it.
                    break
                found = observed()
                assert {key for key in wanted if found[key] != wanted[key]} == set(), step
                assert before == {} or idc.dump() == dumped
        # It has fewer steps now, because moto keeps backends that are empty.
        assert step > steps // 2
        assert set(world["users"]) <= set(idc.dump()["users"])


def test_a_user_is_not_kept_when_a_group_cannot_be() -> None:
    world: dict[str, Any] = {"users": {"ada": None}, "groups": {"staff": {"members": ["ada", "bbo"]}}}
    with mock_ssoadmin(organization_instance=True) as idc:
        before = idc.dump()
        for _ in range(2):
            with pytest.raises(WorldError, match=r"groups\.staff\.members.*'bbo'"):
                idc.load(world)
            assert idc.dump() == before
        idc.load(world | {"groups": {"staff": {"members": ["ada"]}}})
        assert idc.user("ada")


def test_no_instance_and_no_organization_stay_either() -> None:
    with mock_ssoadmin() as idc:
        with pytest.raises(WorldError):
            idc.load({"organization": {"accounts": {"dev": None}}, "groups": {"staff": {"members": ["x"]}}})
        organizations = boto3.client("organizations", region_name="us-east-1")
        with pytest.raises(organizations.exceptions.AWSOrganizationsNotInUseException):
            organizations.describe_organization()
        assert idc.enable_organization_instance().owner_account_id == MANAGEMENT


def test_what_was_there_is_the_same_and_goes_on() -> None:
    with mock_ssoadmin(world=WORLD) as idc:
        sso = idc.session(account_id=MANAGEMENT, region_name="eu-west-1").client("sso-admin")
        instance = idc.organization_instance
        with pytest.raises(WorldError):
            idc.load(MORE | {"delegated_administrators": ["nobody"]})
        created = sso.create_permission_set(InstanceArn=instance.arn, Name="Later")
        assert idc.permission_set("Later") == created["PermissionSet"]["PermissionSetArn"]
        idc.load(MORE)
        assert idc.account("more") == "777788889999"


def test_over_the_server_s_commands_too() -> None:
    world = {"users": {"ada": None}, "groups": {"staff": {"members": ["bbo"]}}}
    with mock_ssoadmin(organization_instance=True) as idc:
        before = idc.dump()
        answer = requests.post(
            "http://motoapi.amazonaws.com/moto-api/ssoadmin/load-world", json={"world": world}, timeout=10
        )
        assert (answer.status_code, answer.json()["type"]) == (400, "WorldError")
        assert idc.dump() == before


def test_who_was_in_an_organization_before_is_as_moto_keeps_it() -> None:
    # moto keeps this map beyond a reset, so that what other tests did is in it.
    with mock_ssoadmin() as idc:
        organizations_backends.master_accounts["999988887777"] = (MANAGEMENT, "aws")
        before = dict(organizations_backends.master_accounts)
        with pytest.raises(WorldError):
            idc.load({"organization": {"accounts": {"dev": "111122223333"}}, "groups": {"staff": {"members": ["bbo"]}}})
        assert organizations_backends.master_accounts == before
    assert "999988887777" not in organizations_backends.master_accounts
