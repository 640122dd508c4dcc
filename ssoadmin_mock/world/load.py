"""Loads a world: makes its state directly, in our model and in moto's other services, without a call of any API."""

from __future__ import annotations

from ssoadmin_mock.effects.garbage import without_garbage_collection
from ssoadmin_mock.effects.rollback import rolled_back_on_failure
from ssoadmin_mock.model.account import account_of
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.world import (
    load_applications,
    load_assignments,
    load_directory,
    load_instance,
    load_organization,
    load_permission_sets,
    schema,
)
from ssoadmin_mock.world.names import Present
from ssoadmin_mock.world.parts import Part
from ssoadmin_mock.world.progress import Progress
from ssoadmin_mock.world.source import Document


def load(document: Document) -> Instance:
    """Load a world into the mock; it is added to what there is.

    :param document: what was read.
    :returns: its instance.
    :raises WorldError: when the document has not the form of a world, or something in it cannot be. Nothing of it
        is loaded then.
    """
    schema.check(document)
    world = Part(document, document.data)
    with without_garbage_collection(), rolled_back_on_failure(), Progress("Loading the world") as progress:
        instance = load_instance.enable(world)
        loading = load_organization.load(world, lambda: Present(instance), progress)
        load_instance.load_configuration(loading)
        load_organization.load_customer_managed_policies(loading)
        load_directory.load_users(loading)
        load_directory.load_groups(loading)
        load_permission_sets.load(loading)
        load_instance.load_access_control_attributes(loading)
        load_assignments.load(loading)
        load_assignments.load_provisioned(loading)
        load_applications.load_issuers(loading)
        load_applications.load_applications(loading)
        load_organization.load_delegated_administrators(loading)
        load_organization.suspend_accounts(loading)
        load_directory.load_auto_sign_in(loading)
        account = account_of(instance.owner_account_id, instance.partition)
        account.worlds.add((instance.arn, document.digest))
    return instance
