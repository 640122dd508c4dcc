"""sso-admin as a value."""

from __future__ import annotations

from ssoadmin_mock.services import access
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.logging import EVERY_OPERATION, Logging
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso_admin import keys, moto_defaults
from ssoadmin_mock.services.sso_admin.resources import RESOURCES, authorised_arns, instance_arn_of
from ssoadmin_mock.wire.registry import Access, Operation
from ssoadmin_mock.wire.service_model import ApiModel
from ssoadmin_mock.wire.validation import NEWER


def use_instance(call: Call, operation: Operation) -> None:
    """Find the instance that a call names, directly or in the ARN of one of its resources.

    :raises AccessDeniedException: when it is not the caller's to use.
    :raises ValidationException: when its key cannot be used any more.
    """
    instance_arn = None if operation.access is Access.ANYONE else instance_arn_of(call.params)
    if call.settings.moto_defaults:
        moto_defaults.provide(call, instance_arn)
    if instance_arn is not None:
        call.use(access.find_instance(call, instance_arn, operation.access))
        keys.check_in_use(call)


SERVICE = Service(
    package=__name__.rpartition(".")[0],
    api=ApiModel("sso-admin"),
    moto_name="ssoadmin",
    resources=RESOURCES,
    instance_members=frozenset({"InstanceArn"}),
    use_instance=use_instance,
    authorised_arns=authorised_arns,
    unchecked=moto_defaults.UNCHECKED,
    shares_a_rate=True,
    phrasing=NEWER,
    logged={EVERY_OPERATION: Logging("sso.amazonaws.com")},
)

operation = SERVICE.registry.operation
"""Registers an operation of sso-admin."""
