"""Finds the mutants of a module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from tests.mutation.operators import operators

ROOT = Path(__file__).resolve().parent.parent.parent

# What these say is for readers: tests/docs holds them against the pages and the marks of tests.
FOR_READERS = {"rules", "not_simulated"}


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    :param path: the module, relative to the root of the repository.
    :param line: the number of the line that changes.
    :param operator: the name of the operator that changes it.
    :param occurrence: which of the places in the module that the operator could change.
    """

    path: str
    line: int
    operator: str
    occurrence: int

    @classmethod
    def unchanged(cls, path: str) -> Mutant:
        """Return what stands for a module without any change."""
        return cls(path, 0, "", 0)

    @property
    def source(self) -> str:
        """The whole source of the changed module."""
        if not self.operator:
            return _source(self.path)
        changed: str | None = mutate_code(_source(self.path), operators()[self.operator], self.occurrence)
        assert changed is not None, f"{self} does not exist"
        return changed

    @property
    def change(self) -> tuple[str, str]:
        """What stands there, and what in its place; nothing for what is left out."""
        diff = list(unified_diff(_source(self.path).splitlines(), self.source.splitlines(), n=0))[2:]
        before, after = ([line[1:].strip() for line in diff if line[0] == sign] for sign in "-+")
        return " ".join(filter(None, before)), " ".join(filter(None, after))

    def __str__(self) -> str:
        before, after = self.change
        return f"{self.path}:{self.line} {self.operator}\n  - {before}\n  + {after}"


def mutants_of(path: str) -> list[Mutant]:
    """Return every mutant of a module, from the first line to the last.

    :param path: the module, relative to the root of the repository.
    """
    source = _source(path)
    nodes = list(ast_nodes(get_ast(source)))
    passed_over = list(_passed_over(ast.parse(source)))
    found = []
    for name, operator in operators().items():
        positions = (position for node in nodes for position in operator.mutation_positions(node))
        for occurrence, (start, end) in enumerate(positions):
            if not any(first <= start and end <= last for first, last in passed_over):
                found.append(Mutant(path, start[0], name, occurrence))
    return sorted(found, key=lambda mutant: (mutant.line, mutant.operator, mutant.occurrence))


def _source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _passed_over(tree: ast.AST) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give the ranges of what does not run: annotations, and what is for readers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.returns:
            yield _range(node.returns)
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield _range(node.annotation)
        elif isinstance(node, ast.keyword) and node.arg in FOR_READERS:
            yield _range(node)


def _range(node: ast.expr | ast.keyword) -> tuple[tuple[int, int], tuple[int, int]]:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
