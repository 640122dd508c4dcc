"""Which module may import which, and who may touch the insides of moto and botocore."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.version import Version

import ssoadmin_mock

PACKAGE = Path(ssoadmin_mock.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_text())
    for path in sorted(PACKAGE.rglob("*.py"))
}

# What the modules of a layer may import of ours. A module outside the layers may import everything.
ARROWS = {
    "model": {"model"},
    "wire": {"wire"},
    "rules": {"wire.rules"},
    "effects": {"effects", "model"},
    "operations": {"operations", "rules", "model", "wire", "effects", "call", "access"},
    "insight": {"insight", "world", "model", "effects", "moto_mock.default_account_id", "operations.permission_sets"},
}
STANDARD_LIBRARY_ONLY = {"model", "rules"}

# The rest reaches moto through these.
IMPORT_MOTO = {
    "backend",
    "call",
    "effects",
    "memberships",
    "moto_api",
    "moto_callbacks",
    "moto_mock",
    "moto_nesting",
    "moto_plugin",
    "moto_stop",
    "neighbours",
    "organization",
    "organizations_reads",
    "protected_roles",
    "responses",
    # moto's server, and nothing else of it.
    "middleware",
    "settings",
}
TOUCH_INSIDES = {
    # An account of a fixed id has to be made with it; moto draws ids itself.
    "effects.organization_tree",
    # It takes the place of what sends requests, for as long as it is asked to.
    "guard",
    "memberships",
    "moto_api",
    "moto_callbacks",
    "moto_mock",
    "moto_nesting",
    "moto_plugin",
    "moto_stop",
    "neighbours",
    "organizations_reads",
    "protected_roles",
    "quick_sessions",
    # A stack's map of resources has no public way to roll back or to replace.
    "effects.cloudformation.stacks",
    "effects.cloudformation.updates",
}
# Names with an underscore that moto leaves its extenders no way around.
TOLERATED = {
    # How moto's documentation spells the seedable generator and the state manager's base class.
    ("effects.ids", "_internal"),
    ("effects.workflows", "_internal"),
    # The public names of named tuples begin so.
    ("effects.directory", "_asdict"),
    ("effects.directory", "_fields"),
    # moto's access control: the one entry to it, and it has no public name.
    ("responses", "_authenticate_and_authorize_normal_action"),
}


def layer(module: str) -> str:
    return module.partition(".")[0]


def imports(tree: ast.AST) -> Iterator[str]:
    """The dotted names that a module imports, within functions as well; those for the type checker do not count."""
    if isinstance(tree, ast.If) and ast.unparse(tree.test) == "TYPE_CHECKING":
        return
    if isinstance(tree, ast.Import):
        yield from (alias.name for alias in tree.names)
    elif isinstance(tree, ast.ImportFrom):
        assert tree.module, "relative imports are not used here"
        yield from (f"{tree.module}.{alias.name}" for alias in tree.names)
    for child in ast.iter_child_nodes(tree):
        yield from imports(child)


def ours(names: Iterator[str]) -> Iterator[str]:
    return (name.removeprefix("ssoadmin_mock.") for name in names if name.startswith("ssoadmin_mock."))


def roots(names: Iterator[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def within(name: str, allowed: set[str]) -> bool:
    return any(f"{name}.".startswith(f"{prefix}.") for prefix in allowed)


@pytest.mark.parametrize("module", [name for name in MODULES if layer(name) in ARROWS])
def test_imports_go_one_way(module: str) -> None:
    strays = [name for name in ours(imports(MODULES[module])) if not within(name, ARROWS[layer(module)])]
    assert strays == []


@pytest.mark.parametrize("module", [name for name in MODULES if layer(name) in STANDARD_LIBRARY_ONLY])
def test_data_knows_no_library(module: str) -> None:
    assert roots(imports(MODULES[module])) <= sys.stdlib_module_names | {"ssoadmin_mock"}


@pytest.mark.parametrize("module", [name for name in MODULES if layer(name) == "wire"])
def test_the_wire_knows_botocore_and_regex_alone(module: str) -> None:
    assert roots(imports(MODULES[module])) <= sys.stdlib_module_names | {"ssoadmin_mock", "botocore", "regex"}


def test_moto_is_imported_in_few_places() -> None:
    importers = {name for name, tree in MODULES.items() if "moto" in roots(imports(tree))}
    assert {name for name in importers if layer(name) not in IMPORT_MOTO} == set()


def insides(module: str) -> Iterator[str]:
    """The names with a leading underscore that are not the module's own, and `patch`."""
    tree = MODULES[module]
    own = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    own |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        if isinstance(node.ctx, ast.Store)
    }
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {part for name in imports(tree) if not name.startswith(("ssoadmin_mock", "__")) for part in name.split(".")}
    yield from (name for name in used - own if name.startswith("_") and not name.startswith("__"))
    if "mock.patch" in str([name for name in imports(tree) if name.startswith("unittest")]):
        yield "patch"


@pytest.mark.parametrize("module", [name for name in MODULES if name not in TOUCH_INSIDES])
def test_one_place_touches_the_insides_of_others(module: str) -> None:
    assert {(module, name) for name in insides(module)} - TOLERATED == set()


def test_what_is_tolerated_is_still_there() -> None:
    found = {(module, name) for module in MODULES for name in insides(module)}
    assert TOLERATED - found == set()


@pytest.mark.parametrize("module", ["ssoadmin_mock", "ssoadmin_mock.cli"])
def test_importing_loads_no_library(module: str) -> None:
    script = f"import sys, {module}; print(*(sys.modules.keys() & {{'moto', 'boto3', 'botocore'}}))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_importing_the_package_loads_nothing_else() -> None:
    script = "import sys; before = {*sys.modules}; import ssoadmin_mock; print(*sorted(sys.modules.keys() - before))"
    run = subprocess.run(
        [sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert run.stdout.split() == ["__future__", "ssoadmin_mock"]


def test_the_command_runs_as_a_module_and_its_help_loads_no_library() -> None:
    script = "ssoadmin_mock.cli"
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", script, "--help"], capture_output=True, text=True, check=True
    )
    assert "demo" in run.stdout
    assert "botocore" not in run.stderr


@pytest.mark.parametrize("name", ssoadmin_mock.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ssoadmin_mock, name) is not None
    assert name in dir(ssoadmin_mock)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'mock_sso'"):
        ssoadmin_mock.mock_sso  # noqa: B018  (the access is the test)


def test_the_version_is_one_that_installers_understand() -> None:
    assert str(Version(ssoadmin_mock.__version__)) == ssoadmin_mock.__version__
