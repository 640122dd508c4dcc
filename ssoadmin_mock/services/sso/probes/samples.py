"""No string in a request has a pattern."""

from collections.abc import Mapping

SAMPLES: Mapping[str, str] = {}
