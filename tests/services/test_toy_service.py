"""An API is added as one folder, and has all that the others have."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError

from docs.generate.pages import pages
from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.server.serving import IdentityCenterServer
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from tests.conftest import error_of
from tests.contract.contract import contract_of, find_contract
from tests.contract.outputs import problems_of
from tests.contract.test_error_bodies import check_errors
from tests.contract.test_inputs import check_broken_requests, check_refusals, check_samples
from tests.contract.test_model import check_implemented
from tests.contract.tour import Tour, take
from tests.fuzz import drawing, test_bodies, test_requests
from tests.fuzz.running import Watch
from tests.services.conftest import Client
from tests.wire.test_registry import check_described, check_members

pytestmark = pytest.mark.usefixtures("toys")

SHOP = "https://front.toyshop.us-east-1.amazonaws.com"
BOX = "https://toybox.us-east-1.amazonaws.com/"
DATE = datetime(2024, 2, 29, 12, tzinfo=timezone.utc)


@pytest.fixture(params=["in process", "in process, moto's way", "server"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """How clients reach the toys."""
    if request.param == "server":
        server = request.getfixturevalue("toy_server")
        yield {"endpoint_url": server.url}
        return
    if request.param == "in process":
        yield {}
        return
    from moto.moto_api import recorder

    recorder.start_recording()
    yield {}
    recorder.stop_recording()
    recorder.reset_recording()


@pytest.fixture
def toy_server(toys: Any) -> Iterator[IdentityCenterServer]:
    with IdentityCenterServer() as server:
        yield server


@pytest.fixture
def idc(toys: Any) -> Iterator[IdentityCenter]:
    with mock_ssoadmin() as idc:
        yield idc


@pytest.fixture
def box(idc: IdentityCenter, toy_client: Client, endpoint: dict[str, str]) -> Any:
    return toy_client("toybox", **endpoint)


@pytest.fixture
def shop(idc: IdentityCenter, toy_client: Client, endpoint: dict[str, str]) -> Any:
    return toy_client("toyshop", **endpoint)


def test_it_is_found(toys: Any) -> None:
    assert {"toybox", "toyshop", "sso-admin"} <= services().keys()
    assert services()["toyshop"].protocol.content_type == "application/json"


# --- JSON 1.1 ------------------------------------------------------------------------------------------------------


@pytest.mark.sockets
def test_members_of_every_type_come_and_go_in_the_body(box: Any) -> None:
    toy = {"Name": "bear é", "Weight": 1.5, "Bought": DATE, "Picture": b"\0\xff", "Materials": {"wool": 3}}
    answer = box.create_toy(**toy)["Toy"]
    assert answer == toy
    assert [listed["Name"] for listed in box.list_toys()["Toys"]] == ["bear é"]


@pytest.mark.sockets
def test_lists_have_pages(box: Any) -> None:
    for number in range(5):
        box.create_toy(Name=f"bear-{number}")
    pages = box.get_paginator("list_toys").paginate(PaginationConfig={"PageSize": 2})
    assert [len(page["Toys"]) for page in pages] == [2, 2, 1]
    code, text = error_of(box.list_toys, NextToken="x")
    assert (code, text[:13]) == ("ValidationException", "The NextToken")


@pytest.mark.sockets
def test_requests_are_validated_in_the_words_of_the_api(box: Any) -> None:
    assert error_of(box.create_toy, Name="bear!") == (
        "ValidationException",
        "1 validation error detected: Value 'bear!' at 'name' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [a-zA-Z0-9/ %+_é-]+",
    )


@pytest.mark.sockets
def test_errors_have_the_members_of_the_model(box: Any) -> None:
    box.create_toy(Name="bear")
    with pytest.raises(box.exceptions.ConflictException) as caught:
        box.create_toy(Name="bear")
    assert caught.value.response["Error"]["Message"] == "There is a toy bear."
    assert caught.value.response["ResourceId"] == "bear"


@pytest.mark.sockets
def test_client_tokens_are_remembered(box: Any) -> None:
    first = box.create_toy(Name="bear", ClientToken="once")["Toy"]
    assert box.create_toy(Name="bear", ClientToken="once")["Toy"] == first


def from_another_account(params: dict[str, Any], **_: Any) -> None:
    params["headers"]["x-moto-account-id"] = "111122223333"


def test_accounts_keep_their_own(idc: IdentityCenter, toy_client: Client) -> None:
    box = toy_client("toybox")
    box.create_toy(Name="bear")
    theirs = toy_client("toybox")
    theirs.meta.events.register("before-call", from_another_account)
    assert theirs.list_toys()["Toys"] == []
    assert len(box.list_toys()["Toys"]) == 1


def test_they_end_with_the_mock(toy_client: Client) -> None:
    box = toy_client("toybox")
    with mock_ssoadmin():
        box.create_toy(Name="bear")
    with mock_ssoadmin():
        assert box.list_toys()["Toys"] == []


@pytest.mark.parametrize(
    ("region_name", "options"),
    [
        ("eu-west-1", {}),
        ("us-gov-west-1", {}),
        ("cn-north-1", {}),
        ("us-east-1", {"use_fips_endpoint": True}),
        ("us-east-1", {"use_dualstack_endpoint": True}),
        ("us-east-1", {"use_fips_endpoint": True, "use_dualstack_endpoint": True}),
    ],
)
@pytest.mark.parametrize(
    ("name", "operation", "key"), [("toybox", "list_toys", "Toys"), ("toyshop", "list_shelves", "Shelves")]
)
def test_every_host_of_the_endpoint_rules_is_theirs(
    idc: IdentityCenter, toy_client: Client, region_name: str, options: Any, name: str, operation: str, key: str
) -> None:
    client = toy_client(name, region_name=region_name, config=Config(**options))
    assert key in getattr(client, operation)()
    assert idc.calls[-1].caller.region_name == region_name


# --- REST-JSON -----------------------------------------------------------------------------------------------------


@pytest.mark.sockets
def test_members_are_in_the_path_the_query_and_the_headers(shop: Any) -> None:
    given = {
        "Shelf": "top shelf/100%",
        "Path": "bears/brown bear+é/1",
        "Size": 7,
        "IsNew": True,
        "Colours": ["red", "light blue"],
        "Since": DATE,
        "Price": 2.5,
        "Customer": "Ada",
        "Notes": {"gift": "yes"},
        "Rest": {"extra": "1"},
    }
    answer = shop.find_toys(**given)
    told = answer["Told"]
    anonymous = {"Account": "", "Owners": 0, "Arn": ""}
    assert told == given | anonymous
    assert (answer["Count"], answer["IsOpen"], answer["Signs"]) == (3, True, {"Window": "sale"})
    assert answer["Opened"] == datetime.fromtimestamp(1_600_000_000, timezone.utc)


@pytest.mark.sockets
def test_a_body_may_be_one_member(shop: Any) -> None:
    answer = shop.put_picture(Name="bear", Picture=b"\0\xff{")
    assert (answer["Picture"].read(), answer["Name"]) == (b"{\xff\0", "bear")


@pytest.mark.sockets
def test_members_of_a_body_may_have_other_names_there(shop: Any) -> None:
    order = {"Kind": "BEAR", "Due": DATE, "Card": b"\xff"}
    answer = shop.order_toy(Name="bear", Order=order, ClientToken="x")
    assert (answer["Order"], answer["Name"], answer["Account"]) == (order, "bear", "123456789012")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 201


@pytest.mark.sockets
def test_lists_have_pages_in_the_query(shop: Any) -> None:
    pages = shop.get_paginator("list_shelves").paginate(PaginationConfig={"PageSize": 2})
    assert [len(page["Shelves"]) for page in pages] == [2, 2, 1]


@pytest.mark.sockets
def test_errors_are_the_models_with_their_status(shop: Any) -> None:
    with pytest.raises(shop.exceptions.NotFoundException) as caught:
        shop.find_toys(Shelf="top", Path="none")
    response = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert response["ResponseMetadata"]["HTTPHeaders"]["x-amzn-errortype"] == "NotFoundException"
    assert {name: response[name] for name in ("error", "error_description", "ResourceId")} == {
        "error": "not_found",
        "error_description": "There is no such toy.",
        "ResourceId": "none",
    }


@pytest.mark.sockets
def test_refusals_have_the_apis_own_code(shop: Any) -> None:
    with pytest.raises(ClientError) as caught:
        shop.find_toys(Shelf="top", Path="x", Colours=["a", "b", "c", "d"])
    response = caught.value.response
    assert response["Error"]["Code"] == "InvalidRequestException"
    assert (response["error"], "length less than or equal to 3" in response["error_description"]) == (
        "invalid_request",
        True,
    )


@pytest.mark.parametrize(
    ("query", "headers", "member"),
    [
        ("size=seven", {}, "size"),
        ("size=0", {}, "size"),
        ("size=", {}, "size"),
        ("new=1", {}, "isNew"),
        ("since=yesterday", {}, "since"),
        ("", {"x-toy-price": "cheap"}, "price"),
        ("", {"x-toy-price": "NaN"}, "price"),
        ("", {"x-toy-price": "-1"}, "price"),
    ],
)
def test_a_text_that_stands_for_nothing_is_refused(
    idc: IdentityCenter, query: str, headers: dict[str, str], member: str
) -> None:
    response = requests.get(f"{SHOP}/shelves/top/toys/x?{query}", headers=headers, timeout=10)
    assert response.status_code == 400
    assert f"'{member}'" in response.json()["error_description"]


def test_requests_of_other_clients_are_answered(idc: IdentityCenter) -> None:
    headers = {"Authorization": "Bearer abc.def"}
    response = requests.get(f"{SHOP}/shelves/a%2Fb/toys/c%20d", headers=headers, timeout=10)
    told = response.json()
    assert (told["Shelf"], told["Path"], told["Token"], told["Account"]) == ("a/b", "c d", "abc.def", "")
    posted = requests.post(
        BOX, data=json.dumps({"Name": "bear"}), headers={"X-Amz-Target": "ToyBoxService.CreateToy"}, timeout=10
    )
    assert posted.json() == {"Toy": {"Name": "bear"}}
    assert "nobody" in str(idc.calls[0])


@pytest.mark.sockets
def test_a_server_knows_unsigned_requests_by_their_paths(toy_server: IdentityCenterServer) -> None:
    response = requests.get(
        f"{toy_server.url}/shelves/a%2Fb/toys/c", headers={"Authorization": "Bearer abc"}, timeout=10
    )
    assert (response.json()["Shelf"], response.json()["Token"]) == ("a/b", "abc")


@pytest.mark.sockets
def test_a_server_knows_unsigned_requests_by_their_target(toy_server: IdentityCenterServer) -> None:
    headers = {"X-Amz-Target": "ToyBoxService.DescribeBox"}
    assert requests.post(f"{toy_server.url}/", data="{}", headers=headers, timeout=10).json() == {"Name": "Ada"}


@pytest.mark.sockets
@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/s3/aws4_request, Signature=x"},
        {"X-Amz-Target": "SWBExternalService.ListInstances"},
        {"X-Amz-Target": "ToyBoxService.CreateToy"},
    ],
)
def test_a_server_takes_no_request_for_the_toys_that_is_for_another_service(
    headers: dict[str, str], toy_server: IdentityCenterServer
) -> None:
    response = requests.get(f"{toy_server.url}/shelves/a/toys/c", headers=headers, timeout=10)
    # S3 is what moto's server takes for meant where it knows no better.
    assert "<Code>NoSuchBucket</Code>" in response.text


@pytest.mark.rule("wire.unknown-path")
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nothing/here"), ("GET", "/"), ("GET", "/toys/"), ("DELETE", "/shelves"), ("PUT", "/toys/bear")],
)
@pytest.mark.parametrize("content", [{}, {"data": "{}", "headers": {"Content-Type": "application/json"}}])
def test_there_is_no_operation_at_other_paths_and_with_other_methods(
    idc: IdentityCenter, method: str, path: str, content: dict[str, Any]
) -> None:
    response = requests.request(method, SHOP + path, timeout=10, **content)
    assert (response.status_code, response.text) == (404, "<UnknownOperationException/>\n")
    assert "x-amzn-ErrorType" not in response.headers
    assert (idc.calls[-1].error or {})["Code"] == "UnknownOperationException"


def to_nowhere(params: dict[str, Any], **_: Any) -> None:
    params["url"] = params["url"].replace("/toys/", "/trains/")


@pytest.mark.sockets
@pytest.mark.rule("wire.unknown-path")
def test_a_client_that_is_newer_than_the_api_gets_an_error(shop: Any) -> None:
    shop.meta.events.register("before-call", to_nowhere)
    code, message = error_of(shop.order_toy, Name="bear")
    assert (code, message) == ("404", "<UnknownOperationException/>\n")


@pytest.mark.rule("wire.unknown-operation")
@pytest.mark.parametrize("target", ["ToyBoxService.SellToy", "ToyBoxService", "", None])
def test_there_is_no_operation_with_another_target(idc: IdentityCenter, target: str | None) -> None:
    response = requests.post(BOX, data="{}", headers={"X-Amz-Target": target} if target else {}, timeout=10)
    assert (response.status_code, response.json()["__type"]) == (400, "UnknownOperationException")


@pytest.mark.parametrize("body", ["{", "[]"])
def test_a_body_that_is_no_structure_is_refused(idc: IdentityCenter, body: str) -> None:
    response = requests.post(f"{SHOP}/toys/bear?as=account", data=body, timeout=10)
    assert response.json()["error"] == "invalid_request"


def test_moto_s_access_control_knows_the_operations(idc: IdentityCenter, toy_client: Client) -> None:
    from moto.core import set_initial_no_auth_action_count

    @set_initial_no_auth_action_count(0)
    def restricted() -> None:
        assert toy_client("toyshop", signed=True).list_shelves()["Shelves"]
        with pytest.raises(ClientError) as caught:
            toy_client("toyshop").order_toy(Name="bear")
        assert caught.value.response["Error"]["Code"] == "UnrecognizedClientException"
        assert error_of(toy_client("toybox").list_toys)[0] == "UnrecognizedClientException"

    restricted()


# --- what tests look at --------------------------------------------------------------------------------------------


@pytest.mark.sockets
def test_calls_and_faults_take_their_operations(idc: IdentityCenter, toy_client: Client) -> None:
    shop, box = toy_client("toyshop"), toy_client("toybox")
    idc.faults.fail("toyshop:ListShelves", "TooManyRequestsException", "Slowly.")
    with pytest.raises(shop.exceptions.TooManyRequestsException) as caught:
        shop.list_shelves()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert caught.value.response["Error"]["Message"] == "Slowly."
    idc.faults.fail("create_toy", "ConflictException")
    assert error_of(box.create_toy, Name="bear")[0] == "ConflictException"
    shop.put_picture(Name="bear", Picture=b"abc")
    (call,) = idc.calls.assert_called("PutPicture", Name="bear")
    assert call.parameters == {"Name": "bear", "Picture": "YWJj"}
    assert call.result == {"Name": "bear", "Picture": "Y2Jh"}
    assert call.service == "toyshop"
    idc.calls.assert_called("toybox:CreateToy", times=1, Name="bear")


def test_a_rate_is_only_shared_by_apis_that_say_so(idc: IdentityCenter, toy_client: Client) -> None:
    box = toy_client("toybox")
    with idc.faults.limit_rate(1) as limit:
        box.list_toys()
        box.list_toys()
    assert (limit.count, "ListInstances" in limit.operations, "ListToys" in limit.operations) == (0, True, False)


# --- what is made from the registry --------------------------------------------------------------------------------


def test_it_has_its_pages_by_being_there() -> None:
    made = pages()
    index, page = made["operations.md"], made["operations/toybox/operations.md"]
    assert "## toybox\n\n**3 of 3** operations of toybox are implemented." in index
    assert "| [OrderToy](operations/toyshop/operations.md#ordertoy) |" in index
    assert page.startswith("<!-- Made by docs.generate from the heads of operations; change that, not this page. -->")
    assert (
        "## CreateToy\n\nPut a toy into the box.\n\n- For every account.\n- Not simulated: The toys do not break."
        in page
    )
    # An API without rules of its own has no page of them.
    assert not [name for name in made if name.startswith("fidelity/toy")]
    assert "toybox" not in made["fidelity.md"]


def test_operations_of_several_apis_with_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = services()["toyshop"]
    order = services()["sso-admin"].operations["AddRegion"]
    monkeypatch.setitem(shop.operations, "AddRegion", replace(order, handler=shop.operations["OrderToy"].handler))
    page = pages()["fidelity/sso-admin/region.md"]
    assert "[AddRegion](../../operations/sso-admin/regions.md#addregion)" in page
    assert "[toyshop: AddRegion](../../operations/toyshop/operations.md#addregion)" in page


def test_an_operation_of_several_apis_is_named_with_the_apis(
    idc: IdentityCenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = services()["toyshop"]
    descriptions = shop.model._service_description["operations"]
    monkeypatch.setitem(descriptions, "ListToys", {**descriptions["ListShelves"], "name": "ListToys"})
    monkeypatch.setitem(shop.model.__dict__, "operation_names", [*shop.model.operation_names, "ListToys"])
    with pytest.raises(
        ValueError, match="Several APIs have an operation 'list_toys'; say 'toybox:ListToys' or 'toyshop:"
    ):
        idc.calls.of("list_toys")
    assert idc.calls.of("toybox:list_toys") == []
    with pytest.raises(ValueError, match=r"There is no API 'toybx' here; did you mean 'toybox'\?"):
        idc.calls.of("toybx:ListToys")
    with pytest.raises(ValueError, match=r"toybox has no operation 'ListToy'; did you mean 'ListToys'\?"):
        idc.faults.fail("toybox:ListToy", "ThrottlingException")
    with pytest.raises(ValueError, match=r"no operation 'ListTois'; did you mean 'ListToys'\?"):
        idc.calls.assert_not_called("ListTois")


# --- the tests of every API ----------------------------------------------------------------------------------------

EACH = pytest.mark.parametrize("name", ["toybox", "toyshop"])
CHECKING_NOTHING = Config(parameter_validation=False, retries={"total_max_attempts": 1})


@EACH
def test_the_contract_checks_take_it(idc: IdentityCenter, toy_client: Client, name: str) -> None:
    service = services()[name]
    check_implemented(service)
    check_samples(service)
    client = toy_client(name, config=CHECKING_NOTHING)
    for operation in service.operations:
        check_members(service, operation)
        check_described(service, operation)
        check_broken_requests(service, operation)
        check_refusals(client, service, operation)
        check_errors(idc, client, service, operation)


@EACH
def test_it_has_a_tour(idc: IdentityCenter, toy_client: Client, name: str) -> None:
    service = services()[name]
    take(contract_of(service).tour(service, toy_client, cast(Any, None)))


def test_a_tour_calls_every_operation(idc: IdentityCenter, toy_client: Client) -> None:
    class Short(Tour):
        def walk(self) -> None:
            self.client().list_shelves()

    with pytest.raises(AssertionError, match="Whoever adds an operation of toyshop adds it to the API's tour"):
        take(Short(services()["toyshop"], toy_client, cast(Any, None)))


def test_an_api_that_the_tests_know_nothing_of_fails_them() -> None:
    service = Service("ssoadmin_mock.services.toy_train", services()["toybox"].api)
    with pytest.raises(
        AssertionError, match=r"^toybox needs a CONTRACT in tests/services/toy_train/contract\.py: see tests/contract/"
    ):
        contract_of(service)
    assert find_contract(service) is None


def test_its_answers_are_looked_at() -> None:
    box, shop = services()["toybox"], services()["toyshop"]
    assert problems_of(box, "ListToys", 200, '{"Toys": [{}]}') == [
        "ListToys: .Toys[0].Name is missing in '{\"Toys\": [{}]}'"
    ]
    assert problems_of(box, "NoSuchToy", 200, "{}") != []
    assert problems_of(shop, "GET /nothing", 404, "<UnknownOperationException/>\n") == []
    for status, body in ((404, "{}"), (400, "<UnknownOperationException/>\n"), (200, "{}")):
        assert problems_of(shop, "GET /nothing", status, body) != []


@pytest.fixture
def known_to_every_client(toys: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folders = (str(folder / "data") for folder in toys.values())
    monkeypatch.setenv("AWS_DATA_PATH", os.pathsep.join(folders))


@EACH
@pytest.mark.sockets
@pytest.mark.usefixtures("known_to_every_client")
def test_it_is_sent_random_and_spoiled_requests(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    service = services()[name]
    monkeypatch.setattr(drawing, "all_operations", lambda: [(service, called) for called in sorted(service.operations)])
    test_requests.send_batch("random requests", Random(1), Watch())
    test_bodies.send_batch("spoiled requests", Random(1), Watch())
