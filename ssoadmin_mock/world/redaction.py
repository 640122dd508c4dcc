"""Takes names, e-mail addresses and account ids out of a world; the same one becomes the same everywhere.

The schema says what is the name of what (``x-redact``); addresses and ids are found wherever they are.
"""

from __future__ import annotations

import re
from typing import Any

from ssoadmin_mock.effects.organization_tree import MANAGEMENT_NAME
from ssoadmin_mock.world.schema import Schema, member_schema, resolved, world_schema

MANAGEMENT_ID = "123456789012"
"""What the management account's id becomes: the account that calls come from in moto unless something else is said."""

# Ids of the Identity Store are kept, and may have an account id's twelve digits in them.
_UUID = r"[A-Fa-f0-9]{8}(?:-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}"
_ID = re.compile(rf"(?P<kept>{_UUID})|(?<![0-9A-Za-z])[0-9]{{12}}(?![0-9A-Za-z])")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(r"(?<=://)[\w.-]+")
_FIRST_ID = 100000000000

# What texts may hold anything, URLs for one; and what stands in the place of names without being one of the user's.
_FREE = ("free", "url")
_NO_NAME = re.compile(rf"all|instance|{MANAGEMENT_NAME}|arn:.*|{_ID.pattern}")


def redacted(world: dict[str, Any]) -> dict[str, Any]:
    """Return a world without names, e-mail addresses and account ids.

    :param world: a world that has the form of the schema.
    """
    result: dict[str, Any] = _Redaction(world).value(world, world_schema())
    return result


class _Redaction:
    def __init__(self, world: dict[str, Any]) -> None:
        self._replacements: dict[str, dict[str, str]] = {}
        management = world.get("organization", {}).get("management_account", {}).get("id")
        if management:
            self._replacements["account id"] = {management: MANAGEMENT_ID}

    def value(self, value: Any, schema: Schema) -> Any:
        """Redact a part of the world."""
        kind = schema.get("x-redact")
        if isinstance(value, str):
            return self._text(value, kind)
        # What the schema says nothing about is of the kind of what it is in.
        unsaid = {"x-redact": kind}
        if isinstance(value, dict):
            keys = schema.get("x-redact-keys")
            return {
                self._text(key, keys): self.value(member, member_schema(schema, key) or unsaid)
                for key, member in value.items()
            }
        if isinstance(value, list):
            return [self.value(item, resolved(schema.get("items", unsaid))) for item in value]
        return value

    def _text(self, text: str, kind: str | None) -> str:
        if kind == "email":
            return self._email(text)
        if kind in (None, "policy", *_FREE) or _NO_NAME.fullmatch(text):
            return self._scrubbed(text, kind)
        return self._replaced(kind, text, f"{kind}-{{}}")

    def _scrubbed(self, text: str, kind: str | None) -> str:
        text = _EMAIL.sub(lambda match: self._email(match[0]), text)
        if kind in _FREE:
            text = _HOST.sub(lambda match: self._replaced("host", match[0], "host-{}.example.com"), text)
        return _ID.sub(lambda match: match["kept"] or self._account_id(match[0]), text)

    def _email(self, address: str) -> str:
        return self._replaced("email", address, "email-{}@example.com")

    def _account_id(self, id: str) -> str:
        known = self._replacements.setdefault("account id", {})
        return known.setdefault(id, str(_FIRST_ID + len(known)))

    def _replaced(self, kind: str | None, original: str, form: str) -> str:
        known = self._replacements.setdefault(kind or "", {})
        return known.setdefault(original, form.format(len(known) + 1))
