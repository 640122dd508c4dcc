"""`ssoadmin-mock verify`."""

from __future__ import annotations

import fnmatch
import json
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError, NoCredentialsError
from moto.iam.aws_managed_policies import aws_managed_policies_data

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.cli import main
from ssoadmin_mock.services.discovery import declared_probes, services
from ssoadmin_mock.verify import calling, running
from ssoadmin_mock.verify.harmless import NOBODYS, is_read
from ssoadmin_mock.verify.writing import PREFIX, CleanUp
from ssoadmin_mock.wire.probes import MARK, Api, Probe
from ssoadmin_mock.world.reading import Pace
from tests.verify.places import EMPTY, MANAGEMENT, MEMBER, answering, caller, place

NOBODY = NOBODYS["nobodys_group"]


@pytest.fixture
def idc(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityCenter]:
    """An organization that is as the mock says, and no need to go slowly."""
    monkeypatch.setattr(calling, "CALLS_PER_SECOND", 100_000)
    with place() as idc:
        yield idc


def verify(tmp_path: Path, *more: str) -> int:
    return main(["verify", "--yes", "--region", "us-east-1", "-o", str(tmp_path / "verify.json"), *more])


def record(tmp_path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((tmp_path / "verify.json").read_text(encoding="utf-8"))
    return read


def called_by(asked: calling.Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command call as somebody."""
    monkeypatch.setattr(boto3, "Session", lambda **_: asked._session)


def test_nothing_differs_from_itself(idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = idc.dump()
    assert verify(tmp_path, "--constraints", "--markdown", str(tmp_path / "verify.md"), "--reporter", "ada") == 0
    assert " rules as here, 0 differ, " in capsys.readouterr().out
    written = record(tmp_path)
    assert (written["region"], written["reporter"]) == ("us-east-1", "ada")
    assert written["account_is"] == ["administrator", "anybody", "management account"]
    assert {finding["verdict"] for finding in written["findings"]} == {"as here", "not tried"}
    assert len(written["findings"]) > 1400
    assert "| permission-set.not-found | relied on by clients | as here |  |" in (tmp_path / "verify.md").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["verify.json", "verify.md"]
    assert idc.dump() == before


def test_it_finds_the_same_on_a_server(
    server_url: str, idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, "--endpoint-url", server_url, "--write", "--account", MEMBER) == 0


def test_nobody_is_in_the_record(idc: IdentityCenter, tmp_path: Path) -> None:
    idc.faults.fail(
        "identitystore:DescribeUser", "ValidationException", message=f"{MANAGEMENT} ada.lovelace bob@example.org"
    )
    verify(tmp_path)
    text = (tmp_path / "verify.json").read_text(encoding="utf-8")
    for secret in (MANAGEMENT, MEMBER, "lovelace", "bob", "engineers", idc.organization_instance.arn):
        assert secret not in text


def test_the_how_to_shows_what_it_says(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "verify.md").read_text(encoding="utf-8")
    asks, finds = re.findall(r"^```text\n(.*?)^```", page, re.M | re.S)
    idc.faults.fail("identitystore:DescribeGroup", "ValidationException", message="No.", when={"GroupId": NOBODY})
    terminal = StringIO("y\n")
    terminal.isatty = lambda: True  # type: ignore[method-assign]  # as if somebody sat there
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr("ssoadmin_mock.verify.calling.CALLS_PER_SECOND", 4)
    monkeypatch.setattr(calling, "Pace", lambda _calls: Pace(100_000))
    assert main(["verify", "--region", "us-east-1", "-o", str(tmp_path / "verify.json")]) == 1
    said = capsys.readouterr()
    assert said.err == f"{asks.rstrip()} "
    assert said.out == finds


def test_it_asks_before_it_starts(idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "-o", str(tmp_path / "verify.json")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("This makes up to ")
    assert "at most 100000 per second" in said
    assert said.endswith("ssoadmin-mock verify: Nothing was called. Say yes, or start with --yes.\n")
    assert list(tmp_path.iterdir()) == []
    assert [call.operation for call in idc.calls] == ["CreateInstance"]


def test_read_only_access_is_enough_for_what_reads_as_the_how_to_says() -> None:
    read = [step for probe in declared_probes() if not probe.writes for step in probe.steps if is_read(step)]
    specs = [services()[step.service].api.spec(step.operation) for step in read if step.service in services()]
    actions = {spec.action for spec in specs if spec is not None and spec.is_signed and spec.service_name != "scim"}
    statements = json.loads(aws_managed_policies_data)["ReadOnlyAccess"]["Document"]["Statement"]
    allowed = [fnmatch.translate(action) for statement in statements for action in statement["Action"]]
    left = {action for action in actions if not any(re.fullmatch(pattern, action) for pattern in allowed)}
    assert left == {"identitystore:ListIdentityStores"}
    assert len(actions) > 20


def test_it_shows_how_far_it_is(idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]  # as if somebody sat there
    monkeypatch.setattr(sys, "stderr", terminal)
    assert verify(tmp_path) == 0
    assert re.search(r"Verifying: +[1-9][0-9]?%.* [0-9]+/[0-9]+ ", terminal.getvalue())


def test_an_instance_is_made_only_where_that_is_asked_for(
    idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called_by(caller(idc, EMPTY), monkeypatch)
    for more, made in (((), 0), (("--create-instance",), 1)):
        idc.calls.clear()
        assert verify(tmp_path, "--force", "--write", "--account", MEMBER, *more) == 0
        operations = [call.operation for call in idc.calls if call.error is None]
        assert (operations.count("CreateInstance"), operations.count("DeleteInstance")) == (made, made)
        (found,) = (each for each in record(tmp_path)["findings"] if each["rule"] == "instance.one-per-account")
        assert found["verdict"] == ("as here" if made else "not tried")
    assert caller(idc, EMPTY).call("sso-admin", "ListInstances", {}).answer == {"Instances": []}


def test_a_file_that_is_there_is_not_overwritten(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "verify.json").write_text("mine")
    idc.calls.clear()
    assert verify(tmp_path) == 2
    assert "verify.json" in capsys.readouterr().err
    assert (tmp_path / "verify.json").read_text() == "mine"
    assert list(idc.calls) == []


def test_nothing_is_cleaned_up_without_a_yes(idc: IdentityCenter, capsys: pytest.CaptureFixture[str]) -> None:
    idc.calls.clear()
    assert main(["verify", "--clean-up"]) == 2
    assert capsys.readouterr().err.endswith("Nothing was called. Say yes, or start with --yes.\n")
    assert list(idc.calls) == []


def test_without_credentials_that_is_said(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = caller(idc)

    def missing(**_: Any) -> None:
        raise NoCredentialsError

    asked._session.events.register("before-call.sts", missing)
    called_by(asked, monkeypatch)
    assert verify(tmp_path) == 2
    assert "There are no valid credentials: Unable to locate credentials" in capsys.readouterr().err


def test_it_goes_on_where_it_was_interrupted(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_one, done = running.run_one, []

    def interrupted(name: str, *rest: Any) -> Any:
        done.append(name)
        if len(done) == 40:
            raise KeyboardInterrupt
        return run_one(name, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(running, "run_one", interrupted)
        assert verify(tmp_path) == 130
    assert "run the same command again to go on" in capsys.readouterr().err
    lines = (tmp_path / "verify.json.probes").read_text(encoding="utf-8").splitlines()[1:]
    kept = {json.loads(json.loads(line)[0])[0] for line in lines}
    assert 10 < len(kept) < 40
    again: list[str] = []
    monkeypatch.setattr(running, "run_one", lambda name, *rest: again.append(name) or run_one(name, *rest))
    assert verify(tmp_path) == 0
    assert kept.isdisjoint(again)
    assert done[39] in again


def test_what_it_makes_is_removed(idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = idc.dump()
    assert verify(tmp_path, "--write", "--account", MEMBER) == 0
    assert "remove them again" in capsys.readouterr().err
    assert idc.dump() == before
    tried = {finding["rule"] for finding in record(tmp_path)["findings"] if finding["verdict"] == "as here"}
    assert {"assignment.answer", "application.defaults", "user.unique-name"} <= tried


@pytest.mark.parametrize(
    ("account", "why"),
    [
        ((), "--write needs --account with the twelve digits"),
        (("--account", "dev"), "--write needs --account with the twelve digits"),
        (("--account", MANAGEMENT), "--account is the management account, in which nothing is ever assigned."),
    ],
)
def test_it_makes_nothing_unless_an_account_is_named_that_is_not_the_management_account(
    account: tuple[str, ...], why: str, idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = idc.dump()
    assert verify(tmp_path, "--write", *account) == 2
    assert why in capsys.readouterr().err
    assert idc.dump() == before


def test_leftovers_are_found_and_nothing_else_is_removed(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_what_has_the_prefix_or_the_mark_alone(idc)
    before = idc.dump()
    with monkeypatch.context() as patch:
        # As if the machine had stopped: nothing is removed any more.
        patch.setattr(CleanUp, "these", lambda *_: None)
        assert verify(tmp_path, "--write", "--account", MEMBER) in (0, 1)
    left = idc.dump()
    assert len(left["permission_sets"]) > len(before["permission_sets"]) + 20
    assert main(["verify", "--clean-up", "--yes", "--region", "us-east-1"]) == 0
    assert idc.dump() == before


def test_clean_up_ends_with_1_and_says_what_to_do_when_something_is_left(
    idc: IdentityCenter, capsys: pytest.CaptureFixture[str]
) -> None:
    tags: Any = [{"Key": MARK, "Value": "true"}]
    instance = {"InstanceArn": idc.organization_instance.arn}
    sso = idc.session(account_id=MANAGEMENT, region_name="us-east-1").client("sso-admin")
    arn = sso.create_permission_set(**instance, Name=f"{PREFIX}1", Tags=tags)["PermissionSet"]["PermissionSetArn"]
    clean_up = ["verify", "--clean-up", "--yes", "--region", "us-east-1"]
    with idc.faults.fail("DeletePermissionSet", "ConflictException", message="Not now.", times=None):
        assert main(clean_up) == 1
    said = capsys.readouterr()
    assert said.out == "Removed: 0\n"
    assert said.err.endswith(
        f"ssoadmin-mock verify: This is left: PermissionSet {arn} (ConflictException: Not now.). Once that is mended, "
        "run the same command again, or delete it.\n"
    )
    assert main(clean_up) == 0
    assert capsys.readouterr().out == "Removed: 1\n"


def test_clean_up_ends_with_2_when_it_cannot_run(
    idc: IdentityCenter, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert verify(tmp_path, "--clean-up", "--profile", "nobody") == 2
    assert "The config profile (nobody) could not be found" in capsys.readouterr().err


def _make_what_has_the_prefix_or_the_mark_alone(idc: IdentityCenter) -> None:
    session = idc.session(account_id=MANAGEMENT, region_name="us-east-1")
    sso, store = session.client("sso-admin"), session.client("identitystore")
    instance = {"InstanceArn": idc.organization_instance.arn}
    directory = {"IdentityStoreId": idc.organization_instance.identity_store_id}
    custom = "arn:aws:sso::aws:applicationProvider/custom"
    names = {"DisplayName": "Ada", "Name": {"GivenName": "Ada", "FamilyName": "Lovelace"}}
    for name, is_marked in ((f"{PREFIX}theirs", False), ("theirs", True)):
        tags: Any = {"Tags": [{"Key": MARK, "Value": "true"}]} if is_marked else {}
        mark: Any = MARK if is_marked else "theirs"
        sso.create_permission_set(**instance, Name=name, **tags)
        sso.create_application(**instance, ApplicationProviderArn=custom, Name=name, **tags)
        store.create_user(**directory, UserName=name, UserType=mark, **names)  # type: ignore[arg-type]  # a TypedDict
        store.create_group(**directory, DisplayName=name, Description=mark)


def test_what_was_made_is_removed_after_an_interruption(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, call = idc.dump(), calling.Caller.call

    def interrupted(self: Any, service: str, operation: str, *rest: Any, **more: Any) -> Any:
        if operation == "AttachManagedPolicyToPermissionSet":
            raise KeyboardInterrupt
        return call(self, service, operation, *rest, **more)

    monkeypatch.setattr(calling.Caller, "call", interrupted)
    assert verify(tmp_path, "--write", "--account", MEMBER) == 130
    assert idc.dump() == before
    assert "--clean-up removes what may be left of the last probe." in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("Yes\n", 0), ("n\n", 2), ("\n", 2), ("", 2)])
def test_only_yes_is_yes(
    answer: str, code: int, idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = StringIO(answer)
    terminal.isatty = lambda: True  # type: ignore[method-assign]  # as if somebody sat there
    monkeypatch.setattr(sys, "stdin", terminal)
    assert main(["verify", "--region", "us-east-1", "-o", str(tmp_path / "verify.json")]) == code
    assert (tmp_path / "verify.json").exists() is (code == 0)


def test_it_ends_with_1_when_something_differs(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    idc.faults.fail("identitystore:DescribeGroup", "ValidationException", message="no", when={"GroupId": NOBODY})
    assert verify(tmp_path) == 1
    out = capsys.readouterr().out
    assert out.startswith("group.not-found differs in identitystore DescribeGroup ")
    assert "\n    here:  ResourceNotFoundException: GROUP not found.\n    there: ValidationException: no\n" in out


def test_it_ends_with_2_when_it_cannot_run(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, "--profile", "nobody") == 2
    assert capsys.readouterr().err == "ssoadmin-mock verify: The config profile (nobody) could not be found\n"


def test_a_report_in_markdown_has_both_answers_side_by_side(
    idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(caller(idc), "DescribeGroup", 400, "ValidationException", "no")
    called_by(answering(asked, "ListIdentityStores", 400, "ThrottlingException"), monkeypatch)
    monkeypatch.setattr(calling, "_PAUSES", ())
    assert verify(tmp_path, "--markdown", str(tmp_path / "verify.md")) == 1
    lines = (tmp_path / "verify.md").read_text(encoding="utf-8").splitlines()
    below = lines[lines.index("### group.not-found") :]
    assert "| ResourceNotFoundException: GROUP not found. | ValidationException: no |" in below
    why = "ListIdentityStores was throttled, again and again"
    assert f"| identity-store.list | documented | not tried | {why} |" in lines
    assert "| group.not-found | inferred | differs |  |" in lines


@pytest.mark.parametrize(
    ("operation", "code", "text", "why"),
    [
        ("GetCallerIdentity", "ExpiredToken", "", "The credentials have expired (ExpiredToken). Get new ones"),
        ("DescribeUser", "ExpiredTokenException", "", "The credentials have expired (ExpiredTokenException)."),
        ("GetCallerIdentity", "InvalidClientTokenId", "", "The credentials are not accepted (InvalidClientTokenId)."),
        (
            "ListInstances",
            "AccessDeniedException",
            "because no identity-based policy allows it",
            "It cannot be found out whose account this is: the caller lacks the right to call ListInstances.",
        ),
    ],
)
def test_what_no_run_is_possible_with_is_said_and_is_no_difference(
    operation: str,
    code: str,
    text: str,
    why: str,
    idc: IdentityCenter,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called_by(answering(caller(idc), operation, 400, code, text), monkeypatch)
    assert verify(tmp_path) == 2
    assert f"ssoadmin-mock verify: {why}" in capsys.readouterr().err
    assert not (tmp_path / "verify.json").exists()


def test_a_region_without_the_service_is_no_difference(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = caller(idc)

    def unreachable(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="https://sso.nowhere.example.com")

    asked._session.events.register("before-call.sso-admin", unreachable)
    called_by(asked, monkeypatch)
    assert verify(tmp_path) == 2
    assert "There is nothing to reach in us-east-1: IAM Identity Center may not be" in capsys.readouterr().err


def test_a_step_that_could_change_something_is_not_sent(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    deletion = Api("sso-admin").answers("DeletePermissionSet", InstanceArn="{instance}", PermissionSetArn="{set}")
    monkeypatch.setattr(
        "ssoadmin_mock.services.discovery.declared_probes", lambda: [Probe("permission-set.delete", (deletion,))]
    )
    before = idc.dump()
    assert verify(tmp_path) == 2
    assert "permission-set.delete: DeletePermissionSet could change something." in capsys.readouterr().err
    assert idc.dump() == before


def test_it_calls_less_often_than_five_times_in_any_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, begun = [0.0], []

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(calling, "Pace", lambda calls: Pace(calls, lambda: now[0], sleep))
    with place() as idc:
        # What is throttled is called again no sooner.
        asked = answering(caller(idc), "ListIdentityStores", 400, "ThrottlingException", times=2)
        asked._session.events.register_first("before-call", lambda **_: begun.append(now[0]))
        called_by(asked, monkeypatch)
        assert verify(tmp_path) == 0
    assert len(begun) > 80
    assert max(sum(start <= each < start + 1 for each in begun) for start in begun) == 4
