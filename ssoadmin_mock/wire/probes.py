"""Probes: calls that show whether the real service follows a rule, and what of their answers counts.

A probe is data, as a rule is. ``ssoadmin-mock verify`` sends its calls to AWS; the tests send the same ones to the
mock, so that no probe can expect what the mock does not do.

Texts in parameters and expectations have names of what is there in braces: ``{instance}``, ``{store}``, ``{user}``.
:mod:`ssoadmin_mock.verify.surroundings` finds out what they are. What begins with ``{nobodys_`` names what nobody has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

ADMINISTRATOR = "administrator"
"""The management account or the delegated administrator, in a Region where the organization instance is."""
MANAGEMENT = "management account"
"""The management account, in such a Region."""
DELEGATE = "delegated administrator"
"""The delegated administrator, in such a Region."""
MEMBER = "member account"
"""Another account that sees the organization instance."""
ACCOUNT_INSTANCE = "account instance"
"""An account that has an account instance in the Region."""
NO_INSTANCE = "no instance"
"""An account that sees no instance in the Region."""
MEMBER_WITHOUT = "member account without an instance"
"""An account of an organization, but not its management account, that sees no instance in the Region."""
MANAGEMENT_WITHOUT = "management account without an instance"
"""The management account of an organization, where it sees no instance in the Region."""
ANYBODY = "anybody"
"""Any account."""

MARK = "ssoadmin-mock-verify"
"""What marks everything that probes make: the key of a tag, or the type or description of users and groups."""

_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Refusal:
    """An error that is expected.

    :param code: its code.
    :param text: its text; None where the mock's text is of its own making, so that the code alone counts.
    :param members: what else counts of it, as ``Reason`` or ``HTTPStatusCode``: by JMESPath, the value or its form.
        Where the model says which HTTP status an error has, that counts in any case.
    """

    code: str
    text: str | None = None
    members: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Matching:
    """A text of which only the form counts.

    :param pattern: the regular expression that all of it has to match.
    """

    pattern: str


@dataclass(frozen=True)
class Answer:
    """An answer that is expected.

    :param members: what counts of it: by JMESPath, the value or its form.
    """

    members: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One call of a probe.

    :param service: botocore's name of the API.
    :param operation: the API's name of the operation.
    :param params: its parameters.
    :param expects: what it has to end in.
    :param keeps: what later steps call parts of the answer: by name, the JMESPath.
    :param until: the JMESPath of what has to become true before the answer counts; the call is repeated until then.
    :param unless_answered: why an answer in the place of the expected error says nothing of the rule, if it does not.
    """

    service: str
    operation: str
    params: Mapping[str, Any]
    expects: Refusal | Answer
    keeps: Mapping[str, str] = field(default_factory=dict)
    until: str | None = None
    unless_answered: str | None = None


@dataclass(frozen=True)
class Probe:
    """How one rule is held against the real service.

    :param rule: the rule's id.
    :param steps: the calls, in their order.
    :param where: whose account it takes, one of the names of this module.
    :param writes: whether it makes or changes something; such probes run only when they are asked for.
    :param target: whether it assigns or provisions in the account that is named for it.
    :param makes_instance: whether it makes an instance where there is none.
    :param name: its name, where it has one of its own.
    """

    rule: str
    steps: tuple[Step, ...]
    where: str = ADMINISTRATOR
    writes: bool = False
    target: bool = False
    makes_instance: bool = False
    name: str = ""

    @property
    def needs(self) -> frozenset[str]:
        """What has to be there: the names in its texts that no step of it makes."""
        needed: set[str] = set()
        made: set[str] = set()
        for step in self.steps:
            needed |= {*names_in(step.params), *names_in(_expected(step.expects))} - made
            made |= set(step.keeps)
        return frozenset(needed)


PROBES: list[Probe] = []
"""Every probe, in the order of declaration."""

WITHOUT: dict[str, str] = {}
"""Why rules have no probe, by their ids."""


@dataclass(frozen=True)
class Api:
    """Makes the steps of probes of one API.

    :param name: botocore's name of it.
    """

    name: str

    def refuses(
        self,
        operation: str,
        code: str,
        text: str | None = None,
        members: Mapping[str, Any] | None = None,
        /,
        **params: Any,
    ) -> Step:
        """Expect an error, and of it these values by JMESPath; without a text any does."""
        return Step(self.name, operation, params, Refusal(code, text, members or {}))

    def answers(
        self,
        operation: str,
        members: Mapping[str, Any] | None = None,
        /,
        # Any, as type checkers take each dictionary that is spread into a call for all of them.
        keeps: Any = None,
        until: Any = None,
        **params: Any,
    ) -> Step:
        """Expect an answer, and of it these values by JMESPath."""
        return Step(self.name, operation, params, Answer(members or {}), keeps or {}, until)


def probe(rule: str, *steps: Step, where: str = ADMINISTRATOR, writes: bool = False, **more: Any) -> None:
    """Declare a probe of a rule; a rule may have several. The arguments are those of :class:`Probe`."""
    PROBES.append(Probe(rule, steps, where, writes, **more))


def no_probe(why: str, *rules: str) -> None:
    """Say why rules have no probe.

    :param why: the reason, a sentence.
    :param rules: the ids of the rules.
    """
    WITHOUT.update(dict.fromkeys(rules, why))


def names_in(value: Any) -> Iterator[str]:
    """Yield the names in braces in all texts of a value."""
    if isinstance(value, str):
        yield from _NAME.findall(value)
    elif isinstance(value, Matching):
        yield from _NAME.findall(value.pattern)
    elif isinstance(value, Mapping | list | tuple):
        for part in (*value, *value.values()) if isinstance(value, Mapping) else value:
            yield from names_in(part)


def filled(value: Any, known: Mapping[str, str]) -> Any:
    """Return a value with what the names in its texts stand for.

    :raises KeyError: for a name that stands for nothing.
    """
    if isinstance(value, str):
        return _NAME.sub(lambda name: known[name[1]], value)
    if isinstance(value, Matching):
        return Matching(_NAME.sub(lambda name: re.escape(known[name[1]]), value.pattern))
    if isinstance(value, Mapping):
        return {filled(key, known): filled(part, known) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [filled(part, known) for part in value]
    return value


def _expected(expects: Refusal | Answer) -> Any:
    return [expects.text, expects.members] if isinstance(expects, Refusal) else expects.members
