"""botocore's model of sso-admin: the single source of which operations exist and what they take and return."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import cast

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, StructureShape
from botocore.paginate import PaginatorModel

SERVICE_NAME = "sso-admin"


@dataclass(frozen=True)
class Paging:
    """How the model pages one list operation."""

    input_token: str
    output_token: str
    limit_key: str | None
    result_key: str
    page_size: int
    """How many items a page has at most."""


@dataclass(frozen=True)
class OperationSpec:
    """One operation as the model describes it, prepared for repeated use."""

    name: str
    model: OperationModel
    input_shape: StructureShape = field(repr=False)
    members: dict[str, str] = field(repr=False)
    """Wire name to Python name, for every input member: ``{"InstanceArn": "instance_arn"}``."""
    paging: Paging | None
    token_member: str | None
    """The member that makes the request idempotent (``ClientToken``), if it has one."""

    @property
    def is_read(self) -> bool:
        """Whether the operation only reads, as its name says."""
        return self.name.startswith(("Describe", "Get", "List"))

    @property
    def is_about_applications(self) -> bool:
        """Whether the operation reads or changes applications or what belongs to them, as its name says."""
        return "Application" in self.name


@lru_cache(maxsize=1)
def service_model() -> ServiceModel:
    """Return the installed botocore's model of sso-admin, parsed once per process."""
    return ServiceModel(Loader().load_service_model(SERVICE_NAME, "service-2"), SERVICE_NAME)


@lru_cache(maxsize=1)
def _paginators() -> PaginatorModel:
    return PaginatorModel(Loader().load_service_model(SERVICE_NAME, "paginators-1"))


@cache
def operation_spec(name: str) -> OperationSpec | None:
    """Return the prepared model of the operation `name` (``CreateInstance``), or None where the model has none."""
    model = service_model()
    if name not in model.operation_names:
        return None
    operation = model.operation_model(name)
    shape = cast(StructureShape, operation.input_shape)
    return OperationSpec(
        name=name,
        model=operation,
        input_shape=shape,
        members={member: xform_name(member) for member in shape.members},
        paging=_paging(name, shape, cast(StructureShape, operation.output_shape)),
        token_member=next(iter(operation.idempotent_members), None),
    )


# The page size when MaxResults is left out is not public; clients that ask for 100 do lose what is beyond it, so
# the model's own maximum is what we give.
DEFAULT_PAGE_SIZE = 100


def _paging(name: str, inputs: StructureShape, outputs: StructureShape) -> Paging | None:
    try:
        config = _paginators().get_paginator(name)
    except ValueError:
        return None
    limit_key = config.get("limit_key")
    # ListApplications takes a MaxResults of 100, and its answer's list has at most 50 members.
    bounds = [outputs.members[config["result_key"]]]
    if limit_key:
        bounds.append(inputs.members[limit_key])
    return Paging(
        input_token=config["input_token"],
        output_token=config["output_token"],
        limit_key=limit_key,
        result_key=config["result_key"],
        page_size=min(shape.metadata.get("max", DEFAULT_PAGE_SIZE) for shape in bounds),
    )
