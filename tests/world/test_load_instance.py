"""What cannot be an instance, or a permission set, is refused with its place."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import WorldError, mock_ssoadmin


@pytest.mark.parametrize(
    ("world", "place"),
    [
        ({"instance": {"region": "nowhere-1"}}, r"instance\.region: .*nowhere-1"),
        ({"instance": {"additional_regions": ["nowhere-1"]}}, r"instance\.additional_regions\[0\]: .*nowhere-1"),
        ({"instance": {"name": "no name"}}, r"instance\.name: .*regular expression"),
        ({"instance": {"network": {"VpceAccessRequired": "maybe"}}}, r"instance\.network: .*boolean"),
        ({"permission_sets": {"Reader": {"description": 701 * "x"}}}, r"permission_sets\.Reader\b.*: .*length"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_api_would_refuse_is_refused_at_its_place(world: dict[str, Any], place: str) -> None:
    with pytest.raises(WorldError, match=place), mock_ssoadmin(world=world):
        pass


def test_an_account_whose_name_has_no_letters_has_an_address_nevertheless() -> None:
    with mock_ssoadmin(world={"organization": {"accounts": {"***": "111122223333"}}}) as idc:
        client = idc.session(account_id=idc.organization_instance.owner_account_id).client("organizations")
        (account,) = (each for each in client.list_accounts()["Accounts"] if each["Id"] == "111122223333")
    assert account["Email"] == "account@example.com"
