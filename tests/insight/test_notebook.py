"""Tables for notebooks."""

from __future__ import annotations

from xml.etree import ElementTree

from ssoadmin_mock.insight.diff import diff
from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.insight.notebook import SHOWN_ROWS, table

HURTFUL = '<script>alert("x")</script> & Söhne'


def world(*users: str) -> dict[str, object]:
    return {
        "organization": {"accounts": {"dev": "111122223333"}},
        "users": dict.fromkeys(users),
        "groups": {HURTFUL: {"members": [*users]}},
        "permission_sets": {"Admin": None},
        "assignments": [{"permission_set": "Admin", "groups": HURTFUL, "accounts": "dev"}],
    }


def cells(html: str) -> list[list[str]]:
    """The texts of all rows, as a browser shows them."""
    read = ElementTree.fromstring(f"<div>{html}</div>")
    return [["".join(cell.itertext()) for cell in row] for row in read.iter("tr")]


def test_a_matrix_is_a_table_of_who_has_what() -> None:
    assert cells(AccessMatrix.of_world(world("ada"))._repr_html_()) == [
        ["who", "account", "permission set", "how"],
        ["ada", "dev", "Admin", f"through {HURTFUL}"],
        [f"group {HURTFUL}", "dev", "Admin", "direct"],
    ]


def test_a_diff_is_a_table_of_changes() -> None:
    changed = world("ada", "bob") | {
        "assignments": [{"permission_set": "Admin", "users": "ada", "groups": HURTFUL, "accounts": "dev"}]
    }
    found = diff(world("ada"), changed)
    assert cells(found._repr_html_()) == [
        ["change", "who", "account", "permission set", "how"],
        ["gained", "bob", "dev", "Admin", f"through {HURTFUL}"],
        ["changed", "ada", "dev", "Admin", f"was through {HURTFUL}; is direct, through {HURTFUL}"],
    ]
    assert "<caption>1 gained, 1 changed</caption>" in found._repr_html_()


def test_what_is_in_a_table_is_text() -> None:
    html = AccessMatrix.of_world(world("ada"))._repr_html_() + table(HURTFUL, [HURTFUL], [[HURTFUL]], 1)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_nobody_is_said() -> None:
    assert "<caption>Nobody has access.</caption>" in AccessMatrix()._repr_html_()


def test_a_long_table_ends_and_says_so() -> None:
    html = table("many", ["number"], ([str(number)] for number in range(SHOWN_ROWS + 5)), SHOWN_ROWS + 5)
    assert len(cells(html)) == SHOWN_ROWS + 1
    assert html.endswith("<p>... and 5 more</p>")
