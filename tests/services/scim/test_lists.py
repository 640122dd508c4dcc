"""Lists, their filters and their pages."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.services.scim.client import ENTERPRISE, Content, Scim, user


def names(answer: Content) -> list[str]:
    return [row.get("userName", row["displayName"]) for row in answer["Resources"]]


@pytest.fixture
def people(scim: Scim) -> dict[str, str]:
    """Ada, who is Bob's manager and in the group staff; the ids by name."""
    ada = scim.create(user("ada", externalId="1"))["id"]
    bob = scim.create(user("bob", externalId="2", **{ENTERPRISE: {"manager": {"value": ada}}}))["id"]
    staff = scim.create({"displayName": "staff", "externalId": "3", "members": [{"value": ada}]}, "Groups")["id"]
    other = scim.create({"displayName": "other"}, "Groups")["id"]
    return {"ada": ada, "bob": bob, "staff": staff, "other": other}


@pytest.mark.rule("scim.user-filters", "scim.filter-form")
@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ('userName eq "ada"', ["ada"]),
        ('username EQ "ADA"', ["ada"]),
        ('  userName   eq   "ada"  ', ["ada"]),
        ('userName eq "a"', []),
        ('externalId eq "2"', ["bob"]),
        ('externalId eq "3"', []),
        ('groups.value eq "{staff}"', ["ada"]),
        ('groups.value eq "nobody"', []),
        ('id eq "{bob}"', ["bob"]),
        ('id eq "nobody"', []),
        ('id eq "{bob}" and manager eq "{ada}"', ["bob"]),
        ('manager eq "{ada}" AND id eq "{bob}"', ["bob"]),
        ('id eq "{bob}" and manager.value eq "{bob}"', []),
        ('id eq "{ada}" and manager eq "{ada}"', []),
        (f'id eq "{{bob}}" and {ENTERPRISE}:manager eq "{{ada}}"', ["bob"]),
    ],
)
def test_users_that_a_filter_leaves(scim: Scim, people: dict[str, str], filter: str, found: list[str]) -> None:
    answer = scim.get("Users", filter=filter.format(**people))
    assert names(answer) == found
    assert (answer["totalResults"], answer["itemsPerPage"], answer["startIndex"]) == (len(found), len(found), 1)


@pytest.mark.rule("scim.group-filters", "scim.filter-form")
@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ('displayName eq "Staff"', ["staff"]),
        ('externalId eq "3"', ["staff"]),
        ('externalId eq "1"', []),
        ('id eq "{other}"', ["other"]),
        ('id eq "{staff}" and members eq "{ada}"', ["staff"]),
        ('members eq "{bob}" and id eq "{staff}"', []),
        ('members.value eq "{ada}"', ["staff"]),
        ('members.value eq "{bob}"', []),
        ('id eq "nobody" and members eq "{ada}"', []),
    ],
)
def test_groups_that_a_filter_leaves(scim: Scim, people: dict[str, str], filter: str, found: list[str]) -> None:
    assert names(scim.get("Groups", filter=filter.format(**people))) == found


@pytest.mark.rule("scim.filter-form", "scim.user-filters", "scim.group-filters")
@pytest.mark.parametrize("kind", ["Users", "Groups"])
@pytest.mark.parametrize(
    "filter",
    [
        "",
        "userName",
        'userName eq ""',
        'displayName eq ""',
        "userName eq ada",
        "userName eq 'ada'",
        'userName co "ad"',
        'userName sw "a"',
        "userName pr",
        'not (userName eq "ada")',
        '(userName eq "ada")',
        'userName eq "ada" or userName eq "bob"',
        'userName eq "ada" and',
        'and userName eq "ada"',
        'userName eq "ada"userName eq "ada"',
        'id eq "a" and id eq "b"',
        'userName eq "ada" and externalId eq "1"',
        'displayName eq "a" and externalId eq "1"',
        'emails.value eq "ada@example.com"',
        'meta.created eq "2020"',
        'userName eq "ada\\',
        'userName eq "\\x"',
        "userName eq true",
        "\x00",
        "(" * 5000,
        'id eq "x" and ' * 5000,
    ],
    ids=lambda text: repr(text)[:40],
)
def test_other_filters_are_refused(scim: Scim, kind: str, filter: str) -> None:
    status, reason = scim.refusal("GET", f"{kind}?{urlencode({'filter': filter})}")
    assert (status, reason[:21]) == (400, "Invalid Filter format")


@pytest.mark.rule("scim.pages", "scim.cursor")
def test_a_cursor_leads_through_all_of_them(endpoint: Scim) -> None:
    for number in range(7):
        endpoint.create(user(f"user-{number}"))
        endpoint.create({"displayName": f"group-{number}"}, "Groups")
    for kind in ("Users", "Groups"):
        pages, cursor = [], ""
        while True:
            page = endpoint.get(f"{kind}?{urlencode({'cursor': cursor, 'count': 3})}")
            assert page.keys() - {"nextCursor"} == {"schemas", "itemsPerPage", "Resources"}
            pages.append(names(page))
            if "nextCursor" not in page:
                break
            cursor = page["nextCursor"]
        assert [len(page) for page in pages] == [3, 3, 1]
        assert sorted(name for page in pages for name in page) == [
            f"{kind.lower()[:-1]}-{number}" for number in range(7)
        ]


@pytest.mark.rule("scim.cursor")
def test_the_bare_parameter_begins_to_page(scim: Scim) -> None:
    scim.create(user())
    assert scim.get("Users?cursor").keys() == {"schemas", "itemsPerPage", "Resources"}
    assert scim.get("Users?cursor=").keys() == {"schemas", "itemsPerPage", "Resources"}


@pytest.mark.rule("scim.cursor")
def test_a_cursor_is_of_one_list(scim: Scim) -> None:
    for number in range(3):
        scim.create(user(f"user-{number}"))
    cursor = scim.get("Users?cursor&count=1")["nextCursor"]
    assert names(scim.get("Users", cursor=cursor, count=2)) == ["user-1", "user-2"]
    for path in (f"Groups?cursor={cursor}", f"Users?cursor={cursor}&filter=id+eq+%22a%22", "Users?cursor=x"):
        assert scim.refusal("GET", path)[0] == 400
    assert "regular expression pattern" in scim.refusal("GET", "Users?cursor=%3F")[1]


@pytest.mark.rule("scim.pages")
def test_without_a_cursor_there_is_one_page(scim: Scim) -> None:
    for number in range(102):
        scim.create(user(f"user-{number}"))
    answer = scim.get("Users")
    assert (answer["totalResults"], answer["itemsPerPage"], len(answer["Resources"])) == (102, 100, 100)
    assert scim.get("Users", count=2)["itemsPerPage"] == 2
    for count in ("0", "101", "-1", "x", "1.5", "", "true"):
        status, reason = scim.refusal("GET", f"Users?count={count}")
        assert (status, "'count' failed to satisfy constraint" in reason) == (400, True)


@pytest.mark.rule("scim.ignored-parameters")
def test_other_parameters_have_no_effect(scim: Scim) -> None:
    made = [scim.create(user(name)) for name in ("ada", "bob")]
    answer = scim.get("Users", startIndex=2, attributes="id", excludedAttributes="name", sortBy="userName")
    assert (answer["Resources"], answer["startIndex"]) == (made, 1)
