"""Runs probes, one call after the other, and remembers what they found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from ssoadmin_mock.verify.calling import Caller, NotTriedError
from ssoadmin_mock.verify.findings import AS_HERE, DIFFERS, NOT_TRIED, Finding, Words, differences, found, wording
from ssoadmin_mock.verify.harmless import cannot_change
from ssoadmin_mock.verify.surroundings import Surroundings
from ssoadmin_mock.wire.probes import Probe, Step, filled
from ssoadmin_mock.world.journal import Journal
from ssoadmin_mock.world.progress import Progress


class RefusedError(Exception):
    """A step that could change something that is not the probes' own; it was not sent."""


def named(probes: Iterable[Probe]) -> Iterator[tuple[str, Probe]]:
    """Yield probes with their names: the rule's id, and a number from the second of a rule on."""
    count: dict[str, int] = {}
    for probe in probes:
        count[probe.rule] = number = count.get(probe.rule, 0) + 1
        yield probe.rule if number == 1 else f"{probe.rule}/{number}", probe


def digest(probe: Probe) -> str:
    """Return what changes when a probe asks or expects something else."""
    return sha256(repr((probe.steps, probe.where)).encode()).hexdigest()[:12]


def run(
    probes: Iterable[Probe], caller: Caller, surroundings: Surroundings, journal: Journal, progress: Progress
) -> list[Finding]:
    """Run probes that change nothing.

    :param journal: what earlier runs have found; what is found is kept there.
    :raises RefusedError: for a step that could change something.
    :raises CouldNotRunError: when there is no use in going on.
    """
    words = Words(surroundings.known)
    findings = []
    for name, probe in progress.each(named(probes)):
        key = json.dumps([name, digest(probe)])
        kept = journal.get(key)
        if kept is not None:
            findings.append(Finding.of_json(kept["Answer"]))
            continue
        finding = run_one(name, probe, caller, surroundings, words)
        if finding.verdict != NOT_TRIED:
            journal.keep(key, {"Answer": finding.to_json()})
        findings.append(finding)
    return findings


def run_one(name: str, probe: Probe, caller: Caller, surroundings: Surroundings, words: Words) -> Finding:
    """Run one probe that changes nothing."""
    why = surroundings.why_not(probe.where, probe.needs)
    if why is not None:
        return Finding(probe.rule, name, digest(probe), NOT_TRIED, why=why)
    for step in probe.steps:
        if not cannot_change(step):
            raise RefusedError(f"{name}: {step.operation} could change something.")
    return carry_out(name, probe, caller, dict(surroundings.known), words)


def carry_out(name: str, probe: Probe, caller: Caller, known: dict[str, str], words: Words) -> Finding:
    """Send the calls of a probe, up to the first that ends otherwise than here."""
    wordings: list[str] = []
    for step in probe.steps:
        try:
            outcome = caller.call(
                step.service, step.operation, filled(step.params, known), getattr(step.expects, "code", None)
            )
        except NotTriedError as error:
            return Finding(probe.rule, name, digest(probe), NOT_TRIED, why=str(error))
        differing = list(differences(step.expects, outcome, known, words))
        if differing:
            here, there = ("; ".join(side) for side in zip(*differing, strict=True))
            return Finding(
                probe.rule, name, digest(probe), DIFFERS, call=said(step), here=here, there=there, wording=(*wordings,)
            )
        seen = wording(step.expects, outcome, words)
        wordings += [seen] if seen else []
        known |= {kept: found(path, outcome.answer) or "" for kept, path in step.keeps.items()}
    return Finding(probe.rule, name, digest(probe), AS_HERE, wording=(*wordings,))


def said(step: Step) -> str:
    """Return a call in words, with names for what it is about."""
    return f"{step.service} {step.operation} {json.dumps(step.params, default=str)}"
