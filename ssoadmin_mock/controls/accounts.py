"""Which account is meant."""

from __future__ import annotations

from ssoadmin_mock.controls.protocol import Controls
from ssoadmin_mock.model.account_ids import is_account_id
from ssoadmin_mock.services.arguments import check
from ssoadmin_mock.world.errors import UnknownNameError


def account_id_of(controls: Controls, given: str) -> str:
    """Return the id of an account.

    :param controls: know the names of accounts.
    :param given: twelve digits, of an account that need not exist; or the name of one that does.
    :raises ValueError: for what is no string.
    :raises UnknownNameError: for everything else, with the name that comes nearest.
    """
    check("account_id", given, str)
    if is_account_id(given):
        return given
    try:
        return controls.id_of("accounts", given)
    except (RuntimeError, UnknownNameError) as error:
        raise UnknownNameError(
            f"account_id has to be twelve digits or the name of an account, not {given!r}: {error}"
        ) from None
