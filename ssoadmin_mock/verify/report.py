"""A record in words: for terminals, and in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ssoadmin_mock.verify.findings import AS_HERE, DIFFERS, NOT_TRIED, Finding
from ssoadmin_mock.verify.record import Record, by_rule, verdict
from ssoadmin_mock.wire.rules import RULES


def summary(record: Record) -> str:
    """Return how many rules are as here, differ, and were not tried."""
    counts = Counter(verdict(findings) for findings in by_rule(record.findings).values())
    return f"{counts[AS_HERE]} rules as here, {counts[DIFFERS]} differ, {counts[NOT_TRIED]} not tried"


def terminal(record: Record) -> Iterator[str]:
    """Yield the lines for a terminal: what differs at length, and the rest in short."""
    for rule, findings in by_rule(record.findings).items():
        for finding in findings:
            if finding.verdict == DIFFERS:
                yield f"{rule} differs in {finding.call}"
                yield f"    here:  {finding.here}"
                yield f"    there: {finding.there}"
    reasons = Counter(
        findings[0].why for findings in by_rule(record.findings).values() if verdict(findings) == NOT_TRIED
    )
    for why, number in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        yield f"not tried ({number}): {why}"
    yield summary(record)


def markdown(record: Record) -> Iterator[str]:
    """Yield the lines of a Markdown document."""
    rules = by_rule(record.findings)
    yield f"# IAM Identity Center in {record.region} on {record.date}, and the mock\n"
    yield f"{summary(record)}. The account is: {', '.join(record.roles)}.\n"
    differing = [finding for finding in record.findings if finding.verdict == DIFFERS]
    if differing:
        yield "## What differs\n"
        for finding in differing:
            yield from _difference(finding)
    worded = [finding for finding in record.findings if finding.wording]
    if worded:
        yield "## Texts of which the mock has its own\n"
        yield from _table(["Rule", "Text"], ([each.rule, "; ".join(each.wording)] for each in worded))
    yield "## All rules\n"
    rows = ([rule, _evidence(rule), verdict(found), _why(found)] for rule, found in rules.items())
    yield from _table(["Rule", "Evidence", "Verdict", "Why not"], rows)


def _difference(finding: Finding) -> Iterator[str]:
    yield f"### {finding.probe}\n"
    yield f"{RULES[finding.rule].behaviour if finding.rule in RULES else finding.rule}\n"
    yield f"`{finding.call}`\n"
    yield from _table(["Here", "There"], [[finding.here, finding.there]])


def _evidence(rule: str) -> str:
    return RULES[rule].evidence.value if rule in RULES else ""


def _why(findings: list[Finding]) -> str:
    return findings[0].why if verdict(findings) == NOT_TRIED else ""


def _table(heads: list[str], rows: Iterator[list[str]] | list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'--|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""
