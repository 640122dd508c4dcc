"""Applications and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ssoadmin_mock.model.indexed_table import IndexedTable
from ssoadmin_mock.model.table import Rows

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
"""The grant type whose grants name trusted token issuers."""


@dataclass
class Application:
    """An application.

    :param arn: ``arn:aws:sso::<account>:application/ssoins-<16 hex>/apl-<16 hex>``.
    :param account_id: the account that created it.
    :param created_date: seconds since the epoch.
    :param created_from: the Region that it was created in.
    :param sign_in_options: the API's ``SignInOptions``.
    :param user_background_sessions: ``ENABLED`` or ``DISABLED``; None until it is configured.
    :param access_scopes: the authorized targets by scope; an empty list where none were given.
    :param authentication_methods: the API's ``AuthenticationMethod`` by type.
    :param grants: the API's ``Grant`` by grant type.
    """

    arn: str
    account_id: str
    provider_arn: str
    name: str
    created_date: float
    created_from: str
    description: str | None = None
    status: str = "ENABLED"
    visibility: str = "ENABLED"
    sign_in_options: dict[str, str] | None = None
    assignment_required: bool = True
    user_background_sessions: str | None = None
    access_scopes: dict[str, list[str]] = field(default_factory=dict)
    authentication_methods: dict[str, dict[str, Any]] = field(default_factory=dict)
    grants: dict[str, dict[str, Any]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)


class Applications(IndexedTable[Application]):
    """The applications of an instance by ARN."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(
            lambda application: (
                (application.account_id, None),
                (None, application.provider_arn),
                (application.account_id, application.provider_arn),
            )
        )

    def matching(self, account_id: str | None, provider_arn: str | None) -> Rows[Application]:
        """Return the applications of an account and of a provider; None stands for any."""
        if account_id is None and provider_arn is None:
            return self
        return self.having((account_id, provider_arn))


@dataclass(frozen=True, slots=True)
class ApplicationAssignment:
    """A user or group that is assigned to an application.

    :param principal_type: ``USER`` or ``GROUP``.
    """

    application_arn: str
    principal_type: str
    principal_id: str


class ApplicationAssignments(IndexedTable[ApplicationAssignment]):
    """The application assignments of an instance; each is its own key."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(
            lambda row: (
                row.application_arn,
                (row.application_arn, row.principal_type),
                (row.principal_type, row.principal_id),
            )
        )

    def of_application(self, arn: str, principal_type: str | None = None) -> Rows[ApplicationAssignment]:
        """Return the assignments of an application, all of them or those of one type of principal."""
        return self.having(arn if principal_type is None else (arn, principal_type))

    def of_principal(self, principal_type: str, principal_id: str) -> Rows[ApplicationAssignment]:
        """Return the assignments of a user or group."""
        return self.having((principal_type, principal_id))
