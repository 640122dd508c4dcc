"""What the filter leaves, and that the address holds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ssoadmin_mock.insight.access import Access
from ssoadmin_mock.insight.matrix import AccessMatrix
from tests.browser.conftest import OpenPage
from tests.browser.report_page import Grant
from tests.insight.matrices import large


def printed_rows(rows: list[Access]) -> list[Grant]:
    return [
        (
            row.principal.name,
            row.account.name,
            row.permission_set.name,
            row.path,
            "latest" if row.is_latest else "outdated",
        )
        for row in rows
    ]


def test_the_numbers_are_those_of_the_matrix(open_page: OpenPage, acme: AccessMatrix) -> None:
    assert open_page(acme).numbers == {
        "users": sum(not principal.is_group for principal in acme.principals),
        "groups": sum(principal.is_group for principal in acme.principals),
        "accounts": len(acme.accounts),
        "permission sets": len(acme.permission_sets),
        "grants": len(acme),
        "outdated": sum(not row.is_latest for row in acme),
    }


def test_every_grant_is_that_of_the_matrix(open_page: OpenPage, acme: AccessMatrix) -> None:
    assert open_page(acme).printed() == printed_rows(list(acme))


@pytest.mark.parametrize(
    ("filter", "wanted"),
    [
        ({"name": "A"}, lambda row: "a" in row.principal.name),
        ({"name": '"data"'}, lambda row: row.principal.name == "data"),
        ({"group": "pay"}, lambda row: "payments" in [row.principal.name, *[group.name for group in row.groups]]),
        ({"set": "admin"}, lambda row: "Admin" in row.permission_set.name),
        ({"account": "-prod"}, lambda row: row.account.name.endswith("-prod")),
        ({"account": "3000"}, lambda row: row.account.id.startswith("3000")),
        ({"kind": "groups"}, lambda row: row.principal.is_group),
        ({"kind": "users"}, lambda row: not row.principal.is_group),
        ({"only": "direct"}, lambda row: row.is_direct),
        ({"only": "through"}, lambda row: bool(row.groups)),
        ({"only": "outdated"}, lambda row: not row.is_latest),
        ({"set": "ReadOnly", "only": "direct"}, lambda row: row.permission_set.name == "ReadOnly" and row.is_direct),
        ({"name": "gr", "only": "outdated"}, lambda row: "gr" in row.principal.name and not row.is_latest),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_filter_leaves_what_the_matrix_says(
    open_page: OpenPage, acme: AccessMatrix, filter: dict[str, str], wanted: Callable[[Access], bool]
) -> None:
    page = open_page(acme)
    page.filter(**filter)
    left = [row for row in acme if wanted(row)]
    assert left
    principals, accounts = {row.principal for row in left}, {row.account for row in left}
    assert page.matches == (
        f"{len(principals)} of {len(acme.principals)} principals, {len(accounts)} of {len(acme.accounts)} accounts, "
        f"{len(left)} grants"
    )
    assert page.printed() == printed_rows(left)
    assert page.fragment == {name: [value] for name, value in filter.items()}


def test_the_matrix_shows_the_rows_and_columns_that_are_left(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    page.filter(set="NetworkAdmin")
    assert page.principals == ["radia"]
    assert page.accounts == ["network"]
    assert page.cell("radia", "network").text.split("\n") == ["NetworkAdmin", "(direct)"]


def test_without_a_filter_those_without_access_are_shown_too(open_page: OpenPage) -> None:
    world = {"users": {"ada": None}, "organization": {"accounts": {"dev": None}}}
    page = open_page(AccessMatrix.of_world(world))
    assert page.principals == ["ada"]
    assert "dev" in page.accounts
    assert page.cell("ada", "dev").text == ""


def test_a_view_can_be_sent_as_its_address(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    page.filter(name="grace", only="outdated")
    page.cell("grace", "data-prod").click()
    address = page.driver.current_url
    page.driver.get("about:blank")
    page.driver.get(address)
    assert page.one("#filter [name=name]").get_attribute("value") == "grace"
    assert page.principals == ["grace"]
    assert page.one("h2").text == "grace in data-prod"


def test_an_address_that_is_changed_changes_the_view(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#set=Billing&only=nonsense")
    assert page.principals == ["margaret", "sophie"]
    page.run("location.hash = 'set=NetworkAdmin'")
    assert page.principals == ["radia"]


def test_a_filter_that_leaves_nothing_says_so_and_can_be_cleared(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#name=nobody")
    assert page.one("#nothing").is_displayed()
    assert page.matches == "0 of 23 principals, 0 of 12 accounts, 0 grants"
    page.one("#filter [type=reset]").click()
    assert not page.one("#nothing").is_displayed()
    assert page.fragment == {}


def test_a_click_on_a_heading_narrows_to_it_and_another_one_widens_again(
    open_page: OpenPage, acme: AccessMatrix
) -> None:
    page = open_page(acme)
    page.one("[role=rowheader][title=ada]").click()
    assert page.principals == ["ada"]
    assert page.accounts == ["acme-root", *[name for name in page.accounts if name != "acme-root"]]
    page.one("[role=columnheader][title^=sandbox]").click()
    assert page.accounts == ["sandbox"]
    page.one("[role=rowheader]").click()
    page.one("[role=columnheader][title^=sandbox]").click()
    assert page.matches.startswith("23 of 23 principals, 12 of 12 accounts")


def test_the_number_of_matches_is_announced(open_page: OpenPage, acme: AccessMatrix) -> None:
    assert open_page(acme).one("#matches").get_attribute("role") == "status"


def test_only_what_is_in_sight_is_in_the_document(open_page: OpenPage) -> None:
    page = open_page(large(users=2000, accounts=100))
    assert page.numbers["grants"] == 200_000
    assert page.one("#grid").get_attribute("aria-rowcount") == "2001"
    assert page.one("#grid").get_attribute("aria-colcount") == "101"
    assert len(page.run("return document.querySelectorAll('*')")) < 4000
    page.run("document.getElementById('grid').scrollTo(1e9, 1e9)")
    page.settle()
    assert page.cell("user-1999", "account-099").text.split("\n") == ["Reader", "(direct)"]


def test_paper_gets_what_the_filter_leaves(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#name=radia&set=Admin")
    page.run("""addEventListener("beforeprint", () => {
        window.printed = [...document.querySelectorAll("#printout :is(h1, p, td)")].map((each) => each.textContent);
    })""")
    page.driver.print_page()
    title, summary, _, *cells = page.run("return window.printed")
    assert title == "Who has access: world.yaml"
    assert summary == "name: radia, set: Admin. 3 grants."
    assert cells[-5:] == ["radia", "shared-services", "Administrator", "through platform", "latest"]


def test_paper_gets_as_many_rows_as_it_can_take_and_the_rest_is_said(open_page: OpenPage) -> None:
    page = open_page(large(users=30, accounts=100))
    assert len(page.printed()) == 2000
    page.run("dispatchEvent(new Event('beforeprint'))")
    said = page.run("return document.querySelectorAll('#printout p')[1].textContent")
    assert said == "Only the first 2,000 are printed; a filter gets at the others."
    page.filter(name="user-0001")
    assert len(page.printed()) == 100
    assert page.run("return document.getElementById('printout').textContent") == ""


def test_paper_is_light_and_has_the_list_alone(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, dark=True)
    page.run("dispatchEvent(new Event('beforeprint'))")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not page.one("#screen").is_displayed()
    assert page.one("#printout table").is_displayed()
    assert page.color("body", "color") < (60, 60, 60)
    assert page.one("#printout p").text == f"Everything. {len(acme)} grants."
