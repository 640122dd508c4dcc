"""What the modules of a package import, and what of that goes up a floor or round in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

Graph = Mapping[str, set[str]]


@cache
def parsed(package: Path) -> Mapping[Path, ast.Module]:
    """Return all modules of a package by their paths within its folder, parsed once for all tests."""
    paths = sorted(package.rglob("*.py"))
    return {path.relative_to(package): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def modules(package: Path) -> dict[str, ast.Module]:
    """Return the modules of the package in a folder by their dotted names, the package's own included."""
    return {_name(path, package): tree for path, tree in parsed(package).items()}


def _name(path: Path, package: Path) -> str:
    return ".".join([package.name, *path.with_suffix("").parts]).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names that a module imports, within functions and for the type checker as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "relative imports are not used here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def graph(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """Return which modules of the package each one imports: ``from a.b import c`` is a.b.c if that is a module."""
    return {
        name: {found for wanted in imports(tree) if (found := _module(wanted, trees))} - {name}
        for name, tree in trees.items()
    }


def _module(name: str, trees: Mapping[str, ast.Module]) -> str | None:
    return name if name in trees else next((p for p in [name.rpartition(".")[0]] if p in trees), None)


def circles(graph: Graph) -> list[list[str]]:
    """Return the groups of modules that import each other, by whatever way round."""
    reached = {name: _reached(name, graph) for name in graph}
    groups = {frozenset(other for other in reached[name] if name in reached[other]) for name in graph}
    return sorted(sorted(group) for group in groups if group)


def _reached(name: str, graph: Graph) -> set[str]:
    seen: set[str] = set()
    following = [*graph[name]]
    while following:
        if (module := following.pop()) not in seen:
            seen.add(module)
            following += graph[module]
    return seen


def floor(module: str, floors: Mapping[str, int], top: set[str]) -> int | None:
    """Return the floor that a module belongs to: that of its folder, the uppermost for those of `top`, else None."""
    folder = module.partition(".")[2].partition(".")[0]
    return max(floors.values()) + 1 if folder in top else floors.get(folder)


def upward(graph: Graph, floors: Mapping[str, int], top: set[str]) -> list[tuple[str, str]]:
    """Return the imports that go up, as pairs of who imports and what; a module without a floor counts as the top."""

    def height(module: str) -> float:
        found = floor(module, floors, top)
        return float("inf") if found is None else found

    return sorted((name, used) for name, all_used in graph.items() for used in all_used if height(used) > height(name))
