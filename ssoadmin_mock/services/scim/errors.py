"""The errors of this API, in a form of its own: the body does not say why, CloudTrail does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from http import HTTPStatus

from ssoadmin_mock.effects import clock
from ssoadmin_mock.services.identity_store.rules import groups as group_rules
from ssoadmin_mock.services.identity_store.rules import users as user_rules
from ssoadmin_mock.services.scim.rules import users as own_user_rules
from ssoadmin_mock.services.scim.rules import wire as rules
from ssoadmin_mock.wire.errors import ModelledError, ResourceNotFoundException, ServiceError
from ssoadmin_mock.wire.request_ids import new_request_id

SCHEMAS = ["urn:ietf:params:scim:api:messages:2.0:Error"]

UNPARSABLE = "Request is unparsable, syntactically incorrect, or violates schema."
DUPLICATE = "Refused to create a new, duplicate resource."
UNAUTHORIZED = "Authorization header is invalid or missing."

_DETAILS = {400: UNPARSABLE, 401: UNAUTHORIZED, 409: DUPLICATE}
"""What the body says, whatever the reason, by the HTTP status; for others it is the reason."""


_RULES_HERE = {
    user_rules.REQUIRED_ATTRIBUTES: own_user_rules.REQUIRED,
    user_rules.UNIQUE_NAME: own_user_rules.DUPLICATE,
    user_rules.UNIQUE_EMAIL: own_user_rules.DUPLICATE,
    group_rules.UNIQUE_NAME: own_user_rules.DUPLICATE,
}
"""By which rule of this API something is refused, by the rule of the identity store that says the same."""


class UnauthorizedException(ModelledError):
    """The request has no token that admits it."""

    status = HTTPStatus.UNAUTHORIZED


class UnsupportedOperation(ServiceError):
    """The path is there, and does not take the method."""

    status = HTTPStatus.NOT_IMPLEMENTED


@contextmanager
def named_by_scim() -> Iterator[None]:
    """Let what the identity store refuses be refused by the rule of this API, where it has one of its own for it."""
    try:
        yield
    except ServiceError as error:
        if error.rule is not None:
            error.rule = _RULES_HERE.get(error.rule, error.rule)
        raise


def unknown_operation(_api_name: str, called: str) -> ServiceError:
    """Return the error of a request that no operation has.

    :param called: method and path.
    """
    method, _, path = called.partition(" ")
    kind = path.rstrip("/").split("/scim/v2/")[-1].partition("/")[0]
    if kind in ("Users", "Groups", "Schemas", "ResourceTypes", "ServiceProviderConfig"):
        return UnsupportedOperation(f"{method} {path} is not supported.", rule=rules.UNSUPPORTED)
    return ResourceNotFoundException(f"There is no {path}.", rule=rules.UNSUPPORTED)


def error_form(error: ServiceError, status: int) -> tuple[dict[str, str], str]:
    """Return the headers and the body of an error.

    :param status: the HTTP status.
    """
    request_id = new_request_id()
    now = datetime.fromtimestamp(clock.now(), timezone.utc)
    body = {
        "schema": SCHEMAS,
        "schemas": SCHEMAS,
        "detail": _DETAILS.get(status, error.message),
        "status": str(status),
        "exceptionRequestId": request_id,
        "timeStamp": f"{now:%Y-%m-%d %H:%M:%S}.{now.microsecond // 1000:03}",
    }
    return {"x-amzn-RequestId": request_id}, json.dumps(body)
