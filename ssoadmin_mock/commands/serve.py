"""``ssoadmin-mock serve``: moto's server with our backend in it."""

from __future__ import annotations

import argparse
import logging
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.server import LOOPBACK, IdentityCenterServer, ServerStartError, serve
from ssoadmin_mock.server.limits import Limits

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_LAST_PORT = 65535


def add_parser(subparsers: _SubParsersAction[Any]) -> None:
    """Add the subcommand to the parser of ``ssoadmin-mock``."""
    parser = subparsers.add_parser(
        "serve",
        help="answer any AWS SDK and the AWS CLI over HTTP",
        description="Run moto's server with this mock of IAM Identity Center in it, and every other service of moto.",
    )
    parser.add_argument("--host", default=LOOPBACK, help="the address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", default=5000, type=_port, help="the port to listen on; 0 takes a free one (default: %(default)s)"
    )
    parser.add_argument("--world", metavar="FILE", help="begin with the world in this file (YAML or JSON)")
    parser.add_argument(
        "--organization-instance",
        nargs="?",
        const=True,
        default=False,
        type=_region,
        metavar="REGION",
        help="enable the organization instance, as the console does (default Region: us-east-1)",
    )
    parser.add_argument(
        "--auto-sign-in",
        metavar="USER",
        help="approve every sign-in at once, as this user; otherwise it waits at the page that the client shows",
    )
    parser.add_argument(
        "--scim",
        action="store_true",
        help="print the SCIM endpoint of the organization instance, which is enabled if there is none, with a token",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name by which the server's own API and dashboard may be reached, and whose pages may use them; "
        "repeat it for several (those of loopback and of --host always may)",
    )
    parser.add_argument(
        "--log-level",
        default="warning",
        choices=["debug", "info", "warning", "error"],
        help="what to log on standard error; info has a line for each call: API, operation, account, error code and "
        "milliseconds (default: %(default)s)",
    )
    _add_limits(parser)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    default = Limits()
    parser.add_argument(
        "--max-body",
        default=default.body_bytes,
        type=_positive,
        metavar="BYTES",
        help="refuse requests with a longer body (default: %(default)s)",
    )
    parser.add_argument(
        "--request-timeout",
        default=default.seconds,
        type=_positive,
        metavar="SECONDS",
        help="how long a connection may be silent before it is closed (default: %(default)s)",
    )
    parser.add_argument(
        "--max-connections",
        default=default.connections,
        type=_positive,
        metavar="NUMBER",
        help="how many connections may be open at a time (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM.

    :returns: the exit code: 0, or 1 when the server cannot start or the world cannot be loaded.
    """
    _log(args.log_level)
    try:
        limits = Limits(args.max_body, args.request_timeout, args.max_connections)
        # A world brings the instance itself.
        instance = args.organization_instance or (args.scim and args.world is None)
        serve(
            args.host,
            args.port,
            instance,
            partial(_announce, scim=args.scim),
            args.world,
            limits,
            args.allow_host,
            {} if args.auto_sign_in is None else {"auto_sign_in": args.auto_sign_in},
        )
    except (ServerStartError, ValueError) as error:
        # A WorldError is one, and so is a Region that there is not.
        print(f"ssoadmin-mock serve: {error}", file=sys.stderr)
        return 1
    return 0


def _log(level: str) -> None:
    logger = logging.getLogger("ssoadmin_mock.calls")
    logger.setLevel(level.upper())
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)


def _announce(server: IdentityCenterServer, scim: bool) -> None:
    print(f"IAM Identity Center is mocked at {server.url}, with every other service of moto.")
    print(f"Its state: {server.url}/moto-api/  Press Ctrl+C to stop. In the shell that calls it:\n")
    if scim:
        from ssoadmin_mock.controls.in_process import InProcess

        print(f"export SCIM_ENDPOINT={server.scim_endpoint}")
        print(f"export SCIM_TOKEN={InProcess().create_scim_token()}")
    for name, value in server.environment.items():
        print(f"export {name}={value}")
    sys.stdout.flush()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: choose one from 0 to {_LAST_PORT}")
    return int(text)


def _region(text: str) -> str:
    from ssoadmin_mock.services.regions import check_region

    try:
        check_region("it", text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number greater than 0")
    return int(text)
