"""What type checkers find in the code of users: nothing where it is right, and each mistake on its line."""

from __future__ import annotations

import re
import subprocess
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.types import checkers
from tests.types.checkers import Check, Finding

RIGHT = """
from collections.abc import Iterator
from typing import Any

import pytest
from mypy_boto3_identitystore import IdentityStoreClient
from mypy_boto3_organizations import OrganizationsClient
from mypy_boto3_sso_admin import SSOAdminClient

from ssoadmin_mock import IdentityCenter, World, install, mock_ssoadmin, uninstall

WORLD: World = {
    "$schema": "world.schema.json",
    "organization": {
        "management_account": "123456789012",
        "accounts": {"dev": "111122223333", "prod": {"id": "444455556666", "status": "ACTIVE"}, "new": None},
        "organizational_units": {"Workloads": {"organizational_units": {"Prod": None}}},
    },
    "users": {"ada": None, "bob": {"email": "bob@example.com", "attributes": {"Emails": [{"Value": "b@example.com"}]}}},
    "groups": {"staff": {"members": ["ada"]}, "one": {"members": "bob"}},
    "permission_sets": {"Reader": {"managed_policies": ["ReadOnlyAccess"], "inline_policy": {"Version": "2012-10-17"}}},
    "assignments": [{"permission_set": "Reader", "users": "ada", "accounts": ["dev"]}],
}
PLAIN = {"users": {"ada": None}}


@mock_ssoadmin
def test_bare(tmp_path: str) -> None:
    pass


@mock_ssoadmin(world=WORLD, quotas={"tags_per_resource": 1}, access_scopes={"my:scope"})
def test_with_settings() -> int:
    return 3


@mock_ssoadmin(world=PLAIN, organization_instance="eu-west-1", config={"core": {}}, auto_sign_in=None)
class TestClass:
    pass


def test_handle() -> None:
    with mock_ssoadmin(world="world.yaml") as idc:
        reveal_type(idc)  # is IdentityCenter
        idc.load(WORLD)
        client = idc.session(account_id="dev").client("sso-admin")
        reveal_type(client)  # is SSOAdminClient
        idc.faults.fail("ListInstances", "ThrottlingException", times=None, when={"MaxResults": 1})
        reveal_type(idc.calls.of("ListInstances")[0].parameters)  # is dict[str, Any]
    install(moto_defaults=True)
    uninstall()


def test_fixtures(identity_center: IdentityCenter, sso_admin: SSOAdminClient) -> None:
    arn = sso_admin.create_instance()["InstanceArn"]
    reveal_type(arn)  # is str
    reveal_type(test_bare)  # is "def (tmp_path: str)" or "(tmp_path: str) -> None"
    reveal_type(test_with_settings())  # is int


def test_other_clients(identity_store: IdentityStoreClient, organizations: OrganizationsClient) -> None:
    reveal_type(identity_store.list_users(IdentityStoreId="d-1234567890")["Users"][0]["UserId"])  # is str
    organizations.list_accounts()
"""

WRONG = """
from mypy_boto3_sso_admin import SSOAdminClient

from ssoadmin_mock import IdentityCenter, World, install, mock_ssoadmin

A: World = {"user": {"ada": None}}  # wrong
B: World = {"permission_sets": {"Reader": {"managed_polices": ["ReadOnlyAccess"]}}}  # wrong
C: World = {"organization": {"accounts": {"dev": {"status": "GONE"}}}}  # wrong
D: World = {"assignments": [{"users": "ada"}]}  # wrong
E: World = {"users": {"ada": {"disabled": "no"}}}  # wrong

mock_ssoadmin(moto_default=True)  # wrong
mock_ssoadmin(moto_defaults="yes")  # wrong
mock_ssoadmin(quotas={"tags_per_resource": "many"})  # wrong
mock_ssoadmin(world=3)  # wrong
mock_ssoadmin("world.yaml")  # wrong
install(auto_sign_in=1)  # wrong
install(world="world.yaml")  # wrong


def test_it(identity_center: IdentityCenter, sso_admin: SSOAdminClient) -> None:
    identity_center.users("ada")  # wrong
    identity_center.session(account="dev")  # wrong
    identity_center.faults.fail("ListInstances", times=3)  # wrong
    sso_admin.list_instanzes()  # wrong
    sso_admin.create_instance(Nam="dev")  # wrong
    IdentityCenter().session(account_id="dev").client("sso-admin").list_users()  # wrong
"""


@pytest.fixture(scope="module")
def found(check: Check, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return check(written(tmp_path_factory.mktemp("users")))


def written(folder: Path) -> Path:
    for name, code in {"right.py": RIGHT, "wrong.py": WRONG}.items():
        (folder / name).write_text(code, encoding="utf-8")
    return folder


def lines_with(code: str, comment: str) -> dict[int, str]:
    """What comes after a comment of the code, by line."""
    parts = ((number, line.partition(f"# {comment}")) for number, line in enumerate(code.splitlines(), 1))
    return {number: rest.strip() for number, (_, mark, rest) in parts if mark}


def test_what_is_right_has_no_findings(found: list[Finding]) -> None:
    assert [finding for finding in found if finding.file == "right.py" and finding.is_error] == []


def test_things_have_the_types_that_they_should(found: list[Finding]) -> None:
    revealed = {finding.line: finding.revealed for finding in found if finding.file == "right.py"}
    for line, expected in lines_with(RIGHT, "is").items():
        # mypy has dotted names.
        shown = re.sub(r"\b(?:\w+\.)+(?=\w)", "", revealed[line] or "").removesuffix("?")
        assert shown in expected or shown.startswith(("def (tmp_path: str)", "(tmp_path: str) -> None")), line


def test_each_mistake_is_found_and_nothing_else(found: list[Finding]) -> None:
    lines = {finding.line for finding in found if finding.file == "wrong.py" and finding.is_error}
    assert lines == lines_with(WRONG, "wrong").keys()


STUBS = re.compile(r"(?:boto3|botocore)[-_]stubs|mypy_boto3_|types_boto3|types_s3transfer|types_aiobotocore")


@pytest.fixture(scope="session")
def python_without_stubs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has the libraries of this one, apart from the stubs of boto3 and botocore."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    python = str(folder / "bin" / "python")
    where = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    site = Path(subprocess.run([python, "-c", where], capture_output=True, text=True, check=True).stdout.strip())
    for path in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if not STUBS.match(path.name) and not (site / path.name).exists():
            (site / path.name).symlink_to(path)
    return python


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_without_stubs_of_boto3_nothing_of_ours_is_wrong(
    checker: str, python_without_stubs: str, tmp_path: Path, type_cache: Path
) -> None:
    """Clients have no types then; all else has."""
    cache = type_cache / "without stubs"
    check = checkers.mypy(python_without_stubs, cache) if checker == "mypy" else checkers.pyright(python_without_stubs)
    errors = [finding for finding in check(written(tmp_path)) if finding.is_error]
    about_boto3 = re.compile(r"boto3|botocore")
    assert [each for each in errors if each.file == "right.py" and not about_boto3.search(each.message)] == []
    assert [each for each in errors if each.file not in ("right.py", "wrong.py")] == []
    ours = {line for line, text in enumerate(WRONG.splitlines(), 1) if "# wrong" in text and "sso" not in text.lower()}
    assert ours | {12} <= {each.line for each in errors if each.file == "wrong.py"}
