"""The registry of operations, which dispatch, the docs and the completeness test read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from ssoadmin_mock.wire.rules import Rule
from ssoadmin_mock.wire.validation import Wording

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Access(Enum):
    """Which accounts an operation admits to the instance that the request names."""

    ANYONE = "every account"
    """The request names no instance."""
    OWNER = "the account that owns the instance"
    ADMINISTRATOR = "the owner, or the delegated administrator of an organization instance"
    MEMBER = "every account that sees the instance"
    PERMISSION_SETS = "administrators, and only on instances with permission sets"
    MANAGEMENT_ACCOUNT = "the management account, and only on an organization instance with permission sets"


@dataclass(frozen=True)
class Operation:
    """One implemented operation.

    :param name: the API's name, ``CreateInstance``.
    :param handler: the function with the behaviour. It takes the call and, by keyword, the members of the request
        in snake case; members of the form ``PermissionSetArn`` arrive as the resource itself.
    :param access: who may call it on an instance.
    :param rules: the rules it follows.
    :param not_simulated: what the real service does here and the mock does not; empty where nothing is known.
    :param wordings: how the service words malformed members of this operation, where it does so in its own way.
    """

    name: str
    handler: Callable[..., Any]
    access: Access
    rules: tuple[Rule, ...]
    not_simulated: str
    wordings: Mapping[str, Wording]

    @property
    def family(self) -> str:
        """The module that the operation lives in."""
        return self.handler.__module__.rpartition(".")[2]


class Operations(dict[str, Operation]):
    """The implemented operations of one API by their names, filled by :meth:`operation`."""

    def operation(
        self,
        *,
        name: str | None = None,
        access: Access = Access.ADMINISTRATOR,
        rules: tuple[Rule, ...] = (),
        not_simulated: str = "",
        wordings: Mapping[str, Wording] | None = None,
    ) -> Callable[[Handler], Handler]:
        """Register the decorated function as the operation of the same name (``create_instance``: ``CreateInstance``).

        :param name: the operation's name, where its words do not have one capital each.
        :param access: who may call it on an instance.
        :param rules: the rules it follows.
        :param not_simulated: what the real service does and this does not.
        :param wordings: as in :class:`Operation`.
        :raises ValueError: when the operation is registered already.
        """

        def register(handler: Handler) -> Handler:
            api_name = name or "".join(word.capitalize() for word in handler.__name__.split("_"))
            if api_name in self:
                raise ValueError(f"{api_name} is registered already, by {self[api_name].handler.__module__}.")
            self[api_name] = Operation(api_name, handler, access, rules, not_simulated, wordings or {})
            return handler

        return register
