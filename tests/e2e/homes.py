"""Home directories with profiles of somebody who signs in, for clients in other processes."""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from ssoadmin_mock import IdentityCenter

ADA = "assumed-role/AWSReservedSSO_Reader_"
SECONDS_TO_WAIT = 60

Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Home:
    """A home directory with a profile, and what runs in it.

    :param idc: the Identity Center at the server.
    :param directory: the home directory.
    :param server_url: the server.
    """

    idc: IdentityCenter
    directory: Path
    server_url: str

    def write(self, user: str | None = "ada", **chosen: Any) -> None:
        given = {"account": "dev", "permission_set": "Reader", "region_name": "us-east-1", "user": user}
        self.idc.write_profile(self.directory, **given | chosen)

    @property
    def environment(self) -> dict[str, str]:
        """No credentials, and nothing of AWS but the home directory."""
        apart = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return apart | {"HOME": str(self.directory), "AWS_PAGER": ""}

    def run(self, *command: str | Path, **environment: str) -> Done:
        return subprocess.run(
            command,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS_TO_WAIT,
        )

    def approving(self, *command: str | Path, **environment: str) -> Done:
        """Run a command that waits for a person, who approves what it asks."""
        with subprocess.Popen(
            command,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            deadline = time.monotonic() + SECONDS_TO_WAIT
            while not (waiting := self.idc.pending_sign_ins) and process.poll() is None:
                assert time.monotonic() < deadline, "it asks nobody"
                time.sleep(0.1)
            for pending in waiting:
                self.idc.approve_sign_in(pending.user_code, user="ada")
            said, _ = process.communicate(timeout=SECONDS_TO_WAIT)
        return Done(command, process.returncode, said, "")

    @property
    def cache(self) -> Path:
        """The one file with a token."""
        (file,) = (self.directory / ".aws" / "sso" / "cache").glob("*.json")
        return file

    def token(self) -> dict[str, Any]:
        token: dict[str, Any] = json.loads(self.cache.read_text())
        return token

    def age_token(self, left: timedelta) -> None:
        """Let clients believe that their token is good for so long and no longer."""
        expires = datetime.now(timezone.utc) + left
        self.cache.write_text(json.dumps(self.token() | {"expiresAt": f"{expires:%Y-%m-%dT%H:%M:%SZ}"}))
