"""Prints how much things cost, as ratios: ``python -m benchmarks.run``, in the root of the repository.

It judges nothing. Milliseconds differ from machine to machine and from minute to minute; the ratios are what counts,
because each is between things that were measured in turns.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version

from benchmarks import imports, one_call, one_test

Row = tuple[str, str, float, float]
"""What, compared with what, and the seconds of the two."""


ROUNDS, TESTS = 5, 10
"""How often tests are run under each mock, in turns, and how many of them in a row."""

SUITE = 1000
"""Tests in the decorated class."""


def rows() -> Iterator[Row]:
    yield from tests()
    yield from calls()
    yield from starts()


def tests() -> Iterator[Row]:
    test = one_test.measure(one_test.whole_test, ROUNDS, TESTS)
    yield "one-call test, mock_aws", "mock_ssoadmin", test["moto"], test["ours"]
    fixture = one_test.measure_fixture(ROUNDS, TESTS)
    yield "one-call test, mock_aws", "the fixture sso_admin", fixture["moto"], fixture["ours"]
    enter = one_test.measure(one_test.enter_and_leave, ROUNDS, TESTS)
    yield "enter and leave, mock_aws", "mock_ssoadmin", enter["moto"], enter["ours"]
    client = one_test.measure(one_test.first_client, ROUNDS, TESTS)
    yield "first client, mock_aws", "mock_ssoadmin", client["moto"], client["ours"]
    typical = one_test.measure_typical(ROUNDS, TESTS)
    yield "typical test, mock_aws", "mock_ssoadmin", typical["moto"], typical["ours"]
    yield "typical test, mock_ssoadmin", "botocore alone", typical["ours"], typical["floor"]
    suite = one_test.measure_suite(SUITE)
    yield f"class of {SUITE} tests, mock_aws", "mock_ssoadmin", suite["moto"], suite["ours"]


def calls() -> Iterator[Row]:
    for operation in one_call.MEASURED:
        name = api_name(operation)
        call = one_call.measure(operation, rounds=10)
        yield f"{name}, mock_ssoadmin", "botocore's floor", call["ours mock"], call["ours floor"]
        yield f"{name}, mock_aws", "botocore's floor", call["moto mock"], call["moto floor"]


def starts() -> Iterator[Row]:
    start = imports.measure(rounds=8)
    yield "import moto", "import ssoadmin_mock", start["moto"], start["ours"]
    yield "import and start, mock_ssoadmin", "mock_aws", start["our start"], start["moto start"]
    first = start["our first answer"], start["moto first answer"]
    yield "import, start and first answer, mock_ssoadmin", "mock_aws", *first
    suite = imports.measure_plugin(rounds=8)
    yield "pytest of one empty test, with the plugin", "without", suite["with"], suite["without"]


def api_name(operation: str) -> str:
    """Return an operation's name in the API from its name in boto3."""
    return "".join(word.capitalize() for word in operation.split("_"))


def table(measured: Iterable[Row]) -> Iterator[str]:
    yield "| What | Compared with | Ratio | CPU ms | CPU ms |"
    yield "|--|--|--|--|--|"
    for what, other, seconds, other_seconds in measured:
        ratio = f"{seconds / other_seconds:.2f}"
        yield f"| {what} | {other} | {ratio} | {seconds * 1e3:.3f} | {other_seconds * 1e3:.3f} |"


def environment() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("moto", "botocore", "boto3"))
    return f"{date.today()}, Python {platform.python_version()}, {libraries}, {platform.system()} {platform.machine()}"


def main() -> None:
    print(environment(), end="\n\n")
    for line in table(rows()):
        print(line, flush=True)


if __name__ == "__main__":
    main()
