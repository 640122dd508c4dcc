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


def rows() -> Iterator[Row]:
    test = one_test.measure(one_test.whole_test, rounds=30)
    yield "one-call test, mock_aws", "mock_ssoadmin", test["moto"], test["ours"]
    enter = one_test.measure(one_test.enter_and_leave, rounds=100)
    yield "enter and leave, mock_aws", "mock_ssoadmin", enter["moto"], enter["ours"]
    call = one_call.measure(rounds=40)
    yield "DescribePermissionSet, mock_ssoadmin", "botocore's floor", call["ours"], call["floor"]
    yield "DescribePermissionSet, mock_aws", "botocore's floor", call["moto"], call["moto floor"]
    start = imports.measure(rounds=8)
    yield "import ssoadmin_mock", "import boto3", start["package"], start["boto3"]
    yield "import and start, mock_ssoadmin", "mock_aws", start["ours"], start["moto"]


def table(measured: Iterable[Row]) -> Iterator[str]:
    yield "| What | Compared with | Ratio | ms | ms |"
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
