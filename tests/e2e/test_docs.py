"""The examples of the docs that need a client that only these tests install."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.docs.examples import ROOT, Example, examples_of
from tests.e2e.conftest import Server

HOW_TO = ROOT / "docs" / "how-to"
OURS = "the end-to-end tests do"


def examples(page: str, language: str) -> pytest.MarkDecorator:
    found = [example for example in examples_of(HOW_TO / page) if example.not_run.startswith(OURS)]
    assert found
    assert {example.language for example in found} == {language}
    return pytest.mark.parametrize("example", found, ids=lambda example: example.id)


@examples("server-and-cli.md", "sh")
def test_a_shell_example_runs(example: Example, aws_cli: Path, server: Server) -> None:
    environment = server.environment | {"PATH": f"{aws_cli.parent}{os.pathsep}{os.environ['PATH']}"}
    command = ["bash", "-euo", "pipefail", "-c", example.code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    server.moto_api("settle")
    assert done.returncode == 0, done.stderr


@examples("javascript.md", "js")
def test_a_javascript_example_runs(example: Example, javascript: Path, server: Server) -> None:
    script = javascript / "example.mjs"
    script.write_text(example.code)
    done = subprocess.run(["node", script], env=server.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
