"""Where commands write: a private file that nothing is overwritten for unasked, or standard output."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile, mkstemp

STANDARD_OUTPUT = "-"

# What is written to try whether there is room: a small world.
_TRIED = bytes(64 * 1024)


class OutputError(Exception):
    """An output cannot be written; the message names it, says why and what to do."""


@dataclass(frozen=True)
class Output:
    """An output, by the name that was given on the command line.

    It holds an organization, so that a file is for its owner alone, and no link leads anywhere else.

    :param name: a file, or ``-`` for standard output.
    :param force: whether to overwrite a file that is there.
    :param source: what the command reads, which is never overwritten.
    """

    name: str
    force: bool = False
    source: str | None = None

    @property
    def is_standard(self) -> bool:
        """Whether this is standard output."""
        return self.name == STANDARD_OUTPUT

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.name)

    def check(self) -> None:
        """Try the output, before what takes long.

        :raises OutputError: when it cannot be written.
        """
        if self.is_standard or self._is_device():
            return
        try:
            with TemporaryFile(dir=self.path.parent) as trial:
                trial.write(_TRIED)
        except OSError as error:
            raise self._failed(error) from None

    def write(self, text: str) -> None:
        """Write the output; what has been written is on disk then.

        :raises OutputError: when it cannot be written. A file that was there is as it was.
        :raises BrokenPipeError: when nobody reads standard output any more.
        """
        content = text.encode()
        if self.is_standard:
            # Names may have characters that the terminal's encoding lacks.
            _write_standard(content)
            return
        try:
            self._write_device(content) if self._is_device() else self._write_file(content)
        except OSError as error:
            raise self._failed(error) from None

    def _write_device(self, content: bytes) -> None:
        with open(os.open(self.path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)), "wb") as device:
            device.write(content)

    def _write_file(self, content: bytes) -> None:
        # As mkstemp makes it: new, for its owner alone, and through no link.
        descriptor, temporary = mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            # Minutes may have passed since the check.
            self._is_device()
            os.replace(temporary, self.path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(temporary)

    def _is_device(self) -> bool:
        """Tell whether this is a device or a pipe, in which there is nothing to overwrite.

        :raises OutputError: for what must not be overwritten.
        """
        try:
            mode = self.path.lstat().st_mode
        except OSError:
            return False
        if stat.S_ISLNK(mode):
            raise OutputError(f"{self.name}: This is a symbolic link, and none is followed. Name the file itself.")
        if stat.S_ISDIR(mode):
            raise OutputError(f"{self.name}: This is a folder. Name a file in it.")
        if self._is_source():
            raise OutputError(f"{self.name}: This is the file that is read. Choose another name.")
        if stat.S_ISREG(mode) and not self.force:
            raise OutputError(f"{self.name}: This file exists. Choose another name, or overwrite it with --force.")
        return not stat.S_ISREG(mode)

    def _is_source(self) -> bool:
        try:
            return self.source is not None and self.path.samefile(self.source)
        except OSError:
            return False

    def _failed(self, error: OSError) -> OutputError:
        if isinstance(error, FileNotFoundError):
            return OutputError(f"{self.name}: There is no folder {self.path.parent}. Make it first.")
        return OutputError(f"{self.name}: This file cannot be written: {error.strerror}.")


def _write_standard(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_standard_output()
        raise OutputError(f"Standard output cannot be written: {error.strerror}.") from None


def discard_standard_output() -> None:
    """Let nobody write to standard output once more and fail again, as the interpreter would at its end."""
    # What a test captures has no descriptor.
    with suppress(OSError):
        descriptor = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
