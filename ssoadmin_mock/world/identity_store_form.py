"""What the Identity Store takes for names and attributes, by botocore's model of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.model import ServiceModel

from ssoadmin_mock.wire.model_files import SharingLoader
from ssoadmin_mock.wire.validation import violations


@cache
def _model() -> ServiceModel:
    return ServiceModel(SharingLoader().load_service_model("identitystore", "service-2"), "identitystore")


@cache
def _shape(name: str) -> Any:
    return _model().shape_for(name)


def refusals(shape_name: str, value: Any) -> list[str]:
    """Return why the Identity Store refuses a value; nothing when it takes it.

    :param shape_name: the shape of the model that the value has to have, ``UserName``.
    :param value: something of JSON.
    """
    found = violations(_shape(shape_name), value)
    return [f"is not for the Identity Store: {each.path or shape_name}: {each.constraint}" for each in found]
