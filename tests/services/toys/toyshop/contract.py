"""What tests know of the toy shop beyond its model."""

from __future__ import annotations

from ssoadmin_mock.services.discovery import services
from tests.contract.contract import Contract
from tests.contract.tour import Tour


class ToyShopTour(Tour):
    """Looks around, and orders a toy."""

    def walk(self) -> None:
        """Call everything."""
        shop = self.client()
        shop.find_toys(Shelf="top", Path="bears/brown")
        shop.list_shelves()
        shop.put_picture(Name="bear", Picture=b"\xff")
        shop.order_toy(Name="bear", Order={"Kind": "BEAR"})


CONTRACT = Contract(services()["toyshop"], ToyShopTour, samples={"Name": "bear", "Token": "abc"}, repeats_dates=True)
