"""The files that are published."""

from __future__ import annotations

import re
import subprocess
import sys
from configparser import ConfigParser
from email.parser import Parser

from readme_renderer import markdown  # as PyPI does

from ssoadmin_mock import __version__
from tests.package.conftest import ROOT, Built

INFO = f"ssoadmin_mock-{__version__}.dist-info"
PAGE_SCRIPTS = {"access", "details", "elements", "grid", "page", "printout", "theme"}
PACKAGE = {
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "ssoadmin_mock").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}


def test_a_second_build_elsewhere_gives_the_same_bytes(built: Built, built_again: Built) -> None:
    assert built.wheel.read_bytes() == built_again.wheel.read_bytes()
    assert built.sdist.read_bytes() == built_again.sdist.read_bytes()


def test_the_wheel_holds_every_file_of_the_package_and_no_other(built: Built) -> None:
    about = {f"{INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")}
    assert built.in_wheel() == PACKAGE | about


def test_the_package_has_what_it_reads_and_what_type_checkers_look_for() -> None:
    data = {"access_scopes.json", "application_providers.json", "regions.json", "world.schema.json", "report/page.html"}
    data |= {f"scim/2020-07-20/{name}.json" for name in ("endpoint-rule-set-1", "service-2")}
    assert {"ssoadmin_mock/py.typed"} | {f"ssoadmin_mock/data/{name}" for name in data} <= PACKAGE


def test_the_sdist_holds_what_the_wheel_is_built_from(built: Built) -> None:
    beside = {"CHANGELOG.md", "LICENSE", "PKG-INFO", "PYPI.md", "README.md", "pyproject.toml"}
    assert built.in_sdist() == PACKAGE | beside


def test_the_wheel_announces_the_command_and_the_pytest_plugin(built: Built) -> None:
    points = ConfigParser()
    points.read_string(built.read(f"{INFO}/entry_points.txt"))
    assert {group: dict(points[group]) for group in points.sections()} == {
        "console_scripts": {"ssoadmin-mock": "ssoadmin_mock.cli:main"},
        "pytest11": {"ssoadmin_mock.pytest_plugin": "ssoadmin_mock.pytest_plugin"},
    }


def test_no_link_of_the_page_on_pypi_is_relative(built: Built) -> None:
    about = Parser().parsestr(built.read(f"{INFO}/METADATA"))
    html = markdown.render(about.get_payload())
    assert html is not None
    targets = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert len(targets) > 3
    assert [target for target in targets if not target.startswith(("https://", "#"))] == []
    assert about["Description-Content-Type"] == "text/markdown"
    assert about["Author"]


def test_an_index_would_take_both(built: Built) -> None:
    command = [sys.executable, "-m", "twine", "check", "--strict", str(built.wheel), str(built.sdist)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
