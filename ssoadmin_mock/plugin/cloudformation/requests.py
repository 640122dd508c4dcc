"""Requests that the service carries out after it has answered."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.plugin.cloudformation.api import HandlerError
from ssoadmin_mock.plugin.cloudformation.stack_resource import StackResource

REQUEST_FAILED = "Request {} failed due to: {}"


def check_succeeded(resource: StackResource, answer: dict[str, Any], describe: str) -> None:
    """Check that a request succeeded, which has settled by now.

    :param resource: the resource that made it.
    :param answer: what the operation that started it answered.
    :param describe: the operation that describes such requests, ``DescribeAccountAssignmentCreationStatus``.
    :raises HandlerError: when it failed.
    """
    (started,) = answer.values()
    kind = describe.removeprefix("Describe").removesuffix("Status")
    member = "ProvisionPermissionSet" if kind == "PermissionSetProvisioning" else kind
    request = {f"{member}RequestId": started["RequestId"]}
    (status,) = resource.api.call(describe, InstanceArn=resource.values["InstanceArn"], **request).values()
    if status["Status"] == "FAILED":
        raise HandlerError(
            "GeneralServiceException", REQUEST_FAILED.format(status["RequestId"], status["FailureReason"])
        )
