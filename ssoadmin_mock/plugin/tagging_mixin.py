"""What moto's Resource Groups Tagging API asks of services that take part in it, since moto 5.2.2."""

from __future__ import annotations

__all__ = ["IS_SUPPORTED", "TaggableResourcesMixin", "TaggedResource"]

try:
    from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource

    IS_SUPPORTED = True
except ImportError:
    # Older versions know some services by name, and do not ask others.
    IS_SUPPORTED = False

    class TaggableResourcesMixin:  # type: ignore[no-redef]  # either this one or moto's
        """Stands in the place of moto's."""

    class TaggedResource:  # type: ignore[no-redef]  # either this one or moto's
        """Stands in the place of moto's."""
