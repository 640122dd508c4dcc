"""Receives the body of an HTTP request, as far as it is not too long."""

from __future__ import annotations

import zlib
from gzip import GzipFile
from http import HTTPStatus
from io import BytesIO, RawIOBase
from socket import socket
from time import monotonic
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 64 * 1024
"""How many bytes are read at a time: memory is taken for what has come, not for what was announced."""

# Python takes long for numbers of very many digits, and this many are enough for any length.
_MOST_DIGITS = 18


class Refused(Exception):
    """A request that no service gets to see.

    :param code: what kind of error it is, for the places where AWS and the server's door say that.
    :param message: what is wrong with it.
    """

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, message: str, code: str = "BadRequest") -> None:
        super().__init__(message)
        self.code = code


class TooLarge(Refused):
    """A body that is longer than the limit."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The body is longer than {limit} bytes, which is the server's limit.", "RequestEntityTooLarge"
        )


def declared_length(header: str, limit: int) -> int:
    """Return the value of a Content-Length header.

    :raises TooLarge: when it is greater than the limit.
    :raises Refused: when it is not a number.
    """
    digits = header.strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS):
        raise Refused("The header Content-Length is not a number that could be a length.")
    if int(digits) > limit:
        raise TooLarge(limit)
    return int(digits)


def receive(source: IO[bytes], length: int) -> bytes:
    """Receive a body whose length is known.

    :raises Refused: when it ends early.
    """
    body = _read(source, length)
    if len(body) < length:
        raise Refused("The body is shorter than Content-Length says.")
    return body


def receive_chunks(source: IO[bytes], limit: int) -> bytes:
    """Receive a body that itself says where it ends.

    :raises TooLarge: when it is longer than the limit.
    :raises Refused: when it is not in chunks.
    """
    try:
        body = _read(source, limit + 1)
    except TimeoutError:
        raise
    except OSError as error:
        raise Refused(f"The body is not in chunks as it should be: {error}.") from None
    if len(body) > limit:
        raise TooLarge(limit)
    return body


def _read(source: IO[bytes] | GzipFile, length: int) -> bytes:
    body = BytesIO()
    while piece := source.read(min(PIECE, length - body.tell())):
        body.write(piece)
    return body.getvalue()


def unpacked(body: bytes, limit: int) -> bytes:
    """Return what is in a body in gzip, which can be a thousand times as long as the body.

    :raises TooLarge: when it is longer than the limit.
    :raises Refused: when it is not gzip.
    """
    try:
        with GzipFile(fileobj=BytesIO(body)) as source:
            content = _read(source, limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(f"The body is not gzip as Content-Encoding says: {error}.") from None
    if len(content) > limit:
        raise TooLarge(limit)
    return content


class UntilDeadline(RawIOBase):
    """What comes from a client, as long as it comes in time. A socket's own timeout would begin anew with each byte.

    :param seconds: how long the client has, from now on.
    """

    def __init__(self, connection: socket, seconds: float) -> None:
        self._connection = connection
        self._deadline = monotonic() + seconds
        self._is_enough = False

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def enough(self) -> None:
        """Wait for nothing more."""
        self._is_enough = True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what has come, or wait for it.

        :raises TimeoutError: when the client's time is up.
        """
        remaining = 0 if self._is_enough else self._deadline - monotonic()
        if remaining <= 0 and not self._is_enough:
            raise TimeoutError("The request did not arrive in time.")
        self._connection.settimeout(remaining)
        try:
            return self._connection.recv_into(buffer)
        except BlockingIOError:
            return 0
