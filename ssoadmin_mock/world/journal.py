"""The answers that a capture has so far, in a file, so that another one can go on from there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ssoadmin_mock.world.errors import CaptureError

_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


class Journal:
    """The answers so far, in a file with one line for each, if there is to be one.

    :param file: the file; it is made, readable by its owner alone, and removed at the end. No link is followed.
    :param whose: what has to be the same for the answers to be of use: account and Region.
    :raises CaptureError: when the file is there and has the answers for somebody else, or is damaged, and when it
        cannot be read or written.
    """

    def __init__(self, file: Path | None, whose: dict[str, str]) -> None:
        self._file = file
        self._answers: dict[str, Any] = {}
        if file is None:
            return
        lines = self._complete_lines(file)
        if lines:
            self._read(file, lines, whose)
        else:
            self._append(whose)

    def _complete_lines(self, file: Path) -> list[bytes]:
        """Return the lines that were written to the end, and cut off a last one that was not."""
        if not os.path.lexists(file):
            return []
        if file.is_symlink():
            raise CaptureError(f"{file} is a symbolic link, and none is followed. Delete it to begin anew.")
        with _said(file), open(os.open(file, os.O_RDWR | _NO_LINK), "r+b") as journal:
            lines = journal.readlines()
            if lines and not lines[-1].endswith(b"\n"):
                journal.truncate(sum(len(line) for line in lines[:-1]))
                del lines[-1]
        return lines

    def _read(self, file: Path, lines: list[bytes], whose: dict[str, str]) -> None:
        try:
            first, *answers = [json.loads(line) for line in lines]
            self._answers = {str(call): {"Answer": answer["Answer"]} for call, answer in answers}
        except (ValueError, TypeError, KeyError, RecursionError):
            raise CaptureError(f"{file} is damaged. Delete it to begin anew.") from None
        if first != whose:
            raise CaptureError(f"{file} is from another account or Region than {whose}. Delete it to begin anew.")

    def get(self, call: str) -> Any:
        """Return the answer to a call, or None."""
        return self._answers.get(call)

    def keep(self, call: str, answer: Any) -> None:
        """Keep the answer to a call.

        :raises CaptureError: when it cannot be written.
        """
        self._append([call, answer])

    def _append(self, line: Any) -> None:
        if self._file is None:
            return
        with _said(self._file):
            descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK, 0o600)
            with open(descriptor, "a", encoding="utf-8") as journal:
                journal.write(json.dumps(line, default=str) + "\n")

    def remove(self) -> None:
        """Remove the file: everything is read."""
        if self._file is not None:
            self._file.unlink()


@contextmanager
def _said(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CaptureError(f"{file} cannot be read and written: {error.strerror}.") from None
