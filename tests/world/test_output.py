"""Files that commands write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ssoadmin_mock.world.output import Output, OutputError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(output: Output) -> str:
    """Why an output is refused, before anything is read as well as when it is written."""
    with pytest.raises(OutputError) as before:
        output.check()
    with pytest.raises(OutputError) as after:
        output.write("text")
    assert str(before.value) == str(after.value)
    return str(before.value)


def test_a_new_file_is_for_its_owner_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        Output("world.yaml").check()
        assert list(folder.iterdir()) == []
        Output("world.yaml").write("zoë\n")
    finally:
        os.umask(before)
    assert (folder / "world.yaml").read_bytes() == "zoë\n".encode()
    assert (folder / "world.yaml").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in folder.iterdir()] == ["world.yaml"]


def test_a_file_is_overwritten_only_by_force(folder: Path) -> None:
    file = folder / "world.yaml"
    file.write_text("written by hand")
    file.chmod(0o644)
    assert refused(Output("world.yaml")) == (
        "world.yaml: This file exists. Choose another name, or overwrite it with --force."
    )
    assert file.read_text() == "written by hand"
    Output("world.yaml", force=True).check()
    Output("world.yaml", force=True).write("new")
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_comes_meanwhile_is_not_overwritten(folder: Path) -> None:
    output = Output("world.yaml")
    output.check()
    (folder / "world.yaml").write_text("by hand")
    with pytest.raises(OutputError, match="This file exists"):
        output.write("new")
    assert [each.read_text() for each in folder.iterdir()] == ["by hand"]


@pytest.mark.parametrize("spelled", ["world.yaml", "./world.yaml", "../{folder}/world.yaml", "hard"])
def test_what_is_read_is_never_overwritten(spelled: str, folder: Path) -> None:
    (folder / "world.yaml").write_text("by hand")
    (folder / "hard").hardlink_to(folder / "world.yaml")
    output = Output(spelled.format(folder=folder.name), force=True, source="world.yaml")
    assert "This is the file that is read" in refused(output)
    assert (folder / "world.yaml").read_text() == "by hand"


def test_a_source_that_is_not_there_is_no_matter(folder: Path) -> None:
    (folder / "access.html").write_text("old")
    Output("access.html", force=True, source="missing").check()


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("target", ["elsewhere", "missing"])
def test_no_link_is_followed(target: str, force: bool, folder: Path) -> None:
    (folder / "elsewhere").write_text("precious")
    (folder / "world.yaml").symlink_to(target)
    assert "This is a symbolic link" in refused(Output("world.yaml", force))
    assert (folder / "elsewhere").read_text() == "precious"
    assert not (folder / "missing").exists()


def test_a_folder_is_said_to_be_one(folder: Path) -> None:
    (folder / "out").mkdir()
    assert refused(Output("out", force=True)) == "out: This is a folder. Name a file in it."


def test_a_missing_folder_is_named() -> None:
    assert refused(Output("a/b/world.yaml")) == "a/b/world.yaml: There is no folder a/b. Make it first."


def test_a_file_within_a_file_is_said_not_to_be_possible(folder: Path) -> None:
    (folder / "file").write_text("")
    assert refused(Output("file/world.yaml")) == "file/world.yaml: This file cannot be written: Not a directory."


def test_a_device_is_written_to_as_it_is() -> None:
    output = Output(os.devnull)
    output.check()
    output.write("text")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_a_full_device_is_said_to_be_full() -> None:
    output = Output("/dev/full")
    output.check()
    with pytest.raises(OutputError, match=r"^/dev/full: This file cannot be written: No space left on device\.$"):
        output.write("text")


def test_a_write_that_fails_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (folder / "world.yaml").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        Output("world.yaml", force=True).write("new")
    assert [each.read_text() for each in folder.iterdir()] == ["old"]
