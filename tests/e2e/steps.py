"""The steps of a walk with the AWS CLI."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One command.

    :param command: the arguments of ``aws``, in the shell's notation, with variables; or ``POST`` and a command of the
        server's own API.
    :param saves: variables for later commands, as JMESPath expressions over the answer.
    :param expects: a JMESPath expression that is true of the answer.
    """

    command: str
    saves: dict[str, str] = field(default_factory=dict)
    expects: str = ""
