"""A walk through sso."""

from __future__ import annotations

from ssoadmin_mock import IdentityCenter
from tests.center import Center
from tests.contract.tour import Tour
from tests.services.signing_in import open_desk


class PortalTour(Tour):
    """Calls every operation of sso."""

    def walk(self) -> None:
        """Assign an account to somebody who signs in, looks at it, gets credentials and logs out."""
        center = Center(self.organization, self.connect("sso-admin"), self.connect)
        desk = open_desk(IdentityCenter(), center)
        token = {"accessToken": desk.idc.sign_in("ada").access_token}
        portal = self.client()
        portal.list_accounts(**token)
        portal.list_account_roles(**token, accountId=center.dev)
        portal.get_role_credentials(**token, accountId=center.dev, roleName="Reader")
        portal.logout(**token)
