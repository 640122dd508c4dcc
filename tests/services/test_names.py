"""One API is named in its own folder, and elsewhere only where a user names it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ssoadmin_mock
from tests.floors import parsed

PACKAGE = Path(ssoadmin_mock.__file__).parent
OWN = Path("services", "sso_admin")
MODULES = {path.as_posix(): tree for path, tree in parsed(PACKAGE).items() if OWN not in path.parents}

# ARNs are not among them: those of instances, which every API takes, have `sso` in them.
NAMES = re.compile(r"\bsso-admin\b|SWBExternalService|^sso$|^sso:|\bssoadmin\b(?!-)")
NAME_IT = {
    # Clients that users run or get.
    "commands/demo.py",
    "pytest_plugin.py",
    # Test suites of users, and their clients.
    "commands/migrate.py",
    "migration/magic_mocks.py",
    "migration/moto_mocks.py",
    # The real service, as its users have it.
    "verify/surroundings.py",
    "verify/writing.py",
    "world/capture_applications.py",
    "world/capturing.py",
    # What users of moto call the settings, the models of the state manager and the paths beside moto's own.
    "model/namespace.py",
    # What the Tagging API calls the types of resources.
    "plugin/sso_admin/tagging.py",
}
MEAN_THE_PORTAL = {
    # Its name in botocore, in scopes and in folders is sso alone.
    "controls/profiles.py",
    "controls/role_sessions.py",
    "insight/trail_role_sessions.py",
    "services/sign_in.py",
    "services/sso/probes/reading.py",
    "services/sso/service.py",
    # Its rules about what breaks the model, and its operation that reads but hands out credentials.
    "verify/constraints.py",
    "verify/harmless.py",
}
IMPORT_IT = {
    # The names that users of moto know: SSOAdminBackend, ssoadmin_backends, SSOAdminResponse.
    "plugin/sso_admin/backend.py",
    "plugin/sso_admin/tagging.py",
    # The types AWS::SSO::* are made of its operations.
    "plugin/cloudformation/sso_resource.py",
    # Documents of what it keeps.
    "insight/declared.py",
    "world/dump.py",
    "world/load_applications.py",
    "world/load_instance.py",
    "world/load_permission_sets.py",
    "world/loading.py",
    # What users do with the organization instance.
    "controls/in_process.py",
    "controls/sign_ins_here.py",
}


def texts(module: ast.Module) -> Iterator[str]:
    """The texts in the code of a module; docstrings may have examples."""
    documented = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_only_user_facing_places_name_sso_admin() -> None:
    # Rules are for readers, and may compare an API with another; those about the trail are about all of them.
    naming = {name for name, module in MODULES.items() if any(map(NAMES.search, texts(module)))}
    assert {
        name for name in naming if "/rules/" not in name and name != "services/trail.py"
    } == NAME_IT | MEAN_THE_PORTAL


def test_only_what_is_about_sso_admin_imports_it() -> None:
    own = "ssoadmin_mock.services.sso_admin"
    importing = {
        name for name, module in MODULES.items() if any(f"{each}.".startswith(f"{own}.") for each in imported(module))
    }
    assert importing == IMPORT_IT


SHARED = [
    *("wire", "services", "controls/calls.py", "controls/faults.py", "server"),
    *(f"plugin/{name}.py" for name in ("backend", "install", "moto_api", "responses", "serving", "urls")),
    *(f"plugin/cloudformation/{name}.py" for name in ("api", "stack_resource")),
]


@pytest.mark.parametrize("floor", SHARED)
def test_what_all_apis_share_knows_none(floor: str) -> None:
    assert not {name for name in NAME_IT | IMPORT_IT if name.startswith(floor)}
    apis = [path.name for path in (PACKAGE / OWN).parent.iterdir() if path.is_dir()]
    folders = tuple(f"ssoadmin_mock.services.{name}." for name in apis)
    # The folders in `services` are the APIs' own.
    depth = max(1, floor.count("/"))
    shared = [module for name, module in MODULES.items() if name.startswith(floor) and name.count("/") == depth]
    assert shared
    assert [each for module in shared for each in imported(module) if f"{each}.".startswith(folders)] == []


def test_a_name_in_code_is_found() -> None:
    lines = ["'About sso-admin.'", "name = f'sso:{kind}'", "import ssoadmin_mock.services.sso_admin.keys"]
    module = ast.parse("\n".join(lines))
    assert [text for text in texts(module) if NAMES.search(text)] == ["sso:"]
    assert list(imported(module)) == ["ssoadmin_mock.services.sso_admin.keys"]
