"""The record of a run, made to be handed on: what was found, when and in which Region, and nobody's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from ssoadmin_mock.verify.findings import AS_HERE, DIFFERS, NOT_TRIED, Finding
from ssoadmin_mock.verify.surroundings import Surroundings

FORMAT = 1
_STRENGTH = (NOT_TRIED, AS_HERE, DIFFERS)


@dataclass(frozen=True)
class Record:
    """What one run found.

    :param version: the version of this package.
    :param date: the day, ``2026-11-26``.
    :param region: the Region.
    :param reporter: who says so: a name of the reporter's choice.
    :param roles: what the account was.
    :param findings: what was found.
    :param explained: why a difference is none, by rule; written by whoever has looked into it.
    """

    version: str
    date: str
    region: str
    reporter: str
    roles: tuple[str, ...]
    findings: tuple[Finding, ...]
    explained: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """Return the record as it is written."""
        return {
            "format": FORMAT,
            "ssoadmin_mock": self.version,
            "date": self.date,
            "region": self.region,
            "reporter": self.reporter,
            "account_is": list(self.roles),
            "explained": dict(self.explained),
            "findings": [finding.to_json() for finding in self.findings],
        }

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Record:
        """Return a record that was written.

        :raises ValueError: for another format.
        :raises KeyError: for one that lacks something.
        """
        if data["format"] != FORMAT:
            raise ValueError(f"This is no record of format {FORMAT}.")
        findings = tuple(Finding.of_json(each) for each in data["findings"])
        roles = tuple(data["account_is"])
        explained = data.get("explained", {})
        return cls(data["ssoadmin_mock"], data["date"], data["region"], data["reporter"], roles, findings, explained)


def record_of(findings: Iterable[Finding], surroundings: Surroundings, reporter: str, version: str) -> Record:
    """Return the record of a run of today."""
    today = datetime.now(timezone.utc).date().isoformat()
    return Record(
        version, today, surroundings.known["region"], reporter, tuple(sorted(surroundings.roles)), (*findings,), {}
    )


def by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the ids of their rules."""
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.rule, []).append(finding)
    return rules


def verdict(findings: Iterable[Finding]) -> str:
    """Return what the findings about one rule come to: one difference is one, and one that was tried is enough."""
    return max((finding.verdict for finding in findings), key=_STRENGTH.index)
