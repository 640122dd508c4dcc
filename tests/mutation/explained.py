"""The changes that no test notices, each with the reason why none can or need."""

from __future__ import annotations

import re

from tests.mutation.mutants import Mutant

EXPLAINED: dict[tuple[str, str, str], str] = {}
"""By the module, the line as it is, and as it becomes."""

_EVERYWHERE = {
    r"@dataclass\(frozen=True\) -> @dataclass\(": "Frozen or not is for the type checker: nothing sets members.",
    r"@(lru_)?cache\b": "A cache changes how long things take, and nothing else.",
}
"""By a pattern of the line as it is and becomes."""


def reason(mutant: Mutant) -> str | None:
    """Return why no test notices a change; None where that is not known."""
    before, after = mutant.change
    general = (why for pattern, why in _EVERYWHERE.items() if re.match(pattern, f"{before} -> {after}"))
    return EXPLAINED.get((mutant.path, before, after)) or next(general, None)
