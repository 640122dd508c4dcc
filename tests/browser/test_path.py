"""The path to a grant, by mouse and by keyboard."""

from __future__ import annotations

from ssoadmin_mock.insight.matrix import AccessMatrix
from tests.browser.conftest import OpenPage
from tests.browser.report_page import (
    CONTROL,
    DOWN,
    END,
    ENTER,
    ESCAPE,
    HOME,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    RIGHT,
    SPACE,
    TAB,
    UP,
    ReportPage,
)
from tests.insight.matrices import large
from tests.world.examples import WORLD


def section(page: ReportPage, permission_set: str) -> str:
    return page.one(f"#details section[aria-label={permission_set}]").text


def test_a_click_shows_the_way_through_a_group(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#name=grace")
    page.cell("grace", "payments-prod").click()
    assert page.one("h2").text == "grace in payments-prod"
    assert page.explained == ["BreakGlass", "ReadOnly"]
    (row,) = acme.access(user="grace", account="payments-prod", permission_set="BreakGlass")
    shown = section(page, "BreakGlass").splitlines()
    assert shown == [
        "BreakGlass",
        "(through on-call, outdated)",
        "User",
        "grace",
        "Member of the group",
        "on-call",
        "Assignment",
        "BreakGlass",
        "to on-call in payments-prod",
        "Role in the account",
        "AWSReservedSSO_BreakGlass_*",
        row.role_arn,
        "The world does not say what the * stands for.",
        "Copy ARN",
        "Outdated: the set was changed and not provisioned here since",
    ]


def test_all_ways_are_shown_the_direct_one_first(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#name=alan")
    page.cell("alan", "shop-dev").click()
    ways = page.driver.find_elements("css selector", "section[aria-label=ReadOnly] .path")
    assert [way.get_attribute("aria-label") for way in ways] == ["Direct", "Through everybody", "Role"]
    assert "Provisioned with the latest version of the set" in section(page, "ReadOnly")


def test_cells_tell_direct_from_through_and_latest_from_outdated(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#name=radia")

    def said(account: str) -> list[str]:
        chips = page.cell("radia", account).find_elements("class name", "chip")
        return [str(chip.get_attribute("textContent")).strip() for chip in chips]

    assert said("network") == ["Administrator (through platform)", "NetworkAdmin (direct)"]
    page = open_page(acme, "#name=katherine")
    (developer, _) = page.cell("katherine", "data-dev").find_elements("class name", "chip")
    assert developer.get_attribute("title") == "Developer: through data, outdated"
    assert developer.value_of_css_property("outline-style") == "dashed"


def test_a_cell_with_many_sets_shows_the_first_and_the_panel_all(open_page: OpenPage) -> None:
    names = [f"Set{number}" for number in range(6)]
    world = {
        "organization": {"accounts": {"dev": "111122223333"}},
        "users": {"ada": None},
        "permission_sets": {name: {"outdated_in": ["dev"]} for name in names},
        "assignments": [{"permission_set": name, "users": "ada", "accounts": "dev"} for name in names],
    }
    page = open_page(AccessMatrix.of_world(world))
    assert page.texts("[aria-colindex='3'] .chip .name") == ["Set0", "Set1", "Set2"]
    assert page.one("[aria-colindex='3'] .more").text.split("\n") == ["+3 more", "(3 outdated)"]
    page.cell("ada", "dev").click()
    assert page.explained == names


def test_an_account_without_access_is_said_to_be_one(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    page.cell("barbara", "acme-root").click()
    assert page.one("#details").text.endswith("No access.")


def test_a_deleted_principal_that_has_assignments_left_is_crossed_out(open_page: OpenPage) -> None:
    matrix = AccessMatrix.of_world(WORLD)
    (deleted,) = [principal for principal in matrix.principals if principal.is_deleted]
    page = open_page(matrix, f"#name={deleted.name}")
    assert page.one("[role=rowheader] .name").value_of_css_property("text-decoration-line") == "line-through"
    assert page.one("[role=rowheader]").text.startswith("deleted user")
    page.cell(deleted.name, "dev").click()
    assert page.texts("#details .id")[0] == "Deleted user"


def test_the_panel_shows_everything_whatever_the_filter(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#name=grace&set=BreakGlass")
    page.cell("grace", "payments-prod").click()
    assert page.explained == ["BreakGlass", "ReadOnly"]


def test_the_role_arn_can_be_copied(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme, "#name=radia")
    page.driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
    page.cell("radia", "network").click()
    copy = page.one("section[aria-label=NetworkAdmin] .copy")
    copy.click()
    (row,) = acme.access(user="radia", account="network", permission_set="NetworkAdmin")
    assert page.run("return navigator.clipboard.readText()") == row.role_arn
    assert copy.text == "Copied"


def test_it_can_be_copied_where_browsers_keep_the_clipboard_to_themselves(
    open_page: OpenPage, acme: AccessMatrix
) -> None:
    page = open_page(acme, "#name=radia")
    page.driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
    page.run("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.one("#copy-link").click()
    assert page.run("return navigator.clipboard.readText()") == page.driver.current_url
    assert page.focused == page.one("#copy-link")


def test_a_grant_is_found_by_the_keyboard_alone(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    for _ in range(20):
        page.press(TAB)
        if page.focused.get_attribute("name") == "name":
            break
    page.press("radia")
    for _ in range(20):
        page.press(TAB)
        if page.focused.get_attribute("role") == "gridcell":
            break
    page.press(RIGHT, ENTER)
    assert page.one("h2").text == f"radia in {page.accounts[1]}"
    assert page.focused == page.one("h2")
    page.press(TAB)
    assert page.focused.text == "Copy ARN"
    page.press(ESCAPE)
    assert not page.one("#details").is_displayed()
    assert page.focused == page.cell("radia", page.accounts[1])


def position(page: ReportPage) -> tuple[int, int]:
    """The focused cell, counted from 0 with the headings."""
    return int(page.focused.get_attribute("data-row") or -1), int(page.focused.get_attribute("data-column") or -1)


def test_arrow_keys_and_their_like_move_from_cell_to_cell(open_page: OpenPage) -> None:
    page = open_page(large(users=300, accounts=50))
    page.one("[data-row='1'][data-column='1']").click()
    page.press(ESCAPE)
    steps = [
        (DOWN, (2, 1)),
        (RIGHT, (2, 2)),
        (END, (2, 50)),
        (RIGHT, (2, 50)),
        (HOME, (2, 0)),
        (LEFT, (2, 0)),
        (UP, (1, 0)),
        (UP, (0, 0)),
        (UP, (0, 0)),
        (RIGHT, (0, 1)),
        (DOWN, (1, 1)),
    ]
    for key, expected in steps:
        page.press(key)
        assert position(page) == expected
    page.press(END, holding=CONTROL)
    assert position(page) == (300, 50)
    page.press(DOWN)
    assert position(page) == (300, 50)
    page.press(HOME, holding=CONTROL)
    assert position(page) == (1, 1)
    page.press(PAGE_DOWN)
    row, _ = position(page)
    assert row > 5
    page.press(PAGE_UP)
    assert position(page) == (1, 1)


def test_the_focused_cell_is_never_hidden_and_always_marked(open_page: OpenPage) -> None:
    page = open_page(large(users=300, accounts=50))
    page.one("[data-row='1'][data-column='1']").click()
    page.press(ESCAPE, *[DOWN] * 16, *[RIGHT] * 10, *[UP] * 12, *[LEFT] * 6)
    assert position(page) == (5, 5)
    on_top = """const { left, top, width, height } = arguments[0].getBoundingClientRect();
        return arguments[0].contains(document.elementFromPoint(left + width / 2, top + height / 2));"""
    assert page.run(on_top, page.focused)
    assert page.focused.value_of_css_property("outline-style") == "solid"
    assert page.run("return document.querySelectorAll('#grid [tabindex=\"0\"]').length") == 1


def test_a_cell_keeps_the_focus_when_it_is_scrolled_out_of_sight(open_page: OpenPage) -> None:
    page = open_page(large(users=300, accounts=50))
    page.one("[data-row='2'][data-column='2']").click()
    page.run("document.getElementById('grid').scrollTo(3000, 5000)")
    page.settle()
    assert position(page) == (2, 2)
    page.press(DOWN)
    assert position(page) == (3, 2)


def test_the_open_panel_follows_the_keys(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    page.cell("ada", "acme-root").click()
    page.press(DOWN)
    assert page.one("h2").text == "alan in acme-root"
    page.press(SPACE)
    assert page.focused == page.one("h2")
    page.one("#details button[aria-label=Close]").click()
    page.press(DOWN)
    assert not page.one("#details").is_displayed()


def test_a_heading_narrows_by_the_keyboard_too_and_keeps_the_focus(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    page.cell("barbara", "acme-root").click()
    page.press(ESCAPE, HOME, ENTER)
    assert page.principals == ["barbara"]
    assert position(page) == (1, 0)
    page.press(ENTER)
    assert position(page) == (3, 0)
    assert page.focused.get_attribute("title") == "barbara"
    page.press(HOME, UP, UP, UP, RIGHT, ENTER)
    assert page.accounts == ["acme-root"]
    assert position(page) == (0, 1)
