"""What answers rest on: the model alone, or rules, each with its evidence.

An answer has the rules that decided it, where the code tells. Where it does not, any of the operation's rules may have,
and the weakest of them counts.
"""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from logging import getLogger
from typing import TYPE_CHECKING, Any, NamedTuple

from ssoadmin_mock.services import settings
from ssoadmin_mock.wire.rules import RULES, Evidence, Rule

if TYPE_CHECKING:
    from ssoadmin_mock.services.pipeline import Answer, Request

VERIFIED = "VERIFIED"
"""The level of rules that somebody has held against AWS, whatever they rested on before."""
_LEVELS = (VERIFIED, *(evidence.name for evidence in Evidence))
"""The best first."""
_UNPROVEN = (Evidence.INFERRED.name, Evidence.UNKNOWN.name)


@cache
def _verified() -> frozenset[str]:
    """Return the ids of the rules that records in the repository's folder ``evidence/`` have verified."""
    text = files("ssoadmin_mock").joinpath("data", "verified.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text))


def level_of(rule: Rule) -> str:
    """Return how well a rule is known: ``VERIFIED``, or the name of its evidence."""
    return VERIFIED if rule.id in _verified() else rule.evidence.name


def _told(level: str) -> str:
    return level.lower() if level == VERIFIED else Evidence[level].value


def _weakness(rule: Rule) -> int:
    return _LEVELS.index(level_of(rule))


class Basis(NamedTuple):
    """What an answer rests on.

    :ivar rules: the rules; none where the model alone says what the answer is.
    :ivar is_decided: whether it is these that decided it; otherwise they are all that the operation has.
    """

    rules: tuple[Rule, ...]
    is_decided: bool

    @property
    def weakest(self) -> Rule | None:
        """The rule of which least is known."""
        return max(self.rules, key=_weakness, default=None)


def basis_of(request: Request, answer: Answer) -> Basis:
    """Return what an answer rests on."""
    if answer.rules is not None:
        return Basis(answer.rules, is_decided=True)
    operation = request.service.operations.get(request.operation)
    return Basis(() if operation is None else operation.rules, is_decided=False)


def check(request: Request, answer: Answer) -> None:
    """Hold an answer against the setting ``evidence``, if there is one.

    Over HTTP nobody is there to whom an exception would tell anything, so that it is a line of the log.

    :raises AssertionError: when a rule decided the answer of which less is known than the setting asks for. Where the
        rule is only one of the operation's, it is a warning.
    """
    asked = settings.current().evidence
    if asked is None:
        return
    basis = basis_of(request, answer)
    weakest = basis.weakest
    if weakest is None or _weakness(weakest) <= _LEVELS.index(asked.upper()):
        return
    how = "is decided by" if basis.is_decided else "may rest on"
    text = (
        f"What {request.service.name} {request.operation} answers {how} the rule {weakest.id}, which is "
        f"{_told(level_of(weakest))}; evidence={asked!r} asks for more. {weakest.behaviour}"
    )
    if request.endpoint_region is None:
        getLogger(f"ssoadmin_mock.{request.service.name}").warning("%s", text)
    elif basis.is_decided:
        raise AssertionError(text)
    else:
        warnings.warn(text, stacklevel=2)


@dataclass
class Tally:
    """How many answers rest on what, in the tests of a run.

    :ivar answers: how many, by the level of the weakest rule (``INFERRED``; empty for the model alone) and by whether
        the rules decided it.
    :ivar unproven: the tests that rest on rules that are inferred or unknown: by test, the ids of the rules, each with
        whether it decided an answer.
    """

    answers: Counter[tuple[str, bool]] = field(default_factory=Counter)
    unproven: dict[str, dict[str, bool]] = field(default_factory=dict)

    def note(self, basis: Basis, test: str) -> None:
        """Count an answer.

        :param test: the test that got it.
        """
        weakest = basis.weakest
        self.answers["" if weakest is None else level_of(weakest), basis.is_decided] += 1
        for rule in basis.rules:
            if level_of(rule) in _UNPROVEN:
                self._rests(test, rule.id, basis.is_decided)

    def _rests(self, test: str, rule_id: str, is_decided: bool) -> None:
        rules = self.unproven.setdefault(test, {})
        rules[rule_id] = rules.get(rule_id, False) or is_decided

    def to_json(self) -> dict[str, Any]:
        """Return it in a form that goes from one process to another."""
        return {"answers": [[*key, count] for key, count in self.answers.items()], "unproven": self.unproven}

    def add(self, other: dict[str, Any]) -> None:
        """Add what another process has counted, in the form of :meth:`to_json`."""
        for name, is_decided, count in other["answers"]:
            self.answers[name, is_decided] += count
        for test, rules in other["unproven"].items():
            for rule_id, is_decided in rules.items():
                self._rests(test, rule_id, is_decided)

    def lines(self) -> Iterator[str]:
        """Yield what a person reads of it."""
        if not self.answers:
            yield "No call of IAM Identity Center was answered."
            return
        yield f"{'answers':>9}  {'decided by':>10}  {'may rest on':>11}  rules that are, at the weakest"
        alone = self.answers["", True] + self.answers["", False]
        if alone:
            yield f"{alone:>9}  {'':>10}  {'':>11}  none: the model alone"
        for level in _LEVELS:
            decided, operation = self.answers[level, True], self.answers[level, False]
            if decided + operation:
                yield f"{decided + operation:>9}  {decided:>10}  {operation:>11}  {_told(level)}"
        if self.unproven:
            yield from self._tests()

    def _tests(self) -> Iterator[str]:
        yield "Tests that rest on what is inferred or unknown (* where the rule decided an answer):"
        for test, rules in sorted(self.unproven.items()):
            yield f"  {test}"
            for rule_id, is_decided in sorted(rules.items()):
                yield f"    {'*' if is_decided else ' '} {rule_id} ({_told(level_of(RULES[rule_id]))})"
