"""Sessions: credentials, and log out."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import iam, sts
from ssoadmin_mock.model.durations import seconds_of
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso import errors
from ssoadmin_mock.services.sso.access import permission_sets_in, signed_in
from ssoadmin_mock.services.sso.rules import sessions as rules
from ssoadmin_mock.services.sso.service import operation


@operation(
    rules=(rules.CREDENTIALS, rules.NO_ACCESS, rules.BOUNDARY, rules.OUTLIVING, rules.UNAUTHORIZED, rules.ENDS),
    not_simulated="That a role which was just assigned may be refused for a while.",
)
def get_role_credentials(call: Call, *, role_name: str, account_id: str) -> dict[str, Any]:
    """Give the user credentials of the role that a permission set is in an account."""
    instance, user, _ = signed_in(call)
    named = (each for _, each in permission_sets_in(instance, user, account_id) if each.name == role_name)
    permission_set = next(named, None)
    if permission_set is None:
        raise errors.no_access()
    provisioned = instance.provisioned.get((permission_set.arn, account_id))
    assert provisioned is not None, "a set is provisioned where it is assigned"
    credentials = sts.assume_role(
        iam.role_arn(instance, account_id, provisioned.role_name),
        session_name=user.name,
        seconds=round(seconds_of(permission_set.session_duration)),
        region_name=call.caller.region_name,
    )
    return {
        "roleCredentials": {
            "accessKeyId": credentials.access_key_id,
            "secretAccessKey": credentials.secret_access_key,
            "sessionToken": credentials.session_token,
            "expiration": round(credentials.expires_at * 1000),
        }
    }


@operation(rules=(rules.LOGOUT, rules.UNAUTHORIZED))
def logout(call: Call) -> None:
    """End the session."""
    signed_in(call)[2].has_ended = True
