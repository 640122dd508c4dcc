"""Runs probes, one call after the other, and remembers what they found."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from ssoadmin_mock.verify.calling import Caller, CouldNotRunError, NotTriedError, Outcome
from ssoadmin_mock.verify.findings import AS_HERE, DIFFERS, NOT_TRIED, Finding, Words, differences, found, wording
from ssoadmin_mock.verify.harmless import cannot_change
from ssoadmin_mock.verify.surroundings import Surroundings
from ssoadmin_mock.verify.writing import PREFIX, CleanUp, made_by, may_write
from ssoadmin_mock.wire.probes import Answer, Probe, Step, filled
from ssoadmin_mock.world.journal import Journal
from ssoadmin_mock.world.progress import Progress


class RefusedError(Exception):
    """A step that could change something that is not the probes' own; it was not sent."""


def named(probes: Iterable[Probe]) -> Iterator[tuple[str, Probe]]:
    """Yield probes with their names: the rule's id, and a number from the second of a rule on."""
    count: dict[str, int] = {}
    for probe in probes:
        if probe.name:
            yield probe.name, probe
            continue
        count[probe.rule] = number = count.get(probe.rule, 0) + 1
        yield probe.rule if number == 1 else f"{probe.rule}/{number}", probe


def digest(probe: Probe) -> str:
    """Return what changes when a probe asks or expects something else."""
    return sha256(repr((probe.steps, probe.where)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Writing:
    """What probes may make.

    :param account_id: the account in which they may assign.
    :param instance: whether they may make an instance where there is none.
    """

    account_id: str
    instance: bool = False


def run(
    probes: Iterable[Probe],
    caller: Caller,
    surroundings: Surroundings,
    journal: Journal,
    progress: Progress,
    writing: Writing | None = None,
) -> list[Finding]:
    """Run probes.

    :param journal: what earlier runs have found; what is found is kept there.
    :param writing: what they may make; None for nothing.
    :raises RefusedError: for a step that could change something else.
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
        finding = run_one(name, probe, caller, surroundings, words, writing)
        if finding.verdict != NOT_TRIED:
            journal.keep(key, {"Answer": finding.to_json()})
        findings.append(finding)
    return findings


def run_one(
    name: str,
    probe: Probe,
    caller: Caller,
    surroundings: Surroundings,
    words: Words,
    writing: Writing | None = None,
) -> Finding:
    """Run one probe, and remove what it has made."""
    why = surroundings.why_not(probe.where, probe.needs - _DRAWN) or _not_asked_for(probe, writing)
    if why is not None:
        return Finding(probe.rule, name, digest(probe), NOT_TRIED, why=why)
    attempt = _Attempt(name, probe, caller, dict(surroundings.known), words)
    if writing is None or not probe.writes:
        return attempt.carry_out()
    new = f"{PREFIX}{secrets.token_hex(4)}"
    attempt.known |= {"new": new, "new_upper": new.upper(), "target": writing.account_id}
    try:
        return attempt.carry_out()
    finally:
        clean_up = CleanUp(caller, attempt.known)
        clean_up.these(attempt.own)
        if clean_up.left:
            raise CouldNotRunError(f"This is left, and --clean-up removes it: {'; '.join(clean_up.left)}")


_DRAWN = {"new", "new_upper", "target"}


def _not_asked_for(probe: Probe, writing: Writing | None) -> str | None:
    if probe.writes and writing is None:
        return "it makes something, and only --write asks for that"
    if probe.makes_instance and writing is not None and not writing.instance:
        return "it makes an instance, and only --create-instance asks for that"
    return None


@dataclass
class _Attempt:
    """One probe on its way.

    :param known: what the names in its texts stand for.
    :param own: what it has made: the kinds by the ids.
    """

    name: str
    probe: Probe
    caller: Caller
    known: dict[str, str]
    words: Words
    own: dict[str, str] = field(default_factory=dict)
    wordings: list[str] = field(default_factory=list)

    def carry_out(self) -> Finding:
        """Send the calls, up to the first that ends otherwise than here."""
        for step in self.probe.steps:
            allowed = may_write(step, self.known, self.own) if self.probe.writes else cannot_change(step)
            if not allowed:
                raise RefusedError(f"{self.name}: {step.operation} could change something.")
            try:
                outcome = self._call(step)
            except NotTriedError as error:
                return self._finding(NOT_TRIED, why=str(error))
            if outcome.answer is not None:
                self.own |= made_by(step, outcome.answer)
            if outcome.answer is not None and step.unless_answered is not None:
                return self._finding(NOT_TRIED, why=step.unless_answered)
            if outcome.code is not None and self._is_preparation(step):
                return self._finding(NOT_TRIED, why=f"what it takes cannot be made: {step.operation}: {outcome.code}")
            words = Words(self.known) if self.probe.writes else self.words
            differing = list(differences(step, outcome, self.known, words))
            if differing:
                here, there = ("; ".join(side) for side in zip(*differing, strict=True))
                return self._finding(DIFFERS, call=said(step), here=here, there=there)
            seen = wording(step.expects, outcome, words)
            self.wordings += [seen] if seen else []
            self.known |= {kept: found(path, outcome.answer) or "" for kept, path in step.keeps.items()}
        return self._finding(AS_HERE)

    def _is_preparation(self, step: Step) -> bool:
        """Tell whether a step only makes what the next ones are about, so that its failure says nothing of the rule."""
        return step != self.probe.steps[-1] and isinstance(step.expects, Answer) and not step.expects.members

    def _call(self, step: Step) -> Outcome:
        params = filled(step.params, self.known)
        until = step.until
        if until is None:
            return self.caller.call(step.service, step.operation, params, getattr(step.expects, "code", None))
        return self.caller.until(step.service, step.operation, params, lambda answer: bool(found(until, answer)))

    def _finding(self, verdict: str, **more: str) -> Finding:
        return Finding(self.probe.rule, self.name, digest(self.probe), verdict, wording=tuple(self.wordings), **more)


def said(step: Step) -> str:
    """Return a call in words, with names for what it is about."""
    return f"{step.service} {step.operation} {json.dumps(step.params, default=str)}"
