"""Sessions with the credentials that GetRoleCredentials gives, for tests that do not care how somebody signs in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.insight.access import Query

if TYPE_CHECKING:
    import boto3

    from ssoadmin_mock.controls.protocol import Controls


@dataclass(frozen=True)
class Role:
    """The role that a user has in an account.

    :param user: the UserId.
    :param role_name: the permission set's name.
    """

    user: str
    account_id: str
    role_name: str


def find_role(controls: Controls, user: str, account: str, permission_set: str) -> Role:
    """Return the role that a user has.

    :param user: a user name or UserId.
    :param account: an account's name or id.
    :param permission_set: a permission set's name or ARN.
    :raises UnknownNameError: when nothing has such a name or id.
    :raises RuntimeError: when the user has no such access; the message says what it has instead.
    """
    found = controls.access(Query(user, None, account, permission_set))
    if not found:
        instead = controls.access(Query(user=user))
        has = "; ".join(f"{each.permission_set} in {each.account}" for each in instead) or "no access at all"
        raise RuntimeError(f"{user} has no access to {account} with {permission_set}, but: {has}.")
    return Role(found[0].principal.id, found[0].account.id, found[0].permission_set.name)


def role_session(controls: Controls, role: Role, region_name: str | None) -> boto3.Session:
    """Return a session with a role's credentials; botocore gets new ones when they expire.

    :param region_name: the session's default Region.
    """
    import boto3
    import botocore.session
    from botocore.credentials import RefreshableCredentials

    def fetch() -> dict[str, str]:
        return _credentials(controls, role)

    session = botocore.session.get_session()
    session._credentials = RefreshableCredentials.create_from_metadata(fetch(), fetch, "sso")  # type: ignore[attr-defined]  # botocore's own way to give a session credentials
    return boto3.Session(botocore_session=session, region_name=region_name)


def _credentials(controls: Controls, role: Role) -> dict[str, str]:
    import boto3
    from botocore import UNSIGNED
    from botocore.config import Config

    signed_in = controls.sign_ins.sign_in(role.user)
    portal: Any = boto3.Session(region_name=signed_in.region_name).client(
        "sso", endpoint_url=controls.endpoint_url, config=Config(signature_version=UNSIGNED)
    )
    given = portal.get_role_credentials(
        accessToken=signed_in.access_token, accountId=role.account_id, roleName=role.role_name
    )["roleCredentials"]
    return {
        "access_key": given["accessKeyId"],
        "secret_key": given["secretAccessKey"],
        "token": given["sessionToken"],
        "expiry_time": datetime.fromtimestamp(given["expiration"] / 1000, timezone.utc).isoformat(),
    }
