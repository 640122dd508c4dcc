"""botocore's model of an API: the single source of which operations exist and what they take and return."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, StructureShape
from botocore.paginate import PaginatorModel

from ssoadmin_mock.wire.model_files import SharingLoader

# The page size when MaxResults is left out is not public; clients that ask for 100 do lose what is beyond it, so
# the model's own maximum is what we give.
DEFAULT_PAGE_SIZE = 100

_NO_MEMBERS = StructureShape("NoMembers", {"type": "structure", "members": {}})


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
    service_name: str
    """botocore's name of the API, ``sso-admin``."""
    action: str
    """What IAM policies call it, ``sso:CreateInstance``."""
    model: OperationModel = field(repr=False)
    input_shape: StructureShape = field(repr=False)
    members: dict[str, str] = field(repr=False)
    """Wire name to Python name, for every input member: ``{"InstanceArn": "instance_arn"}``."""
    paging: Paging | None
    token_member: str | None
    """The member that makes the request idempotent (``ClientToken``), if it has one."""

    @property
    def is_read(self) -> bool:
        """Whether the operation only reads, as its name says."""
        return self.name.startswith(("Describe", "Get", "List", "Is"))

    @property
    def is_signed(self) -> bool:
        """Whether clients sign the request; one that is not signed comes from no account."""
        return bool(self.model.auth_type != "none")

    @property
    def is_about_applications(self) -> bool:
        """Whether the operation reads or changes applications or what belongs to them, as its name says."""
        return "Application" in self.name


class ApiModel:
    """One API as botocore describes it, read when it is first asked about and once per process.

    :param name: botocore's name of it, ``sso-admin``.
    :param loader: where its description is; what is installed with botocore if left out.
    """

    def __init__(self, name: str, loader: Loader | None = None) -> None:
        self.name = name
        self._loader = loader or SharingLoader()
        self._specs: dict[str, OperationSpec | None] = {}

    @cached_property
    def model(self) -> ServiceModel:
        """Botocore's model."""
        return ServiceModel(self._loader.load_service_model(self.name, "service-2"), self.name)

    @cached_property
    def endpoint_rules(self) -> dict[str, object]:
        """Botocore's rules about where the API is reached."""
        rules: dict[str, object] = self._loader.load_service_model(self.name, "endpoint-rule-set-1")
        return rules

    @cached_property
    def errors(self) -> dict[str, StructureShape]:
        """The errors of all operations by their codes, which are the names of their shapes."""
        return {shape.name: cast(StructureShape, shape) for shape in self.model.error_shapes}

    @cached_property
    def signing_name(self) -> str:
        """What requests are signed for: the service in the credential scope, and before the colon of IAM's actions."""
        return str(self.model.signing_name)

    @cached_property
    def _paginators(self) -> PaginatorModel:
        try:
            return PaginatorModel(self._loader.load_service_model(self.name, "paginators-1"))
        except UnknownServiceError:
            # An API without lists has no such file.
            return PaginatorModel({"pagination": {}})

    def spec(self, operation: str) -> OperationSpec | None:
        """Return the prepared model of an operation (``CreateInstance``), or None where the model has none."""
        if operation not in self._specs:
            self._specs[operation] = self._prepared(operation) if operation in self.model.operation_names else None
        return self._specs[operation]

    def _prepared(self, name: str) -> OperationSpec:
        operation = self.model.operation_model(name)
        shape = operation.input_shape or _NO_MEMBERS
        return OperationSpec(
            name=name,
            service_name=self.name,
            action=f"{self.signing_name}:{name}",
            model=operation,
            input_shape=shape,
            members={member: xform_name(member) for member in shape.members},
            paging=self._paging(name, shape, operation.output_shape),
            token_member=next(iter(operation.idempotent_members), None),
        )

    def _paging(self, name: str, inputs: StructureShape, outputs: StructureShape | None) -> Paging | None:
        try:
            config = self._paginators.get_paginator(name)
        except ValueError:
            return None
        assert outputs is not None, f"{name} is paged, so it has an answer"
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
