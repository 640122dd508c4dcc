"""A matrix as one page for the browser, with everything in it that it needs."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from ssoadmin_mock.insight.access import Named, Principal
from ssoadmin_mock.insight.matrix import AccessMatrix

# Each uses what is declared in those before it.
_SCRIPTS = ("elements.js", "access.js", "grid.js", "details.js", "printout.js", "page.js")


def page(matrix: AccessMatrix, title: str) -> str:
    """Return an HTML page that shows a matrix; it loads nothing, and its policy forbids it to.

    The same matrix gives the same page.

    :param matrix: everybody's access, not a part of it: the groups that users have access through must be in it.
    :param title: what it is about, such as the name of a file.
    """
    style, theme = _part("page.css"), _part("theme.js")
    script = "\n".join(map(_part, _SCRIPTS))
    return Template(_part("page.html")).substitute(
        policy=_policy(style, theme, script),
        title=escape(title),
        style=style,
        theme=theme,
        script=script,
        data=_for_script(_data(matrix)),
    )


def _part(name: str) -> str:
    return files("ssoadmin_mock").joinpath("data", "report", name).read_text(encoding="utf-8")


def _policy(style: str, *scripts: str) -> str:
    """Return a content security policy: nothing but these, byte for byte, and the icon in the page's head."""
    allowed = " ".join(map(_source, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_source(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _for_script(data: Mapping[str, Any]) -> str:
    # Within a script element, only these can end it or begin a comment.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _data(matrix: AccessMatrix) -> dict[str, Any]:
    """Return what access.js reads; it says there what each part is.

    A member of a group has every role of the group, so roles per principal and groups per principal say as much as
    the rows, in far fewer characters.
    """
    accounts, sets = _numbers(matrix.accounts), _numbers(matrix.permission_sets)
    roles = {(row.account.id, row.permission_set.id): row for row in matrix}
    return {
        "principals": [_principal(principal) for principal in matrix.principals],
        "accounts": [{"id": account.id, "name": account.name} for account in matrix.accounts],
        "sets": [{"id": permission_set.id, "name": permission_set.name} for permission_set in matrix.permission_sets],
        "roles": [
            {"account": accounts[account], "set": sets[permission_set], "arn": row.role_arn, "latest": row.is_latest}
            for (account, permission_set), row in roles.items()
        ],
        **_holders(matrix, {role: number for number, role in enumerate(roles)}),
    }


def _numbers(things: Sequence[Named]) -> dict[str, int]:
    return {thing.id: number for number, thing in enumerate(things)}


def _holders(matrix: AccessMatrix, roles: Mapping[tuple[str, str], int]) -> dict[str, list[list[int]]]:
    """Return what each principal has itself, and the groups that it has the rest through."""
    numbers = {(principal.type, principal.id): number for number, principal in enumerate(matrix.principals)}
    # Dictionaries, as sets that keep their order.
    direct: list[dict[int, None]] = [{} for _ in numbers]
    groups: list[dict[int, None]] = [{} for _ in numbers]
    for row in matrix:
        holder = numbers[row.principal.type, row.principal.id]
        for way in row.ways:
            if way.group is None:
                direct[holder][roles[row.account.id, row.permission_set.id]] = None
            else:
                groups[holder][numbers[way.group.type, way.group.id]] = None
    return {"direct": list(map(list, direct)), "groups": list(map(list, groups))}


def _principal(principal: Principal) -> dict[str, Any]:
    described: dict[str, Any] = {"type": principal.type, "id": principal.id, "name": principal.name}
    return described | ({"deleted": True} if principal.is_deleted else {})
