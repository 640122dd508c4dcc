"""Which page each operation and each rule is on: one for each family of an API."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Generic, TypeVar

from ssoadmin_mock.services.discovery import declared_rules
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import Rule

T = TypeVar("T", Operation, Rule)

SHARED = "every-api"
"""In place of an API's name for the rules that no single API declares."""


@dataclass(frozen=True)
class Family(Generic[T]):
    """What is on one page.

    :param kind: the folder of such pages, ``operations`` or ``fidelity``.
    :param service: botocore's name of the API, or :data:`SHARED`.
    :param name: its name within the API: ``permission-sets``.
    :param members: the operations or rules, in the order of the page.
    """

    kind: str
    service: str
    name: str
    members: tuple[T, ...]

    @property
    def page(self) -> str:
        """The path of its page in ``docs/``."""
        return f"{self.kind}/{self.service}/{self.name}.md"


class Catalogue:
    """The families of APIs.

    Those of operations are the modules that have them, and those of rules the first words of their ids.

    :param services: the APIs.
    :ivar operations: the families of operations.
    :ivar rules: the families of rules.
    """

    def __init__(self, services: Iterable[Service]) -> None:
        self.services = list(services)
        self.operations = [family for service in self.services for family in _families_of_operations(service)]
        self.rules = _families_of_rules(self.services)
        self._pages = {rule.id: family.page for family in self.rules for rule in family.members}

    def page_of(self, rule: Rule) -> str:
        """Return the path in ``docs/`` of the page that a rule is on."""
        return self._pages[rule.id]

    def followers(self, rule: Rule) -> list[tuple[Family[Operation], Operation]]:
        """Return the operations that follow a rule, with their families."""
        return [
            (family, operation) for family in self.operations for operation in family.members if rule in operation.rules
        ]


def about(family: Family[Operation]) -> str:
    """Return what the first line of the docstring of a family's module says about it."""
    module = sys.modules[family.members[0].handler.__module__]
    return (module.__doc__ or "").partition("\n")[0]


def _families_of_operations(service: Service) -> list[Family[Operation]]:
    operations = [service.operations[name] for name in sorted(service.operations)]
    return _families("operations", service.name, operations, lambda operation: operation.family.replace("_", "-"))


def _families_of_rules(services: Iterable[Service]) -> list[Family[Rule]]:
    left = dict(declared_rules())
    of_services = {service.name: [left.pop(id) for id in _rule_ids(service)] for service in services}
    return [
        family
        for name, rules in {**of_services, SHARED: list(left.values())}.items()
        for family in _families("fidelity", name, rules, lambda rule: rule.id.partition(".")[0])
    ]


def _families(kind: str, service: str, members: list[T], name: Callable[[T], str]) -> list[Family[T]]:
    members = sorted(members, key=name)  # stable: within a family the order stays
    return [Family(kind, service, key, tuple(group)) for key, group in groupby(members, name)]


def _rule_ids(service: Service) -> list[str]:
    """Return the ids of the rules that an API declares, in their order.

    They are read from the text of its modules: a rule does not know which API declared it, and need not have a name.
    """
    spec = find_spec(f"{service.package}.rules")
    files = [] if spec is None or spec.origin is None else sorted(Path(spec.origin).parent.glob("*.py"))
    calls = (node for file in files for node in _calls(file) if ast.unparse(node.func) == "rule")
    return [str(ast.literal_eval(call.args[0])) for call in calls]


def _calls(file: Path) -> list[ast.Call]:
    module = ast.parse(file.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return sorted(found, key=lambda call: call.lineno)
