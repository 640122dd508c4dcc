"""``ssoadmin-mock verify``: the mock's rules, held against the real service."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssoadmin_mock import __version__
from ssoadmin_mock.model.account_ids import is_account_id
from ssoadmin_mock.world.output import Output, OutputError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from ssoadmin_mock.verify.calling import Caller
    from ssoadmin_mock.verify.record import Record
    from ssoadmin_mock.wire.probes import Probe

_SCIM_TOKEN = "SSOADMIN_MOCK_SCIM_TOKEN"
_NOT_AGREED = "Nothing was called. Say yes, or start with --yes."
_INCOMPLETE = 1
_COULD_NOT_RUN = 2
_INTERRUPTED = 130


def add_parser(subparsers: _SubParsersAction[Any]) -> None:
    """Add the subcommand to the parser of ``ssoadmin-mock``."""
    parser = subparsers.add_parser(
        "verify",
        help="hold the mock's rules against AWS",
        description="Ask AWS whether it does what the mock does, rule by rule, with calls that only read and calls "
        "about what nobody has (fewer than 5 per second). It asks before it starts. When it is interrupted, the same "
        "command goes on. It ends with 0 when nothing differs, 1 when something does (or is left after --clean-up), "
        "and 2 when it could not run.",
    )
    parser.add_argument("--profile", help="the AWS profile")
    parser.add_argument("--region", help="the Region of the instance (default: the profile's)")
    parser.add_argument("--endpoint-url", metavar="URL", help="a server to ask instead of AWS")
    parser.add_argument(
        "--constraints", action="store_true", help="try each constraint of the models, too; some 1,250 calls more"
    )
    parser.add_argument(
        "--scim-endpoint",
        metavar="URL",
        help=f"the URL of the SCIM endpoint; its token is read from {_SCIM_TOKEN} in the environment",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="also try what makes permission sets, users, groups, applications and assignments, and removes them again "
        "(needs --account)",
    )
    parser.add_argument(
        "--account", metavar="ID", help="the account in which --write may assign; never the management account"
    )
    parser.add_argument(
        "--create-instance", action="store_true", help="with --write, in an account without an instance: make one"
    )
    parser.add_argument(
        "--clean-up", action="store_true", help="only remove what an earlier --write has left, by its prefix and mark"
    )
    parser.add_argument("--yes", action="store_true", help="start without asking")
    parser.add_argument(
        "-o",
        "--output",
        default="verify.json",
        metavar="FILE",
        help="the record, redacted, to be attached to an issue (default: %(default)s)",
    )
    parser.add_argument("--markdown", metavar="FILE", help="the report, in Markdown, beside the one in the terminal")
    parser.add_argument("--force", action="store_true", help="overwrite the files if they exist")
    parser.add_argument(
        "--reporter", default="anonymous", metavar="NAME", help="who you are in the record (default: %(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """Verify.

    :returns: the exit code: 0, 1 when something differs (or is left after --clean-up), 2 when it could not run, or 130
        when it was interrupted.
    """
    if args.write and not is_account_id(args.account or ""):
        return _failed("--write needs --account with the twelve digits of an account to try assignments in.")
    outputs = [Output(name, args.force) for name in (args.output, args.markdown) if name]
    try:
        for output in () if args.clean_up else outputs:
            output.check()
    except OutputError as error:
        return _failed(error)
    state_file = Path("stdout.probes" if outputs[0].is_standard else f"{outputs[0].name}.probes")
    try:
        return _run(args, outputs, state_file)
    except KeyboardInterrupt:
        _failed("Interrupted.", state_file)
        if args.write:
            print("--clean-up removes what may be left of the last probe.", file=sys.stderr)
        return _INTERRUPTED


def _run(args: argparse.Namespace, outputs: list[Output], state_file: Path) -> int:
    import boto3
    from botocore.exceptions import BotoCoreError

    from ssoadmin_mock.services.regions import DEFAULT_REGION
    from ssoadmin_mock.verify.calling import Caller, CouldNotRunError, ScimEndpoint
    from ssoadmin_mock.verify.running import RefusedError
    from ssoadmin_mock.world.errors import CaptureError

    try:
        session = boto3.Session(profile_name=args.profile, region_name=args.region)
        scim = ScimEndpoint(args.scim_endpoint, os.environ.get(_SCIM_TOKEN, "")) if args.scim_endpoint else None
        caller = Caller(session, session.region_name or DEFAULT_REGION, args.endpoint_url, scim=scim)
        return _clean_up(args, caller) if args.clean_up else _verify(args, caller, outputs, state_file)
    except (BotoCoreError, CaptureError, CouldNotRunError, OutputError, RefusedError) as error:
        return _failed(error, state_file)


def _verify(args: argparse.Namespace, caller: Caller, outputs: list[Output], state_file: Path) -> int:
    from ssoadmin_mock.verify.findings import DIFFERS
    from ssoadmin_mock.verify.report import markdown, terminal

    probes = _probes(args)
    if not _agreed(args, [probe for probe in probes if args.write or not probe.writes]):
        return _failed(_NOT_AGREED)
    record = _record(args, caller, probes, state_file)
    outputs[0].write(json.dumps(record.to_json(), indent=1) + "\n")
    for output in outputs[1:]:
        output.write("\n".join(markdown(record)))
    state_file.unlink(missing_ok=True)
    print("\n".join(terminal(record)), file=sys.stderr if outputs[0].is_standard else sys.stdout)
    return int(any(finding.verdict == DIFFERS for finding in record.findings))


def _probes(args: argparse.Namespace) -> list[Probe]:
    from ssoadmin_mock.services.discovery import declared_probes, declared_rules
    from ssoadmin_mock.verify.constraints import constraint_probes

    declared_rules()
    return [*declared_probes(), *(constraint_probes() if args.constraints else ())]


def _record(args: argparse.Namespace, caller: Caller, probes: list[Probe], state_file: Path) -> Record:
    from ssoadmin_mock.verify.calling import CouldNotRunError
    from ssoadmin_mock.verify.record import record_of
    from ssoadmin_mock.verify.running import Writing, run
    from ssoadmin_mock.verify.surroundings import look_around
    from ssoadmin_mock.world.journal import Journal
    from ssoadmin_mock.world.progress import Progress

    surroundings = look_around(caller)
    if args.write and args.account == surroundings.known.get("management"):
        raise CouldNotRunError("--account is the management account, in which nothing is ever assigned.")
    writing = Writing(args.account, args.create_instance) if args.write else None
    whose = {"account": surroundings.known["account"], "region": caller.region_name}
    with Progress("Verifying") as progress:
        findings = run(probes, caller, surroundings, Journal(state_file, whose), progress, writing)
    return record_of(findings, surroundings, args.reporter, __version__)


def _clean_up(args: argparse.Namespace, caller: Caller) -> int:
    from ssoadmin_mock.verify.surroundings import look_around
    from ssoadmin_mock.verify.writing import PREFIX, CleanUp

    print(f"This removes everything whose name begins with {PREFIX} and that has its mark.", file=sys.stderr)
    if not _says_yes(args):
        return _failed(_NOT_AGREED)
    surroundings = look_around(caller)
    clean_up = CleanUp(caller, surroundings.known)
    print(f"Removed: {clean_up.everything(surroundings.administers)}")
    if not clean_up.left:
        return 0
    _failed(f"This is left: {'; '.join(clean_up.left)}. Once that is mended, run the same command again, or delete it.")
    return _INCOMPLETE


def _agreed(args: argparse.Namespace, probes: list[Probe]) -> bool:
    from ssoadmin_mock.verify.calling import CALLS_PER_SECOND
    from ssoadmin_mock.verify.harmless import is_read

    steps = [step for probe in probes for step in probe.steps]
    reading = [step for probe in probes if not probe.writes for step in probe.steps]
    reads = sum(is_read(step) for step in reading)
    print(
        f"This makes up to {len(steps)} calls, at most {CALLS_PER_SECOND} per second: {reads} that only read, and "
        f"{len(reading) - reads} about what nobody has, so that there is nothing that they could change.",
        file=sys.stderr,
    )
    if args.write:
        print(
            f"The other {len(steps) - len(reading)} make permission sets, users, groups and applications of their own, "
            f"assign them in account {args.account}, and remove them again, with further calls.",
            file=sys.stderr,
        )
    else:
        print("Nothing is changed.", file=sys.stderr)
    return _says_yes(args)


def _says_yes(args: argparse.Namespace) -> bool:
    if args.yes or not sys.stdin.isatty():
        return bool(args.yes)
    print("Start? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _failed(error: object, state_file: Path | None = None) -> int:
    print(f"ssoadmin-mock verify: {' '.join(str(error).split())}", file=sys.stderr)
    if state_file is not None and state_file.exists():
        print(f"What was found so far is in {state_file}; run the same command again to go on.", file=sys.stderr)
    return _COULD_NOT_RUN
