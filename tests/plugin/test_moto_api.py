"""moto's own endpoints beside ours: reset, dashboard, recorder, seed and state manager, for our backend."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
import requests
from moto.core.model_instances import model_data
from moto.moto_api import recorder

from ssoadmin_mock import IdentityCenter, mock_ssoadmin, ssoadmin_backends
from ssoadmin_mock.model.instance import Instance
from tests.conftest import Connect


@pytest.fixture
def moto_api(idc: IdentityCenter, endpoint: dict[str, str]) -> str:
    return endpoint.get("endpoint_url", "http://motoapi.amazonaws.com") + "/moto-api"


def post(url: str, **kwargs: Any) -> str:
    response = requests.post(url, timeout=10, **kwargs)
    response.raise_for_status()
    return response.text


def shown(moto_api: str) -> dict[str, list[dict[str, Any]]]:
    data: dict[str, Any] = requests.get(f"{moto_api}/data.json", timeout=10).json()
    resources: dict[str, list[dict[str, Any]]] = data["ssoadmin"]
    return resources


def test_reset_empties_our_state(moto_api: str, sso: Any) -> None:
    sso.create_instance()
    post(f"{moto_api}/reset")
    assert sso.list_instances()["Instances"] == []
    assert sso.create_instance()


def test_the_dashboard_shows_our_resources(moto_api: str, connect: Connect) -> None:
    for account_id in ("111122223333", "444455556666"):
        connect(account_id=account_id).create_instance(Name=f"of-{account_id}")
    resources = shown(moto_api)
    assert [(row["owner_account_id"], row["name"]) for row in resources["Instance"]] == [
        ("111122223333", "of-111122223333"),
        ("444455556666", "of-444455556666"),
    ]
    assert [row["name"] for row in resources["Region"]] == ["us-east-1", "us-east-1"]
    assert "AccountAssignmentCreationStatus" not in resources, "what moto's own backend would have"


def test_the_dashboard_forgets_what_was_deleted(moto_api: str, sso: Any) -> None:
    arn = sso.create_instance()["InstanceArn"]
    sso.delete_instance(InstanceArn=arn)
    assert shown(moto_api)["Instance"] == []
    sso.create_instance()
    post(f"{moto_api}/reset")
    assert shown(moto_api)["Instance"] == []


def test_the_dashboard_page_is_served(server_url: str, idc: IdentityCenter) -> None:
    page = requests.get(f"{server_url}/moto-api/", timeout=10)
    assert page.ok
    assert "<html" in page.text


def test_the_dashboard_keeps_nothing_alive_and_ends_with_the_mock() -> None:
    before = model_data["ssoadmin"]
    with mock_ssoadmin(organization_instance=True) as idc:
        assert model_data["ssoadmin"] is not before
        (instance,) = model_data["ssoadmin"]["Instance"].instances_tracked  # type: ignore[attr-defined]
        assert isinstance(instance, Instance)
        reference = weakref.ref(instance)
        del instance
        ssoadmin_backends["123456789012"]["aws"].reset()
        gc.collect()
        assert reference() is None
        idc.settle()
    assert model_data["ssoadmin"] is before


def test_a_seed_repeats_the_identifiers(moto_api: str, sso: Any) -> None:
    def make() -> str:
        post(f"{moto_api}/reset")
        post(f"{moto_api}/seed?a=42")
        arn: str = sso.create_instance()["InstanceArn"]
        return arn

    assert make() == make()


def test_the_state_manager_sets_how_long_things_take(moto_api: str, sso: Any) -> None:
    transition = {"progression": "manual", "times": 2}
    post(
        f"{moto_api}/state-manager/set-transition",
        json={"model_name": "ssoadmin::instance", "transition": transition},
    )
    try:
        # As it stands: moto does not decode an encoded colon.
        read = requests.get(f"{moto_api}/state-manager/get-transition?model_name=ssoadmin::instance", timeout=10)
        assert read.json() == transition
        arn = sso.create_instance()["InstanceArn"]
        assert [sso.describe_instance(InstanceArn=arn)["Status"] for _ in range(2)] == ["CREATE_IN_PROGRESS", "ACTIVE"]
    finally:
        post(f"{moto_api}/state-manager/unset-transition", json={"model_name": "ssoadmin::instance"})


def test_a_recording_can_be_replayed(
    server_url: str, idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    moto_api = f"{server_url}/moto-api"
    client = idc.session(account_id="111122223333").client(
        "sso-admin", region_name="us-east-1", endpoint_url=server_url
    )
    post(f"{moto_api}/recorder/start-recording")
    client.create_instance(Name="recorded", Tags=[{"Key": "team", "Value": "platform"}])
    post(f"{moto_api}/ssoadmin/enable-organization-instance", data='{"name": "acme"}')
    post(f"{moto_api}/recorder/stop-recording")
    post(f"{moto_api}/reset")
    assert shown(moto_api)["Instance"] == []
    post(f"{moto_api}/recorder/replay-recording")
    assert {(row["name"], tuple(row["tags"].items())) for row in shown(moto_api)["Instance"]} == {
        ("recorded", (("team", "platform"),)),
        ("acme", ()),
    }
