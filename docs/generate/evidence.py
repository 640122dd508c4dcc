"""The levels of evidence in words, and how many rules have which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ssoadmin_mock.wire.rules import Evidence, Rule

LEVELS = {
    Evidence.OBSERVED: "Seen verbatim in output of the real service that a public source quotes.",
    Evidence.DOCUMENTED: "Said by AWS documentation or by the service model's own text.",
    Evidence.CLIENT: "Inferred from client code that runs against the real service, such as Terraform's provider.",
    Evidence.INFERRED: "Our reasoning; the real service may differ.",
    Evidence.UNKNOWN: "Nobody has published what the service does here; we had to choose something.",
}

NAMES = [level.value.capitalize() for level in LEVELS]
"""What stands above the columns of a table with the numbers of rules by evidence."""


def counts(rules: Iterable[Rule]) -> list[str]:
    """Return the cells below :data:`NAMES`; none is an empty cell."""
    found = Counter(rule.evidence for rule in rules)
    return [str(found[level] or "") for level in LEVELS]
