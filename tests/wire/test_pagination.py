"""Pages: nothing lost, nothing twice, and tokens that fit one list only."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssoadmin_mock.model.table import Table
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.pagination import Listing, page
from ssoadmin_mock.wire.service_model import OperationSpec
from tests.conftest import Connect, Organization, error_of

ACCOUNT = "111122223333"
INVALID_TOKEN = "The NextToken is not valid for this request. Repeat the parameters of the call that returned it."
LISTS = [name for name in SSO_ADMIN.model.operation_names if name.startswith("List")]


def spec_of(operation: str) -> OperationSpec:
    spec = SSO_ADMIN.spec(operation)
    assert spec is not None
    return spec


PERMISSION_SETS = spec_of("ListPermissionSets")
PARAMS = {"InstanceArn": "arn:aws:sso:::instance/ssoins-1234567890abcdef", "MaxResults": 2}


def listed(table: Table[str], params: dict[str, Any] = PARAMS) -> dict[str, Any]:
    return page(PERMISSION_SETS, ACCOUNT, params, Listing(table.after))


def table_of(keys: str) -> Table[str]:
    table: Table[str] = Table()
    for key in keys:
        table.add(key, key)
    return table


@given(
    st.lists(
        st.tuples(
            st.integers(min_value=1, max_value=4), st.text("abcdefghijkl", max_size=6), st.text("mnopqrst", max_size=3)
        ),
        max_size=8,
    )
)
@pytest.mark.rule("wire.stable-order")
def test_changes_between_pages_lose_nothing_and_show_nothing_twice(changes: list[tuple[int, str, str]]) -> None:
    table = table_of("abcdefghijkl")
    always_there = set("abcdefghijkl").difference(*(deleted for _, deleted, _ in changes))
    seen: list[str] = []
    params: dict[str, Any] = dict(PARAMS)
    waiting = list(changes)
    while True:
        limit, deleted, added = waiting.pop(0) if waiting else (3, "", "")
        answer = listed(table, params | {"MaxResults": limit})
        assert len(answer["PermissionSets"]) <= limit
        seen += answer["PermissionSets"]
        for key in deleted:
            table.pop(key)
        for key in added:
            table.add(key, key)
        if "NextToken" not in answer:
            break
        params["NextToken"] = answer["NextToken"]
    assert len(seen) == len(set(seen))
    assert always_there <= set(seen)
    from_the_start = [key for key in seen if key <= "l"]
    assert from_the_start == sorted(from_the_start)


def test_the_last_page_has_no_token_even_when_it_is_full() -> None:
    first = listed(table_of("abcd"))
    assert first["PermissionSets"] == ["a", "b"]
    assert listed(table_of("abcd"), PARAMS | {"NextToken": first["NextToken"]}) == {"PermissionSets": ["c", "d"]}


@pytest.mark.rule("wire.next-token")
def test_an_empty_token_is_none() -> None:
    assert listed(table_of("abcd"), PARAMS | {"NextToken": ""}) == listed(table_of("abcd"))


@pytest.mark.rule("wire.next-token")
def test_the_page_size_may_change_between_pages() -> None:
    token = listed(table_of("abcd"))["NextToken"]
    assert listed(table_of("abcd"), PARAMS | {"NextToken": token, "MaxResults": 1})["PermissionSets"] == ["c"]


@pytest.mark.rule("wire.next-token")
@pytest.mark.parametrize(
    ("operation", "account", "params"),
    [
        ("ListPermissionSets", ACCOUNT, {"InstanceArn": "arn:aws:sso:::instance/ssoins-0000000000000000"}),
        ("ListPermissionSets", "222233334444", {}),
        ("ListTrustedTokenIssuers", ACCOUNT, {}),
    ],
    ids=["parameters", "account", "operation"],
)
def test_a_token_of_another_list_is_refused(operation: str, account: str, params: dict[str, str]) -> None:
    token = listed(table_of("abcd"))["NextToken"]
    with pytest.raises(ValidationException) as caught:
        page(spec_of(operation), account, PARAMS | params | {"NextToken": token}, Listing(table_of("abcd").after))
    assert caught.value.message == INVALID_TOKEN


def test_a_handful_of_rows_is_listed_in_the_order_of_a_key() -> None:
    listing = Listing.sorted_by(lambda row: row[-1], ["a3", "b1", "c2"], str.upper)
    first = page(PERMISSION_SETS, ACCOUNT, PARAMS, listing)
    assert first["PermissionSets"] == ["B1", "C2"]
    second = page(PERMISSION_SETS, ACCOUNT, PARAMS | {"NextToken": first["NextToken"]}, listing)
    assert second == {"PermissionSets": ["A3"]}


@pytest.mark.rule("wire.next-token")
@given(
    st.integers(min_value=0, max_value=40),
    st.integers(min_value=0, max_value=2),
    st.text(string.ascii_letters + string.digits + "+/=-_", max_size=3),
)
def test_any_change_to_a_token_is_noticed(place: int, left_out: int, put_in: str) -> None:
    token = listed(table_of("abcd"))["NextToken"]
    changed = token[:place] + put_in + token[place + left_out :]
    if changed in ("", token):
        return
    with pytest.raises(ValidationException):
        listed(table_of("abcd"), PARAMS | {"NextToken": changed})


@pytest.mark.rule("wire.page-size")
def test_a_page_without_max_results_holds_the_model_s_maximum() -> None:
    names = {str(number): number for number in range(101)}
    for operation, size in [("ListPermissionSets", 100), ("ListApplicationGrants", 100)]:
        listing = Listing.sorted_by(str, names)
        answer = page(spec_of(operation), ACCOUNT, {}, listing)
        assert len(next(value for value in answer.values() if isinstance(value, list))) == size
        assert "NextToken" in answer


@pytest.mark.parametrize("operation", LISTS)
def test_every_list_operation_is_paged_as_the_model_says(operation: str) -> None:
    paging = spec_of(operation).paging
    assert paging is not None
    model = spec_of(operation).model
    assert paging.input_token in model.input_shape.members
    assert {paging.output_token, paging.result_key} <= set(model.output_shape.members)
    assert paging.limit_key is None or paging.limit_key in model.input_shape.members
    answer = page(spec_of(operation), ACCOUNT, {}, Listing.sorted_by(str, []))
    assert answer == {paging.result_key: []}


def test_an_operation_that_is_not_a_list_is_not_paged() -> None:
    assert spec_of("DescribeInstance").paging is None


@pytest.mark.rule("wire.stable-order")
def test_small_maps_are_in_the_order_of_their_keys() -> None:
    first = page(PERMISSION_SETS, ACCOUNT, PARAMS, Listing.sorted_by(str, "cab"))
    token = first["NextToken"]
    assert first["PermissionSets"] == ["a", "b"]
    # "b" is gone, "d" is new.
    second = page(PERMISSION_SETS, ACCOUNT, PARAMS | {"NextToken": token}, Listing.sorted_by(str, "dca"))
    assert second == {"PermissionSets": ["c", "d"]}


def test_the_token_behind_the_longest_key_is_one_that_the_model_accepts() -> None:
    keys = ["𒀀" * 127 + last for last in "𒀀𝔹"]
    answer = page(PERMISSION_SETS, ACCOUNT, PARAMS | {"MaxResults": 1}, Listing.sorted_by(str, keys))
    assert len(answer["NextToken"]) <= 2048
    following = page(
        PERMISSION_SETS, ACCOUNT, PARAMS | {"NextToken": answer["NextToken"]}, Listing.sorted_by(str, keys)
    )
    assert following == {"PermissionSets": keys[1:]}


@pytest.fixture
def member(organization: Organization, connect: Connect) -> Any:
    """A client of a member account that sees the organization's instance and has its own."""
    client = connect(account_id=organization.members[0])
    client.create_instance()
    return client


def test_the_client_s_paginator_reads_every_page(member: Any) -> None:
    pages = list(member.get_paginator("list_instances").paginate(PaginationConfig={"PageSize": 1}))
    assert [len(page["Instances"]) for page in pages] == [1, 1]
    assert "NextToken" not in pages[-1]


def test_a_token_is_for_the_account_and_the_parameters_it_was_given_for(
    member: Any, organization: Organization, connect: Connect
) -> None:
    token = member.list_instances(MaxResults=1)["NextToken"]
    refused = ("ValidationException", INVALID_TOKEN)
    assert error_of(connect(account_id=organization.members[1]).list_instances, NextToken=token) == refused
    assert error_of(member.list_instances, NextToken=token, RegionScope="ALL_REGIONS") == refused
    assert error_of(member.list_instances, NextToken="YnJva2Vu") == refused
    assert len(member.list_instances(NextToken=token, MaxResults=100)["Instances"]) == 1


def test_an_instance_deleted_between_two_pages_does_not_hide_the_other(member: Any, sso: Any) -> None:
    first = member.list_instances(MaxResults=1)
    sso.delete_instance(InstanceArn=first["Instances"][0]["InstanceArn"])
    (own,) = member.list_instances(MaxResults=1, NextToken=first["NextToken"])["Instances"]
    assert own["OwnerAccountId"] != first["Instances"][0]["OwnerAccountId"]


def test_a_token_does_not_depend_on_the_order_of_the_parameters() -> None:
    params = {"InstanceArn": PARAMS["InstanceArn"], "Filter": {"a": "1", "b": "2"}, "MaxResults": 2}
    reordered = {"MaxResults": 2, "Filter": {"b": "2", "a": "1"}, "InstanceArn": PARAMS["InstanceArn"]}
    token = listed(table_of("abcd"), params)["NextToken"]
    assert listed(table_of("abcd"), reordered | {"NextToken": token}) == {"PermissionSets": ["c", "d"]}
