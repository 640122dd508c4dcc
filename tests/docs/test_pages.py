"""What pages promise to readers: links that lead somewhere, and commands that the checks run as they stand."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from ssoadmin_mock import __version__
from ssoadmin_mock.controls.http import COMMANDS, KEPT_SNAPSHOTS
from tests.docs.examples import PAGES, ROOT

README_COMMANDS = [
    line
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("python3 -m venv ")
]


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target, anchor in set(re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text(encoding="utf-8"))):
        # What GitHub has beside the files of a repository.
        if target.startswith(("https://", "http://", "../../actions/")):
            continue
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and anchor not in headings(file)):
            broken.append(f"{target}#{anchor}")
    assert broken == []


def test_the_readme_has_one_command_for_the_tour_and_one_for_the_tests() -> None:
    tour, tests = README_COMMANDS
    assert tour.endswith("&& .venv/bin/ssoadmin-mock demo")
    assert tests.endswith("&& .venv/bin/python -m pytest -n auto --dist worksteal")


def test_the_checks_take_their_commands_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "grep '^python3 -m venv ' README.md" in script
    # Only development mode and the measuring of coverage are put in.
    measured = "PYTHONDEVMODE=1 .venv/bin/python -m coverage run -m pytest"
    assert rf'-c "${{tests/.venv\/bin\/python -m pytest/{measured}}}"' in script
    assert '-c "$tour"' in script


def test_the_script_of_the_checks_is_well_formed() -> None:
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


def test_the_oldest_moto_is_the_same_everywhere() -> None:
    (floor,) = re.findall(r'"moto>=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert f"moto[server]=={floor}\n" in (ROOT / "tox.ini").read_text(encoding="utf-8")
    assert f"moto {floor} is the oldest" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_command_of_the_server_is_documented() -> None:
    page = (ROOT / "docs" / "how-to" / "server-and-cli.md").read_text(encoding="utf-8")
    # In curl's examples, where GET is not said, and in the table below them.
    in_table = set(re.findall(r"^\| `(\w+) ([\w-]+)`", page, re.MULTILINE))
    in_examples = {
        (method or "GET", name) for method, name in re.findall(r'curl --fail (?:-X (\w+) )?"\$api/([\w-]+)"', page)
    }
    assert in_table | in_examples == {(method, name) for name, methods in COMMANDS.items() for method in methods}
    assert f"A server keeps its last {KEPT_SNAPSHOTS} snapshots." in page


def test_the_workflow_runs_the_same_gate() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["checks"]["steps"][-1] == {"run": "bash .ci/run"}


@pytest.mark.parametrize("name", ["bug", "behaviour", "verify"])
def test_a_form_for_issues_has_what_it_needs(name: str) -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids)) >= 3


def test_the_form_for_records_asks_for_the_record_and_for_a_look_at_it() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "verify.yml").read_text(encoding="utf-8"))
    fields = {field["id"]: field for field in form["body"] if "id" in field}
    assert fields["record"]["validations"]["required"]
    assert "verify.json" in fields["record"]["attributes"]["description"]
    assert [option["required"] for option in fields["looked"]["attributes"]["options"]] == [True]
    assert "docs/how-to/verify.md" in form["body"][0]["attributes"]["value"]


def test_the_changelog_has_a_section_for_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)
