"""How long what AWS finishes later takes, and how time passes for it."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from moto.moto_api import state_manager

from ssoadmin_mock.effects import clock, snapshots
from ssoadmin_mock.effects.workflows import Workflows
from ssoadmin_mock.model.account import all_accounts
from ssoadmin_mock.model.namespace import NAMESPACE

WORKFLOWS = {
    "CreateInstance": "instance",
    "DeleteInstance": "instance",
    "UpdateInstance": "instance_encryption",
    "AddRegion": "region",
    "RemoveRegion": "region",
    "CreateAccountAssignment": "account_assignment",
    "DeleteAccountAssignment": "account_assignment",
    "ProvisionPermissionSet": "permission_set_provisioning",
    "CreateInstanceAccessControlAttributeConfiguration": "instance_access_control_attribute_configuration",
}
"""The model names for moto's state manager of what operations start, without ``ssoadmin::``."""


def slow(operation: str, polls: int | None, seconds: float | None) -> None:
    """Let what an operation starts take some polls or seconds.

    :param operation: in the API's spelling or in boto3's.
    :raises ValueError: for another operation, and for both or neither.
    """
    if (polls is None) == (seconds is None):
        raise ValueError("Say polls= or seconds=, one of the two.")
    known = {name.lower(): name for name in WORKFLOWS}
    spelled = operation.replace("_", "").lower()
    name = known.get(spelled)
    if name is None:
        nearest = get_close_matches(spelled, known, n=1)
        meant = f"Did you mean {known[nearest[0]]}? " if nearest else ""
        raise ValueError(
            f"{operation} starts nothing that AWS finishes later. {meant}Choose from: {', '.join(WORKFLOWS)}."
        )
    transition: dict[str, Any] = {"progression": "manual", "times": polls}
    if seconds is not None:
        transition = {"progression": "time", "seconds": seconds}
    state_manager.set_transition(f"{NAMESPACE}::{WORKFLOWS[name]}", transition)


def transitions_noted() -> Callable[[], None]:
    """Return what lets everything take as long again as it does now, by the clock that there is now."""
    transitions, offset = snapshots.transitions(), clock.offset()

    def put_back() -> None:
        snapshots.set_transitions(transitions)
        clock.set_offset(offset)

    return put_back


def advance(seconds: float) -> None:
    """Let time pass, and finish what is due by then."""
    clock.set_offset(clock.offset() + seconds)
    for account in all_accounts():
        for workflow in account.in_progress.values():
            workflow.age(seconds)
        Workflows(account.in_progress).settle_due()
