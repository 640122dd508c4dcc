"""Rules: the behaviours beyond the service model, each with its evidence.

A rule is data that a reader can find: ``docs/fidelity.md`` is generated from all of them, an operation names those it
follows in its head, and a test fails for a rule that no test is marked with.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Evidence(Enum):
    """How well a behaviour is known."""

    OBSERVED = "observed"
    """Seen verbatim in output of the real service that a public source quotes."""
    DOCUMENTED = "documented"
    """Said by AWS documentation or by the service model's own text."""
    CLIENT = "relied on by clients"
    """Inferred from client code that runs against the real service."""
    INFERRED = "inferred"
    """Our reasoning; the real service may differ."""
    UNKNOWN = "unknown"
    """Nobody has published what the service does here; we had to choose something."""


@dataclass(frozen=True)
class Rule:
    """One deliberate behaviour.

    :param id: stable name, ``<family>.<what>``; tests refer to it with ``@pytest.mark.rule("<id>")``.
    :param evidence: how well the behaviour is known.
    :param behaviour: what the mock does, in one or two sentences.
    :param source: where the evidence is, or the reasoning.
    """

    id: str
    evidence: Evidence
    behaviour: str
    source: str


RULES: dict[str, Rule] = {}
"""Every rule by id, in the order of declaration."""


def rule(id: str, evidence: Evidence, behaviour: str, source: str) -> Rule:
    """Declare a rule; the arguments are those of :class:`Rule`.

    :raises ValueError: when the id is taken.
    """
    if id in RULES:
        raise ValueError(f"There is already a rule {id!r}; give this one another id.")
    RULES[id] = declared = Rule(id, evidence, behaviour, source)
    return declared
