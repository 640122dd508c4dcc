"""Whether the Region that somebody asks for is the one that they get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssoadmin_mock.effects.organizations import partition_of

# Worlds are imported where they are needed: they take longer than the first call of a process.
if TYPE_CHECKING:
    from ssoadmin_mock.controls.protocol import Controls
    from ssoadmin_mock.world.source import Document


def check_asked(controls: Controls, asked: bool | str, document: Document | None) -> None:
    """Check that no organization instance is in another Region than the one that is asked for, or will be.

    :param asked: the argument ``organization_instance``; only a Region's name asks for one.
    :param document: a world that is about to be loaded.
    :raises RuntimeError: when the instance that there is is in another one.
    :raises ValueError: when the world describes one that is.
    """
    if not isinstance(asked, str):
        return
    there = _present(controls, partition_of(asked))
    if there is not None and there != asked:
        raise RuntimeError(
            f"organization_instance={asked!r} asks for another Region than {there}, where the organization instance is "
            "already."
        )
    if there is None and document is not None:
        described = _region_described_by(document)
        if described != asked:
            raise ValueError(f"organization_instance={asked!r} contradicts the world, whose Region is {described}.")


def _region_described_by(document: Document) -> str:
    from ssoadmin_mock.world import schema
    from ssoadmin_mock.world.load_instance import region_name_of
    from ssoadmin_mock.world.parts import Part

    schema.check(document)
    return region_name_of(Part(document, document.data)["instance"])


def _present(controls: Controls, partition: str) -> str | None:
    try:
        region_name = controls.present_instance().region_name
    except RuntimeError:
        return None
    return region_name if partition_of(region_name) == partition else None
