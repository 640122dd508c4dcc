"""What the Dockerfile does, done without Docker: in an environment as empty as its image, from the built wheel."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.package.conftest import ROOT, Built

LINES = re.findall(r"^([A-Z]+) (.*)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
PORT = 5000


def said(keyword: str) -> str:
    """What follows the only line with a keyword."""
    (text,) = [text for word, text in LINES if word == keyword]
    return text


@dataclass(frozen=True)
class Container:
    """An environment in place of an image, and a directory in place of its WORKDIR."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "COV"))}
        return {**kept, "PATH": f"{self.folder / 'bin'}{os.pathsep}/usr/bin:/bin", "PYTHONUNBUFFERED": "1"}

    @property
    def workdir(self) -> Path:
        return self.folder / "srv"

    def start(self, command: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command, cwd=self.workdir, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def run(self, command: list[str]) -> None:
        with self.start(command) as process:
            printed, _ = process.communicate()
        assert process.returncode == 0, printed


@pytest.fixture(scope="module")
def container(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Container:
    """What the lines up to CMD make."""
    container = Container(tmp_path_factory.mktemp("container"))
    venv.create(container.folder, with_pip=True)
    container.workdir.mkdir()
    pattern, target = said("COPY").split()
    context = tmp_path_factory.mktemp("context")
    (context / "dist").mkdir()
    shutil.copy(built.wheel, context / "dist")
    (wheel,) = context.glob(pattern)
    shutil.copy(wheel, container.workdir / target)
    container.run(["sh", "-c", said("RUN")])
    return container


@pytest.fixture(scope="module")
def url(container: Container) -> Iterator[str]:
    """Where the server of CMD listens, here on a free port."""
    # By PATH of the container, as Docker finds it.
    command, *arguments = [*json.loads(said("CMD")), "--port", "0"]
    with container.start([str(container.folder / "bin" / command), *arguments]) as server:
        assert server.stdout is not None
        lines = iter(server.stdout.readline, "")
        (port,) = next(found for line in lines if (found := re.findall(r"AWS_ENDPOINT_URL=http://[^:]+:(\d+)", line)))
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        assert server.wait(timeout=30) == 0


def test_nothing_but_the_wheel_comes_in(built: Built) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored == ["*", f"!{said('COPY').split()[0]}"]


def test_the_steps_leave_a_working_directory_that_is_empty(container: Container) -> None:
    assert list(container.workdir.iterdir()) == []


def test_the_server_answers(url: str) -> None:
    assert requests.post(f"{url}/moto-api/ssoadmin/settle", timeout=30).json() == {"status": "ok"}


def test_its_health_is_checked(container: Container, url: str) -> None:
    assert said("EXPOSE") == str(PORT)
    word, _, command = said("HEALTHCHECK").partition(" ")
    assert word == "CMD"
    program, *arguments = json.loads(command)
    here = [argument.replace(f"127.0.0.1:{PORT}", url.removeprefix("http://")) for argument in arguments]
    assert here != arguments
    container.run([str(container.folder / "bin" / program), *here])


def test_it_does_not_run_as_root() -> None:
    assert said("USER") == "nobody"
