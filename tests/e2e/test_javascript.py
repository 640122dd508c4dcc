"""The AWS SDK for JavaScript, with the tests that Node.js runs in `javascript/`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.e2e.conftest import Server


def test_the_javascript_client_works(javascript: Path, server: Server) -> None:
    # One file after the other: they share the server.
    command = ["node", "--test", "--test-concurrency=1", "--test-reporter=tap"]
    done = subprocess.run(command, cwd=javascript, env=server.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\n# pass 10\n" in done.stdout
