"""botocore's descriptions of the toys, as files that its loader reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from botocore.loaders import Loader

Members = dict[str, dict[str, Any]]


def structure(members: Members, required: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {"type": "structure", "members": members, "required": list(required), **more}


def ref(shape: str, location: str | None = None, name: str | None = None, **more: Any) -> dict[str, Any]:
    where = {"location": location} if location else {}
    return {"shape": shape, **where, **({"locationName": name} if name else {}), **more}


def operation(name: str, method: str = "POST", uri: str = "/", errors: tuple[str, ...] = (), **more: Any) -> Any:
    return {
        "name": name,
        "http": {"method": method, "requestUri": uri},
        "input": {"shape": f"{name}Request"},
        "output": {"shape": f"{name}Response"},
        "errors": [{"shape": error} for error in errors],
        **more,
    }


UNSIGNED: dict[str, Any] = {"authtype": "none", "auth": ["smithy.api#noAuth"]}

SCALARS: Members = {
    "Text": {"type": "string"},
    "Name": {"type": "string", "min": 1, "max": 20, "pattern": "[a-zA-Z0-9/ %+_é-]+"},
    "Kind": {"type": "string", "enum": ["BEAR", "TRAIN"]},
    "Whole": {"type": "integer", "min": 1, "max": 100},
    "Long": {"type": "long"},
    "Number": {"type": "double", "min": 0},
    "Flag": {"type": "boolean"},
    "Date": {"type": "timestamp"},
    "Bytes": {"type": "blob", "max": 2000},
    "Texts": {"type": "list", "member": {"shape": "Text"}, "max": 3},
    "Numbers": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Whole"}},
    "TextByName": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
    "Token": {"type": "string", "pattern": "[-a-zA-Z0-9+=/_]*"},
}

TOY = {
    "Name": ref("Name"),
    "Weight": ref("Number"),
    "Bought": ref("Date"),
    "Picture": ref("Bytes"),
    "Materials": ref("Numbers"),
}

TOYBOX_SHAPES = {
    **SCALARS,
    "Toy": structure(TOY, ("Name",)),
    "Toys": {"type": "list", "member": {"shape": "Toy"}},
    "CreateToyRequest": structure({**TOY, "ClientToken": ref("Token", idempotencyToken=True)}, ("Name",)),
    "CreateToyResponse": structure({"Toy": ref("Toy")}),
    "DescribeBoxRequest": structure({}),
    "DescribeBoxResponse": structure({"Name": ref("Name")}),
    "ListToysRequest": structure({"MaxResults": ref("Whole"), "NextToken": ref("Token")}),
    "ListToysResponse": structure({"Toys": ref("Toys"), "NextToken": ref("Token")}),
    "ConflictException": structure({"Message": ref("Text"), "ResourceId": ref("Text")}, exception=True),
    "ThrottlingException": structure({"Message": ref("Text")}, exception=True),
    "ValidationException": structure({"Message": ref("Text")}, exception=True),
}

TOYBOX = {
    "version": "2.0",
    "metadata": {
        "apiVersion": "2020-01-01",
        "endpointPrefix": "toybox",
        "jsonVersion": "1.1",
        "protocol": "json",
        "protocols": ["json"],
        "serviceFullName": "Toy Box",
        "serviceId": "Toy Box",
        "signatureVersion": "v4",
        "signingName": "toybox",
        "targetPrefix": "ToyBoxService",
        "uid": "toybox-2020-01-01",
    },
    "operations": {
        "CreateToy": operation("CreateToy", errors=("ConflictException", "ThrottlingException", "ValidationException")),
        "ListToys": operation("ListToys", errors=("ThrottlingException", "ValidationException")),
        "DescribeBox": operation("DescribeBox", errors=("ValidationException",), **UNSIGNED),
    },
    "shapes": TOYBOX_SHAPES,
}

FIND_TOYS = structure(
    {
        "Shelf": ref("Name", "uri", "shelf"),
        "Path": ref("Text", "uri", "path"),
        "Size": ref("Whole", "querystring", "size"),
        "IsNew": ref("Flag", "querystring", "new"),
        "Colours": ref("Texts", "querystring", "colour"),
        "Since": ref("Date", "querystring", "since"),
        "Rest": ref("TextByName", "querystring"),
        "Price": ref("Number", "header", "x-toy-price"),
        "Customer": ref("Text", "header", "x-toy-customer"),
        "Notes": ref("TextByName", "headers", "x-toy-note-"),
    },
    ("Shelf", "Path"),
)

TOLD = {
    **{name: ref(member["shape"]) for name, member in FIND_TOYS["members"].items()},
    "Since": ref("Date", timestampFormat="iso8601", name="sinceWhen"),
    "Token": ref("Text"),
    "Account": ref("Text"),
    "Owners": ref("Long"),
    "Arn": ref("Text"),
}

TOYSHOP_SHAPES = {
    **SCALARS,
    "FindToysRequest": FIND_TOYS,
    "Told": structure(TOLD),
    "FindToysResponse": structure(
        {
            "Told": ref("Told"),
            "Count": ref("Long", "header", "x-toy-count"),
            "IsOpen": ref("Flag", "header", "x-toy-open"),
            "Opened": ref("Date", "header", "x-toy-opened"),
            "Signs": ref("TextByName", "headers", "x-toy-sign-"),
        },
        payload="Told",
    ),
    "PutPictureRequest": structure(
        {"Name": ref("Name", "uri", "name"), "Picture": ref("Bytes")}, ("Name", "Picture"), payload="Picture"
    ),
    "PutPictureResponse": structure(
        {"Picture": ref("Bytes"), "Name": ref("Name", "header", "x-toy-name")}, payload="Picture"
    ),
    "Order": structure({"Kind": ref("Kind", name="kind"), "Due": ref("Date", name="dueOn"), "Card": ref("Bytes")}),
    "OrderToyRequest": structure(
        {"Name": ref("Name", "uri", "name"), "Order": ref("Order", name="theOrder"), "ClientToken": ref("Token")},
        ("Name",),
    ),
    "OrderToyResponse": structure({"Name": ref("Name"), "Account": ref("Text"), "Order": ref("Order", name="placed")}),
    "ListShelvesRequest": structure(
        {
            "SortedBy": ref("Text", "querystring", "sort"),
            "MaxResults": ref("Whole", "querystring", "max_result"),
            "NextToken": ref("Token", "querystring", "next_token"),
        }
    ),
    "ListShelvesResponse": structure({"Shelves": ref("Texts10", name="shelves"), "NextToken": ref("Token")}),
    "Texts10": {"type": "list", "member": {"shape": "Text"}},
    "NotFoundException": structure(
        {"error": ref("Text"), "error_description": ref("Text"), "ResourceId": ref("Text")},
        exception=True,
        error={"httpStatusCode": 404},
    ),
    "InvalidRequestException": structure(
        {"error": ref("Text"), "error_description": ref("Text")}, exception=True, error={"httpStatusCode": 400}
    ),
    "TooManyRequestsException": structure(
        {"message": ref("Text")}, exception=True, error={"httpStatusCode": 429, "senderFault": True}
    ),
}

_ERRORS = ("InvalidRequestException", "NotFoundException", "TooManyRequestsException")

TOYSHOP = {
    "version": "2.0",
    "metadata": {
        "apiVersion": "2020-01-01",
        "endpointPrefix": "front.toyshop",
        "protocol": "rest-json",
        "protocols": ["rest-json"],
        "serviceFullName": "Toy Shop",
        "serviceId": "Toy Shop",
        "signatureVersion": "v4",
        "signingName": "toyshop-front",
        "uid": "toyshop-2020-01-01",
    },
    "operations": {
        "FindToys": operation("FindToys", "GET", "/shelves/{shelf}/toys/{path+}", _ERRORS, **UNSIGNED),
        "ListShelves": operation("ListShelves", "GET", "/shelves", _ERRORS, **UNSIGNED),
        "OrderToy": operation("OrderToy", "POST", "/toys/{name}?as=account", _ERRORS),
        "PutPicture": operation("PutPicture", "POST", "/toys/{name}", _ERRORS, **UNSIGNED),
    },
    "shapes": TOYSHOP_SHAPES,
}
TOYSHOP["operations"]["OrderToy"]["http"]["responseCode"] = 201  # type: ignore[index]


def paginators(name: str, key: str) -> Any:
    paging = {"input_token": "NextToken", "output_token": "NextToken", "limit_key": "MaxResults", "result_key": key}
    return {"pagination": {name: paging}}


def endpoint_rules(prefix: str) -> Any:
    """The rules of an API that is in every partition, as AWS generates them."""
    text = json.dumps(Loader().load_service_model("sso-admin", "endpoint-rule-set-1"))
    return json.loads(text.replace("://sso-fips.", f"://{prefix}-fips.").replace("://sso.", f"://{prefix}."))


def write(folder: Path, name: str, model: Any, paging: Any) -> None:
    """Write what botocore has for an API.

    :param folder: one that a loader looks in.
    """
    files = {
        "service-2": model,
        "paginators-1": paging,
        "endpoint-rule-set-1": endpoint_rules(model["metadata"]["endpointPrefix"]),
    }
    version = folder / name / "2020-01-01"
    version.mkdir(parents=True)
    for file, content in files.items():
        (version / f"{file}.json").write_text(json.dumps(content), encoding="utf-8")
