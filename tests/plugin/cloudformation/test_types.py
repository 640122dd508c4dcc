"""Which types of resources CloudFormation has for us, by the schemas of its registry that come with cfn-lint."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import cfnlint
import pytest

from ssoadmin_mock.plugin.cloudformation.resource_types import RESOURCE_TYPES
from ssoadmin_mock.plugin.cloudformation.stack_resource import StackResource

PAGE = Path(__file__).resolve().parent.parent.parent.parent / "docs" / "how-to" / "cloudformation.md"
PROVIDERS = Path(cfnlint.__file__).parent / "data" / "schemas" / "providers"
FAMILIES = ("AWS::SSO::", "AWS::IdentityStore::")
OURS = {resource.type_name: resource for resource in RESOURCE_TYPES}


def registered() -> dict[str, Any]:
    """The schemas of us-east-1 by type, in the form of the installed cfn-lint: older ones have a package."""
    if (PROVIDERS / "us-east-1.json").exists():
        files = json.loads((PROVIDERS / "us-east-1.json").read_text())
        folder = PROVIDERS.parent / "resources"
        paths = {name: folder / f"{file}.json" for name, file in files.items() if name.startswith(FAMILIES)}
    else:
        names = import_module("cfnlint.data.schemas.providers.us_east_1").types
        paths = {
            name: PROVIDERS / "us_east_1" / f"{name.lower().replace('::', '-')}.json"
            for name in names
            if name.startswith(FAMILIES)
        }
    return {name: json.loads(path.read_text()) for name, path in paths.items()}


SCHEMAS = registered()


def listed() -> dict[str, str]:
    """What the page says of each type: supported, or not."""
    rows = re.findall(
        r"^\| `(AWS::(?:SSO|IdentityStore)::\w+)` \| ([\w ]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(rows)


def test_every_type_of_the_registry_is_on_the_page() -> None:
    assert sorted(SCHEMAS.keys() - listed().keys()) == [], "new types: make them, or list them as not supported"


def test_the_page_says_what_is_supported() -> None:
    assert {name for name, support in listed().items() if support == "supported"} == OURS.keys()


@pytest.mark.parametrize("name", [name for name in OURS if name in SCHEMAS])
def test_a_type_has_what_its_schema_says(name: str) -> None:
    """A property that the registry adds fails here, with its name."""
    schema, resource = SCHEMAS[name], OURS[name]
    read_only, create_only, identifier = (
        names(schema, key) for key in ("readOnlyProperties", "createOnlyProperties", "primaryIdentifier")
    )
    assert {*resource.settable} == schema["properties"].keys() - {*read_only}
    assert {*resource.create_only} == {*create_only}
    # An older cfn-lint may lack some of ours.
    assert {*read_only} <= {*resource.attributes}
    assert list(resource.identifier) == identifier


@pytest.mark.parametrize("name", [name for name in OURS if name in SCHEMAS])
def test_a_type_has_tags_if_its_schema_says_so(name: str) -> None:
    resource: type[StackResource] = OURS[name]
    assert ("Tags" in resource.settable) == SCHEMAS[name]["tagging"].get("cloudFormationSystemTags", False)


def names(schema: dict[str, Any], key: str) -> list[str]:
    return [pointer.removeprefix("/properties/") for pointer in schema.get(key, [])]
