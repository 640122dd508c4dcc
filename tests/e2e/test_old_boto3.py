"""boto3 of January 2024, which is too old for moto in its process and has no trouble with the server."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.e2e.conftest import HERE, Server


def test_boto3_of_january_2024_works(old_python: Path, server: Server) -> None:
    script = HERE / "old_client.py"
    answer = json.loads(subprocess.check_output([old_python, script], env=server.environment, text=True))
    assert answer == {
        "boto3": "1.34.30",
        "created": True,
        "pages": [2, 2, 1],
        "in order": True,
        "not found": "ResourceNotFoundException",
        "refused": "ValidationException",
        "applications": 1,
        "described": "ACTIVE",
    }
