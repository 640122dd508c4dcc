"""How CloudTrail logs the operations of an API: what differs between them."""

from __future__ import annotations

from dataclasses import dataclass

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
"""What CloudTrail writes for secrets and personal data."""

EVERY_OPERATION = "*"
"""Stands for all operations of an API that are not named."""


@dataclass(frozen=True)
class Logging:
    """How CloudTrail logs an operation.

    :param source: the record's ``eventSource``.
    :param is_service_event: whether the record has the type AwsServiceEvent, without parameters and answer: those of
        the access portal, whose users are IdentityCenterUsers.
    :param hides_sensitive: whether what the model calls sensitive is hidden.
    :param tells_user: whether ``additionalEventData`` says whose tokens were given.
    :param is_scim: whether its texts are in documents of SCIM, which no model describes.
    """

    source: str
    is_service_event: bool = False
    hides_sensitive: bool = False
    tells_user: bool = False
    is_scim: bool = False
