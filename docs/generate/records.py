"""The records in ``evidence/``: what people have seen AWS do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ssoadmin_mock.services.discovery import declared_probes
from ssoadmin_mock.verify.constraints import constraint_probes
from ssoadmin_mock.verify.findings import AS_HERE, DIFFERS, Finding
from ssoadmin_mock.verify.record import Record, by_rule, verdict
from ssoadmin_mock.verify.running import digest, named

Records = Mapping[str, Record]
"""Records by the names of their files."""


def read_records(root: Path) -> dict[str, Record]:
    """Return the records in ``evidence/``.

    :param root: the root of the repository.
    """
    files = sorted((root / "evidence").glob("*.json"))
    return {file.name: Record.of_json(json.loads(file.read_text(encoding="utf-8"))) for file in files}


@dataclass(frozen=True)
class Verified:
    """Where and when AWS was seen to do what a rule says.

    :param dates: the days, the last one first.
    :param regions: the Regions.
    :param reporters: how many people have reported it; those without a name are one.
    """

    dates: tuple[str, ...]
    regions: tuple[str, ...]
    reporters: int

    def __str__(self) -> str:
        who = "1 reporter" if self.reporters == 1 else f"{self.reporters} reporters"
        return f"{', '.join(self.dates)} in {', '.join(self.regions)} by {who}"


def verified(records: Iterable[Record]) -> dict[str, Verified]:
    """Return by rule who has seen it, unless somebody has seen otherwise."""
    records = list(records)
    seen: dict[str, list[Record]] = {}
    contradicted = {rule for record in records for rule in contradicted_by(record)}
    for record in records:
        for rule, found in _by_rule(record).items():
            if verdict(found) == AS_HERE and rule not in contradicted:
                seen.setdefault(rule, []).append(record)
    return {
        rule: Verified(
            tuple(sorted({each.date for each in those}, reverse=True)),
            tuple(sorted({each.region for each in those})),
            len({each.reporter for each in those}),
        )
        for rule, those in seen.items()
    }


def contradicted_by(record: Record) -> Iterator[str]:
    """Yield the rules that a record contradicts and does not explain."""
    for rule, found in _by_rule(record).items():
        if verdict(found) == DIFFERS and rule not in record.explained:
            yield rule


def _by_rule(record: Record) -> dict[str, list[Finding]]:
    """Return what a record has found with the probes that there are today."""
    return by_rule(finding for finding in record.findings if _digests().get(finding.probe) == finding.digest)


@cache
def _digests() -> dict[str, str]:
    return {name: digest(probe) for name, probe in named([*declared_probes(), *constraint_probes()])}
