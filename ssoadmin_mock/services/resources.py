"""How what a request names becomes the resource that the operation gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.wire.registry import Access


@dataclass(frozen=True)
class Resource:
    """A kind of resource that requests name by ARN.

    :param argument: the handler's argument that receives the resource.
    :param find: returns the resource in the call's instance, or raises ResourceNotFoundException.
    :param tagging: who may read and change its tags.
    """

    argument: str
    find: Callable[[Call, str], Any]
    tagging: Access
