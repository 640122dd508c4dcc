"""A server, and the clients, each installed where nothing else is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import botocore
import pytest
import requests

from ssoadmin_mock.services.identity_store.service import SERVICE as IDENTITY_STORE
from tests.serving import exports, serving

HERE = Path(__file__).parent

AWS_CLI = "awscli==1.46.3"
OLD_BOTO3 = "boto3==1.34.30"


@dataclass(frozen=True)
class Server:
    """A running `ssoadmin-mock serve`.

    :param environment: this process's environment with the lines that the server printed.
    """

    environment: dict[str, str]

    @property
    def url(self) -> str:
        """The endpoint."""
        return self.environment["AWS_ENDPOINT_URL"]

    def moto_api(self, command: str, **body: Any) -> Any:
        """Give a command to the server's own API."""
        response = requests.post(f"{self.url}/moto-api/ssoadmin/{command}", json=body, timeout=30)
        response.raise_for_status()
        return response.json()


@pytest.fixture(scope="session")
def running_server() -> Iterator[Server]:
    """One server for all tests."""
    with serving("--port", "0") as (_, printed):
        # No configuration of this machine's user may show through.
        apart = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": ""}
        yield Server({**os.environ, **apart, **exports(printed)})


@pytest.fixture
def server(running_server: Server) -> Server:
    """The server, empty but for the organization instance in us-east-1."""
    running_server.moto_api("reset", organization_instance=True)
    return running_server


@pytest.fixture(scope="session")
def aws_cli(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The AWS CLI from PyPI."""
    return install(tmp_path_factory.mktemp("aws-cli"), AWS_CLI) / "aws"


@pytest.fixture(scope="session")
def old_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with boto3 of January 2024."""
    return install(tmp_path_factory.mktemp("old-boto3"), OLD_BOTO3) / "python"


def install(where: Path, *requirements: str) -> Path:
    """Install packages from PyPI into a new environment, and return the directory of their programs."""
    venv.create(where, with_pip=True)
    subprocess.run([where / "bin" / "pip", "install", "--quiet", *requirements], check=True)
    return where / "bin"


@pytest.fixture(scope="session")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the JavaScript client that the lock file names."""
    if shutil.which("npm") is None:
        pytest.fail("The end-to-end tests need Node.js with npm: https://nodejs.org")
    where = tmp_path_factory.mktemp("javascript") / "project"
    shutil.copytree(HERE / "javascript", where, ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=where, check=True)
    return where


# Where Debian's packages of Go libraries are: golang-github-aws-aws-sdk-go-v2-dev and what it needs.
GO_LIBRARIES = Path("/usr/share/gocode")


BuildGo = Callable[[str], Path]


@pytest.fixture(scope="session")
def build_go(tmp_path_factory: pytest.TempPathFactory) -> BuildGo:
    """Compiles a program of `go/` with the AWS SDK for Go v2, from Debian's source package: nothing is downloaded."""
    if shutil.which("go") is None or not (GO_LIBRARIES / "src/github.com/aws/aws-sdk-go-v2/service/ssoadmin").exists():
        pytest.fail("The tests in Go need Debian's packages golang-go and golang-github-aws-aws-sdk-go-v2-dev.")
    where = tmp_path_factory.mktemp("go")
    # Debian's packages are a GOPATH without modules.
    offline = {"GO111MODULE": "off", "GOPATH": str(GO_LIBRARIES), "GOCACHE": str(where / "cache"), "GOFLAGS": ""}

    @cache
    def build_go(name: str) -> Path:
        command = ["go", "build", "-o", where / name, HERE / "go" / name / "main.go"]
        subprocess.run(command, env=os.environ | offline, check=True)
        return where / name

    return build_go


@pytest.fixture(scope="session")
def cli_environment(running_server: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the AWS CLI, with the model of identitystore that this botocore has.

    It is found as one that `aws configure add-model` has added. That of the CLI itself lacks the operations on stores.
    """
    where = tmp_path_factory.mktemp("models")
    shutil.copytree(Path(botocore.__file__).parent / "data" / IDENTITY_STORE.name, where / IDENTITY_STORE.name)
    return running_server.environment | {"AWS_DATA_PATH": str(where)}


@dataclass(frozen=True)
class Outcome:
    """What a command of the AWS CLI came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer; None when there is none."""
        assert self.code == 0, self.err
        return json.loads(self.out) if self.out.strip() else None


Aws = Callable[..., Outcome]


@pytest.fixture(scope="session")
def aws(aws_cli: Path, cli_environment: dict[str, str]) -> Iterator[Aws]:
    """Runs the AWS CLI: ``aws("sso-admin", "list-instances")``."""
    with subprocess.Popen(
        [aws_cli.parent / "python", HERE / "aws_commands.py"],
        env=cli_environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        send, receive = process.stdin, process.stdout

        def aws(*arguments: str) -> Outcome:
            send.write(json.dumps(["--output", "json", *arguments]) + "\n")
            send.flush()
            return Outcome(**json.loads(receive.readline()))

        yield aws
        send.close()


@pytest.fixture
def aws_program(aws_cli: Path, server: Server) -> Aws:
    """Runs the AWS CLI as a shell does, in a process for each command."""

    def aws(*arguments: str) -> Outcome:
        done = subprocess.run(
            [aws_cli, *arguments], env=server.environment, capture_output=True, text=True, check=False
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return aws
