"""Tests written the way that users of moto's own identitystore write theirs, and what is refused even so."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.config import Config

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import MANAGEMENT, error_of
from tests.services.identity_store.conftest import NAME

EMAILS = [{"Value": "ada@example.com", "Primary": True}, {"Value": "ada@example.org"}]
ADA = {"UserName": "ada", "DisplayName": "Ada", "Name": NAME}


class TestMoreThanTheModelAllows:
    @pytest.fixture(autouse=True)
    def _answers_fit_the_model(self) -> None:
        """Not here: what the model does not allow in comes out again."""

    def test_a_user_may_have_several_addresses(self) -> None:
        with mock_ssoadmin(moto_defaults=True) as idc:
            client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
            ours = {"IdentityStoreId": "d-1234567890"}
            user_id = client.create_user(Emails=EMAILS, **ADA, **ours)["UserId"]
            assert client.describe_user(UserId=user_id, **ours)["Emails"] == EMAILS
            for address in EMAILS:
                attribute = {"AttributePath": "emails.value", "AttributeValue": address["Value"]}
                found = client.get_user_id(AlternateIdentifier={"UniqueAttribute": attribute}, **ours)
                assert found["UserId"] == user_id


@pytest.mark.parametrize("store_id", [None, 7, ["d-1234567890"], {}])
def test_the_id_of_a_store_is_a_text_even_so(store_id: Any) -> None:
    with mock_ssoadmin(moto_defaults=True) as idc:
        config = Config(parameter_validation=False)
        client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1", config=config)
        code, text = error_of(client.list_users, IdentityStoreId=store_id)
        assert (code, "'identityStoreId'" in text) == ("ValidationException", True)


def test_and_without_the_setting_a_user_has_one_address() -> None:
    with mock_ssoadmin(organization_instance=True) as idc:
        config = Config(parameter_validation=False)
        client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1", config=config)
        store_id = idc.organization_instance.identity_store_id
        code, text = error_of(client.create_user, IdentityStoreId=store_id, Emails=EMAILS, **ADA)
        assert (code, "'emails'" in text) == ("ValidationException", True)
