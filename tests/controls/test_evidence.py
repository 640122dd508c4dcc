"""What answers rest on: the setting `evidence`, and the summary of a run of pytest."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.controls.evidence import Basis, Tally, _verified, basis_of
from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.pipeline import Answer, Request
from ssoadmin_mock.wire.rules import RULES, Evidence, Rule

OBSERVED, DOCUMENTED, CLIENT, INFERRED, UNKNOWN = (
    Rule(f"some.{evidence.name.lower()}", evidence, "It does so.", "Somebody says so.")
    for evidence in (Evidence.OBSERVED, Evidence.DOCUMENTED, Evidence.CLIENT, Evidence.INFERRED, Evidence.UNKNOWN)
)


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for rule in (OBSERVED, DOCUMENTED, CLIENT, INFERRED, UNKNOWN):
        monkeypatch.setitem(RULES, rule.id, rule)


@pytest.fixture
def bases() -> Iterator[dict[str, Basis]]:
    """What the last answer of each operation rests on."""
    found: dict[str, Basis] = {}

    def note(request: Request, answer: Answer) -> None:
        found[request.operation] = basis_of(request, answer)

    pipeline.observers.append(note)
    yield found
    pipeline.observers.remove(note)


def client(service: str = "sso-admin", **more: Any) -> Any:
    return boto3.client(service, region_name="us-east-1", **more)


# --- what an answer rests on ---------------------------------------------------------------------------------------


def test_the_weakest_rule_counts() -> None:
    assert Basis((OBSERVED, INFERRED, DOCUMENTED), is_decided=False).weakest is INFERRED
    assert Basis((UNKNOWN, INFERRED), is_decided=False).weakest is UNKNOWN
    assert Basis((CLIENT, DOCUMENTED), is_decided=True).weakest is CLIENT
    assert Basis((), is_decided=False).weakest is None


@mock_ssoadmin(organization_instance=True)
def test_an_error_rests_on_the_rule_that_it_is_raised_by(bases: dict[str, Basis]) -> None:
    sso = client()
    with pytest.raises(ClientError):
        sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-0000000000000000")
    (rule,) = bases["DescribeInstance"].rules
    assert (rule.id, bases["DescribeInstance"].is_decided) == ("instance.not-here", True)


@mock_ssoadmin(organization_instance=True)
def test_a_result_may_rest_on_all_rules_of_its_operation(bases: dict[str, Basis]) -> None:
    client().list_instances()
    basis = bases["ListInstances"]
    assert not basis.is_decided
    assert [rule.id for rule in basis.rules] == [rule.id for rule in _rules_of("ListInstances")]


def _rules_of(operation: str) -> tuple[Rule, ...]:
    from ssoadmin_mock.services.sso_admin.service import SERVICE

    return SERVICE.operations[operation].rules


# --- the setting ---------------------------------------------------------------------------------------------------


def _resting_on(monkeypatch: pytest.MonkeyPatch, *rules: Rule, decided: bool = True) -> None:
    """Let every answer rest on rules."""
    monkeypatch.setattr("ssoadmin_mock.controls.evidence.basis_of", lambda *_: Basis(rules, decided))


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> Rule:
    """A rule that was unknown until somebody had held it against AWS."""
    monkeypatch.setattr("ssoadmin_mock.controls.evidence._verified", lambda: frozenset({UNKNOWN.id}))
    return UNKNOWN


def test_a_verified_rule_is_better_than_any(monkeypatch: pytest.MonkeyPatch, verified: Rule) -> None:
    assert Basis((verified, OBSERVED), is_decided=False).weakest is OBSERVED
    with mock_ssoadmin(evidence="verified"):
        _resting_on(monkeypatch, verified)
        client().list_instances()
        _resting_on(monkeypatch, OBSERVED)
        with pytest.raises(AssertionError, match=r"rule some\.observed, which is observed; evidence='verified' asks"):
            client().list_instances()


def test_a_verified_rule_is_counted_as_such(verified: Rule) -> None:
    tally = Tally()
    tally.note(Basis((verified,), True), "test_a")
    assert list(tally.lines())[1:] == ["        1           1            0  verified"]


def test_the_rules_that_are_verified_are_rules_of_ours() -> None:
    assert _verified() <= set(RULES)


@pytest.mark.parametrize(
    ("asked", "enough", "too_little"),
    [
        ("observed", OBSERVED, DOCUMENTED),
        ("documented", DOCUMENTED, CLIENT),
        ("client", CLIENT, INFERRED),
        ("inferred", INFERRED, UNKNOWN),
    ],
)
def test_a_call_that_rests_on_less_fails(
    monkeypatch: pytest.MonkeyPatch, asked: Any, enough: Rule, too_little: Rule
) -> None:
    with mock_ssoadmin(evidence=asked):
        sso = client()
        _resting_on(monkeypatch, enough)
        sso.list_instances()
        _resting_on(monkeypatch, enough, too_little)
        with pytest.raises(AssertionError) as caught:
            sso.list_instances()
    text = str(caught.value)
    assert text == (
        f"What sso-admin ListInstances answers is decided by the rule {too_little.id}, which is "
        f"{too_little.evidence.value}; evidence='{asked}' asks for more. It does so."
    )


def test_a_call_that_may_rest_on_less_is_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    _resting_on(monkeypatch, INFERRED, decided=False)
    text = r"sso-admin ListInstances answers may rest on the rule some\.inferred"
    with mock_ssoadmin(evidence="documented"), pytest.warns(UserWarning, match=text):
        client().list_instances()


def test_what_the_model_alone_says_is_always_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    _resting_on(monkeypatch)
    with mock_ssoadmin(evidence="observed"):
        client().list_instances()


def test_nothing_is_asked_for_unless_somebody_does(monkeypatch: pytest.MonkeyPatch) -> None:
    _resting_on(monkeypatch, UNKNOWN)
    with mock_ssoadmin(), warnings.catch_warnings():
        warnings.simplefilter("error")
        client().list_instances()


@pytest.mark.filterwarnings("ignore:.* may rest on the rule")
@mock_ssoadmin(evidence="observed", organization_instance=True)
def test_the_rule_of_a_real_call_is_named() -> None:
    sso = client()
    of_instance = {"InstanceArn": IdentityCenter().organization_instance.arn}
    arn = sso.create_permission_set(**of_instance, Name="Reader")["PermissionSet"]["PermissionSetArn"]
    with pytest.raises(AssertionError, match=r"decided by the rule permission-set\.not-found, which is relied on"):
        sso.describe_permission_set(**of_instance, PermissionSetArn=arn[:-1] + "x")


def test_over_http_it_is_a_line_of_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, server_url: str
) -> None:
    _resting_on(monkeypatch, INFERRED)
    with mock_ssoadmin(evidence="documented"), caplog.at_level(logging.WARNING, "ssoadmin_mock.sso-admin"):
        sso = client(endpoint_url=server_url, config=Config(retries={"total_max_attempts": 1}))
        assert sso.list_instances()["Instances"] == []
    assert [record.getMessage() for record in caplog.records] == [
        "What sso-admin ListInstances answers is decided by the rule some.inferred, which is inferred; "
        "evidence='documented' asks for more. It does so."
    ]


def test_levels_are_checked() -> None:
    with pytest.raises(ValueError, match=r"evidence.*'observed'.*'inferred'.*not 'certain'"):
        mock_ssoadmin(evidence="certain")  # type: ignore[arg-type]


# --- the summary ---------------------------------------------------------------------------------------------------


def test_answers_are_counted_by_what_they_rest_on() -> None:
    tally = Tally()
    for basis in (Basis((), False), Basis((OBSERVED,), True), Basis((OBSERVED, INFERRED), False)):
        tally.note(basis, "test_a")
    tally.note(Basis((UNKNOWN,), True), "test_b")
    tally.note(Basis((INFERRED,), True), "test_b")
    tally.note(Basis((INFERRED,), False), "test_b")
    assert list(tally.lines()) == [
        "  answers  decided by  may rest on  rules that are, at the weakest",
        "        1                           none: the model alone",
        "        1           1            0  observed",
        "        3           1            2  inferred",
        "        1           1            0  unknown",
        "Tests that rest on what is inferred or unknown (* where the rule decided an answer):",
        "  test_a",
        "      some.inferred (inferred)",
        "  test_b",
        "    * some.inferred (inferred)",
        "    * some.unknown (unknown)",
    ]


def test_what_other_processes_count_is_added() -> None:
    one, other, both = Tally(), Tally(), Tally()
    for tally in (one, both):
        tally.note(Basis((INFERRED,), False), "test_a")
    for tally in (other, both):
        tally.note(Basis((INFERRED,), True), "test_a")
        tally.note(Basis((), False), "test_b")
    one.add(json.loads(json.dumps(other.to_json())))
    assert one == both
