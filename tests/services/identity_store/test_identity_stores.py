"""Identity stores: who reaches which, from where; in process and over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.config import Config

from ssoadmin_mock import mock_ssoadmin
from tests.center import Center
from tests.conftest import MANAGEMENT, STANDALONE, Connect, error_of
from tests.services.identity_store.conftest import NAME, UNKNOWN, Store, as_operations

NOBODYS = "d-0000000000"
NEW_USER = {"UserName": "eve", "DisplayName": "Eve", "Name": NAME}


def names_of(store: Store) -> list[str]:
    return [user["UserName"] for user in store("list_users")["Users"]]


@pytest.fixture
def changes(store: Store) -> dict[str, dict[str, Any]]:
    """Every operation that changes something, with parameters that would do."""
    ada, staff = store.user("ada"), store.group("staff")
    membership = store.join(staff, store.user("bob"))
    operations = as_operations(("displayName", "other"))
    return {
        "create_user": NEW_USER,
        "create_group": {"DisplayName": "more"},
        "create_group_membership": {"GroupId": staff, "MemberId": {"UserId": ada}},
        "update_user": {"UserId": ada, "Operations": operations},
        "update_group": {"GroupId": staff, "Operations": operations},
        "update_identity_store": {"NetworkConfiguration": {"VpceAccessRequired": True}},
        "delete_group_membership": {"MembershipId": membership},
        "delete_group": {"GroupId": staff},
        "delete_user": {"UserId": ada},
    }


@pytest.fixture
def reads(store: Store) -> dict[str, dict[str, Any]]:
    """Every operation that reads a store, with parameters that would do."""
    ada, staff = store.user("grace"), store.group("readers")
    member = {"UserId": ada}
    membership = store.join(staff, ada)
    user_name = {"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "grace"}}
    display_name = {"UniqueAttribute": {"AttributePath": "displayName", "AttributeValue": "readers"}}
    return {
        "describe_identity_store": {},
        "describe_user": {"UserId": ada},
        "describe_group": {"GroupId": staff},
        "describe_group_membership": {"MembershipId": membership},
        "get_user_id": {"AlternateIdentifier": user_name},
        "get_group_id": {"AlternateIdentifier": display_name},
        "get_group_membership_id": {"GroupId": staff, "MemberId": member},
        "is_member_in_groups": {"MemberId": member, "GroupIds": [staff]},
        "list_users": {},
        "list_groups": {},
        "list_group_memberships": {"GroupId": staff},
        "list_group_memberships_for_member": {"MemberId": member},
    }


Requests = dict[str, dict[str, Any]]


def test_reads_and_changes_are_all_that_there_is(store: Store, reads: Requests, changes: Requests) -> None:
    methods = set(store.client.meta.method_to_api_mapping)
    assert methods - set(reads) - set(changes) == {"list_identity_stores"}


@pytest.mark.rule("identity-store.members-read")
def test_every_account_of_the_organization_reads(store: Store, reads: Requests, delegate: str) -> None:
    for account_id in (MANAGEMENT, delegate, store.center.prod):
        seen = store.seen_by(account_id)
        for operation, params in reads.items():
            assert seen(operation, **params)["ResponseMetadata"]["HTTPStatusCode"] == 200


@pytest.mark.rule("identity-store.administrators")
@pytest.mark.parametrize("who", ["management", "delegate"])
def test_administrators_change_it_for_all(store: Store, changes: Requests, delegate: str, who: str) -> None:
    seen = store.seen_by(MANAGEMENT if who == "management" else delegate)
    for operation, params in changes.items():
        seen(operation, **params)
    assert names_of(store) == names_of(store.seen_by(store.center.prod)) == ["bob", "eve"]


@pytest.mark.rule("identity-store.members-denied")
def test_a_member_account_changes_nothing(store: Store, changes: Requests) -> None:
    seen = store.seen_by(store.center.prod)
    for operation, params in changes.items():
        code, text = seen.refusal(operation, **params)
        action = store.client.meta.method_to_api_mapping[operation]
        assert code == "AccessDeniedException"
        assert text.startswith("User: arn:aws:")
        assert text.endswith(
            f" is not authorized to perform: identitystore:{action} on resource: "
            f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store.id}"
        )
    assert names_of(store) == ["ada", "bob"]


@pytest.mark.rule("identity-store.strangers")
def test_strangers_are_refused(store: Store, reads: Requests, changes: Requests) -> None:
    seen = store.seen_by(STANDALONE)
    for operation, params in (reads | changes).items():
        assert seen.refusal(operation, **params)[0] == "AccessDeniedException"
    assert seen.client.list_identity_stores()["IdentityStores"] == []


@pytest.mark.rule("identity-store.members-read", "identity-store.strangers")
def test_accounts_read_while_they_are_in_the_organization(store: Store) -> None:
    store.user("ada")
    organizations = store.center.connect("organizations")
    new = organizations.create_account(AccountName="new", Email="new@example.com")["CreateAccountStatus"]["AccountId"]
    assert names_of(store.seen_by(new)) == ["ada"]
    organizations.remove_account_from_organization(AccountId=new)
    assert store.seen_by(new).refusal("list_users")[0] == "AccessDeniedException"


@pytest.mark.rule("identity-store.not-found")
def test_a_store_that_nobody_has(store: Store, reads: Requests, changes: Requests) -> None:
    nobodys = Store(store.client, NOBODYS, store.center)
    for operation, params in (reads | changes).items():
        error = nobodys.error(operation, **params)
        assert error["Error"] == {
            "Code": "ResourceNotFoundException",
            "Message": f"IdentityStore not present for IdentityStoreId: {NOBODYS}",
        }
        assert error["ResourceType"] == "IDENTITY_STORE"


@pytest.mark.rule("identity-store.not-found")
def test_the_store_goes_with_its_instance(store: Store) -> None:
    store.user("ada")
    store.center.sso.delete_instance(InstanceArn=store.center.arn)
    store.center.sso.list_instances()
    for seen in (store, store.seen_by(store.center.prod)):
        code, text = seen.refusal("list_users")
        assert (code, text) == (
            "ResourceNotFoundException",
            f"IdentityStore not present for IdentityStoreId: {store.id}",
        )


@pytest.mark.rule("identity-store.regions", "identity-store.primary-region")
def test_other_regions_read_once_the_instance_is_enabled_there(
    store: Store, reads: Requests, changes: Requests
) -> None:
    elsewhere = store.seen_by(region_name="eu-west-1")
    for operation, params in (reads | changes).items():
        assert elsewhere.refusal(operation, **params)[0] == "ResourceNotFoundException"
    assert elsewhere.client.list_identity_stores()["IdentityStores"] == []
    enable(store.center, "eu-west-1")
    for operation, params in reads.items():
        assert elsewhere(operation, **params)["ResponseMetadata"]["HTTPStatusCode"] == 200
    for operation, params in changes.items():
        code, text = elsewhere.refusal(operation, **params)
        assert code == "AccessDeniedException"
        assert text.endswith(f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store.id}")
    assert names_of(store) == ["grace", "ada", "bob"]


def enable(center: Center, region_name: str) -> None:
    """Make the instance available in one more Region."""
    kms = center.connect("kms")
    key = kms.create_key(MultiRegion=True)["KeyMetadata"]
    kms.replicate_key(KeyId=key["KeyId"], ReplicaRegion=region_name)
    configuration = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": key["Arn"]}
    center.sso.update_instance(InstanceArn=center.arn, EncryptionConfiguration=configuration)
    center.sso.describe_instance(InstanceArn=center.arn)
    center.sso.add_region(InstanceArn=center.arn, RegionName=region_name)
    center.sso.list_regions(InstanceArn=center.arn)
    center.sso.describe_region(InstanceArn=center.arn, RegionName=region_name)


@pytest.mark.rule("identity-store.list")
def test_an_account_lists_the_stores_that_it_sees(store: Store, connect: Connect) -> None:
    reference = {
        "IdentityStoreId": store.id,
        "IdentityStoreArn": f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store.id}",
    }
    member = store.seen_by(store.center.prod)
    assert store.client.list_identity_stores()["IdentityStores"] == [reference]
    assert member.client.list_identity_stores()["IdentityStores"] == [reference]
    own = connect(account_id=store.center.prod)
    arn = own.create_instance()["InstanceArn"]
    own_store = own.describe_instance(InstanceArn=arn)["IdentityStoreId"]
    listed = member.client.list_identity_stores()["IdentityStores"]
    assert [row["IdentityStoreId"] for row in listed] == [store.id, own_store]
    assert store.client.list_identity_stores()["IdentityStores"] == [reference]
    page = member.client.list_identity_stores(MaxResults=1)
    rest = member.client.list_identity_stores(MaxResults=1, NextToken=page["NextToken"])
    assert [*page["IdentityStores"], *rest["IdentityStores"]] == listed


@pytest.mark.rule("identity-store.strangers")
def test_an_account_s_own_instance_has_users_of_its_own(store: Store, connect: Connect) -> None:
    store.user("ada")
    client = connect(account_id=store.center.prod)
    arn = client.create_instance()["InstanceArn"]
    own = Store(
        connect("identitystore", account_id=store.center.prod),
        client.describe_instance(InstanceArn=arn)["IdentityStoreId"],
        store.center,
    )
    own.group("staff")
    assert names_of(own) == []
    assert names_of(store) == ["ada"]
    code, _ = error_of(store.client.list_groups, IdentityStoreId=own.id)
    assert code == "AccessDeniedException"


@pytest.mark.rule("identity-store.network")
def test_the_network_configuration_is_replaced_whole(store: Store) -> None:
    assert "NetworkConfiguration" not in store("describe_identity_store")
    first = {"VpceAccessRequired": True, "ApiAllowSourceIps": ["192.0.2.0/24"], "ScimAllowSourceIps": ["192.0.2.1"]}
    answer = store("update_identity_store", NetworkConfiguration=first)
    assert answer["IdentityStoreArn"] == f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store.id}"
    assert store("describe_identity_store")["NetworkConfiguration"] == first
    second = {"VpceAccessRequired": False, "ApiRestrictSourceVpcs": ["vpc-0123456789abcdef0"]}
    store("update_identity_store", NetworkConfiguration=second)
    store("update_identity_store")
    assert store("describe_identity_store")["NetworkConfiguration"] == second
    empty = {"VpceAccessRequired": False, "ApiAllowSourceIps": []}
    unchecked = store.center.connect("identitystore", config=Config(parameter_validation=False))
    code, text = error_of(unchecked.update_identity_store, IdentityStoreId=store.id, NetworkConfiguration=empty)
    assert (code, "'networkConfiguration.apiAllowSourceIps'" in text) == ("ValidationException", True)


@pytest.mark.parametrize(
    ("variant", "host"),
    [
        ("use_fips_endpoint", "identitystore-fips.us-east-1.amazonaws.com"),
        ("use_dualstack_endpoint", "identitystore.us-east-1.api.aws"),
        ("use_dualstack_endpoint", "identitystore.cn-north-1.api.amazonwebservices.com.cn"),
        ("use_fips_endpoint", "identitystore.us-gov-west-1.amazonaws.com"),
    ],
)
def test_fips_and_dual_stack_hosts_answer(variant: str, host: str) -> None:
    region_name = host.split(".")[1]
    with mock_ssoadmin(organization_instance=region_name) as idc:
        client = idc.session(account_id=MANAGEMENT).client(
            "identitystore", region_name=region_name, config=Config(**{variant: True})
        )
        assert client.meta.endpoint_url == f"https://{host}"
        (store,) = client.list_identity_stores()["IdentityStores"]
        assert store["IdentityStoreId"] == idc.organization_instance.identity_store_id


def test_with_moto_defaults_any_store_is_taken() -> None:
    with mock_ssoadmin(moto_defaults=True) as idc:

        def client(account_id: str, region_name: str) -> Any:
            return idc.session(account_id=account_id).client("identitystore", region_name=region_name)

        ours = {"IdentityStoreId": "d-1234567890"}
        made = client(MANAGEMENT, "us-east-1").create_user(**NEW_USER, **ours)
        assert client(MANAGEMENT, "us-east-1").describe_user(UserId=made["UserId"], **ours)["UserName"] == "eve"
        # As in moto, each account has its own in each Region.
        assert client(MANAGEMENT, "eu-west-1").list_users(**ours)["Users"] == []
        assert client(STANDALONE, "us-east-1").list_users(**ours)["Users"] == []
        code, _ = error_of(client(MANAGEMENT, "us-east-1").describe_user, UserId=UNKNOWN, **ours)
        assert code == "ResourceNotFoundException"


class TestAnyTextForAStore:
    @pytest.fixture(autouse=True)
    def _answers_fit_the_model(self) -> None:
        """Not here: what the model does not allow in comes out again."""

    def test_with_moto_defaults_its_id_may_be_anything(self) -> None:
        with mock_ssoadmin(moto_defaults=True) as idc:
            client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
            client.create_user(IdentityStoreId="nonsense", **NEW_USER)
            (user,) = client.list_users(IdentityStoreId="nonsense")["Users"]
            assert (user["UserName"], user["IdentityStoreId"]) == ("eve", "nonsense")


@pytest.mark.rule("identity-store.id")
@pytest.mark.parametrize(
    ("region_name", "first"), [("us-east-1", "90"), ("eu-west-1", "93"), ("eu-central-1", "99"), ("us-west-2", "")]
)
def test_the_first_digits_of_an_id_tell_the_region(connect: Connect, region_name: str, first: str) -> None:
    sso = connect(account_id=STANDALONE, region_name=region_name)
    sso.create_instance()
    (instance,) = sso.list_instances()["Instances"]
    assert re.fullmatch(f"d-{first}[0-9a-f]{{{10 - len(first)}}}", instance["IdentityStoreId"])
