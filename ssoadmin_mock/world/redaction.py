"""Takes names, e-mail addresses and account ids out of a world; the same one becomes the same everywhere.

The schema says what is the name of what (``x-redact``). What it names is then searched for in all texts that may hold
anything, policies and URLs for two, however it is spelled there; unknown addresses and account ids are found by form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ssoadmin_mock.effects.organization_tree import MANAGEMENT_NAME
from ssoadmin_mock.model.account_ids import ACCOUNT_ID, is_account_id
from ssoadmin_mock.world.schema import Schema, member_schema, resolved, world_schema
from ssoadmin_mock.world.spellings import KnownValues, Span, replaced, spelled

MANAGEMENT_ID = "123456789012"
"""What the management account's id becomes: the account that calls come from in moto unless something else is said."""

_FIRST_ID = 100000000000

# What texts may hold anything, and what words of theirs are not the user's to choose.
_FREE = ("free", "url", "policy")
_SEARCHED_ELSEWHERE = ("description", "tag-value")
_EMAIL = re.compile(r"[\w.!#$%'*+^`~-]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(r"(?<=://)(?:[^/?#\s@]*@)?(\[[^\]\s]*\]|[^/?#\s:@\"'<>]+)")
_ID = re.compile(rf"(?<![0-9]){ACCOUNT_ID}(?![0-9])")
# Ids of the Identity Store and of instances are kept, and may have an account id's twelve digits in them; so may the
# end of a role's name.
_UUID = re.compile(r"[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}")
_KEPT_ID = re.compile(r"(?<![a-z0-9])(?:(?:sso)?ins|ps|apl)-[a-z0-9.-]{16}|(?<=_)[a-f0-9]{16}(?![a-z0-9])")
_VOCABULARY = re.compile(
    r"arn:aws[a-z-]*:iam::aws:[\w/=,.@-]*|arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:"
    r"|\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central)+-[0-9]\b"
)
# IAM's words in policies: of its grammar, of conditions, and the names of actions.
_GRAMMAR = re.compile(
    r"Version|Id|Sid|Statement|Effect|(?:Not)?(?:Principal|Action|Resource)|Condition|AWS|Service|Federated"
    r"|(?:For(?:All|Any)Values?:)?(?:String|Numeric|Date|Bool|Binary|(?:Not)?IpAddress|Arn|Null)(?:Not)?[A-Za-z]*"
)
_CONDITION_KEY = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9]+(?=/|\Z)")
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_OF_ACTIONS = ("Version", "Effect", "Action", "NotAction")

# What stands in the place of a name without being one.
_NO_NAMES = {"account": ("all", MANAGEMENT_NAME), "application": ("instance",)}


def redacted(world: dict[str, Any]) -> dict[str, Any]:
    """Return a world without names, e-mail addresses and account ids.

    :param world: a world that has the form of the schema.
    """
    redaction = _Redaction(world)
    redaction.value(world, world_schema())
    result: dict[str, Any] = redaction.value(world, world_schema())
    return result


class _Redaction:
    """Goes through a world twice: to learn its values, and to replace them wherever they are."""

    def __init__(self, world: dict[str, Any]) -> None:
        self._known = KnownValues()
        self._replacements: dict[str, dict[str, str]] = {}
        self._next: dict[str, int] = {}
        self._originals = set(_strings(world))
        management = world.get("organization", {}).get("management_account", {}).get("id")
        if management:
            self._replacements["account id"] = {management: MANAGEMENT_ID}
            self._known.add(management, MANAGEMENT_ID)

    def value(self, value: Any, schema: Schema) -> Any:
        """Redact a part of the world."""
        kind = schema.get("x-redact")
        if isinstance(value, str):
            return self._policy(value) if kind == "policy" else self._text(value, kind)
        if isinstance(value, dict):
            return {self._key(key, schema): self._member(key, member, schema) for key, member in value.items()}
        if isinstance(value, list):
            return [self.value(item, resolved(schema.get("items", {"x-redact": kind}))) for item in value]
        if isinstance(value, int) and is_account_id(str(value)):
            return int(self._account_id(str(value)))
        return value

    def _key(self, key: str, schema: Schema) -> str:
        if schema.get("x-redact") != "policy":
            return self._text(key, schema.get("x-redact-keys"))
        if _GRAMMAR.fullmatch(key):
            return key
        name = _CONDITION_KEY.match(key)
        return key[: name.end()] + self._text(key[name.end() :], "policy") if name else self._text(key, "policy")

    def _member(self, key: str, member: Any, schema: Schema) -> Any:
        kind = schema.get("x-redact")
        if kind == "policy" and key in _OF_ACTIONS and _is_vocabulary(key, member):
            return member
        # What the schema says nothing about is of the kind of what it is in.
        return self.value(member, member_schema(schema, key) or {"x-redact": kind})

    def _text(self, text: str, kind: str | None) -> str:
        if kind == "email":
            return self._email(text)
        if kind in (None, *_FREE) or self._is_no_name(text, kind):
            return self._scrubbed(text, kind)
        return self._replaced(kind, text, f"{kind}-{{}}")

    def _is_no_name(self, text: str, kind: str) -> bool:
        if text in _NO_NAMES.get(kind, ()) or text.startswith("arn:"):
            return True
        return bool(is_account_id(text) or _UUID.fullmatch(text.lower()))

    def _policy(self, text: str) -> Any:
        """Redact the JSON text of a policy: as what it says, if that is all of it."""
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return self._scrubbed(text, "policy")
        if not isinstance(document, dict) or _has_repeated_keys(text):
            return self._scrubbed(text, "policy")
        return self.value(document, {"x-redact": "policy"})

    def _scrubbed(self, text: str, kind: str | None) -> str:
        return replaced(text, lambda read: self._found(read, kind))

    def _found(self, text: str, kind: str | None) -> Iterator[Span]:
        kept = [match.span() for match in _UUID.finditer(text)]
        for match in _EMAIL.finditer(text):
            yield match.start(), match.end(), self._email(match[0])
        if kind in ("free", "url"):
            for match in _HOST.finditer(text):
                yield *match.span(), self._host(match[1])
        if kind in _FREE:
            words = [*kept, *(match.span() for match in _VOCABULARY.finditer(text))]
            yield from _outside(words, self._known.within(text))
        ids = [*kept, *(match.span() for match in _KEPT_ID.finditer(text))]
        yield from _outside(ids, ((*match.span(), self._account_id(match[0])) for match in _ID.finditer(text)))

    def _host(self, host: str) -> str:
        return self._replaced("host", host.lower(), "host-{}.example.com")

    def _email(self, address: str) -> str:
        return self._replaced("email", spelled(address).text, "email-{}@example.com")

    def _account_id(self, id: str) -> str:
        return self._replaced("account id", id, "{}", _FIRST_ID - 1)

    def _replaced(self, kind: str, original: str, form: str, before_first: int = 0) -> str:
        known = self._replacements.setdefault(kind, {})
        if original not in known:
            number = self._next.get(kind, before_first + len(known) + 1)
            # What is new may not be what somebody had before.
            while form.format(number) in self._originals:
                number += 1
            self._next[kind] = number + 1
            known[original] = form.format(number)
            if kind not in _SEARCHED_ELSEWHERE:
                self._known.add(original, known[original])
        return known[original]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _strings(part)


def _is_vocabulary(key: str, member: Any) -> bool:
    words = member if isinstance(member, list) else [member]
    pattern = _ACTION if key.endswith("Action") else re.compile(r"Allow|Deny|[0-9-]{10}")
    return all(isinstance(word, str) and pattern.fullmatch(word) for word in words)


def _outside(kept: list[tuple[int, int]], found: Iterator[Span]) -> Iterator[Span]:
    """Yield what does not touch the places that are kept."""
    inside = {at for begin, end in kept for at in range(begin, end)}
    return (span for span in found if inside.isdisjoint(range(span[0], span[1])))


def _has_repeated_keys(text: str) -> bool:
    repeated = False

    def look(pairs: list[tuple[str, Any]]) -> None:
        nonlocal repeated
        repeated = repeated or len(dict(pairs)) < len(pairs)

    json.loads(text, object_pairs_hook=look)
    return repeated


def text_redaction() -> Callable[[str], str]:
    """Return what takes addresses, hosts and account ids out of texts; the same one becomes the same in all of them."""
    redaction = _Redaction({})
    return lambda text: redaction.value(text, {"x-redact": "free"})
