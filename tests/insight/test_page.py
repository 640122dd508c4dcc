"""The page of a matrix as text; tests/browser looks at it in a browser."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.insight.page import page
from tests.docs.examples import ROOT
from tests.insight.matrices import HOSTILE, hostile, large
from tests.world.examples import WORLD

ACME = ROOT / "docs" / "how-to" / "acme.yaml"


class Parsed(HTMLParser):
    """The elements of a page with their attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self._open, []).append(data)

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def data_of(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def expanded(data: Any) -> set[tuple[str, str, str, str, bool, tuple[str, ...]]]:
    """Who has what, by the page's data, as access.js expands it."""
    rows = set()
    for number, principal in enumerate(data["principals"]):
        ways: dict[int, list[str]] = {role: ["direct"] for role in data["direct"][number]}
        for group in data["groups"][number]:
            for role in data["direct"][group]:
                ways.setdefault(role, []).append(data["principals"][group]["name"])
        for role, found in ways.items():
            place = data["roles"][role]
            account, permission_set = data["accounts"][place["account"]], data["sets"][place["set"]]
            names = (principal["name"], account["name"], permission_set["name"])
            rows.add((*names, place["arn"], place["latest"], tuple(sorted(found))))
    return rows


@pytest.mark.parametrize("matrix", [AccessMatrix.of_world(WORLD), AccessMatrix.of_world(ACME), hostile()], ids=len)
def test_its_data_say_what_the_matrix_says(matrix: AccessMatrix) -> None:
    data = data_of(page(matrix, "t"))
    assert [each["id"] for each in data["principals"]] == [principal.id for principal in matrix.principals]
    assert {each["id"] for each in data["principals"] if each.get("deleted")} == {
        principal.id for principal in matrix.principals if principal.is_deleted
    }
    assert expanded(data) == {
        (
            row.principal.name,
            row.account.name,
            row.permission_set.name,
            row.role_arn,
            row.is_latest,
            tuple(sorted("direct" if way.group is None else way.group.name for way in row.ways)),
        )
        for row in matrix
    }


def test_nobody_and_nothing_make_a_page_too() -> None:
    assert data_of(page(AccessMatrix(), "t")) == {
        "principals": [],
        "accounts": [],
        "sets": [],
        "roles": [],
        "direct": [],
        "groups": [],
    }


def test_the_same_matrix_gives_the_same_page() -> None:
    assert page(AccessMatrix.of_world(ACME), "t") == page(AccessMatrix.of_world(ACME), "t")


def test_a_role_is_in_it_once_however_many_have_it() -> None:
    data = data_of(page(large(users=50, accounts=10), "t"))
    assert len(data["roles"]) == 10
    assert sum(map(len, data["direct"])) == 500


def test_it_refers_to_nothing_outside_itself() -> None:
    text = page(AccessMatrix.of_world(ACME), "acme.yaml")
    parsed = Parsed(text)
    references = {
        value for _, attributes in parsed.elements for name, value in attributes.items()
        if name in {"src", "href", "action", "data", "srcset", "formaction", "xlink:href", "poster", "style"}
    }  # fmt: skip
    assert {reference for reference in references if reference and not reference.startswith("#")} == {"data:,"}
    (style,) = parsed.texts["style"]
    assert not re.search(r"url\(|@import|image-set", style)
    scripts = "".join(parsed.texts["script"])
    # The name of the SVG namespace is not an address that is asked.
    assert set(re.findall(r"https?://[^\"' ]+", style + scripts)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import)\b", scripts)


def test_its_policy_allows_its_own_scripts_and_style_alone() -> None:
    parsed = Parsed(page(hostile(), "t"))
    (policy,) = [a["content"] for _, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy
    theme, _, script = parsed.texts["script"]
    (style,) = parsed.texts["style"]
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (theme, script, style)]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; style-src 'sha256-{hashes[2]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not [attributes for _, attributes in parsed.elements if any(name.startswith("on") for name in attributes)]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_end_no_element(name: str) -> None:
    harmless, text = page(hostile(), "t"), page(hostile(), name)
    assert [tag for tag, _ in Parsed(text).elements] == [tag for tag, _ in Parsed(harmless).elements]
    assert name in {account["name"] for account in data_of(text)["accounts"]}
