"""Which rules have probes, and what these do."""

from __future__ import annotations

from functools import cache

from ssoadmin_mock.services.discovery import declared_probes
from ssoadmin_mock.verify.constraints import constraint_probes

PROBE_TESTS = "tests/verify/test_probes.py"
"""Where every probe is sent to the mock."""
READS = "changes nothing"
WRITES = "makes something and removes it, with `--write`"


@cache
def probes() -> dict[str, list[str]]:
    """Return what the probes of each rule do, by its id."""
    kinds: dict[str, list[str]] = {}
    for probe in [*declared_probes(), *constraint_probes()]:
        kind = WRITES if probe.writes else READS
        if kind not in kinds.setdefault(probe.rule, []):
            kinds[probe.rule].append(kind)
    return kinds
