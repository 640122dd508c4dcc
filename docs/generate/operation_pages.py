"""The pages of operations: what each simulates, what it does not, and which rules it follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docs.generate.catalogue import Catalogue, Family, about
from docs.generate.evidence import LEVELS, NAMES, counts
from docs.generate.markdown import link, notice, prose, table
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import Rule

INDEX = "operations.md"


def pages(catalogue: Catalogue) -> dict[str, str]:
    """Return the index of all operations, and a page for each family, by their paths in ``docs/``."""
    return {
        INDEX: "\n".join(_index(catalogue)),
        **{family.page: "\n".join(_page(catalogue, family)) for family in catalogue.operations},
    }


def _index(catalogue: Catalogue) -> Iterator[str]:
    yield notice("the heads of operations")
    yield "# Operations\n"
    yield (
        f"The numbers are those of the {link('rules', 'fidelity.md', INDEX)} that an operation follows beyond "
        "botocore's model, by evidence.\n"
    )
    for service in catalogue.services:
        families = [family for family in catalogue.operations if family.service == service.name]
        yield from _service_section(service, families)
    yield "```{toctree}\n:hidden:\n:glob:\n\noperations/*/*\n```\n"


def _service_section(service: Service, families: list[Family[Operation]]) -> Iterator[str]:
    names = service.model.operation_names
    missing = sorted(set(names) - service.operations.keys())
    yield f"## {service.name}\n"
    yield (f"**{len(names) - len(missing)} of {len(names)}** operations of {service.name} are implemented.\n")
    if missing:
        yield "Not implemented:\n"
        yield "\n".join(f"- {name}" for name in missing)
        yield ""
    for family in families:
        yield f"### {title(family)}\n"
        yield f"{link(prose(about(family)), family.page, INDEX)}\n"
        rows = (
            [link(operation.name, family.page, INDEX, operation.name), *counts(operation.rules)]
            for operation in family.members
        )
        yield table(["Operation", *NAMES], rows)


def title(family: Family[Operation]) -> str:
    """Return the name of a family in words."""
    return family.name.replace("-", " ").capitalize()


def _page(catalogue: Catalogue, family: Family[Operation]) -> Iterator[str]:
    yield notice("the heads of operations")
    yield f"# {family.service}: {title(family).lower()}\n"
    yield f"{prose(about(family))}\n"
    yield f"{link('All operations', INDEX, family.page)}\n"
    for operation in family.members:
        yield f"## {operation.name}\n"
        yield f"{prose((operation.handler.__doc__ or '').partition(chr(10))[0])}\n"
        yield f"- For {operation.access.value}."
        yield f"- Not simulated: {prose(operation.not_simulated) or 'nothing that we know of.'}"
        yield from _rules_by_evidence(catalogue, operation.rules, family.page)
        yield ""


def _rules_by_evidence(catalogue: Catalogue, rules: Iterable[Rule], page: str) -> Iterator[str]:
    for level in LEVELS:
        links = [link(rule.id, catalogue.page_of(rule), page, rule.id) for rule in rules if rule.evidence is level]
        if links:
            yield f"- {level.value.capitalize()}: {', '.join(links)}"
