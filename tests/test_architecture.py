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
from tests import floors

PACKAGE = Path(ssoadmin_mock.__file__).parent
MODULES = {
    name.removeprefix("ssoadmin_mock.") if "." in name else "__init__": tree
    for name, tree in floors.modules(PACKAGE).items()
}
GRAPH = floors.graph(floors.modules(PACKAGE))

# The folders, from the ground up. Imports go down, or stay on the floor.
FLOORS = {
    "model": 1,
    "wire": 1,
    "effects": 2,
    "services": 3,
    "migration": 4,
    "plugin": 4,
    "world": 4,
    "insight": 5,
    "verify": 5,
    "controls": 6,
    "server": 7,
}
# The uppermost floor: the modules that stand in no folder, and the commands. The package itself has no name below it.
TOP = {"", "__main__", "cli", "commands", "decorator", "handle", "pytest_plugin"}
# What reads moto's state, and what is put into moto, besides the few that ask it for one thing.
IMPORT_MOTO = {
    "effects",
    "plugin",
    # The base class of moto's dispatcher.
    "server.middleware",
    # Its access control, its configuration and its default account.
    "services.regions",
    "services.settings",
}
# `plugin` is the place for it. What else touches the insides of moto and botocore, and which names.
TOUCH_INSIDES = {
    # An account of a fixed id has to be made with it; moto draws ids itself.
    ("effects.organization_tree", "patch"),
    # How moto's documentation spells the seedable generator and the state manager's base class.
    ("effects.ids", "_internal"),
    ("effects.workflows", "_internal"),
    # The whole state of moto's services has no public way to it: all backends that are in use, and how long what takes.
    ("effects.snapshots", "_instances"),
    ("effects.snapshots", "_transitions"),
}
# Names of the standard library's: public ones of named tuples, and those that annotations have to use.
NOT_INSIDES = {"_asdict", "_fields", "_replace", "_typeshed", "_SubParsersAction"}


def roots(names: Iterator[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def folder(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def within(name: str, allowed: set[str]) -> bool:
    return any(f"{name}.".startswith(f"{prefix}.") for prefix in allowed)


def strays(module: str, libraries: set[str], own: set[str]) -> list[str]:
    """The imports of a module beyond the standard library, some libraries and some of the package's folders."""
    known = sys.stdlib_module_names | libraries | {f"ssoadmin_mock.{folder}" for folder in own}
    return [name for name in floors.imports(MODULES[module]) if not within(name, {*known})]


@pytest.mark.parametrize("module", GRAPH)
def test_every_module_belongs_to_a_floor(module: str) -> None:
    assert floors.floor(module, FLOORS, TOP) is not None


def test_imports_go_down_or_stay_on_the_floor() -> None:
    assert floors.upward(GRAPH, FLOORS, TOP) == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert floors.circles(GRAPH) == []


def test_worlds_and_the_plugin_know_nothing_of_each_other() -> None:
    sides = {"world", "plugin"}
    crossing = [
        (name, other) for name, used in GRAPH.items() for other in used if {folder(name), folder(other)} == sides
    ]
    assert crossing == []


@pytest.mark.parametrize("module", [name for name in MODULES if within(name, {"model"})])
def test_the_model_knows_the_standard_library_alone(module: str) -> None:
    assert strays(module, set(), {"model"}) == []


@pytest.mark.parametrize("module", [name for name in MODULES if ".rules." in name])
def test_rules_know_nothing_but_what_a_rule_is(module: str) -> None:
    assert strays(module, set(), {"wire.rules"}) == []


@pytest.mark.parametrize("module", [name for name in MODULES if ".probes." in name])
def test_probes_know_nothing_but_what_a_probe_is(module: str) -> None:
    own = {f"{module.rpartition('.')[0]}".removeprefix("ssoadmin_mock.")}
    assert strays(module, set(), {"wire.probes", *own}) == []


@pytest.mark.parametrize("module", [name for name in MODULES if within(name, {"wire"})])
def test_the_wire_knows_botocore_and_regex_alone(module: str) -> None:
    assert strays(module, {"botocore", "regex"}, {"wire", "model"}) == []


def test_moto_is_imported_in_few_places() -> None:
    importers = {name for name, tree in MODULES.items() if "moto" in roots(floors.imports(tree))}
    assert {name for name in importers if not within(name, IMPORT_MOTO)} == set()
    assert {place for place in IMPORT_MOTO if not any(within(name, {place}) for name in importers)} == set()


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
    foreign = [name for name in floors.imports(tree) if not name.startswith(("ssoadmin_mock", "__"))]
    used |= {part for name in foreign for part in name.split(".")}
    strange = used - own - NOT_INSIDES
    yield from (name for name in strange if name.startswith("_") and not name.startswith("__"))
    if "mock.patch" in str([name for name in floors.imports(tree) if name.startswith("unittest")]):
        yield "patch"


def test_one_place_touches_the_insides_of_others() -> None:
    found = {(module, name) for module in MODULES for name in insides(module) if not within(module, {"plugin"})}
    assert found == TOUCH_INSIDES


def test_the_exceptions_stay_few() -> None:
    assert len(TOUCH_INSIDES) <= 5


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """A package with a circle through a function, an import that goes up, and a module without a floor."""
    sources = {
        "__init__.py": "",
        "low/__init__.py": "",
        "low/one.py": "from made_up.low import two",
        "low/two.py": "def late():\n    from made_up.low.one import name",
        "low/up.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from made_up.high.good import Name",
        "high/__init__.py": "",
        "high/good.py": "import made_up.low.one",
        "stray.py": "",
    }
    for name, source in sources.items():
        path = tmp_path / "made_up" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return tmp_path / "made_up"


def test_what_these_tests_look_for_is_found(made_up: Path) -> None:
    graph, levels, top = floors.graph(floors.modules(made_up)), {"low": 1, "high": 2}, {""}
    assert floors.circles(graph) == [["made_up.low.one", "made_up.low.two"]]
    assert floors.upward(graph, levels, top) == [("made_up.low.up", "made_up.high.good")]
    assert [name for name in graph if floors.floor(name, levels, top) is None] == ["made_up.stray"]


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


def test_starting_loads_neither_worlds_nor_who_has_access() -> None:
    script = "import sys, ssoadmin_mock; ssoadmin_mock.mock_ssoadmin().start(); print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = [name for name in run.stdout.split() if name.startswith(("ssoadmin_mock.world.", "ssoadmin_mock.insight"))]
    # Errors that a call by a name may raise.
    assert loaded == ["ssoadmin_mock.world.errors"]


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
