"""Gets credentials from moto's STS, which all of moto then knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timezone

from moto.backends import get_backend

from ssoadmin_mock.effects.organizations import partition_of


@dataclass(frozen=True)
class Credentials:
    """Credentials for a time.

    :param expires_at: seconds since the epoch.
    """

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    expires_at: float


def assume_role(role_arn: str, *, session_name: str, seconds: int, region_name: str) -> Credentials:
    """Return credentials of a role, as its own account knows them.

    :param role_arn: the role.
    :param session_name: what is behind the role's name in the ARN of who then calls.
    :param seconds: how long they live.
    :param region_name: a Region of the role's partition.
    """
    account_id = role_arn.split(":")[4]
    assumed = get_backend("sts")[account_id][partition_of(region_name)].assume_role(
        region_name=region_name,
        role_session_name=session_name,
        role_arn=role_arn,
        policy="",
        duration=seconds,
        external_id="",
    )
    expires_at = assumed.expiration.replace(tzinfo=timezone.utc).timestamp()
    return Credentials(assumed.access_key_id, assumed.secret_access_key, assumed.session_token, expires_at)
