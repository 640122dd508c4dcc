"""What tests know of the toy box beyond its model."""

from __future__ import annotations

from ssoadmin_mock.services.discovery import services
from tests.contract.contract import Contract
from tests.contract.tour import Tour


class ToyBoxTour(Tour):
    """Makes a toy, and lists it."""

    def walk(self) -> None:
        """Call everything."""
        box = self.client()
        box.create_toy(Name="bear")
        box.list_toys()
        box.describe_box()


CONTRACT = Contract(services()["toybox"], ToyBoxTour, samples={"Name": "bear", "Token": "abc"}, repeats_dates=True)
