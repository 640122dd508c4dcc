"""What a server grants its clients, so that none of them can keep it from the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of a server. They are this library's own: moto's server has none.

    :param body_bytes: how long the body of a request may be, also when it is unpacked; a longer one is refused with
        HTTP 413.
    :param seconds: how long a connection may be silent, in whole seconds, before it is closed: while a request is
        sent, between two, and while an answer is taken.
    :param connections: how many connections are open at a time. When there are more, the one that has been silent the
        longest is closed; while all are new or being answered, further ones wait.
    :raises ValueError: for a limit that is not greater than 0.
    """

    body_bytes: int = 64 * 1024 * 1024
    seconds: int = 60
    connections: int = 200

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if value <= 0:
                raise ValueError(f"The limit {name} has to be greater than 0, not {value}.")
