"""``python -m tests.package.audit``: asks PyPI for known vulnerabilities of what is installed beside this module.

It fails for a vulnerability that has no answer below. What PyPI could not be asked about, it names and lets pass: not
every machine that runs the checks reaches PyPI's database.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

ANSWERED: dict[str, str] = {}
"""By the id of a vulnerability: why it does not concern us."""

NOT_AUDITED = "NOT AUDITED"
"""What the lines begin with that say what remained unknown; .ci/run repeats them at its end."""

# The package itself, which is not published from here.
OURS = "ssoadmin-mock"


def main() -> int:
    """Ask, and print what is known.

    :returns: 0, or 1 for a vulnerability without an answer.
    """
    command = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off", "--format", "json"]
    run = subprocess.run(command, capture_output=True, text=True)
    try:
        dependencies = json.loads(run.stdout)["dependencies"]
    except ValueError:
        print(f"{NOT_AUDITED}: pip-audit gave no report: {_last_line(run.stderr)}")
        return 0
    return judged([found for found in dependencies if found["name"] != OURS])


def judged(dependencies: list[dict[str, Any]]) -> int:
    """Print what a report says.

    :param dependencies: the ``dependencies`` of pip-audit's JSON.
    :returns: 0, or 1 for a vulnerability without an answer.
    """
    skipped = [found for found in dependencies if "skip_reason" in found]
    if skipped:
        names = ", ".join(found["name"] for found in skipped)
        print(f"{NOT_AUDITED}: PyPI did not say for {len(skipped)} of {len(dependencies)} distributions: {names}")
    vulnerabilities = list(_vulnerabilities(dependencies))
    for where, id in vulnerabilities:
        print(f"{where} has {id}: {ANSWERED.get(id, 'not answered')}")
    print(f"{len(dependencies) - len(skipped)} distributions audited, {len(vulnerabilities)} vulnerabilities known.")
    return 1 if any(id not in ANSWERED for _, id in vulnerabilities) else 0


def _vulnerabilities(dependencies: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for found in dependencies:
        for vulnerability in found.get("vulns", []):
            yield f"{found['name']} {found['version']}", vulnerability["id"]


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it printed nothing"])[-1]


if __name__ == "__main__":
    sys.exit(main())
