"""Records of runs against AWS, on the pages of the rules."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from docs.generate import fidelity_pages
from docs.generate.catalogue import Catalogue
from docs.generate.records import Verified, contradicted_by, read_records, verified
from docs.generate.repository import ROOT
from ssoadmin_mock.services.discovery import declared_probes, services
from ssoadmin_mock.verify.findings import AS_HERE, DIFFERS, NOT_TRIED, Finding
from ssoadmin_mock.verify.record import Record
from ssoadmin_mock.verify.running import digest, named

RULE = "user.not-found"
PROBE = dict(named(declared_probes()))[RULE]
RECORD = Record("1.0", "2026-11-26", "eu-central-1", "ada", ("administrator",), (), {})
RECORDS = read_records(ROOT)


def found(verdict: str, **more: str) -> Record:
    return replace(RECORD, findings=(Finding(RULE, RULE, digest(PROBE), verdict), *RECORD.findings), **more)  # type: ignore[arg-type]  # texts


def test_no_record_contradicts_a_rule_without_being_explained() -> None:
    contradicted = {name: list(contradicted_by(record)) for name, record in RECORDS.items()}
    assert {name: rules for name, rules in contradicted.items() if rules} == {}, "change the rule, or explain it there"


def test_nobody_is_in_a_record() -> None:
    ids = re.compile(r"(?<![0-9])(?!0{12})[0-9]{12}(?![0-9])|ssoins-(?!f{16})[0-9a-f]{16}|\bd-(?!f{10})[0-9a-f]{10}\b")
    texts = {name: (ROOT / "evidence" / name).read_text(encoding="utf-8") for name in RECORDS}
    assert {name: ids.findall(text) for name, text in texts.items() if ids.search(text)} == {}


def test_a_rule_that_was_seen_is_verified_with_dates_regions_and_reporters() -> None:
    records = [found(AS_HERE), found(AS_HERE, region="us-east-1"), found(AS_HERE, reporter="bob", date="2026-12-01")]
    seen = verified(records)
    assert seen == {RULE: Verified(("2026-12-01", "2026-11-26"), ("eu-central-1", "us-east-1"), 2)}
    pages = fidelity_pages.pages(Catalogue(services().values()), {}, seen)
    line = "- Verified: 2026-12-01, 2026-11-26 in eu-central-1, us-east-1 by 2 reporters\n- Evidence: relied on by "
    assert line in pages["fidelity/identitystore/user.md"]
    assert f"| [{RULE}](fidelity/identitystore/user.md#usernot-found) | verified |" in pages["fidelity.md"]


def test_what_one_has_seen_otherwise_is_not_verified() -> None:
    assert verified([found(AS_HERE), found(DIFFERS)]) == {}
    assert verified([found(NOT_TRIED)]) == {}


def test_a_contradiction_counts_until_it_is_explained_or_the_probe_expects_something_else() -> None:
    record = found(DIFFERS)
    assert list(contradicted_by(record)) == [RULE]
    assert list(contradicted_by(replace(record, explained={RULE: "It was another day."}))) == []
    old = replace(record, findings=(replace(record.findings[0], digest="0" * 12),))
    assert list(contradicted_by(old)) == []
    assert verified([replace(found(AS_HERE), findings=old.findings)]) == {}


def test_records_are_read_as_they_are_written(tmp_path: Path) -> None:
    record = found(AS_HERE)
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "2026-11-26-eu-central-1-ada.json").write_text(json.dumps(record.to_json()))
    assert read_records(tmp_path) == {"2026-11-26-eu-central-1-ada.json": record}
