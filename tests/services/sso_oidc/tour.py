"""A walk through sso-oidc."""

from __future__ import annotations

from ssoadmin_mock import IdentityCenter
from tests.center import Center
from tests.contract.tour import Tour
from tests.services.signing_in import open_desk
from tests.services.sso_oidc.applications import Application


class OidcTour(Tour):
    """Calls every operation of sso-oidc."""

    def walk(self) -> None:
        """Sign somebody in by device code, refresh the token, and get one for an application."""
        center = Center(self.organization, self.connect("sso-admin"), self.connect)
        desk = open_desk(IdentityCenter(), center)
        oidc = self.client()
        registered = oidc.register_client(clientName="tool", clientType="public", scopes=["sso:account:access"])
        client = {"clientId": registered["clientId"], "clientSecret": registered["clientSecret"]}
        device = oidc.start_device_authorization(**client, startUrl=desk.idc.start_url)
        desk.idc.approve_sign_in(device["userCode"], user="ada")
        tokens = oidc.create_token(**desk.by_device(client, device))
        oidc.create_token(**client, grantType="refresh_token", refreshToken=tokens["refreshToken"])
        application = Application.made(center, desk.ada)
        oidc.create_token_with_iam(**application.asking(application.assertion("ada")))
