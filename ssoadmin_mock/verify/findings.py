"""What probes found: a call held against what was expected of it, in words that name nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.verify.calling import Outcome
from ssoadmin_mock.wire.errors import form_of
from ssoadmin_mock.wire.probes import Answer, Matching, Refusal, Step, filled
from ssoadmin_mock.world.redaction import text_redaction

AS_HERE = "as here"
DIFFERS = "differs"
NOT_TRIED = "not tried"

_WORDS = re.compile(r"[A-Z][A-Z_]{1,40}|[A-Z]{1,2}[0-9]{1,2}[HMS]|[A-Z][a-z]+Exception")
_IDS = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![a-z0-9])(?:(?:sso)?ins|ps|apl|tti)-[0-9a-z]{16}|\bd-[0-9a-f]{10}\b"
)


@dataclass(frozen=True)
class Finding:
    """What one probe found.

    :param rule: the id of its rule.
    :param probe: its name.
    :param digest: changes when what the probe asks or expects does.
    :param verdict: one of the names above.
    :param why: why it was not tried.
    :param call: the call that differs.
    :param here: what the mock answers to it.
    :param there: what the service has answered.
    :param wording: the texts of the service's errors where the mock's are of its own making.
    """

    rule: str
    probe: str
    digest: str
    verdict: str
    why: str = ""
    call: str = ""
    here: str = ""
    there: str = ""
    wording: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it in a form for JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Finding:
        """Return a finding from that form."""
        return cls(**{**data, "wording": tuple(data.get("wording", ()))})


class Words:
    """Says what was answered without saying whose it was.

    :param known: what the names in the texts of probes stand for; they stand in the place of these values.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        # The longest first, as some of them are parts of others.
        self._known = sorted(known.items(), key=lambda item: -len(item[1]))
        self._redacted: Callable[[str], str] = text_redaction()

    def text(self, text: str) -> str:
        """Return a text of the service's own."""
        for name, value in self._known:
            # A name of two letters is in many words without being meant there.
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", f"{{{name}}}", text)
        return self._redacted(_IDS.sub("<id>", text))

    def form(self, value: Any) -> str:
        """Return what a text looks like of which only the form counts."""
        is_arn = isinstance(value, str) and value.startswith("arn:")
        return repr(self._redacted(_IDS.sub("<id>", value))) if is_arn else self.value(value)

    def value(self, value: Any) -> str:
        """Return a value of an answer: a text as its form, unless it is a word of the API's."""
        if isinstance(value, str):
            text = self.text(value)
            known = re.fullmatch(r"\{[a-z_]+\}", text) or _WORDS.fullmatch(text)
            return repr(text if known else re.sub(r"[0-9]", "9", re.sub(r"[^\W\d_]", "x", text)))
        if isinstance(value, Mapping):
            return f"a structure of {', '.join(sorted(value)) or 'nothing'}" if _are_members(value) else "a map"
        if isinstance(value, list):
            return f"a list of {len(value)}"
        return (
            "nothing"
            if value is None
            else repr(value)
            if isinstance(value, bool | int | float)
            else type(value).__name__
        )


def _are_members(value: Mapping[str, Any]) -> bool:
    return all(re.fullmatch(r"[A-Za-z]{1,60}", name) for name in value)


def differences(step: Step, outcome: Outcome, known: Mapping[str, str], words: Words) -> Iterator[tuple[str, str]]:
    """Yield what was expected and what it was instead, wherever these differ."""
    expects = step.expects
    if isinstance(expects, Refusal):
        text = None if expects.text is None else filled(expects.text, known)
        if outcome.code != expects.code or text not in (None, outcome.text):
            yield _error(expects.code, expects.text), _said(outcome, words)
        else:
            members = {**_status(step.service, expects.code), **expects.members}
            yield from _members(members, outcome.members, known, words)
    elif outcome.answer is None:
        yield "an answer", _said(outcome, words)
    else:
        yield from _members(expects.members, outcome.answer, known, words)


def _status(service: str, code: str) -> dict[str, int]:
    """Return which HTTP status an error has, where the model says it."""
    known = services().get(service)
    shape = None if known is None else known.api.errors.get(code)
    status = None if shape is None else form_of(shape).status
    return {} if status is None else {"HTTPStatusCode": status}


def _members(
    members: Mapping[str, Any], answer: Mapping[str, Any], known: Mapping[str, str], words: Words
) -> Iterator[tuple[str, str]]:
    for path, template in members.items():
        value, expected = found(filled(path, known), answer), filled(template, known)
        if isinstance(expected, Matching):
            if not isinstance(value, str) or not re.fullmatch(expected.pattern, value):
                yield f"{path}: a text of the form {template.pattern}", f"{path}: {words.form(value)}"
        elif value != expected:
            yield f"{path}: {template!r}", f"{path}: {words.value(value)}"


def found(path: str, answer: Mapping[str, Any] | None) -> Any:
    """Return what an answer has at a JMESPath."""
    import jmespath

    return jmespath.search(path, answer)


def _error(code: str, text: str | None) -> str:
    return f"{code}: {text}" if text else code


def _said(outcome: Outcome, words: Words) -> str:
    if outcome.answer is not None:
        return f"an answer with {', '.join(sorted(outcome.answer)) or 'nothing in it'}"
    return _error(str(outcome.code), words.text(outcome.text))


def wording(expects: Refusal | Answer, outcome: Outcome, words: Words) -> str | None:
    """Return the service's own text of an error, where the mock's is of its own making."""
    if isinstance(expects, Refusal) and expects.text is None and outcome.code == expects.code and outcome.text:
        return words.text(outcome.text)
    return None
