"""What was sent and answered, as CloudTrail writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.logging import HIDDEN, Logging
from ssoadmin_mock.services.pipeline import Request
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.values import camel

# What SCIM's bodies have beside what people are called and where they live.
_SHOWN_OF_SCIM = frozenset(
    {"tenantId", "schemas", "op", "path", "id", "meta", "resourceType", "created", "lastModified"}
)


def requested(
    service: Service, spec: OperationSpec, logging: Logging, sent: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return a record's ``requestParameters``.

    :param sent: the parameters under the model's names.
    """
    if logging.is_service_event:
        return None
    return (_scim(dict(sent)) if logging.is_scim else _written(service, logging, spec.input_shape, sent)) or None


def answered(
    service: Service, spec: OperationSpec, logging: Logging, result: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return a record's ``responseElements``.

    :param result: the members of the result as they were sent.
    """
    output = spec.model.output_shape
    if logging.is_service_event or spec.is_read or output is None:
        return None
    return (_scim(dict(result)) if logging.is_scim else _written(service, logging, output, result)) or None


def around(request: Request, logging: Logging, result: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record says of a call beside parameters and answer: ``tlsDetails`` and ``additionalEventData``.

    :param result: the members of the result as they were sent; none for an error.
    """
    token = sign_in.sign_ins(request.caller.partition).access_tokens.get(result.get("accessToken", ""))
    instance = None if token is None else sign_in.instance_of(token.session)
    user = {}
    if token is not None and instance is not None:
        user = token_user(logging, token.session.user_id, instance.identity_store_arn, token.session.id)
    host = request.origin.partition("://")[2]
    return user if request.endpoint_region is None else {**user, **tls_details(logging, host)}


def token_user(logging: Logging, user_id: str, store_arn: str, credential_id: str) -> dict[str, Any]:
    """Return how a record says whose tokens were given, where it does."""
    data = {
        "identitystore:UserId": user_id,
        "identitystore:IdentityStoreArn": store_arn,
        "identitycenter:CredentialId": credential_id,
    }
    return {"additionalEventData": data} if logging.tells_user else {}


def tls_details(logging: Logging, host: str) -> dict[str, Any]:
    """Return how a record says which host was called, where it does."""
    return {} if logging.is_service_event else {"tlsDetails": {"clientProvidedHostHeader": host}}


def date(seconds: float) -> str:
    """Return a moment as it is in parameters and answers: ``Apr 25, 2023 12:46:02 AM``.

    :param seconds: since the epoch.
    """
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    return f"{moment:%b} {moment.day}, {moment:%Y} {int(moment.strftime('%I'))}:{moment:%M:%S %p}"


def _written(service: Service, logging: Logging, shape: Shape, value: Any) -> Any:
    # Requests that were refused can have anything anywhere.
    if logging.hides_sensitive and shape.metadata.get("sensitive"):
        return HIDDEN
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        return {
            camel(name): HIDDEN if name in service.secrets else _written(service, logging, shape.members[name], item)
            for name, item in value.items()
            if name in shape.members and item is not None
        }
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_written(service, logging, shape.member, item) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, Mapping):
        return {key: _written(service, logging, shape.value, item) for key, item in value.items()}
    is_moment = shape.type_name == "timestamp" and isinstance(value, int | float)
    return date(value) if is_moment else value


def _scim(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _scim(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_scim(item, name) for item in value]
    if not isinstance(value, str):
        return value
    if name == "op":
        return value.upper()
    return value if name in _SHOWN_OF_SCIM else HIDDEN
